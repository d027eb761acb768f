import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { FakeClock } from '@posko/testing';
import { ClockService } from '../clock/clock.service';
import { ContentBucket } from './content-bucket';
import type { BucketOptions } from './content-bucket';
import { ContentFolder } from './content-folder';
import type { Content } from './content-store';
import { startS3 } from './testing/s3-server';
import type { RunningS3 } from './testing/s3-server';

const BYTES = Buffer.alloc(300_000, 'bukti foto dari TPS 012');
const SHA256 = createHash('sha256').update(BYTES).digest('hex');

describe('ContentBucket', () => {
  let [folder, incoming] = ['', ''];
  let s3: RunningS3;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'posko-s3-'));
    s3 = await startS3(join(folder, 'server'));
  });
  afterAll(async () => {
    await s3.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    incoming = await mkdtemp(join(folder, 'incoming-'));
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const bucketOf = (changes: Partial<BucketOptions> = {}): ContentBucket =>
    new ContentBucket({ ...s3.options, ...changes }, new ContentFolder(incoming, new ClockService(new FakeClock())));
  const bytesOf = async (content: Content | null): Promise<Buffer> =>
    Buffer.concat(((await content?.stream.toArray()) ?? []) as Buffer[]);
  const left = async (): Promise<string[]> =>
    (await readdir(incoming, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);

  it('keeps bytes under their hash, with what was made from them beside them, and nothing on this machine', async () => {
    const bucket = bucketOf();
    const received = await bucket.receive(Readable.from([BYTES]), BYTES.length);
    expect(received).toMatchObject({ sha256: SHA256, bytes: BYTES.length });
    expect([await bucket.has(SHA256), await bucket.read(SHA256)]).toEqual([false, null]);
    await bucket.settle(received);
    await bucket.discard(received);
    await bucket.add(`${SHA256}-thumb`, Buffer.from('kecil'));
    const read = await bucketOf().read(SHA256);
    expect(read?.bytes).toBe(BYTES.length);
    expect(await bytesOf(read)).toEqual(BYTES);
    expect((await bytesOf(await bucket.read(`${SHA256}-thumb`))).toString()).toBe('kecil');
    expect(await bucket.has(`${SHA256}-thumb`)).toBe(true);
    expect(await left()).toEqual([]);
    // Again the same: it stays what it is.
    await bucket.settle(await bucket.receive(Readable.from([BYTES]), BYTES.length));
    expect(await bytesOf(await bucket.read(SHA256))).toEqual(BYTES);
  });

  it('takes no name that is none, and none too long', async () => {
    for (const name of ['../../etc/passwd', `${SHA256}/../x`, 'abc', `${SHA256}-Thumb`]) {
      await expect(bucketOf().read(name)).rejects.toThrow('no name');
    }
    await expect(bucketOf().receive(Readable.from([BYTES]), 10)).rejects.toMatchObject({ code: 'payload-too-large' });
    expect(await left()).toEqual([]);
  });

  it.each<[string, Partial<BucketOptions>]>([
    ['whose secret is another', { secret: 'guessed' }],
    ['that is not there', { bucket: 'elsewhere' }],
    ['of a server that is not there', { endpoint: 'http://127.0.0.1:1' }],
  ])('%s is told to the log, and to come again to whoever sends', async (_what, changes) => {
    const error = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const bucket = bucketOf(changes);
    const received = await bucket.receive(Readable.from([BYTES]), BYTES.length);
    await expect(bucket.settle(received)).rejects.toMatchObject({ code: 'not-ready' });
    expect(error).toHaveBeenCalled();
    expect(JSON.stringify(error.mock.calls)).not.toContain('guessed');
  });
});
