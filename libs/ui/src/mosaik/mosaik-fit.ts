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

/** Cells, with the gap that belongs to each. */
export interface Pitch {
  readonly width: number;
  readonly height: number;
}

export interface Fit {
  readonly pitch: Pitch;
  /** TPS in a cell. */
  readonly perCell: number;
  /** Height of a block's head: at least the frame's. */
  readonly head: number;
  /** Blocks without their gutter, in the order of the sources. */
  readonly rects: readonly Rect[];
}

/** Rounds of moving room from blocks that have too much to those that have too little. */
const ROUNDS = 16;
/** How much larger heads and gutters are tried. */
const HEAD_FACTORS = [1.4, 1.3, 1.2, 1.1];
const EMPTY: Rect = { x: 0, y: 0, width: 0, height: 0 };

/** The largest cells with which every block holds its TPS. */
export function fitBlocks(sources: readonly BlockSource[], frame: MosaikFrame): Fit {
  if (sources.length === 0 || frame.width < 1 || frame.height < 1) {
    return { pitch: { width: 1, height: 1 }, perCell: 1, head: frame.head, rects: sources.map(() => EMPTY) };
  }
  const total = sources.reduce((sum, source) => sum + source.weight, 0);
  const division = planDivision(sources, frame);
  for (let perCell = 1; ; perCell *= 2) {
    const room = (frame.width * frame.height) / Math.ceil(total / perCell);
    for (const pitch of pitches(room, frame.largestCell)) {
      const rects = tryPitch(sources, { frame, division, pitch, perCell });
      if (rects) return withLargerHeads(sources, { frame, division, pitch, perCell }, rects);
    }
    if (perCell > total) throw new RangeError(`${frame.width} x ${frame.height} pixels are too few for a mosaik`);
  }
}

/** Room that whole pixels leave over goes to the heads, so that names are read more easily. */
function withLargerHeads(sources: readonly BlockSource[], tried: Try, rects: readonly Rect[]): Fit {
  const { frame, pitch, perCell } = tried;
  for (const factor of HEAD_FACTORS) {
    const larger = { ...frame, head: Math.round(frame.head * factor), gutter: Math.round(frame.gutter * factor) };
    const found = tryPitch(sources, { ...tried, frame: larger });
    if (found) return { pitch, perCell, head: larger.head, rects: found };
  }
  return { pitch, perCell, head: frame.head, rects };
}

/** Cell sizes of at most `room` square pixels, largest and squarest first; oblong only as far as small cells need it. */
function pitches(room: number, largest: number): Pitch[] {
  const found: Pitch[] = [];
  const longest = Math.min(largest, Math.ceil(Math.sqrt(room)) + 1);
  for (let width = 1; width <= longest; width++) {
    for (let height = Math.max(1, width - 1); height <= Math.min(longest, width + 1); height++) {
      if (width * height <= room) found.push({ width, height });
    }
  }
  return found.sort((a, b) => b.width * b.height - a.width * a.height || b.width - a.width);
}

interface Try {
  readonly frame: MosaikFrame;
  readonly division: Division;
  readonly pitch: Pitch;
  readonly perCell: number;
}

/** Rectangles in which every block holds its TPS at a pitch, or null. Heads and ragged edges cost small blocks more: weights follow. */
function tryPitch(sources: readonly BlockSource[], { frame, division, pitch, perCell }: Try): readonly Rect[] | null {
  const cells = sources.map((source) => Math.ceil(source.weight / perCell));
  const weights = cells.map((count) => {
    const area = count * pitch.width * pitch.height;
    return area + Math.sqrt(area) * (frame.head + frame.gutter + pitch.height / 2);
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

function capacity(rect: Rect, head: number, pitch: Pitch): number {
  return (
    Math.max(0, Math.floor(rect.width / pitch.width)) * Math.max(0, Math.floor((rect.height - head) / pitch.height))
  );
}
