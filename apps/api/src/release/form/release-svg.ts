import type { PaperTerms } from './paper-terms';
import { LEFT_OUT } from './release-texts';
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

/** How large the letters are, and how many lines a paragraph has at most. */
interface Tightness {
  readonly scale: number;
  readonly lines: number;
}

/** Tried until all of it is on the picture: letters as large as there is room for; below the smallest, fewer of them. */
const TIGHTER: readonly Tightness[] = [
  ...[1.2, 1.1, 1, 0.9, 0.8, 0.7].map((scale) => ({ scale, lines: Infinity })),
  { scale: 0.7, lines: 2 },
  { scale: 0.7, lines: 1 },
];

/** The picture of a release as SVG; its letters stay letters, so that what it says can be read out of it. */
export function releaseSvg(texts: ReleaseTexts, terms: PaperTerms): string {
  const pages = TIGHTER.map((tightness) => drawn(texts, tightness));
  const bottom = footOf(terms).top;
  const page = pages.find((one) => one.y <= bottom) ?? pages.at(-1);
  return page?.svg(terms, texts.provisional) ?? '';
}

function drawn(texts: ReleaseTexts, tightness: Tightness): Page {
  const page = new Page(tightness);
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
  const others = texts.votes.length - DRAWN;
  if (others > 0) page.paragraph(LEFT_OUT.others(others), { size: 30 });
  page.gap(others > 0 ? 16 : 8);
  page.paragraph(texts.sentences.id.at(-1) ?? '', { size: 26 });
  return page;
}

interface Look {
  readonly size: number;
  readonly strong?: boolean;
  readonly colour?: string;
}

/** What is on every picture, from the bottom up: an address has a line of its own. */
function footOf({ address }: PaperTerms): { top: number; provisional: number; address: number; sha256: number } {
  const sha256 = PICTURE.height - MARGIN;
  const provisional = sha256 - (address === null ? 34 : 68);
  return { top: provisional - 58, provisional, address: sha256 - 32, sha256 };
}

/** Draws from the top down, everything larger or smaller by a scale. */
class Page {
  private readonly parts: string[] = [];
  /** Where it ends. */
  y = MARGIN;

  constructor(private readonly tightness: Tightness) {}

  private get scale(): number {
    return this.tightness.scale;
  }

  text(words: string, { size, strong = false, colour = COLOURS.ink }: Look): void {
    const tall = Math.round(size * this.scale);
    this.y += tall * 1.05;
    this.parts.push(letters(words, { x: MARGIN, y: Math.round(this.y), size: tall, strong, colour }));
    this.y += tall * 0.28;
  }

  paragraph(words: string, look: Look): void {
    const lines = wrapped(words, Math.floor(INNER / (look.size * this.scale * LETTER)));
    const most = this.tightness.lines;
    const shown = lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1] ?? ''}…`];
    for (const line of shown) this.text(line, look);
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

  svg(terms: PaperTerms, provisional: string): string {
    const { width, height } = PICTURE;
    const foot = footOf(terms);
    const { mark, sha256, address } = terms;
    const quiet = { x: MARGIN, colour: COLOURS.quiet };
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${TYPEFACE.name}" font-kerning="none">`,
      `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
      ...this.parts,
      letters(provisional, { ...quiet, y: foot.provisional, size: 26, strong: true }),
      ...(address === null ? [] : [addressLetters(address, foot.address)]),
      letters(`SHA-256 ${sha256}`, { ...quiet, y: foot.sha256, size: 20, strong: false }),
      ...(mark === null ? [] : [letters(mark, STAMP)]),
      '</svg>',
    ].join('\n');
  }
}

/** Never cut, as it would lead nowhere: smaller where it is long. */
function addressLetters(address: string, y: number): string {
  const size = Math.min(24, Math.floor(INNER / (address.length * LETTER)));
  return letters(address, { x: MARGIN, y, size, strong: true, colour: COLOURS.ink });
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
