import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** What a HEIC file says of itself, in pixels, upright. */
export interface HeicSize {
  readonly width: number;
  readonly height: number;
}

interface Box {
  readonly type: string;
  /** Where its content begins and where it ends, in the file. */
  readonly from: number;
  readonly to: number;
}

/** Boxes at the top of a file; telephones write four or five. */
const BOXES = 64;
/** The box of properties; a photo's takes some kilobytes. */
const META_BYTES = 4 * 1024 * 1024;
/** A picture's extent: 20 bytes, of which these are the beginning. */
const EXTENT = Buffer.from([0, 0, 0, 20, ...Buffer.from('ispe', 'latin1')]);
/** Quarter turns: 9 bytes, of which the last says how many. */
const TURN = Buffer.from([0, 0, 0, 9, ...Buffer.from('irot', 'latin1')]);

/**
 * The size of a HEIC picture by its boxes, without decoding anything; null if a box that it cannot do without is missing or
 * reaches beyond the end, as in a file that was cut off.
 */
export async function heicSize(path: string): Promise<HeicSize | null> {
  const file = await open(path);
  try {
    const boxes = await boxesOf(file);
    const meta = boxes?.find(({ type }) => type === 'meta');
    if (meta === undefined || boxes?.some(({ type }) => type === 'mdat') !== true) return null;
    if (meta.to - meta.from > META_BYTES) return null;
    const content = Buffer.alloc(meta.to - meta.from);
    await file.read(content, 0, content.length, meta.from);
    return largestIn(content);
  } finally {
    await file.close();
  }
}

/** Boxes up to the one with the bytes of the picture; what telephones append behind it is theirs. */
async function boxesOf(file: FileHandle): Promise<Box[] | null> {
  const { size } = await file.stat();
  const boxes: Box[] = [];
  const head = Buffer.alloc(16);
  for (let at = 0; at + 8 <= size && boxes.length < BOXES;) {
    await file.read(head, 0, 16, at);
    const type = head.toString('latin1', 4, 8);
    const said = head.readUInt32BE(0);
    const isLong = said === 1;
    const to = said === 0 ? size : at + (isLong ? Number(head.readBigUInt64BE(8)) : said);
    const from = at + (isLong ? 16 : 8);
    if (to < from || to > size) return null;
    boxes.push({ type, from, to });
    if (hasAll(boxes)) return boxes;
    at = to;
  }
  return boxes;
}

function hasAll(boxes: readonly Box[]): boolean {
  return ['meta', 'mdat'].every((needed) => boxes.some(({ type }) => type === needed));
}

/** The whole picture is larger than its tiles and its thumbnail, which say their sizes as well. */
function largestIn(meta: Buffer): HeicSize | null {
  let largest: HeicSize | null = null;
  for (let at = meta.indexOf(EXTENT); at >= 0 && at + 20 <= meta.length; at = meta.indexOf(EXTENT, at + 20)) {
    const [width, height] = [meta.readUInt32BE(at + 12), meta.readUInt32BE(at + 16)];
    if (largest === null || width * height > largest.width * largest.height) largest = { width, height };
  }
  const turn = meta.indexOf(TURN);
  const isTurned = turn >= 0 && ((meta[turn + 8] ?? 0) & 1) === 1;
  return largest !== null && isTurned ? { width: largest.height, height: largest.width } : largest;
}
