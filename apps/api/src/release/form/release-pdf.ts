import { setImmediate } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import type { Mark } from './release-svg';
import type { RegionText, ReleaseTexts, VoteText } from './release-texts';
import { COLOURS, TYPEFACE, colourOf } from './typeface';

const MARGIN = 34;
const PAGE = { width: 595.28, height: 841.89 } as const;
const INNER = PAGE.width - 2 * MARGIN;
/** Figures of one width, so that columns stand. Not for sentences: it costs them most of the time that the page takes. */
const FEATURES: PDFKit.Mixins.OpenTypeFeatures[] = ['tnum'];
/** Sizes that are tried, until all of it is on one page. */
const SCALES = [1, 0.94, 0.88, 0.82, 0.76, 0.7];

/** Options that are drawn: of more, those that lead. */
const VOTES = 8;

export interface PdfTerms {
  readonly mark: Mark;
  /** Of the JSON file that it was made from: hex. */
  readonly sha256: string;
  /** As of when: the same release has the same bytes, whenever its PDF is made. */
  readonly at: Date;
}

/** A release on one page of A4. Smaller letters where there is more to say. */
export async function releasePdf(texts: ReleaseTexts, terms: PdfTerms): Promise<Buffer> {
  for (const scale of SCALES) {
    const sheet = new Sheet(scale, terms);
    await sheet.draw(texts);
    if (sheet.fits || scale === SCALES.at(-1)) return sheet.bytes();
  }
  throw new Error('No size was tried');
}

class Sheet {
  private readonly doc: PDFKit.PDFDocument;
  private y = MARGIN;

  constructor(
    private readonly scale: number,
    private readonly terms: PdfTerms,
  ) {
    const info = { Title: 'Rilis', Creator: 'Posko', CreationDate: terms.at, ModDate: terms.at };
    this.doc = new PDFDocument({ size: 'A4', margin: 0, info, lang: 'id', autoFirstPage: true });
    this.doc.registerFont('regular', TYPEFACE.regular);
    this.doc.registerFont('strong', TYPEFACE.strong);
  }

  /** All of it above the foot of the page. */
  get fits(): boolean {
    return this.y <= PAGE.height - MARGIN - 14;
  }

  /** Between its parts whoever else asks something is answered: setting type takes the better part of half a second. */
  async draw(texts: ReleaseTexts): Promise<void> {
    for (const part of this.parts(texts)) {
      part();
      await setImmediate();
    }
  }

  private parts(texts: ReleaseTexts): (() => void)[] {
    const outcome = texts.outcome.map(({ title, answer }) => `${title}: ${answer}`);
    const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
      ['Cakupan', [texts.coverage]],
      ['Dapatkah sisanya mengubah hasil?', outcome],
      ['Masalah terbuka', texts.problems],
      ['Hitung cepat (selisih hitung riil dalam poin)', texts.quickCounts],
      ['Tiga kalimat', texts.sentences.id],
      ['Three sentences', texts.sentences.en],
    ];
    const told = sections.filter(([, lines]) => lines.length > 0);
    return [
      () => {
        this.head(texts);
      },
      () => {
        this.counts(texts);
      },
      () => {
        for (const [index, vote] of texts.votes.slice(0, VOTES).entries()) this.vote(vote, index);
        this.gap(4);
        this.say(texts.held, 7.5);
      },
      ...told.map(([title, lines]) => () => {
        this.titled(title, lines);
      }),
      () => {
        this.regions(texts);
      },
      () => {
        this.foot(texts);
      },
    ];
  }

  async bytes(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    const done = new Promise<Buffer>((resolve, reject) => {
      this.doc.on('data', (chunk: Buffer) => chunks.push(chunk));
      this.doc.on('end', () => {
        resolve(Buffer.concat(chunks));
      });
      this.doc.on('error', reject);
    });
    this.doc.end();
    return done;
  }

  private head({ title, contest, asOf, rehearsal }: ReleaseTexts): void {
    this.say(title, 22, { strong: true });
    if (this.terms.mark !== null)
      this.at(this.terms.mark, { x: MARGIN, y: MARGIN, size: 20, strong: true, align: 'right', colour: COLOURS.alarm });
    this.say(contest, 12, { strong: true });
    this.say(asOf, 10, { colour: COLOURS.quiet });
    if (rehearsal !== null) this.say(rehearsal, 12, { strong: true, colour: COLOURS.alarm });
    this.gap(4);
  }

  private counts({ counts, progress }: ReleaseTexts): void {
    const width = INNER / counts.length;
    const top = this.y;
    counts.forEach(({ label, value }, index) => {
      const x = MARGIN + index * width;
      this.at(label, { x, y: top, size: 7.5, colour: COLOURS.quiet });
      const shown = label === 'Dihitung' ? `${value} (${progress.text})` : value;
      this.at(shown, { x, y: top + this.s(9), size: 12, strong: true });
    });
    this.y = top + this.s(27);
    this.bar(progress.part, COLOURS.progress, 5);
  }

  private vote({ option, label, votes, share, part }: VoteText, index: number): void {
    const top = this.y;
    this.at(label, { x: MARGIN, y: top, size: 9, strong: true });
    this.at(`${votes} suara   ${share}`, { x: MARGIN, y: top, size: 9, strong: true, align: 'right' });
    this.y = top + this.s(11.5);
    this.bar(part, colourOf(option.colour, index), 6);
  }

  private titled(title: string, lines: readonly string[]): void {
    this.gap(4);
    this.say(title, 8.5, { strong: true });
    for (const line of lines) this.say(line, 7.5);
  }

  /** Two columns of regions, each with its counts and the votes of every option. */
  private regions({ regions, regionHeads }: ReleaseTexts): void {
    this.gap(6);
    const half = Math.ceil(regions.length / 2);
    const [top, pitch, width] = [this.y, this.s(8.4), INNER / 2 - 6];
    [regions.slice(0, half), regions.slice(half)].forEach((column, side) => {
      const x = MARGIN + side * (width + 12);
      if (column.length > 0) this.regionLine(regionHeads, { x, y: top, width, strong: true });
      column.forEach((region, index) => {
        this.regionLine(cells(region), { x, y: top + pitch * (index + 1), width, strong: false });
      });
    });
    this.y = top + pitch * (half + 1);
  }

  private regionLine(
    texts: readonly string[],
    { x, y, width, strong }: { x: number; y: number; width: number; strong: boolean },
  ): void {
    const [name = '', ...figures] = texts;
    const first = width * 0.32;
    const each = (width - first) / Math.max(1, figures.length);
    this.at(name, { x, y, size: 6.5, strong });
    figures.forEach((figure, index) => {
      this.at(figure, { x: x + first + index * each, y, size: 6.5, strong, align: 'right', width: each });
    });
  }

  private foot({ provisional }: ReleaseTexts): void {
    const y = PAGE.height - MARGIN - 8;
    this.line(provisional, { x: MARGIN, y, size: 6.5, colour: COLOURS.quiet });
    this.line(`SHA-256 ${this.terms.sha256}`, { x: MARGIN, y, size: 6.5, colour: COLOURS.quiet, align: 'right' });
  }

  private say(words: string, size: number, look: { strong?: boolean; colour?: string } = {}): void {
    this.font(size * this.scale, look);
    const options = { width: INNER, lineGap: this.s(0.8) };
    const height = this.doc.heightOfString(words, options);
    this.doc.text(words, MARGIN, this.y, { ...options, height: PAGE.height });
    this.y += height + this.s(1.2);
  }

  private at(words: string, spot: Spot): void {
    this.line(words, { ...spot, size: spot.size * this.scale });
  }

  private line(words: string, { x, y, size, strong = false, colour = COLOURS.ink, align = 'left', width }: Spot): void {
    this.font(size, { strong, colour });
    this.doc.text(words, x, y, {
      width: width ?? PAGE.width - MARGIN - x,
      align,
      lineBreak: false,
      features: FEATURES,
    });
  }

  private font(size: number, { strong = false, colour = COLOURS.ink }: { strong?: boolean; colour?: string }): void {
    this.doc
      .font(strong ? 'strong' : 'regular')
      .fontSize(size)
      .fillColor(colour);
  }

  private bar(part: number, colour: string, height: number): void {
    const tall = this.s(height);
    this.doc.rect(MARGIN, this.y, INNER, tall).fill(COLOURS.line);
    if (part > 0) this.doc.rect(MARGIN, this.y, INNER * part, tall).fill(colour);
    this.y += tall + this.s(4);
  }

  private gap(height: number): void {
    this.y += this.s(height);
  }

  private s(length: number): number {
    return length * this.scale;
  }
}

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly strong?: boolean;
  readonly colour?: string;
  readonly align?: 'left' | 'right';
  readonly width?: number;
}

function cells({ name, counted, votes }: RegionText): string[] {
  return [name, counted, ...votes];
}
