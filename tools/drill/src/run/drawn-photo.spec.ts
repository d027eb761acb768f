import { soundForm, SMALL_CONTESTS, smallTpsCode } from '@posko/testing';
import sharp from 'sharp';
import { PHOTO_KINDS } from '../scenario/photo-kind';
import { photoOf } from '../scenario/form-photo';
import { drawnPhoto } from './drawn-photo';

const FORM = soundForm(SMALL_CONTESTS[0] ?? { options: [] });
const sheet = (at: number) => ({ seed: 1, code: smallTpsCode(at), form: FORM });

/** How light it is, and how much its lines stand out. */
async function seen(photo: Buffer): Promise<{ light: number; lines: number }> {
  const kernel = { width: 3, height: 3, kernel: [0, 1, 0, 1, -4, 1, 0, 1, 0] };
  const edges = await sharp(photo).greyscale().convolve(kernel).png().toBuffer();
  const [{ channels }, { channels: lines }] = await Promise.all([sharp(photo).stats(), sharp(edges).stats()]);
  return { light: channels[0]?.mean ?? 0, lines: lines[0]?.stdev ?? 0 };
}

describe('drawn photos', () => {
  it('are JPEG, the same for the same TPS and another for each', async () => {
    const [one, again, other] = await Promise.all([sheet(0), sheet(0), sheet(1)].map((of) => drawnPhoto(of, 'clear')));
    expect((await sharp(one).metadata()).format).toBe('jpeg');
    expect(again?.equals(one ?? Buffer.alloc(0))).toBe(true);
    expect(other?.equals(one ?? Buffer.alloc(0))).toBe(false);
  });

  it('may be blurred or dark', async () => {
    const clear = await seen(await drawnPhoto(sheet(0), 'clear'));
    const blurred = await seen(await drawnPhoto(sheet(0), 'blurred'));
    const dark = await seen(await drawnPhoto(sheet(0), 'dark'));
    expect(blurred.lines).toBeLessThan(clear.lines / 4);
    expect(dark.light).toBeLessThan(clear.light / 4);
  });
});

it('of a thousand forms so many are photographed as was asked for, some of them badly', () => {
  const codes = Array.from({ length: 20_000 }, (_, n) => `35780410${n.toString().padStart(5, '0')}`);
  const kinds = codes.map((code) => photoOf(code, { seed: 3, contest: 'pkwkp-35', perMille: 200 }));
  const taken = kinds.filter((kind) => kind !== null);
  expect(taken.length / codes.length).toBeCloseTo(0.2, 1);
  for (const kind of PHOTO_KINDS) expect(taken.filter((one) => one === kind).length).toBeGreaterThan(40);
  expect(
    codes.map((code) => photoOf(code, { seed: 3, contest: 'pkwkp-35', perMille: 0 })).every((kind) => kind === null),
  ).toBe(true);
});
