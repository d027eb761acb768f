import type { ReleaseTexts } from './release-texts';
import { COLOURS, TYPEFACE, colourOf } from './typeface';

/** For a telephone held upright: what shared pictures are cut to. */
export const PICTURE = { width: 1080, height: 1350 } as const;

const MARGIN = 64;
const INNER = PICTURE.width - 2 * MARGIN;
/** Width of a letter in parts of its height, on the safe side. */
const LETTER = 0.56;
/** Options drawn: of more, those that lead. */
const DRAWN = 5;

/** A mark over forms of what nobody gave out. */
export type Mark = 'DRAF' | 'DIBATALKAN' | null;

/** Sizes that are tried, until all of it is on the picture: letters as large as there is room for. */
const SCALES = [1.2, 1.1, 1, 0.9, 0.8, 0.7];

export interface PictureTerms {
  readonly mark: Mark;
  /** Of the JSON file that it was made from: hex. */
  readonly sha256: string;
}

/** The picture of a release as SVG; its letters stay letters, so that what it says can be read out of it. */
export function releaseSvg(texts: ReleaseTexts, terms: PictureTerms): string {
  const pages = SCALES.map((scale) => drawn(texts, scale));
  const page = pages.find(({ fits }) => fits) ?? pages.at(-1);
  return page?.svg(terms, texts.provisional) ?? '';
}

function drawn(texts: ReleaseTexts, scale: number): Page {
  const page = new Page(scale);
  page.text(texts.title, { size: 76, strong: true });
  page.paragraph(texts.contest, { size: 40, strong: true });
  page.paragraph(texts.asOf, { size: 32, colour: COLOURS.quiet });
  if (texts.rehearsal !== null) page.paragraph(texts.rehearsal, { size: 34, strong: true, colour: COLOURS.alarm });
  page.gap(24);
  page.bar(texts.progress.part, COLOURS.progress, 20);
  const [all, , counted, held] = texts.counts;
  page.paragraph(`${counted?.value ?? ''} dari ${all?.value ?? ''} TPS dihitung (${texts.progress.text})`, {
    size: 34,
  });
  page.paragraph(`${held?.value ?? ''} TPS ditahan`, { size: 30, colour: COLOURS.quiet });
  page.gap(20);
  texts.votes.slice(0, DRAWN).forEach(({ option, label, votes, share, part }, index) => {
    page.paragraph(label, { size: 30, strong: true });
    page.bar(part, colourOf(option.colour, index), 28);
    page.paragraph(`${votes} suara, ${share}`, { size: 30 });
    page.gap(10);
  });
  page.gap(8);
  page.paragraph(texts.sentences.id.at(-1) ?? '', { size: 26 });
  return page;
}

interface Look {
  readonly size: number;
  readonly strong?: boolean;
  readonly colour?: string;
}

/** Room at the bottom for what is on every picture. */
const FOOT = 92;

/** Draws from the top down, everything larger or smaller by a scale. */
class Page {
  private readonly parts: string[] = [];
  private y = MARGIN;

  constructor(private readonly scale: number) {}

  get fits(): boolean {
    return this.y <= PICTURE.height - MARGIN - FOOT;
  }

  text(words: string, { size, strong = false, colour = COLOURS.ink }: Look): void {
    const tall = Math.round(size * this.scale);
    this.y += tall * 1.05;
    this.parts.push(letters(words, { x: MARGIN, y: Math.round(this.y), size: tall, strong, colour }));
    this.y += tall * 0.28;
  }

  paragraph(words: string, look: Look): void {
    for (const line of wrapped(words, Math.floor(INNER / (look.size * this.scale * LETTER)))) this.text(line, look);
  }

  bar(part: number, colour: string, height: number): void {
    const tall = Math.round(height * this.scale);
    const [top, width] = [Math.round(this.y + 8), Math.round(INNER * part)];
    this.parts.push(box(INNER, { top, tall, colour: COLOURS.line }));
    if (width > 0) this.parts.push(box(width, { top, tall, colour }));
    this.y = top + tall + 4;
  }

  gap(height: number): void {
    this.y += height * this.scale;
  }

  svg({ mark, sha256 }: PictureTerms, provisional: string): string {
    const { width, height } = PICTURE;
    const foot = height - MARGIN;
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${TYPEFACE.name}" font-kerning="none">`,
      `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
      ...this.parts,
      letters(provisional, { x: MARGIN, y: foot - 34, size: 26, strong: true, colour: COLOURS.quiet }),
      letters(`SHA-256 ${sha256}`, { x: MARGIN, y: foot, size: 20, strong: false, colour: COLOURS.quiet }),
      ...(mark === null ? [] : [letters(mark, STAMP)]),
      '</svg>',
    ].join('\n');
  }
}

interface Letters extends Required<Look> {
  readonly x: number;
  readonly y: number;
  readonly anchor?: 'end';
}

const STAMP: Letters = {
  x: PICTURE.width - MARGIN,
  y: MARGIN + 72,
  size: 64,
  strong: true,
  colour: COLOURS.alarm,
  anchor: 'end',
};

function letters(words: string, { x, y, size, strong, colour, anchor }: Letters): string {
  const weight = strong ? ' font-weight="600"' : '';
  const end = anchor === undefined ? '' : ` text-anchor="${anchor}"`;
  return `<text x="${x}" y="${y}" font-size="${size}"${weight}${end} fill="${colour}">${escaped(words)}</text>`;
}

function box(width: number, { top, tall, colour }: { top: number; tall: number; colour: string }): string {
  return `<rect x="${MARGIN}" y="${top}" width="${width}" height="${tall}" rx="6" fill="${colour}"/>`;
}

/** Breaks at blanks, so that no line is longer than so many letters; a word that is longer stands alone. */
export function wrapped(words: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
