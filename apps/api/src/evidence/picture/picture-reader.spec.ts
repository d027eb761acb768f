import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EVIDENCE_EDGE } from '@posko/contracts';
import sharp from 'sharp';
import { bomb, photo, scan, sheet } from '../testing/drawn-forms';
import { NEAR_BITS, isAlike } from './picture-likeness';
import { DERIVED_EDGES, PictureReader } from './picture-reader';
import type { ReadPicture } from './picture-reader';

const reader = new PictureReader();

describe('a picture of a form', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'posko-picture-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  let files = 0;
  const read = async (bytes: Buffer): Promise<ReadPicture> => {
    const path = join(folder, String(files++));
    await writeFile(path, bytes);
    return reader.read(path);
  };
  const doubts = async (bytes: Buffer): Promise<readonly string[]> => (await read(bytes)).doubts;
  const refused = (reason: string): object => ({ code: 'evidence-refused', params: { reason } });

  it('raises no doubts when it is sharp, bright and whole, by hand or off a scanner', async () => {
    for (const seed of [1, 2, 3, 4]) expect(await doubts(await photo(seed))).toEqual([]);
    expect(await doubts(await scan(5))).toEqual([]);
    expect(
      await doubts(
        await sharp(await scan(6))
          .png()
          .toBuffer(),
      ),
    ).toEqual([]);
  });

  it('is doubted for what is wrong with it', async () => {
    const good = await photo(1);
    expect(await doubts(await sharp(good).blur(6).jpeg().toBuffer())).toEqual(['blurred']);
    expect(await doubts(await sharp(good).linear(0.2, 0).jpeg().toBuffer())).toEqual(['dark']);
    expect(await doubts(await sharp(good).resize(600).jpeg().toBuffer())).toEqual(['small']);
    const cut = (box: { left?: number; top?: number; width: number; height: number }): Promise<readonly string[]> =>
      sharp(good)
        .extract({ left: 0, top: 0, ...box })
        .jpeg()
        .toBuffer()
        .then(doubts);
    expect(await cut({ left: 400, width: 1100, height: 2000 })).toEqual(['cut']);
    expect(await cut({ width: 1000, height: 2000 })).toEqual(['cut']);
    expect(await cut({ width: 1500, height: 1300 })).toEqual(['cut']);
    expect(await doubts(await sheet(1500, 2000))).toEqual(['blurred']);
  });

  it('gives two others, upright, without anything that the camera wrote', async () => {
    const gps = { IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '7/1 15/1 0/1' } };
    const exif = { IFD0: { Make: 'Telepon', ImageDescription: '<script>alert(1)</script>', Orientation: '6' }, ...gps };
    const taken = await sharp(await photo(1))
      .withExif(exif)
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect((await sharp(taken).metadata()).orientation).toBe(6);
    const { width, height, derived } = await read(taken);
    expect([width, height]).toEqual([2000, 1500]);
    for (const [size, bytes] of Object.entries(derived)) {
      const { exif: kept, xmp, icc, iptc, orientation, ...made } = await sharp(bytes).metadata();
      expect([kept, xmp, icc, iptc, orientation]).toEqual([undefined, undefined, undefined, undefined, undefined]);
      expect(Math.max(made.width, made.height)).toBe(DERIVED_EDGES[size as keyof typeof DERIVED_EDGES]);
      expect([made.format, made.width > made.height]).toEqual(['jpeg', true]);
      expect(bytes.includes('script')).toBe(false);
    }
  });

  it('is refused before it is decoded when its header says that it is huge', async () => {
    const before = process.memoryUsage().rss;
    await expect(read(bomb(20_000, 20_000))).rejects.toMatchObject(refused('too-large'));
    await expect(read(bomb(EVIDENCE_EDGE + 1, 10))).rejects.toMatchObject(refused('too-large'));
    await expect(read(bomb(11_000, 11_000))).rejects.toMatchObject(refused('too-large'));
    const progressive = await sharp(await sheet(7500, 7500))
      .jpeg({ progressive: true, quality: 10 })
      .toBuffer();
    await expect(read(progressive)).rejects.toMatchObject(refused('too-large'));
    expect(process.memoryUsage().rss - before).toBeLessThan(600 * 2 ** 20);
  });

  it('is refused when it is cut off, damaged or none at all', async () => {
    const [jpeg, png] = [
      await photo(1),
      await sharp(await photo(1))
        .png()
        .toBuffer(),
    ];
    for (const whole of [jpeg, png]) {
      await expect(read(whole.subarray(0, whole.length * 0.6))).rejects.toMatchObject(refused('unreadable'));
      await expect(read(whole.subarray(0, 40))).rejects.toMatchObject(refused('unreadable'));
    }
    // Says 6000 x 6000 and has next to nothing.
    await expect(read(bomb(6000, 6000, 10))).rejects.toMatchObject(refused('unreadable'));
    for (const text of ['<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', '<html></html>', '']) {
      await expect(read(Buffer.from(text))).rejects.toMatchObject(refused('unreadable'));
    }
  });

  describe('is known again', () => {
    const likeness = async (one: Buffer, other: Buffer): Promise<boolean> => {
      const [a, b] = [await read(one), await read(other)];
      if (bitsBetween(a.perceptualHash, b.perceptualHash) > NEAR_BITS) return false;
      return isAlike(await reader.drawn(a.derived.thumb), await reader.drawn(b.derived.thumb));
    };

    it('after it was sent on: recompressed, made smaller, brightened, turned into a PNG', async () => {
      for (const original of [await photo(1), await photo(2), await scan(3)]) {
        const passed = [
          await sharp(original).jpeg({ quality: 40 }).toBuffer(),
          await sharp(original).resize(900).jpeg({ quality: 60 }).toBuffer(),
          await sharp(original).modulate({ brightness: 1.15 }).jpeg().toBuffer(),
          await sharp(original).png().toBuffer(),
        ];
        for (const copy of passed) expect(await likeness(original, copy)).toBe(true);
      }
    });

    it('and not mistaken for another form, not even from the same tripod or scanner', async () => {
      const hands = [await photo(11), await photo(12), await photo(13)];
      const tripod = [await photo(21, 5), await photo(22, 5), await photo(23, 5)];
      const scanner = [await scan(31), await scan(32), await scan(33)];
      for (const group of [hands, tripod, scanner]) {
        for (const [at, one] of group.entries()) {
          for (const other of group.slice(at + 1)) expect(await likeness(one, other)).toBe(false);
        }
      }
    });
  });
});

function bitsBetween(one: string, other: string): number {
  const differing = BigInt(`0x${one}`) ^ BigInt(`0x${other}`);
  return differing.toString(2).replaceAll('0', '').length;
}
