import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';

/** The first line is looked for in so many bytes. */
const HEADER_BYTES = 4096;
/** A line longer than this is none: most likely a quotation mark was never closed. */
const LINE_LIMIT = 65_536;

/** What is wrong with a line; `column` where it is one cell. */
export interface CsvIssue {
  readonly line: number;
  readonly column?: string;
  readonly reason: string;
}

/** Cells of one line by column, as text. */
export interface CsvCells<C extends string> {
  readonly line: number;
  readonly cells: Readonly<Record<C, string>>;
}

interface ParsedLine {
  readonly record: string[];
  readonly info: { readonly lines: number; readonly bytes: number };
}

/**
 * Reads a file with named columns line by line, whatever its size: UTF-8 with or without its mark, comma or semicolon,
 * columns in any order. What is wrong comes as issues; only failures of the disk throw.
 */
export async function* readCsvLines<C extends string>(
  path: string,
  columns: readonly C[],
  onBytes?: (bytes: number) => void,
): AsyncGenerator<CsvCells<C> | CsvIssue[]> {
  const parser = parse({
    bom: true,
    delimiter: await delimiterOf(path),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LINE_LIMIT,
  });
  // A failing read reaches the parser, and with it the loop below.
  pipeline(createReadStream(path), parser, () => undefined);
  const lines: AsyncIterable<ParsedLine> = parser;
  let header: Header<C> | null = null;
  try {
    for await (const { record, info } of lines) {
      onBytes?.(info.bytes);
      if (header !== null) {
        yield cellsOf(header, record, info.lines);
        continue;
      }
      const found = readHeader(record, columns);
      if (Array.isArray(found)) {
        yield found;
        return;
      }
      header = found;
    }
    if (header === null) yield [{ line: 1, reason: 'the file is empty' }];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield [{ line: Number(error['lines'] ?? 1), reason: `the file cannot be read from here on: ${error.message}` }];
  }
}

interface Header<C extends string> {
  readonly width: number;
  /** Place of each column. */
  readonly at: readonly (readonly [C, number])[];
}

function readHeader<C extends string>(record: readonly string[], columns: readonly C[]): Header<C> | CsvIssue[] {
  const names = record.map((name) => name.trim().toLowerCase());
  const issues = columns.flatMap((column) => {
    const times = names.filter((name) => name === column).length;
    if (times === 1) return [];
    return [{ line: 1, column, reason: times === 0 ? 'the column is missing' : `the column is there ${times} times` }];
  });
  if (issues.length > 0) return issues;
  return { width: names.length, at: columns.map((column) => [column, names.indexOf(column)] as const) };
}

function cellsOf<C extends string>(
  header: Header<C>,
  record: readonly string[],
  line: number,
): CsvCells<C> | CsvIssue[] {
  if (record.length !== header.width) {
    return [{ line, reason: `the line has ${record.length} columns, the first line ${header.width}` }];
  }
  const cells = Object.fromEntries(header.at.map(([column, at]) => [column, record[at] ?? ''])) as Record<C, string>;
  return { line, cells };
}

/** Semicolon where the first line has one: spreadsheets of an Indonesian setting write it so. */
async function delimiterOf(path: string): Promise<',' | ';'> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    const [first = ''] = buffer.toString('latin1', 0, bytesRead).split('\n', 1);
    return first.includes(';') ? ';' : ',';
  } finally {
    await file.close();
  }
}
