import type { Type, TypeRuler } from './type-ruler';
import { COLOURS } from './typeface';

export const MARGIN = 34;
export const PAGE = { width: 595.28, height: 841.89 } as const;
export const INNER = PAGE.width - 2 * MARGIN;

/** Height of a line in parts of its size, as the typeface has it. */
const LINE = 1.21;

export interface SetWords extends Type {
  readonly words: string;
  readonly x: number;
  readonly y: number;
  readonly colour: string;
}

export interface SetBar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
}

/** What is drawn where, in points from the upper left corner: nothing of it is drawn before all of it has its place. */
export type Drawn = SetWords | SetBar;

interface Look extends Type {
  readonly colour?: string;
}

/** How small and how short what is said has to be. */
export interface Tightness {
  readonly scale: number;
  /** Lines of a paragraph, at most. */
  readonly lines: number;
  /** Entries of a list, at most. */
  readonly entries: number;
}

export interface Spot extends Look {
  readonly x: number;
  readonly y: number;
  /** Without it to the margin. */
  readonly width?: number;
  readonly align?: 'left' | 'right';
}

/** Places words and bars from the top down. */
export class PdfSheet {
  readonly drawn: Drawn[] = [];
  y = MARGIN;

  constructor(
    readonly tightness: Tightness,
    readonly ruler: TypeRuler,
  ) {}

  /** A paragraph over the whole width. */
  say(words: string, look: Look): void {
    this.y += this.paragraph(words, look, { y: this.y, width: INNER }) + this.s(1.2);
  }

  /** Breaks lines; how high they are together. */
  paragraph(words: string, look: Look, { y, width, most }: { y: number; width: number; most?: number }): number {
    const type = this.scaled(look);
    const pitch = type.size * LINE + this.s(0.8);
    const lines = this.ruler.lines(words, type, { width, most: Math.min(most ?? Infinity, this.tightness.lines) });
    lines.forEach((line, index) => {
      this.drawn.push({ ...type, colour: look.colour ?? COLOURS.ink, words: line, x: MARGIN, y: y + index * pitch });
    });
    return lines.length * pitch;
  }

  /** One line, clipped where its room ends. */
  at(
    words: string,
    { x, y, width = PAGE.width - MARGIN - x, align = 'left', colour = COLOURS.ink, ...look }: Spot,
  ): void {
    const type = this.scaled(look);
    const clipped = this.ruler.clipped(words, type, width);
    const left = align === 'left' ? x : x + width - this.ruler.width(clipped, type);
    this.drawn.push({ ...type, words: clipped, x: left, y, colour });
  }

  bar(part: number, colour: string, height: number): void {
    const place = { x: MARGIN, y: this.y, height: this.s(height) };
    this.drawn.push({ ...place, width: INNER, colour: COLOURS.line });
    if (part > 0) this.drawn.push({ ...place, width: INNER * part, colour });
    this.y += place.height + this.s(4);
  }

  gap(height: number): void {
    this.y += this.s(height);
  }

  s(length: number): number {
    return length * this.tightness.scale;
  }

  scaled({ size, strong = false, isTabular = false }: Type): Required<Type> {
    return { size: this.s(size), strong, isTabular };
  }
}
