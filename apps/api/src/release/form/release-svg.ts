import type { ReleaseTexts } from './release-texts';
import { TYPEFACE, colourOf } from './typeface';

/** For a telephone held upright: what shared pictures are cut to. */
export const PICTURE = { width: 1080, height: 1350 } as const;

const MARGIN = 64;
const INNER = PICTURE.width - 2 * MARGIN;
const INK = '#14202b';
const QUIET = '#51606e';
const LINE = '#d5dbe1';
/** Width of a letter in parts of its height, on the safe side. */
const LETTER = 0.56;
/** Options drawn: of more, those that lead. */
const DRAWN = 5;

/** A mark over forms of what nobody gave out. */
export type Mark = 'DRAF' | 'DIBATALKAN' | null;

/** The picture of a release as SVG; its letters stay letters, so that what it says can be read out of it. */
export function releaseSvg(texts: ReleaseTexts, mark: Mark): string {
  const page = new Page();
  page.text(texts.title, { size: 76, strong: true });
  page.paragraph(texts.contest, { size: 40, strong: true });
  page.paragraph(texts.asOf, { size: 32, colour: QUIET });
  page.gap(28);
  page.bar(texts.progress.part, '#3b6ea5', 22);
  const [all, , counted, held] = texts.counts;
  page.paragraph(`${counted?.value ?? ''} dari ${all?.value ?? ''} TPS dihitung (${texts.progress.text})`, {
    size: 34,
  });
  page.paragraph(`${held?.value ?? ''} TPS ditahan`, { size: 30, colour: QUIET });
  page.gap(24);
  texts.votes.slice(0, DRAWN).forEach(({ option, label, votes, share, part }, index) => {
    page.paragraph(label, { size: texts.votes.length > 3 ? 28 : 32, strong: true });
    page.bar(part, colourOf(option.colour, index), texts.votes.length > 3 ? 24 : 34);
    page.paragraph(`${votes} suara, ${share}`, { size: texts.votes.length > 3 ? 28 : 32 });
    page.gap(10);
  });
  page.gap(10);
  const [leader] = texts.outcome;
  if (leader !== undefined) page.paragraph(`${leader.title}: ${leader.answer}`, { size: 28, colour: QUIET });
  page.paragraph(texts.provisional, { size: 26, colour: QUIET });
  return page.svg(mark);
}

interface Look {
  readonly size: number;
  readonly strong?: boolean;
  readonly colour?: string;
}

/** Draws from the top down. */
class Page {
  private readonly parts: string[] = [];
  private y = MARGIN;

  text(words: string, { size, strong = false, colour = INK }: Look): void {
    this.y += size * 1.05;
    const weight = strong ? ' font-weight="600"' : '';
    this.parts.push(
      `<text x="${MARGIN}" y="${Math.round(this.y)}" font-size="${size}"${weight} fill="${colour}">${escaped(words)}</text>`,
    );
    this.y += size * 0.28;
  }

  paragraph(words: string, look: Look): void {
    for (const line of wrapped(words, Math.floor(INNER / (look.size * LETTER)))) this.text(line, look);
  }

  bar(part: number, colour: string, height: number): void {
    const [top, width] = [Math.round(this.y + 8), Math.round(INNER * part)];
    this.parts.push(`<rect x="${MARGIN}" y="${top}" width="${INNER}" height="${height}" rx="6" fill="${LINE}"/>`);
    if (width > 0)
      this.parts.push(`<rect x="${MARGIN}" y="${top}" width="${width}" height="${height}" rx="6" fill="${colour}"/>`);
    this.y = top + height + 4;
  }

  gap(height: number): void {
    this.y += height;
  }

  svg(mark: Mark): string {
    const { width, height } = PICTURE;
    const stamp =
      mark === null
        ? ''
        : `<text x="${width - MARGIN}" y="${MARGIN + 72}" font-size="64" font-weight="600" fill="#b3261e" text-anchor="end">${mark}</text>`;
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${TYPEFACE.name}">`,
      `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
      ...this.parts,
      `${stamp}</svg>`,
    ].join('\n');
  }
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
