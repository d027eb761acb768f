import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { FakeClock } from '@posko/testing';
import { ClockService } from '../platform/clock/clock.service';
import { AttachmentStore } from './attachment-store';

const BYTES = Buffer.from('bukti foto dari TPS 012');
const SHA256 = createHash('sha256').update(BYTES).digest('hex');

describe('AttachmentStore', () => {
  let folder: string;
  let clock: FakeClock;
  let store: AttachmentStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'posko-attachment-'));
    clock = new FakeClock();
    store = new AttachmentStore({ attachmentDir: folder }, new ClockService(clock));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const files = async (): Promise<string[]> =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);

  it('keeps bytes under their hash', async () => {
    const received = await store.receive(Readable.from([BYTES.subarray(0, 5), BYTES.subarray(5)]), 100);
    expect(received).toMatchObject({ sha256: SHA256, bytes: BYTES.length });
    await store.settle(received);
    expect(await readFile(join(folder, SHA256.slice(0, 2), SHA256.slice(2, 4), SHA256))).toEqual(BYTES);
    const read = await store.read(SHA256);
    expect(Buffer.concat(((await read?.stream.toArray()) ?? []) as Buffer[])).toEqual(BYTES);
    expect(await files()).toEqual([SHA256]);
  });

  it('takes exactly the limit, and leaves nothing behind beyond it', async () => {
    await store.discard(await store.receive(Readable.from([BYTES]), BYTES.length));
    const body = Readable.from([BYTES, BYTES, BYTES]);
    await expect(store.receive(body, BYTES.length + 1)).rejects.toMatchObject({ code: 'payload-too-large' });
    expect(body.destroyed).toBe(false);
    expect(await files()).toEqual([]);
  });

  it('leaves nothing behind of a sender that went away', async () => {
    const body = new Readable({
      read() {
        this.push(BYTES);
        this.destroy(new Error('aborted'));
      },
    });
    await expect(store.receive(body, 1000)).rejects.toThrow('aborted');
    expect(await files()).toEqual([]);
  });

  it('says that it is not ready when the disk is full', async () => {
    const body = new Readable({
      read() {
        this.destroy(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
      },
    });
    await expect(store.receive(body, 1000)).rejects.toMatchObject({ code: 'not-ready' });
  });

  it('removes at start what a process that was killed left, and nothing that is on its way in', async () => {
    await mkdir(join(folder, 'incoming'));
    await writeFile(join(folder, 'incoming', `${clock.now()}-dead`), BYTES);
    await store.settle(await store.receive(Readable.from([BYTES]), 100));
    clock.advance({ minutes: 16 });
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const alive = await store.receive(Readable.from([BYTES]), 100);
    await store.onModuleInit();
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
    expect((await files()).sort()).toEqual([SHA256, alive.path.split('/').at(-1)].sort());
    expect(await store.sweep()).toBe(0);
  });

  it('has nothing where the folder lost it, and says so where there is no folder', async () => {
    expect(await store.read(SHA256)).toBeNull();
    const none = new AttachmentStore({}, new ClockService(clock));
    await expect(none.receive(Readable.from([BYTES]), 100)).rejects.toMatchObject({ code: 'not-ready' });
    expect(await none.sweep()).toBe(0);
  });
});
