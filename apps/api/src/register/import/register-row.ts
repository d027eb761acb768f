import { RegionCode, levelOf } from '@posko/domain';
import type { RegionNames, RegisterIssue, RegisterLine } from './register-record';

/** Columns of a register file (docs/register-csv.md), each with what it holds. */
export const REGISTER_COLUMNS = {
  kode_desa: 'code of the desa or kelurahan, 10 digits, with or without dots',
  nomor_tps: 'number of the TPS within the desa, 1 to 999',
  provinsi: 'name of the provinsi',
  kabupaten: 'name of the kabupaten or kota',
  kecamatan: 'name of the kecamatan',
  desa: 'name of the desa or kelurahan',
  dpt_l: 'men on the voter list (DPT)',
  dpt_p: 'women on the voter list (DPT)',
} as const;

export type RegisterColumn = keyof typeof REGISTER_COLUMNS;
export const REGISTER_COLUMN_NAMES = Object.keys(REGISTER_COLUMNS) as RegisterColumn[];

/** Cells of one line by column, as text. */
export type RegisterCells = Readonly<Record<RegisterColumn, string>>;

/** Longest name of a region, in characters. */
const NAME_LIMIT = 100;
const NAME_COLUMNS = ['provinsi', 'kabupaten', 'kecamatan', 'desa'] as const;

/** A line of a register as a TPS, or everything that is wrong with it. `maxDpt`: voters that a TPS may have at most. */
export function readRow(line: number, cells: RegisterCells, maxDpt: number): RegisterLine {
  const issues: RegisterIssue[] = [];
  const refuse = (column: RegisterColumn, reason: string): void => void issues.push({ line, column, reason });
  const desaCode = readDesaCode(cells.kode_desa, (reason) => refuse('kode_desa', reason));
  const number = readInteger(cells.nomor_tps, { min: 1, max: 999 }, (reason) => refuse('nomor_tps', reason));
  const dptL = readInteger(cells.dpt_l, { min: 0, max: maxDpt }, (reason) => refuse('dpt_l', reason));
  const dptP = readInteger(cells.dpt_p, { min: 0, max: maxDpt }, (reason) => refuse('dpt_p', reason));
  if (issues.length === 0 && dptL + dptP > maxDpt) {
    refuse('dpt_p', `${dptL + dptP} voters in all are more than the ${maxDpt} that a TPS may have`);
  }
  const names = Object.fromEntries(
    NAME_COLUMNS.map((column) => [column, readName(cells[column], (reason) => refuse(column, reason))]),
  ) as Record<(typeof NAME_COLUMNS)[number], string> satisfies RegionNames;
  return issues.length > 0 ? issues : { line, desaCode, number, names, dptL, dptP };
}

type Refuse = (reason: string) => void;

function readDesaCode(text: string, refuse: Refuse): string {
  const code = text.trim().replaceAll('.', '');
  if (!RegionCode.safeParse(code).success || levelOf(code) !== 'desa') {
    refuse(`${quoted(text)} is no code of a desa: 10 digits are wanted`);
  }
  return code;
}

function readInteger(text: string, range: { min: number; max: number }, refuse: Refuse): number {
  const trimmed = text.trim();
  const value = /^\d{1,6}$/.test(trimmed) ? Number(trimmed) : NaN;
  if (!(value >= range.min && value <= range.max)) {
    refuse(`${quoted(text)} is no whole number from ${range.min} to ${range.max}`);
  }
  return value;
}

function readName(text: string, refuse: Refuse): string {
  const name = text.trim().replaceAll(/ {2,}/g, ' ');
  if (name === '') refuse('the name is missing');
  else if (name.length > NAME_LIMIT) refuse(`the name has more than ${NAME_LIMIT} characters`);
  else if (name.includes('\uFFFD')) refuse(`${quoted(name)} is not written in UTF-8`);
  else if (/\p{Cc}/u.test(name)) refuse(`${quoted(name)} holds a control character`);
  return name;
}

/** What was found, short and on one line. */
function quoted(text: string): string {
  return text.trim() === '' ? 'an empty cell' : JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
