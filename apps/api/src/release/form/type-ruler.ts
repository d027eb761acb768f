/** How words are set, whatever their size. */
export interface Face {
  readonly strong: boolean;
  /** Digits of one width, so that columns stand. */
  readonly isTabular: boolean;
}

export interface Type extends Partial<Face> {
  readonly size: number;
}

export interface Measure {
  readonly width: number;
  /** Lines, at most. */
  readonly most?: number;
}

const ELLIPSIS = '…';
/** Width of a letter in parts of its size, as good as none is below. */
const NARROWEST = 0.2;

/** Tells how wide words are before any are drawn. Every word is measured once, for all sizes: trying another one is arithmetic. */
export class TypeRuler {
  private readonly known = new Map<string, number>();

  /** @param measured width of one word at a size of 1 */
  constructor(private readonly measured: (word: string, face: Face) => number) {}

  width(words: string, { size, strong = false, isTabular = false }: Type): number {
    // Digits of one width stand alone: each is as wide as next to another.
    const parts = isTabular ? Array.from(words) : words.split(' ');
    const blanks = isTabular ? 0 : (parts.length - 1) * this.one(' ', { strong, isTabular });
    return size * parts.reduce((sum, part) => sum + this.one(part, { strong, isTabular }), blanks);
  }

  /** Broken at blanks; a word that is wider than a line is broken where the line ends. Of what is too much there is an ellipsis. */
  lines(words: string, type: Type, { width, most = Infinity }: Measure): string[] {
    const lines: string[] = [];
    for (const word of words.split(/\s+/).flatMap((one) => this.pieces(one, type, width))) {
      const longer = `${lines.at(-1) ?? ''} ${word}`;
      if (lines.length > 0 && this.width(longer, type) <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    if (lines.length <= most) return lines;
    return [...lines.slice(0, most - 1), this.clipped(lines.slice(most - 1).join(' '), type, width)];
  }

  /** As much of the words as there is room for. */
  clipped(words: string, type: Type, width: number): string {
    if (this.width(words, type) <= width) return words;
    const letters = Array.from(words);
    const shortened = (count: number): string => letters.slice(0, count).join('').trimEnd() + ELLIPSIS;
    return shortened(this.fitting(letters.length, (count) => this.width(shortened(count), type) <= width));
  }

  private pieces(word: string, type: Type, width: number): string[] {
    const pieces: string[] = [];
    let letters = Array.from(word);
    // Words without an end are not measured to it: no line holds more letters than this.
    const limit = Math.ceil(width / (type.size * NARROWEST));
    while (letters.length > limit || this.width(letters.join(''), type) > width) {
      const fits = (count: number): boolean => this.width(letters.slice(0, count).join(''), type) <= width;
      const count = Math.max(1, this.fitting(Math.min(limit, letters.length), fits));
      if (count === letters.length) break;
      pieces.push(letters.slice(0, count).join(''));
      letters = letters.slice(count);
    }
    return [...pieces, letters.join('')];
  }

  /** The largest count below the limit that fits, by halves. */
  private fitting(limit: number, fits: (count: number) => boolean): number {
    let [low, high] = [0, limit];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (fits(middle)) low = middle;
      else high = middle;
    }
    return low;
  }

  private one(word: string, face: Face): number {
    if (word === '') return 0;
    const key = `${face.strong ? 's' : 'r'}${face.isTabular ? 't' : 'p'}${word}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const width = this.measured(word, face);
    this.known.set(key, width);
    return width;
  }
}
