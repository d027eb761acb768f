import { STAGES } from '@posko/domain';

/** Colours as a canvas keeps them in memory on every machine browsers run on: 0xAABBGGRR. */
export interface MosaikPalette {
  /** One for each stage, in their order. */
  readonly stages: readonly number[];
  readonly warn: number;
  readonly alarm: number;
  readonly ground: number;
}

const TROUBLES = 3;
/** How many ways a cell can look: every stage, without and with amber or red trouble. */
export const LOOKS = STAGES.length * TROUBLES;

/** How a cell looks. `trouble` as from `troubleOf`. */
export function lookOf(stage: number, trouble: 0 | 1 | 2): number {
  return stage * TROUBLES + trouble;
}

/** Size of a cell in device pixels, with its gap. */
export interface CellSize {
  readonly width: number;
  readonly height: number;
}

/** Space between cells in device pixels; cells too small to spare any touch. */
function gapOf(pitch: number): number {
  if (pitch >= 14) return 2;
  return pitch >= 6 ? 1 : 0;
}

/** Smallest inner side at which a sign within the cell can be told from a plain one. */
const SIGN_FROM = 7;

/**
 * A tile of pixels for each look, for cells of one size; `pitch` is their average side, which decides how they are drawn. A cell keeps its stage's colour beside amber: a small one in its corner within an
 * amber angle, a larger one around an amber corner. Red is all of a small cell, gap and all, and a diagonal band across a larger
 * one. So amber and red are told apart by shape alone.
 */
export function tilesOf(palette: MosaikPalette, cell: CellSize, pitch: number): Uint32Array[] {
  return Array.from({ length: LOOKS }, (_, look) => tileOf(palette, cell, { pitch, look }));
}

function tileOf(palette: MosaikPalette, cell: CellSize, { pitch, look }: { pitch: number; look: number }): Uint32Array {
  const gap = gapOf(pitch);
  const size = { width: cell.width - gap, height: cell.height - gap };
  const trouble = look % TROUBLES;
  const stage = palette.stages[Math.floor(look / TROUBLES)] ?? palette.ground;
  const isSmall = Math.floor(pitch) - gap < SIGN_FROM;
  const tile = new Uint32Array(cell.width * cell.height);
  for (let y = 0; y < cell.height; y++) {
    for (let x = 0; x < cell.width; x++) {
      const isInGap = x >= size.width || y >= size.height;
      const plain = isInGap ? palette.ground : stage;
      tile[y * cell.width + x] = isSmall
        ? smallPixel(palette, { trouble, isInGap, plain }, x >= angleOf(size.width) || y >= angleOf(size.height))
        : signPixel(palette, { trouble, isInGap, plain }, { x: (x + 0.5) / size.width, y: (y + 0.5) / size.height });
    }
  }
  return tile;
}

interface Pixel {
  readonly trouble: number;
  readonly isInGap: boolean;
  readonly plain: number;
}

/** Where the amber angle of a small cell begins: the last third, at least one pixel. */
function angleOf(side: number): number {
  return Math.min(side - 1, Math.round((side * 2) / 3));
}

function smallPixel(palette: MosaikPalette, { trouble, isInGap, plain }: Pixel, isInAngle: boolean): number {
  if (trouble === 2) return palette.alarm;
  return trouble === 1 && !isInGap && isInAngle ? palette.warn : plain;
}

/** `at` runs from 0 to 1 across the cell. */
function signPixel(palette: MosaikPalette, { trouble, isInGap, plain }: Pixel, at: { x: number; y: number }): number {
  if (isInGap) return plain;
  if (trouble === 1) return cornerPixel(palette, plain, at.x - at.y);
  if (trouble === 2) return bandPixel(palette, plain, Math.abs(at.x + at.y - 1));
  return plain;
}

function cornerPixel(palette: MosaikPalette, plain: number, reach: number): number {
  if (reach > 0.25) return palette.warn;
  return reach > 0.1 ? palette.ground : plain;
}

function bandPixel(palette: MosaikPalette, plain: number, off: number): number {
  if (off < 0.32) return palette.alarm;
  return off < 0.46 ? palette.ground : plain;
}
