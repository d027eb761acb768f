import type { CHasil } from '@posko/domain';
import sharp from 'sharp';
import type { FormPhotoKind } from '../scenario/photo-kind';
import { RandomStream } from '../scenario/stream';

/** Strokes of digits as on old calculators: no typeface is needed, so every machine draws the same. */
const SEGMENTS = ['0,0 1,0', '1,0 1,1', '1,1 1,2', '0,2 1,2', '0,1 0,2', '0,0 0,1', '0,1 1,1'];
const DIGITS = ['012345', '12', '01346', '01236', '1256', '02356', '023456', '012', '0123456', '012356'];
const STROKE_PX = 15;
const [WIDTH_PX, HEIGHT_PX] = [1200, 1700];
const ROW_PX = 54;
const ROWS = 28;
const BLUR_SIGMA = 9;
const DARK_SHARE = 0.12;

interface Sheet {
  readonly seed: number;
  readonly code: string;
  readonly form: CHasil;
}

/** The photo of a form: its figures in its rows, on a table, by a hand and a light of its own. No two TPS have the same. */
export async function drawnPhoto(sheet: Sheet, kind: Exclude<FormPhotoKind, 'duplicate'>): Promise<Buffer> {
  const stream = new RandomStream(sheet.seed, `${sheet.code}/photo taken`);
  const background = { r: 90, g: 70, b: 50, alpha: 1 };
  const turned = sharp(Buffer.from(svgOf(sheet, stream))).rotate(stream.between(-3, 3), { background });
  const [side, top] = [40 + stream.below(60), 40 + stream.below(60)];
  const lying = sharp(await turned.png().toBuffer()).extend({ left: side, right: side, top, bottom: top, background });
  const seen = sharp(await lying.png().toBuffer());
  if (kind === 'blurred') seen.blur(BLUR_SIGMA);
  if (kind === 'dark') seen.linear(DARK_SHARE, 0);
  return seen.jpeg({ quality: 82 }).toBuffer();
}

function svgOf({ code, form }: Sheet, stream: RandomStream): string {
  const print = new RandomStream(0, 'print of the form');
  const figures = [code.slice(0, 7), code.slice(7), ...figuresOf(form)];
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const y = 120 + row * ROW_PX;
    return `<rect x="50" y="${y}" width="1100" height="${ROW_PX}"/><rect x="760" y="${y}" width="390" height="${ROW_PX}"/>`;
  });
  const words = Array.from({ length: ROWS * 30 }, (_, n) => {
    const [x, y] = [70 + (n % 30) * 21, 138 + Math.floor(n / 30) * ROW_PX];
    return print.chance(0.75) ? `<rect x="${x}" y="${y}" width="12" height="${10 + print.below(12)}"/>` : '';
  });
  const hand = figures.slice(0, ROWS).map((figure, row) => written(figure, { y: 128 + row * ROW_PX, stream }));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH_PX}" height="${HEIGHT_PX}">
    <rect width="100%" height="100%" fill="#f6f3ea"/><g fill="#222">${words.join('')}</g>
    <g fill="none" stroke="#222" stroke-width="3">${rows.join('')}</g>
    <g stroke="#12205a" stroke-width="5" stroke-linecap="round">${hand.join('')}</g></svg>`;
}

function written(figure: string, { y, stream }: { readonly y: number; readonly stream: RandomStream }): string {
  return figure
    .split('')
    .map((digit, n) => strokes(Number(digit), 780 + n * 48 + stream.below(12), y + stream.below(6)))
    .join('');
}

function strokes(digit: number, x: number, y: number): string {
  const lines = (DIGITS[digit] ?? '').split('').map((at) => {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = (SEGMENTS[Number(at)] ?? '')
      .split(/[ ,]/)
      .map((part) => Number(part) * STROKE_PX);
    return `<line x1="${x + x1}" y1="${y + y1}" x2="${x + x2}" y2="${y + y2}"/>`;
  });
  return lines.join('');
}

/** Figures of the paper in their order, as far as they are filled in. */
function figuresOf(part: unknown): string[] {
  if (typeof part === 'number') return [String(part)];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap((one) => figuresOf(one)) : [];
}
