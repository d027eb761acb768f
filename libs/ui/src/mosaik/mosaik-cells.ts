import type { Board } from '@posko/domain';
import { troubleOf } from '../piece/trouble';
import { lookOf, tilesOf } from './mosaik-look';
import type { CellSize, MosaikPalette } from './mosaik-look';
import type { Rect } from './kd-treemap';
import type { MosaikLayout } from './mosaik-layout';

/** Not a look: a cell that was never painted. */
const UNPAINTED = 255;

/**
 * What every cell of a mosaik shows now. `update` compares with the board and names the cells that changed, so nothing depends
 * on change messages being delivered one by one; comparing 60,751 TPS costs a fraction of a millisecond.
 */
export class MosaikCells {
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  /** Cells are one pixel wider or higher than the least in turn: bit 0 wider, bit 1 higher. */
  readonly sizes: Uint8Array;
  /** First TPS of the cell, counted from the mosaik's first. */
  readonly first: Int32Array;
  readonly looks: Uint8Array;
  private readonly lookByBytes = lookTable();

  constructor(
    readonly layout: MosaikLayout,
    /** Register position of the mosaik's first TPS. */
    readonly offset: number,
  ) {
    const { perCell, blocks } = layout;
    const least = Math.floor(layout.pitch);
    const count = blocks.reduce((sum, block) => sum + Math.ceil(block.count / perCell), 0);
    this.x = new Uint16Array(count);
    this.y = new Uint16Array(count);
    this.sizes = new Uint8Array(count);
    this.first = new Int32Array(count);
    this.looks = new Uint8Array(count).fill(UNPAINTED);
    let cell = 0;
    for (const block of blocks) {
      for (let at = block.first; at < block.first + block.count; at += perCell) {
        const { x, y, width, height } = layout.cellOf(at);
        this.x[cell] = x;
        this.y[cell] = y;
        this.sizes[cell] = (width > least ? 1 : 0) | (height > least ? 2 : 0);
        this.first[cell] = at;
        cell++;
      }
    }
  }

  /** Where a cell is. */
  rectOf(cell: number): Rect {
    return this.layout.cellOf(this.first[cell] ?? 0);
  }

  /** Takes over the board; the cells that look otherwise than before are written to `changed`. Answers how many there are. */
  update(board: Board, changed: Int32Array): number {
    let count = 0;
    for (let cell = 0; cell < this.looks.length; cell++) {
      const look = this.layout.perCell === 1 ? this.lookAt(board, this.first[cell] ?? 0) : this.sharedLook(board, cell);
      if (look === this.looks[cell]) continue;
      this.looks[cell] = look;
      changed[count++] = cell;
    }
    return count;
  }

  private lookAt(board: Board, index: number): number {
    const position = this.offset + index;
    return this.lookByBytes[((board.stages[position] ?? 0) << 8) | (board.marks[position] ?? 0)] ?? 0;
  }

  /** Several TPS in a cell show the one that stands furthest back, and the worst trouble of any. */
  private sharedLook(board: Board, cell: number): number {
    const first = this.first[cell] ?? 0;
    const block = this.layout.blocks[this.layout.blockOf(first)];
    const end = Math.min(first + this.layout.perCell, block ? block.first + block.count : first);
    let stage = UNPAINTED;
    let trouble: 0 | 1 | 2 = 0;
    for (let position = this.offset + first; position < this.offset + end; position++) {
      stage = Math.min(stage, board.stages[position] ?? 0);
      const own = troubleOf(board.marks[position] ?? 0);
      if (own > trouble) trouble = own;
    }
    return lookOf(stage, trouble);
  }
}

function lookTable(): Uint8Array {
  const table = new Uint8Array(9 * 256);
  for (let bytes = 0; bytes < table.length; bytes++) table[bytes] = lookOf(bytes >> 8, troubleOf(bytes & 0xff));
  return table;
}

/** The sizes that cells of a layout have, in the order of `MosaikCells.sizes`. */
export function cellSizes(pitch: number): CellSize[] {
  const least = Math.floor(pitch);
  return [0, 1, 2, 3].map((bits) => ({ width: least + (bits & 1), height: least + (bits >> 1) }));
}

/** Tiles of every look for every size of cell: `tiles[size][look]`. */
export function allTiles(palette: MosaikPalette, pitch: number): Uint32Array[][] {
  return cellSizes(pitch).map((size) => tilesOf(palette, size, pitch));
}

/** Paints all cells into pixels of the layout's frame. */
export function paintCells(cells: MosaikCells, tiles: readonly (readonly Uint32Array[])[], pixels: Uint32Array): void {
  const { pitch, frame } = cells.layout;
  const sizes = cellSizes(pitch);
  for (let cell = 0; cell < cells.looks.length; cell++) {
    const bits = cells.sizes[cell] ?? 0;
    const tile = tiles[bits]?.[cells.looks[cell] ?? 0];
    const { width = 0, height = 0 } = sizes[bits] ?? {};
    if (tile === undefined) continue;
    let to = (cells.y[cell] ?? 0) * frame.width + (cells.x[cell] ?? 0);
    for (let row = 0, from = 0; row < height; row++, to += frame.width - width) {
      for (let column = 0; column < width; column++) pixels[to++] = tile[from++] ?? 0;
    }
  }
}
