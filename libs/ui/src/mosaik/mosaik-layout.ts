import { fitBlocks } from './mosaik-fit';
import type { BlockSource, Fit, MosaikFrame } from './mosaik-fit';
import type { Rect } from './kd-treemap';

export type { BlockSource, MosaikFrame } from './mosaik-fit';

export interface MosaikBlock {
  readonly region: number;
  /** Index of its first TPS among those of the mosaik, and their number. */
  readonly first: number;
  readonly count: number;
  /** The whole block with its head, without the gutter. */
  readonly rect: Rect;
  readonly gridX: number;
  readonly gridY: number;
  readonly columns: number;
  readonly rows: number;
  /** Cells run down one strip of this many columns and up the next, which keeps neighbours in the register together. */
  readonly strip: number;
}

/**
 * A cell for every TPS, of one size everywhere, so that the cells' area is in exact proportion to the number of TPS. Indices count
 * from the mosaik's first TPS in register order. Where there are more TPS than pixels, `perCell` neighbours in the register share
 * a cell.
 */
export class MosaikLayout {
  readonly blocks: readonly MosaikBlock[];
  /** Side of a cell in device pixels, on average; a cell's own is this rounded down or up. */
  readonly pitch: number;
  readonly perCell: number;
  /** Number of TPS. */
  readonly size: number;

  constructor(
    sources: readonly BlockSource[],
    readonly frame: MosaikFrame,
  ) {
    const filled = sources.filter((source) => source.weight > 0);
    this.size = filled.reduce((sum, source) => sum + source.weight, 0);
    const fit = fitBlocks(filled, frame);
    this.pitch = fit.pitch;
    this.perCell = fit.perCell;
    let first = 0;
    this.blocks = filled.map((source, index) => {
      const block = blockOf(source, fit, { first, rect: fit.rects[index] ?? EMPTY, head: frame.head });
      first += source.weight;
      return block;
    });
  }

  /** A TPS's cell, with the gap that belongs to it. */
  cellOf(index: number): Rect {
    const block = this.blocks[this.blockOf(index)];
    if (block === undefined) throw new RangeError(`The mosaik has no TPS ${index}`);
    const [column, row] = gridCell(block, Math.floor((index - block.first) / this.perCell));
    const [left, top] = [edge(column, this.pitch), edge(row, this.pitch)];
    return {
      x: block.gridX + left,
      y: block.gridY + top,
      width: edge(column + 1, this.pitch) - left,
      height: edge(row + 1, this.pitch) - top,
    };
  }

  /** The (first) TPS whose cell holds a point, -1 if none does. */
  indexAt(x: number, y: number): number {
    const block = this.blocks[this.blockAt(x, y)];
    if (block === undefined) return -1;
    const column = cellAt(Math.floor(x) - block.gridX, this.pitch);
    const row = cellAt(Math.floor(y) - block.gridY, this.pitch);
    if (column < 0 || row < 0 || column >= block.columns || row >= block.rows) return -1;
    const offset = offsetOf(block, column, row) * this.perCell;
    return offset < block.count ? block.first + offset : -1;
  }

  /** Index of the block that holds a point, head included; -1 if none does. */
  blockAt(x: number, y: number): number {
    return this.blocks.findIndex(({ rect }) => isInside(rect, x, y));
  }

  /** Index of the block of a TPS; -1 beyond the last. */
  blockOf(index: number): number {
    let [low, high] = [0, this.blocks.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const block = this.blocks[middle];
      if (block === undefined) return -1;
      if (index < block.first) high = middle - 1;
      else if (index >= block.first + block.count) low = middle + 1;
      else return middle;
    }
    return -1;
  }

  /** The nearest TPS from a TPS in a direction (-1, 0, 1 each), across gutters and heads; the TPS itself at the edge. */
  neighbour(index: number, dx: number, dy: number): number {
    const { pitch } = this;
    const cell = this.cellOf(index);
    let x = cell.x + cell.width / 2 + dx * pitch;
    let y = cell.y + cell.height / 2 + dy * pitch;
    while (x >= 0 && y >= 0 && x < this.frame.width && y < this.frame.height) {
      const found = this.indexAt(x, y);
      if (found >= 0) return found;
      x += dx * pitch;
      y += dy * pitch;
    }
    return index;
  }
}

/** Where a column or row begins, in whole pixels. */
function edge(nth: number, pitch: number): number {
  return Math.floor(nth * pitch);
}

/** Column or row that holds a pixel; the opposite of `edge`, made safe against rounding. */
function cellAt(pixel: number, pitch: number): number {
  let nth = Math.floor((pixel + 0.5) / pitch);
  while (edge(nth + 1, pitch) <= pixel) nth++;
  while (edge(nth, pitch) > pixel) nth--;
  return nth;
}

const EMPTY: Rect = { x: 0, y: 0, width: 0, height: 0 };

function isInside(rect: Rect, x: number, y: number): boolean {
  return x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;
}

function blockOf(source: BlockSource, fit: Fit, at: { first: number; rect: Rect; head: number }): MosaikBlock {
  const { rect, head, first } = at;
  const columns = Math.floor(rect.width / fit.pitch);
  const cells = Math.ceil(source.weight / fit.perCell);
  // No more rows than needed: what is left over stays below the block, not in its corner.
  const rows = Math.ceil(cells / Math.max(1, columns));
  const groupCells = cells / Math.max(1, source.groups);
  const wanted = Math.sqrt(groupCells);
  const strips = Math.max(1, Math.round(columns / Math.max(1, wanted)));
  return {
    region: source.region,
    first,
    count: source.weight,
    rect,
    gridX: rect.x,
    gridY: rect.y + head,
    columns,
    rows,
    strip: Math.max(1, Math.ceil(columns / strips)),
  };
}

/** Column and row of a block's cell, counted along its strips. */
function gridCell(block: MosaikBlock, cell: number): [column: number, row: number] {
  const { strip, rows, columns } = block;
  const nth = Math.floor(cell / (strip * rows));
  const width = Math.min(strip, columns - nth * strip);
  const within = cell - nth * strip * rows;
  const line = Math.floor(within / width);
  return [nth * strip + (within % width), nth % 2 === 0 ? line : rows - 1 - line];
}

function offsetOf(block: MosaikBlock, column: number, row: number): number {
  const { strip, rows, columns } = block;
  const nth = Math.floor(column / strip);
  const width = Math.min(strip, columns - nth * strip);
  const line = nth % 2 === 0 ? row : rows - 1 - row;
  return nth * strip * rows + line * width + (column - nth * strip);
}
