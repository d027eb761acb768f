import { Readable } from 'node:stream';
import { wallClock } from './export-table';
import type { Cell, ExportTable } from './export-table';

/** Spreadsheets take a file without it for one of their own old encodings. */
const MARK_OF_UTF8 = '\ufeff';
/** Rows per piece: few enough for memory, enough for the wire. */
const PIECE_ROWS = 500;
/** A cell that begins so is a formula to a spreadsheet; what a caller said must never become one. */
const FORMULA = /^[=+\-@\t\r]/;

/** A table as CSV (RFC 4180): UTF-8 with its mark, commas, CRLF. */
export function csvStream(table: ExportTable, utcOffsetMinutes: number): Readable {
  return Readable.from(pieces(table, utcOffsetMinutes), { objectMode: false });
}

async function* pieces({ columns, rows }: ExportTable, utcOffsetMinutes: number): AsyncGenerator<string> {
  let piece = MARK_OF_UTF8 + lineOf(columns, utcOffsetMinutes);
  let count = 0;
  for await (const row of rows) {
    piece += lineOf(row, utcOffsetMinutes);
    count += 1;
    if (count % PIECE_ROWS > 0) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** One line of CSV. */
export function lineOf(cells: readonly Cell[], utcOffsetMinutes: number): string {
  return `${cells.map((cell) => textOf(cell, utcOffsetMinutes)).join(',')}\r\n`;
}

function textOf(cell: Cell, utcOffsetMinutes: number): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (cell instanceof Date) return wallClock(cell, utcOffsetMinutes).toISOString().slice(0, 19).replace('T', ' ');
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
