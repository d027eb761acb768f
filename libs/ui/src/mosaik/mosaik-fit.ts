import { divide, planDivision } from './kd-treemap';
import type { Division, Placed, Rect } from './kd-treemap';

/** One block of the mosaik: a region's run of TPS, and where it lies. */
export interface BlockSource extends Placed {
  /** Index of the region in its tree. */
  readonly region: number;
  /** Number of TPS; the block's weight. */
  readonly weight: number;
  /** Regions one tier below, by which the cells of a block keep together. */
  readonly groups: number;
}

export interface MosaikFrame {
  /** All lengths in device pixels. */
  readonly width: number;
  readonly height: number;
  /** Height of a block's head. */
  readonly head: number;
  /** Between neighbouring blocks. */
  readonly gutter: number;
  /** Largest side of a cell, so that a region of few TPS does not fill the screen with boulders. */
  readonly largestCell: number;
}

export interface Fit {
  /**
   * Side of a cell with its gap, on average: cells are squares of whole pixels, `pitch` rounded down or up in turn, so that the room
   * is used whatever its size.
   */
  readonly pitch: number;
  /** TPS in a cell. */
  readonly perCell: number;
  /** Blocks without their gutter, in the order of the sources. */
  readonly rects: readonly Rect[];
}

/** Rounds of moving room from blocks that have too much to those that have too little. */
const ROUNDS = 20;
/** Halvings in search of the largest pitch; a thousandth of it is finer than any pixel. */
const HALVINGS = 10;
/** From here on cells are large enough to see that they are not all alike: whole pixels only. */
const WHOLE_FROM = 8;
const EMPTY: Rect = { x: 0, y: 0, width: 0, height: 0 };

/** The largest cells with which every block holds its TPS. */
export function fitBlocks(sources: readonly BlockSource[], frame: MosaikFrame): Fit {
  if (sources.length === 0 || frame.width < 1 || frame.height < 1) {
    return { pitch: 1, perCell: 1, rects: sources.map(() => EMPTY) };
  }
  const total = sources.reduce((sum, source) => sum + source.weight, 0);
  const division = planDivision(sources, frame);
  for (let perCell = 1; ; perCell *= 2) {
    const cells = sources.map((source) => Math.ceil(source.weight / perCell));
    const most = Math.min(frame.largestCell, Math.sqrt((frame.width * frame.height) / Math.ceil(total / perCell)));
    const found = largestPitch(most, (pitch) => tryPitch(cells, { frame, division, pitch }));
    if (found) return { ...found, perCell };
    if (perCell > total) throw new RangeError(`${frame.width} x ${frame.height} pixels are too few for a mosaik`);
  }
}

/** The largest pitch from 1 to `most` for which `attempt` finds room, and that room. */
function largestPitch(most: number, attempt: (pitch: number) => readonly Rect[] | null): Omit<Fit, 'perCell'> | null {
  if (most < 1) return null;
  let [low, high] = [1, most];
  let best = attempt(most);
  if (best !== null) return whole(most, best, attempt);
  best = attempt(1);
  if (best === null) return null;
  for (let n = 0; n < HALVINGS; n++) {
    const middle = (low + high) / 2;
    const rects = attempt(middle);
    if (rects === null) high = middle;
    else [low, best] = [middle, rects];
  }
  return whole(low, best, attempt);
}

function whole(
  pitch: number,
  rects: readonly Rect[],
  attempt: (pitch: number) => readonly Rect[] | null,
): Omit<Fit, 'perCell'> {
  const floor = Math.floor(pitch);
  const better = floor >= WHOLE_FROM ? attempt(floor) : null;
  return better === null ? { pitch, rects } : { pitch: floor, rects: better };
}

interface Try {
  readonly frame: MosaikFrame;
  readonly division: Division;
  readonly pitch: number;
}

/** Rectangles in which every block holds its cells at a pitch, or null. Heads and ragged edges cost small blocks more: weights follow. */
function tryPitch(cells: readonly number[], { frame, division, pitch }: Try): readonly Rect[] | null {
  const weights = cells.map((count) => {
    const area = count * pitch * pitch;
    return area + Math.sqrt(area) * (frame.head + frame.gutter + pitch / 2);
  });
  const within: Rect = { x: 0, y: 0, width: frame.width + frame.gutter, height: frame.height + frame.gutter };
  for (let round = 0; round < ROUNDS; round++) {
    const rects = divide(division, weights, within).map((rect) => ({
      ...rect,
      width: rect.width - frame.gutter,
      height: rect.height - frame.gutter,
    }));
    const wants = rects.map((rect, index) => (cells[index] ?? 0) / Math.max(1, capacity(rect, frame.head, pitch)));
    if (wants.every((want) => want <= 1)) return rects;
    wants.forEach((want, index) => {
      const factor = want > 1 ? Math.min(1.5, 1.01 * want) : Math.max(0.9, Math.sqrt(want));
      weights[index] = (weights[index] ?? 0) * factor;
    });
  }
  return null;
}

function capacity(rect: Rect, head: number, pitch: number): number {
  return Math.max(0, Math.floor(rect.width / pitch)) * Math.max(0, Math.floor((rect.height - head) / pitch));
}
