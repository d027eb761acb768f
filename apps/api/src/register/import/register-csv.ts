import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { RegisterIssue, RegisterLine } from './register-record';
import { REGISTER_COLUMN_NAMES, readRow } from './register-row';
import type { RegisterCells, RegisterColumn } from './register-row';

/** The first line is looked for in so many bytes. */
const HEADER_BYTES = 4096;
/** A line longer than this is none: most likely a quotation mark was never closed. */
const LINE_LIMIT = 65_536;

export interface CsvOptions {
  /** Voters that a TPS may have at most. */
  readonly maxDpt: number;
  /** Told of the bytes read so far. */
  readonly onBytes?: (bytes: number) => void;
}

interface ParsedLine {
  readonly record: string[];
  readonly info: { readonly lines: number; readonly bytes: number };
}

/**
 * Reads a register file (docs/register-csv.md) line by line, whatever its size: UTF-8 with or without its mark, comma or
 * semicolon. What is wrong comes as issues; only failures of the disk throw.
 */
export async function* readRegisterCsv(path: string, options: CsvOptions): AsyncGenerator<RegisterLine> {
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
  try {
    yield* linesOf(lines, options);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield [{ line: Number(error['lines'] ?? 1), reason: `the file cannot be read from here on: ${error.message}` }];
  }
}

async function* linesOf(lines: AsyncIterable<ParsedLine>, options: CsvOptions): AsyncGenerator<RegisterLine> {
  let header: Header | null = null;
  for await (const { record, info } of lines) {
    if (header === null) {
      const found = readHeader(record);
      if (!('width' in found)) {
        yield found;
        return;
      }
      header = found;
      continue;
    }
    yield readLine({ header, record, line: info.lines }, options.maxDpt);
    options.onBytes?.(info.bytes);
  }
  if (header === null) yield [{ line: 1, reason: 'the file is empty' }];
}

interface Header {
  readonly width: number;
  /** Place of each column. */
  readonly at: ReadonlyMap<RegisterColumn, number>;
}

function readHeader(record: readonly string[]): Header | RegisterIssue[] {
  const names = record.map((name) => name.trim().toLowerCase());
  const issues = REGISTER_COLUMN_NAMES.flatMap((column) => {
    const times = names.filter((name) => name === column).length;
    if (times === 1) return [];
    return [{ line: 1, column, reason: times === 0 ? 'the column is missing' : `the column is there ${times} times` }];
  });
  if (issues.length > 0) return issues;
  return { width: names.length, at: new Map(REGISTER_COLUMN_NAMES.map((column) => [column, names.indexOf(column)])) };
}

function readLine(source: { header: Header; record: string[]; line: number }, maxDpt: number): RegisterLine {
  const { header, record, line } = source;
  if (record.length !== header.width) {
    return [{ line, reason: `the line has ${record.length} columns, the first line ${header.width}` }];
  }
  const cells = Object.fromEntries(
    REGISTER_COLUMN_NAMES.map((column) => [column, record[header.at.get(column) ?? -1] ?? '']),
  ) as RegisterCells;
  return readRow(line, cells, maxDpt);
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
