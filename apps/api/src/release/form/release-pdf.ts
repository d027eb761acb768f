import { setImmediate } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import type { PaperTerms } from './paper-terms';
import { pageOf } from './pdf-page';
import type { Drawn } from './pdf-sheet';
import type { ReleaseTexts } from './release-texts';
import { TypeRuler } from './type-ruler';
import type { Face } from './type-ruler';
import { TYPEFACE } from './typeface';

/** Figures of one width, so that columns stand. Not for sentences: it costs them most of the time that the page takes. */
const TABULAR: { features: PDFKit.Mixins.OpenTypeFeatures[] } = { features: ['tnum'] };
/** Words and bars drawn before whoever else asks something is answered. */
const BATCH = 60;

export interface PdfTerms extends PaperTerms {
  /** As of when: the same release has the same bytes, whenever its PDF is made. */
  readonly at: Date;
}

/** A release on one page of A4. */
export async function releasePdf(texts: ReleaseTexts, terms: PdfTerms): Promise<Buffer> {
  const { title, contest } = texts;
  const info = { Title: `${title}: ${contest}`, Creator: 'Posko', CreationDate: terms.at, ModDate: terms.at };
  const doc = new PDFDocument({ size: 'A4', margin: 0, info, lang: 'id', displayTitle: true });
  doc.registerFont('regular', TYPEFACE.regular);
  doc.registerFont('strong', TYPEFACE.strong);
  const page = await pageOf(texts, terms, new TypeRuler((word, face) => measured(doc, word, face)));
  for (const [index, drawn] of page.entries()) {
    draw(doc, drawn);
    if (index % BATCH === 0) await setImmediate();
  }
  return bytesOf(doc);
}

function measured(doc: PDFKit.PDFDocument, word: string, { strong, isTabular }: Face): number {
  const options = isTabular ? TABULAR : {};
  return doc.font(strong ? 'strong' : 'regular', 1).widthOfString(word, options);
}

/** Each with its place: nothing that flows, so that no second page is ever begun. */
function draw(doc: PDFKit.PDFDocument, drawn: Drawn): void {
  if (!('words' in drawn)) {
    const { x, y, width, height, colour } = drawn;
    doc.rect(x, y, width, height).fill(colour);
    return;
  }
  const { words, x, y, size, strong = false, isTabular = false, colour } = drawn;
  doc.font(strong ? 'strong' : 'regular', size).fillColor(colour);
  doc.text(words, x, y, { lineBreak: false, ...(isTabular ? TABULAR : {}) });
}

async function bytesOf(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => {
      resolve(Buffer.concat(chunks));
    });
    doc.on('error', reject);
  });
  doc.end();
  return done;
}
