import { INNER, MARGIN } from './pdf-sheet';
import type { PdfSheet } from './pdf-sheet';
import { LEFT_OUT } from './release-texts';
import type { RegionText, ReleaseTexts } from './release-texts';

const SIZE = 6.5;
const PITCH = 8.4;
/** Of the line about those left out, larger than theirs: it is not to be missed. */
const LEFT_OUT_SIZE = 9;
const LEFT_OUT_HEIGHT = 14;
/** Between columns of regions. */
const GUTTER = 12;
/** Between figures. */
const GAP = 4;
const COLUMNS = [2, 3, 4];
/** A name cut to less than so many times its size is no name. */
const SHORTEST_NAME = 7.5;

interface Grid {
  readonly columns: number;
  /** Of a column of regions. */
  readonly width: number;
  /** Of its names and its figures, from the left. */
  readonly widths: readonly number[];
}

type Table = Pick<ReleaseTexts, 'regions' | 'regionHeads'>;

/** Columns of regions, each with its counts and the votes of every option: as few columns as there is height for. */
export class PdfRegions {
  private readonly rows: readonly (readonly string[])[];
  private readonly grids: readonly Grid[];

  constructor(
    private readonly sheet: PdfSheet,
    private readonly table: Table,
  ) {
    this.rows = table.regions.map(cells);
    this.grids = this.legible();
  }

  /** How many of them find their place above that height. */
  room(bottom: number): number {
    const all = this.rows.length;
    return this.gridOf(all, bottom) === undefined
      ? Math.min(all, this.capacity(this.last, bottom - this.sheet.s(LEFT_OUT_HEIGHT)))
      : all;
  }

  /** As many as there is room for, and how many there are besides. */
  draw(bottom: number): void {
    const shown = this.room(bottom);
    const { sheet, rows } = this;
    if (shown > 0) this.grid(rows.slice(0, shown), this.gridOf(shown, bottom) ?? this.last);
    if (shown === rows.length) return;
    sheet.gap(2);
    sheet.at(LEFT_OUT.regions(rows.length - shown), { x: MARGIN, y: sheet.y, size: LEFT_OUT_SIZE, strong: true });
  }

  private get pitch(): number {
    return this.sheet.s(PITCH);
  }

  private get last(): Grid {
    return this.grids.at(-1) ?? { columns: 1, width: INNER, widths: [] };
  }

  private gridOf(count: number, bottom: number): Grid | undefined {
    return this.grids.find((grid) => this.capacity(grid, bottom) >= count);
  }

  private capacity({ columns }: Grid, bottom: number): number {
    return columns * Math.max(0, Math.floor((bottom - this.sheet.y) / this.pitch) - 1);
  }

  private grid(rows: readonly (readonly string[])[], { columns, width, widths }: Grid): void {
    const top = this.sheet.y;
    const height = Math.ceil(rows.length / columns);
    for (let column = 0; column * height < rows.length; column += 1) {
      const left = MARGIN + column * (width + GUTTER);
      const told = [this.table.regionHeads, ...rows.slice(column * height, (column + 1) * height)];
      told.forEach((texts, index) => {
        this.line(texts, widths, { x: left, y: top + this.pitch * index, strong: index === 0 });
      });
    }
    this.sheet.y = top + this.pitch * (height + 1);
  }

  private line(
    texts: readonly string[],
    widths: readonly number[],
    { x, y, strong }: { x: number; y: number; strong: boolean },
  ): void {
    let left = x;
    texts.forEach((text, index) => {
      const width = widths[index] ?? 0;
      if (index === 0) this.sheet.at(text, { x: left, y, width, size: SIZE, strong });
      else this.sheet.at(text, { x: left, y, width, size: SIZE, strong, isTabular: true, align: 'right' });
      left += width;
    });
  }

  /** Two columns in any case, more of them where names stay names. */
  private legible(): Grid[] {
    const [name, ...figures] = this.widest();
    const least = Math.min(name, this.sheet.s(SIZE * SHORTEST_NAME));
    const taken = figures.reduce((sum, width) => sum + width, 0);
    return COLUMNS.flatMap((columns, index) => {
      const width = (INNER - (columns - 1) * GUTTER) / columns;
      const spare = width - taken;
      if (index > 0 && spare < least) return [];
      const each = Math.max(0, spare - name) / Math.max(1, figures.length);
      return [{ columns, width, widths: [Math.min(name, spare), ...figures.map((figure) => figure + each)] }];
    });
  }

  /** What names and figures would take, every column of them by itself. */
  private widest(): [name: number, ...figures: number[]] {
    const { ruler } = this.sheet;
    const [names, ...figures] = this.table.regionHeads.map((head, index) => {
      const type = this.sheet.scaled({ size: SIZE, isTabular: index > 0 });
      const inRows = this.rows.map((row) => ruler.width(row[index] ?? '', type));
      return this.sheet.s(GAP) + Math.max(ruler.width(head, { ...type, strong: true }), ...inRows);
    });
    return [names ?? 0, ...figures];
  }
}

function cells({ name, counted, votes }: RegionText): string[] {
  return [name, counted, ...votes];
}
