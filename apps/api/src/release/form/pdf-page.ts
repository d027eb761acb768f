import { setImmediate } from 'node:timers/promises';
import type { PaperTerms } from './paper-terms';
import { PdfRegions } from './pdf-regions';
import { INNER, MARGIN, PAGE, PdfSheet } from './pdf-sheet';
import type { Drawn, Tightness } from './pdf-sheet';
import { LEFT_OUT } from './release-texts';
import type { ReleaseTexts, VoteText } from './release-texts';
import type { TypeRuler } from './type-ruler';
import { COLOURS, colourOf } from './typeface';

/** Options that are drawn: of more, those that lead; the others are told in a line. */
const VOTES = 8;
/** Lines of a name. */
const NAME = 2;
/** Regions that long texts have to leave room for. */
const REGIONS = 24;

/** Sizes that are tried, until all of it is on one page. */
const SCALES = [1, 0.94, 0.88, 0.82, 0.76, 0.7];
const SMALLEST = 0.7;

/** Below the smallest size there is only less to say. */
const TIGHTER: readonly Tightness[] = [
  ...SCALES.map((scale) => ({ scale, lines: Infinity, entries: Infinity })),
  { scale: SMALLEST, lines: 6, entries: 12 },
  { scale: SMALLEST, lines: 4, entries: 6 },
  { scale: SMALLEST, lines: 2, entries: 3 },
];

/** A release on one page of A4, whatever it says: smaller letters where there is more to say, then fewer regions, then shorter texts. */
export async function pageOf(texts: ReleaseTexts, terms: PaperTerms, ruler: TypeRuler): Promise<readonly Drawn[]> {
  let drawn: readonly Drawn[] = [];
  for (const tightness of TIGHTER) {
    const page = new PdfPage(new PdfSheet(tightness, ruler), terms);
    const fits = await page.compose(texts);
    drawn = page.drawn;
    if (fits) break;
  }
  return drawn;
}

class PdfPage {
  constructor(
    private readonly sheet: PdfSheet,
    private readonly terms: PaperTerms,
  ) {}

  get drawn(): readonly Drawn[] {
    return this.sheet.drawn;
  }

  /** Whether all of it is on the page; of the smallest letters it is enough that a good part of the regions is. */
  async compose(texts: ReleaseTexts): Promise<boolean> {
    const { sheet } = this;
    // Between its parts whoever else asks something is answered: words that are measured for the first time take long.
    for (const part of this.parts(texts)) {
      part();
      await setImmediate();
    }
    sheet.gap(6);
    const regions = new PdfRegions(sheet, texts);
    const all = texts.regions.length;
    const enough = sheet.tightness.scale > SMALLEST ? all : Math.min(REGIONS, all);
    const fits = sheet.y <= this.bottom && regions.room(this.bottom) >= enough;
    regions.draw(this.bottom);
    this.foot(texts);
    return fits;
  }

  private get bottom(): number {
    return PAGE.height - MARGIN - (this.terms.address === null ? 14 : 24);
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
      () => this.head(texts),
      () => this.counts(texts),
      () => this.votes(texts),
      ...told.map(
        ([title, lines]) =>
          () =>
            this.titled(title, lines),
      ),
    ];
  }

  private head({ title, contest, asOf, rehearsal }: ReleaseTexts): void {
    const { sheet } = this;
    const mark = this.terms.mark;
    if (mark !== null)
      sheet.at(mark, { x: MARGIN, y: sheet.y, size: 20, strong: true, align: 'right', colour: COLOURS.alarm });
    sheet.say(title, { size: 22, strong: true });
    sheet.say(contest, { size: 12, strong: true });
    sheet.say(asOf, { size: 10, colour: COLOURS.quiet });
    if (rehearsal !== null) sheet.say(rehearsal, { size: 12, strong: true, colour: COLOURS.alarm });
    sheet.gap(4);
  }

  private counts({ counts, progress }: ReleaseTexts): void {
    const { sheet } = this;
    const width = INNER / counts.length;
    const top = sheet.y;
    counts.forEach(({ label, value }, index) => {
      const x = MARGIN + index * width;
      sheet.at(label, { x, y: top, width, size: 7.5, colour: COLOURS.quiet });
      const shown = label === 'Dihitung' ? `${value} (${progress.text})` : value;
      sheet.at(shown, { x, y: top + sheet.s(9), width, size: 12, strong: true });
    });
    sheet.y = top + sheet.s(27);
    sheet.bar(progress.part, COLOURS.progress, 5);
  }

  private votes({ votes, held }: ReleaseTexts): void {
    for (const [index, vote] of votes.slice(0, VOTES).entries()) this.vote(vote, index);
    const others = votes.slice(VOTES);
    if (others.length > 0) this.sheet.say(LEFT_OUT.votes(others), { size: 7.5 });
    this.sheet.gap(4);
    this.sheet.say(held, { size: 7.5 });
  }

  /** The name has the room that the figures leave. */
  private vote({ option, label, votes, share, part }: VoteText, index: number): void {
    const { sheet } = this;
    const figures = { size: 9, strong: true, isTabular: true };
    const told = `${votes} suara   ${share}`;
    const taken = sheet.ruler.width(told, sheet.scaled(figures)) + sheet.s(12);
    const width = INNER - taken;
    const height = sheet.paragraph(label, { size: 9, strong: true }, { y: sheet.y, width, most: NAME });
    sheet.at(told, { ...figures, x: MARGIN + width, y: sheet.y, align: 'right' });
    sheet.y += height;
    sheet.bar(part, colourOf(option.colour, index), 6);
  }

  private titled(title: string, lines: readonly string[]): void {
    const { sheet } = this;
    const { entries } = sheet.tightness;
    sheet.gap(4);
    sheet.say(title, { size: 8.5, strong: true });
    for (const line of lines.slice(0, entries)) sheet.say(line, { size: 7.5 });
    if (lines.length > entries) sheet.say(LEFT_OUT.others(lines.length - entries), { size: 7.5 });
  }

  private foot({ provisional }: ReleaseTexts): void {
    const { sheet, terms } = this;
    // Of one size on every page, whatever the letters above are.
    const size = 6.5 / sheet.tightness.scale;
    const y = PAGE.height - MARGIN - 8;
    sheet.at(provisional, { x: MARGIN, y, size, colour: COLOURS.quiet });
    sheet.at(`SHA-256 ${terms.sha256}`, { x: MARGIN, y, size, colour: COLOURS.quiet, align: 'right' });
    if (terms.address !== null) this.address(terms.address, y - 11);
  }

  /** Never clipped, as it would lead nowhere: smaller where it is long. */
  private address(address: string, y: number): void {
    const { scale } = this.sheet.tightness;
    const wide = this.sheet.ruler.width(address, { size: 8, strong: true });
    const size = (8 * Math.min(1, (INNER - 1) / wide)) / scale;
    this.sheet.at(address, { x: MARGIN, y, size, strong: true });
  }
}
