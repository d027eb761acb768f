import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { wallClock } from './export-table';
import type { Cell, ExportTable } from './export-table';

/** Rows per piece of XML. */
const PIECE_ROWS = 500;
/** Longest text that a spreadsheet keeps in a cell. */
const TEXT_LIMIT = 32_767;
const DAY_MS = 86_400_000;
/** Day 0 of the calendar of spreadsheets. */
const EPOCH_MS = Date.UTC(1899, 11, 30);
const COLUMN_WIDTH = 18;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Style 1: heads in bold; style 2: an instant. */
const STYLES = `${XML}<styleSheet xmlns="${SHEET}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/**
 * Tables as the sheets of an XLSX file (ECMA-376). The rows are written and compressed as they come, so that 100,000 of them
 * need no more memory than 500: no text is shared between cells, each stands where it is used.
 */
export function xlsxStream(tables: readonly ExportTable[], utcOffsetMinutes: number): Readable {
  const zip = new ZipFile();
  // What fails while a sheet is written has to end the answer; yazl says so here.
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  const add = (path: string, xml: string): void => zip.addBuffer(Buffer.from(XML + xml), path);
  const numbers = tables.map((_, index) => index + 1);
  add('[Content_Types].xml', contentTypes(numbers));
  add('_rels/.rels', relations([{ id: 'rId1', type: `${OFFICE}/officeDocument`, target: 'xl/workbook.xml' }]));
  add('xl/workbook.xml', workbook(tables));
  const sheets = numbers.map((number) => ({
    id: `rId${number}`,
    type: `${OFFICE}/worksheet`,
    target: `worksheets/sheet${number}.xml`,
  }));
  add(
    'xl/_rels/workbook.xml.rels',
    relations([...sheets, { id: 'rId0', type: `${OFFICE}/styles`, target: 'styles.xml' }]),
  );
  zip.addBuffer(Buffer.from(STYLES), 'xl/styles.xml');
  tables.forEach((table, index) => {
    const xml = Readable.from(sheetXml(table, utcOffsetMinutes), { objectMode: false });
    xml.on('error', (error) => output.destroy(error));
    zip.addReadStream(xml, `xl/worksheets/sheet${index + 1}.xml`);
  });
  zip.end();
  return output;
}

async function* sheetXml({ columns, rows }: ExportTable, utcOffsetMinutes: number): AsyncGenerator<string> {
  const widths = `<cols><col min="1" max="${columns.length}" width="${COLUMN_WIDTH}" customWidth="1"/></cols>`;
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const views = `<sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews>`;
  const letters = columns.map((_, index) => lettersOf(index));
  const head = columns.map((name, index) => textCell(name, `r="${letters[index] ?? ''}1" s="1"`)).join('');
  let piece = `${XML}<worksheet xmlns="${SHEET}">${views}${widths}<sheetData><row r="1">${head}</row>`;
  let count = 1;
  for await (const row of rows) {
    count += 1;
    const cells = row.map((cell, index) => cellXml(cell, `r="${letters[index] ?? ''}${count}"`, utcOffsetMinutes));
    piece += `<row r="${count}">${cells.join('')}</row>`;
    if (count % PIECE_ROWS > 0) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}</sheetData></worksheet>`;
}

/** `place` names the cell: readers may do without, and some cannot. */
function cellXml(cell: Cell, place: string, utcOffsetMinutes: number): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c ${place}><v>${cell}</v></c>`;
  if (!(cell instanceof Date)) return textCell(cell, place);
  const days = (wallClock(cell, utcOffsetMinutes).getTime() - EPOCH_MS) / DAY_MS;
  return `<c ${place} s="2"><v>${days}</v></c>`;
}

/** Text typed as text: whatever it begins with, no spreadsheet takes it for a formula. */
function textCell(text: string, place: string): string {
  return `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, TEXT_LIMIT))}</t></is></c>`;
}

/** Characters that XML 1.0 cannot hold are left out. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function contentTypes(numbers: readonly number[]): string {
  const parts = [
    `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>`,
    `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>`,
    ...numbers.map((number) => {
      return `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${TYPE}.worksheet+xml"/>`;
    }),
  ];
  const defaults = `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`;
  return `<Types xmlns="${PACKAGE}/content-types">${defaults}${parts.join('')}</Types>`;
}

function workbook(tables: readonly ExportTable[]): string {
  const sheets = tables.map(({ name }, index) => {
    return `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`;
  });
  return `<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets>${sheets.join('')}</sheets></workbook>`;
}

function relations(rows: readonly { id: string; type: string; target: string }[]): string {
  const all = rows.map(({ id, type, target }) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`);
  return `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
}

/** A, B … Z, AA, AB …: how spreadsheets name their columns. */
function lettersOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : lettersOf(Math.floor(index / 26) - 1) + last;
}
