import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { heicSize } from './heic-head';
import type { HeicSize } from './heic-head';
import { box, heic } from './testing/heic-boxes';

describe('the size that a HEIC file says', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'posko-heic-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const sizeOf = async (bytes: Buffer): Promise<HeicSize | null> => {
    const path = join(folder, 'photo');
    await writeFile(path, bytes);
    return heicSize(path);
  };

  it('is that of the whole picture, turned as it is to be seen', async () => {
    expect(
      await sizeOf(
        heic({
          sizes: [
            [512, 512],
            [4032, 3024],
            [320, 240],
          ],
        }),
      ),
    ).toEqual({ width: 4032, height: 3024 });
    expect(await sizeOf(heic({ sizes: [[4032, 3024]], turns: 1 }))).toEqual({ width: 3024, height: 4032 });
    expect(await sizeOf(heic({ sizes: [[4032, 3024]], turns: 2 }))).toEqual({ width: 4032, height: 3024 });
  });

  it('is there whatever a telephone appends', async () => {
    const bytes = Buffer.concat([heic({ sizes: [[4032, 3024]] }), Buffer.from('what it adds')]);
    expect(await sizeOf(bytes)).toEqual({ width: 4032, height: 3024 });
  });

  it('is unknown of a file that was cut off, lacks its picture or claims more than it has', async () => {
    const whole = heic({ sizes: [[4032, 3024]] });
    expect(await sizeOf(whole.subarray(0, whole.length - 1))).toBeNull();
    expect(await sizeOf(whole.subarray(0, 30))).toBeNull();
    expect(await sizeOf(heic({ sizes: [] }))).toBeNull();
    expect(await sizeOf(box('ftyp', Buffer.from('heic\0\0\0\0')))).toBeNull();
    expect(await sizeOf(Buffer.from([0, 0, 0, 4, ...Buffer.from('ftyp'), ...Buffer.from('heic')]))).toBeNull();
    expect(await sizeOf(Buffer.alloc(0))).toBeNull();
    const long = Buffer.from([0, 0, 0, 1, ...Buffer.from('ftyp'), ...Array<number>(8).fill(255)]);
    expect(await sizeOf(long)).toBeNull();
  });
});
