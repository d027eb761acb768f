import type { Board } from '@posko/domain';
import { MosaikCells, allTiles, cellSizes, paintCells } from './mosaik-cells';
import type { MosaikLayout } from './mosaik-layout';
import type { Rect } from './kd-treemap';
import { LOOKS } from './mosaik-look';
import type { MosaikPalette } from './mosaik-look';

/** Above this share of changed cells one whole painting is cheaper, and flashing them would say nothing. */
const REPAINT_SHARE = 0.1;
const FLASH_MS = 900;

interface Flash {
  readonly cell: number;
  readonly until: number;
}

/**
 * The mosaik's two canvases: cells below, and above them what passes (flashes of changes, cursor, pointer). A whole painting goes
 * through pixels in memory; a few changed cells are copied one by one from a sheet of the looks.
 */
export class MosaikSurface {
  private readonly below: CanvasRenderingContext2D | null;
  private readonly above: CanvasRenderingContext2D | null;
  private cells: MosaikCells | null = null;
  private changed = new Int32Array(0);
  private tiles: readonly (readonly Uint32Array[])[] = [];
  private sheet: HTMLCanvasElement | null = null;
  private isFresh = false;
  private flashes: Flash[] = [];
  /** TPS under the cursor and under the pointer, -1 for none. */
  private cursor = -1;
  private pointed = -1;
  private inkColor = '';
  private focusColor = '';

  constructor(
    private readonly below_: HTMLCanvasElement,
    private readonly above_: HTMLCanvasElement,
  ) {
    this.below = below_.getContext('2d', { alpha: false });
    this.above = above_.getContext('2d');
  }

  /** Lays the mosaik out anew. `offset` is the register position of its first TPS. */
  reset(layout: MosaikLayout, offset: number): void {
    this.cells = new MosaikCells(layout, offset);
    this.changed = new Int32Array(this.cells.looks.length);
    this.flashes = [];
    this.isFresh = false;
    for (const canvas of [this.below_, this.above_]) {
      canvas.width = layout.frame.width;
      canvas.height = layout.frame.height;
    }
  }

  /** Takes the theme's colours; the next painting is a whole one. */
  recolor(palette: MosaikPalette): void {
    if (this.cells === null) return;
    const { pitch } = this.cells.layout;
    this.tiles = allTiles(palette, pitch);
    this.sheet = sheetOf(this.tiles, pitch, this.below_.ownerDocument);
    const style = getComputedStyle(this.above_);
    this.inkColor = style.getPropertyValue('color');
    this.focusColor = style.getPropertyValue('outline-color') || this.inkColor;
    this.palette = palette;
    this.isFresh = false;
  }

  private palette: MosaikPalette | null = null;

  /** Shows the board as it is now; `hasFlashes` makes changes since the last time flash. Answers how many cells changed. */
  paint(board: Board, hasFlashes: boolean, now: number): number {
    const { cells, below } = this;
    if (cells === null || below === null) return 0;
    const count = cells.update(board, this.changed);
    if (!this.isFresh || count > cells.looks.length * REPAINT_SHARE) {
      this.paintAll(cells, below);
      this.flashes = [];
      this.drawAbove(now);
      return count;
    }
    this.paintSome(cells, below, count);
    if (hasFlashes) {
      for (let n = 0; n < count; n++) this.flashes.push({ cell: this.changed[n] ?? 0, until: now + FLASH_MS });
    }
    if (count > 0) this.drawAbove(now);
    return count;
  }

  /** Moves the cursor or the pointer's mark; -1 takes it away. */
  mark(cursor: number, pointed: number, now: number): void {
    if (cursor === this.cursor && pointed === this.pointed) return;
    this.cursor = cursor;
    this.pointed = pointed;
    this.drawAbove(now);
  }

  /** Takes away flashes whose time is over. Answers when (ms) to come again, or null. */
  settle(now: number): number | null {
    const before = this.flashes.length;
    this.flashes = this.flashes.filter((flash) => flash.until > now);
    if (this.flashes.length < before) this.drawAbove(now);
    return this.flashes[0]?.until ?? null;
  }

  private paintAll(cells: MosaikCells, below: CanvasRenderingContext2D): void {
    const { width, height } = cells.layout.frame;
    const image = below.createImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    pixels.fill(this.palette?.ground ?? 0);
    paintCells(cells, this.tiles, pixels);
    below.putImageData(image, 0, 0);
    this.isFresh = true;
  }

  private paintSome(cells: MosaikCells, below: CanvasRenderingContext2D, count: number): void {
    if (this.sheet === null) return;
    const sizes = cellSizes(cells.layout.pitch);
    const step = Math.floor(cells.layout.pitch) + 1;
    for (let n = 0; n < count; n++) {
      const cell = this.changed[n] ?? 0;
      const bits = cells.sizes[cell] ?? 0;
      const { width = 0, height = 0 } = sizes[bits] ?? {};
      const [fromX, fromY] = [(cells.looks[cell] ?? 0) * step, bits * step];
      below.drawImage(this.sheet, fromX, fromY, width, height, cells.x[cell] ?? 0, cells.y[cell] ?? 0, width, height);
    }
  }

  private drawAbove(now: number): void {
    const { above, cells } = this;
    if (above === null || cells === null) return;
    above.clearRect(0, 0, this.above_.width, this.above_.height);
    above.fillStyle = this.inkColor;
    for (const { cell, until } of this.flashes) {
      if (until > now) ring(above, cells.rectOf(cell), 1);
    }
    const line = Math.max(2, Math.round(cells.layout.pitch / 4));
    if (this.pointed >= 0) ring(above, cells.layout.cellOf(this.pointed), line);
    if (this.cursor < 0) return;
    above.fillStyle = this.focusColor;
    ring(above, cells.layout.cellOf(this.cursor), line + 1);
  }
}

/** A frame around a cell, drawn as four bars, which needs no path. */
function ring(above: CanvasRenderingContext2D, { x, y, width, height }: Rect, line: number): void {
  above.fillRect(x - line, y - line, width + 2 * line, line);
  above.fillRect(x - line, y + height, width + 2 * line, line);
  above.fillRect(x - line, y, line, height);
  above.fillRect(x + width, y, line, height);
}

/** All looks side by side, a row for each size of cell, to copy single cells from. */
function sheetOf(tiles: readonly (readonly Uint32Array[])[], pitch: number, document: Document): HTMLCanvasElement {
  const step = Math.floor(pitch) + 1;
  const sheet = document.createElement('canvas');
  sheet.width = step * LOOKS;
  sheet.height = step * tiles.length;
  const context = sheet.getContext('2d');
  if (context === null) return sheet;
  cellSizes(pitch).forEach(({ width, height }, bits) => {
    tiles[bits]?.forEach((tile, look) => {
      const image = context.createImageData(width, height);
      new Uint32Array(image.data.buffer).set(tile);
      context.putImageData(image, look * step, bits * step);
    });
  });
  return sheet;
}
