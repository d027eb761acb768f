import type { NewUser, UserImportAnswer } from '@posko/contracts';
import { NewUser as NewUserForm } from '@posko/contracts';
import { CsvError, parse } from 'csv-parse/sync';
import type * as z from 'zod';

/** Columns of a list of people, in any order; further ones are passed over. */
const COLUMNS = ['username', 'display_name', 'role', 'region'] as const;
type Column = (typeof COLUMNS)[number];

/** What a person's line says, in the words of the form that makes one person. */
const FIELD_OF = { username: 'username', display_name: 'displayName', role: 'role', region: 'region' } as const;
const COLUMN_OF = new Map<PropertyKey, Column>(COLUMNS.map((column) => [FIELD_OF[column], column]));

/** People beyond this are not one office. */
const LINE_LIMIT = 5000;
const CHARACTERS_PER_LINE = 4096;

export type UserIssue = UserImportAnswer['issues'][number];
export type UserLine = z.output<typeof NewUser> & { readonly line: number };

export interface UserLines {
  readonly lines: readonly UserLine[];
  readonly issues: readonly UserIssue[];
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/** Reads a list of people: comma or semicolon, with or without the mark of UTF-8. What is wrong comes as issues, all of it. */
export function readUserCsv(csv: string): UserLines {
  let rows: Parsed[];
  try {
    rows = parse(csv, {
      bom: true,
      delimiter: csv.slice(0, CHARACTERS_PER_LINE).split('\n', 1)[0]?.includes(';') === true ? ';' : ',',
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: CHARACTERS_PER_LINE,
    }) as unknown as Parsed[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error['lines'] ?? 1);
    return { lines: [], issues: [{ line, column: '', message: `the file cannot be read: ${error.message}` }] };
  }
  return readRows(rows);
}

function readRows([first, ...rows]: readonly Parsed[]): UserLines {
  const names = (first?.record ?? []).map((name) => name.trim().toLowerCase());
  const missing = COLUMNS.filter((column) => names.filter((name) => name === column).length !== 1);
  if (missing.length > 0) {
    const message = 'the first line has to name this column, once';
    return { lines: [], issues: missing.map((column) => ({ line: 1, column, message })) };
  }
  if (rows.length === 0) return { lines: [], issues: [{ line: 1, column: '', message: 'there is nobody in it' }] };
  if (rows.length > LINE_LIMIT) {
    const message = `there are more than ${LINE_LIMIT} people in it`;
    return { lines: [], issues: [{ line: LINE_LIMIT + 2, column: '', message }] };
  }
  const read = rows.map((row) => readRow(row, names));
  const lines = read.flatMap((result) => ('username' in result ? [result] : []));
  const issues = read.flatMap((result) => ('username' in result ? [] : result));
  return { lines, issues: [...issues, ...twice(lines)].sort((a, b) => a.line - b.line) };
}

function readRow({ record, info }: Parsed, names: readonly string[]): UserLine | UserIssue[] {
  const line = info.lines;
  if (record.length !== names.length) {
    return [{ line, column: '', message: `there are ${record.length} columns, in the first line ${names.length}` }];
  }
  const cell = (column: Column): string => record[names.indexOf(column)]?.trim() ?? '';
  const parsed = NewUserForm.safeParse(Object.fromEntries(COLUMNS.map((column) => [FIELD_OF[column], cell(column)])));
  if (parsed.success) return { ...parsed.data, line };
  return parsed.error.issues.map(({ path, message }) => {
    const column = COLUMN_OF.get(path[0] ?? '') ?? '';
    return { line, column, message: column === '' ? message : `${short(cell(column))}: ${message}` };
  });
}

/** The same name on two lines would be one account with two roles. */
function twice(lines: readonly UserLine[]): UserIssue[] {
  const seen = new Map<string, number>();
  return lines.flatMap(({ username, line }) => {
    const before = seen.get(username);
    if (before === undefined) {
      seen.set(username, line);
      return [];
    }
    return [{ line, column: 'username', message: `${short(username)} stands on line ${before} already` }];
  });
}

function short(text: string): string {
  return text === '' ? 'an empty cell' : JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
