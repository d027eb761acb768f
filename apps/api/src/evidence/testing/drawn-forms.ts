import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Strokes of digits as on old calculators: top, upper right, lower right, bottom, lower left, upper left, middle. */
const SEGMENTS = ['0,0 1,0', '1,0 1,1', '1,1 1,2', '0,2 1,2', '0,1 0,2', '0,0 0,1', '0,1 1,1'];
const DIGITS = [
  [0, 1, 2, 3, 4, 5],
  [1, 2],
  [0, 1, 3, 4, 6],
  [0, 1, 2, 3, 6],
  [1, 2, 5, 6],
  [0, 2, 3, 5, 6],
  [0, 2, 3, 4, 5, 6],
  [0, 1, 2],
  [0, 1, 2, 3, 4, 5, 6],
  [0, 1, 2, 3, 5, 6],
];
const ROWS = 28;

/** Numbers between 0 and 1 that a seed repeats. */
function numbers(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function digit(value: number, x: number, y: number): string {
  const strokes = DIGITS[value]?.map((at) => SEGMENTS[at] ?? '') ?? [];
  const lines = strokes.map((points) => {
    const [x1, y1, x2, y2] = points.split(/[ ,]/).map((part, at) => Number(part) * 15 + (at % 2 === 0 ? x : y));
    return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
  });
  return lines.join('');
}

/** A form as it is printed, lines and words, with figures that follow from `seed`, drawn without any typeface. */
export function formSvg(seed: number): string {
  const [next, word] = [numbers(seed), numbers(7)];
  const [print, hand]: [string[], string[]] = [[], []];
  for (let row = 0; row < ROWS; row++) {
    const y = 150 + row * 54;
    print.push(`<rect x="50" y="${y}" width="1100" height="54" fill="none" stroke="#222" stroke-width="3"/>`);
    for (let x = 70; x < 700; x += 12 + word() * 8) {
      print.push(`<rect x="${x}" y="${y + 16 + word() * 6}" width="7" height="${10 + word() * 12}" fill="#222"/>`);
    }
    for (let column = 0; column < 4; column++) {
      const x = 760 + column * 95;
      print.push(`<rect x="${x}" y="${y}" width="95" height="54" fill="none" stroke="#222" stroke-width="2"/>`);
      hand.push(digit(Math.floor(next() * 10), x + 30 + next() * 14, y + 10 + next() * 6));
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="1700"><rect width="1200" height="1700" fill="#f6f3ea"/>
    ${print.join('')}<g stroke="#12205a" stroke-width="5" stroke-linecap="round">${hand.join('')}</g></svg>`;
}

/** The form off a flat scanner. */
export function scan(seed: number, width = 1800): Promise<Buffer> {
  return sharp(Buffer.from(formSvg(seed)))
    .resize(width)
    .jpeg({ quality: 85 })
    .toBuffer();
}

/** The form on a table, held by a hand that `frame` moves, by a light that `frame` sets. */
export async function photo(seed: number, frame = seed): Promise<Buffer> {
  const next = numbers(frame + 1000);
  const [width, height] = [1500, 2000];
  const background = { r: 90, g: 70, b: 50, alpha: 1 };
  const paper = sharp(Buffer.from(formSvg(seed))).rotate((next() - 0.5) * 6, { background });
  const [left, top] = [40 + Math.round(next() * 60), 40 + Math.round(next() * 60)];
  const fitted = await sharp(await paper.png().toBuffer())
    .resize({ width: width - 2 * left, height: height - 2 * top, fit: 'inside' })
    .toBuffer();
  const [one, other] = [0.6 + next() * 0.4, 0.6 + next() * 0.4].map((share) => Math.round(255 * share));
  const light = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="g"
    x1="${next()}" y1="${next()}" x2="${next()}" y2="${next()}"><stop offset="0" stop-color="rgb(${one},${one},${one})"/>
    <stop offset="1" stop-color="rgb(${other},${other},${other})"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#g)"/></svg>`;
  const table = sharp({ create: { width, height, channels: 3, background } });
  const lying = await table
    .composite([{ input: fitted, left, top }])
    .png()
    .toBuffer();
  const lit = sharp(lying).composite([{ input: Buffer.from(light), blend: 'multiply' }]);
  return lit.jpeg({ quality: 85 }).toBuffer();
}

/** A sheet of nothing, in one colour. */
export function sheet(width: number, height: number, format: 'png' | 'jpeg' = 'png'): Promise<Buffer> {
  const create = { width, height, channels: 3, background: '#fff' } as const;
  return sharp({ create, limitInputPixels: false }).toFormat(format, { quality: 20 }).toBuffer();
}

/** A PNG of that many pixels, whole and black, in next to no bytes; with `lines` of them only if that is said. */
export function bomb(width: number, height: number, lines = height): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // One bit a pixel, in grey.
  head[8] = 1;
  const pixels = deflateSync(Buffer.alloc(lines * (1 + Math.ceil(width / 8))), { level: 9 });
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, content: Buffer): Buffer {
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
