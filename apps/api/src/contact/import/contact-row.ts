import { RegionCode, TpsCode, phoneDigits } from '@posko/domain';
import type { CsvCells, CsvIssue } from '../../platform/csv/csv-lines';

/** Columns of a file of contacts, each with what it holds. */
export const CONTACT_COLUMNS = {
  place: 'code of the TPS (13 digits), desa (10, for its PPS) or kecamatan (6, for its PPK), with or without dots',
  duty: 'what the person is there: Ketua KPPS, PPS, PPK …',
  name: 'name of the person, may be empty',
  phone: 'telephone number, as one would dial it',
} as const;

export type ContactColumn = keyof typeof CONTACT_COLUMNS;
export const CONTACT_COLUMN_NAMES = Object.keys(CONTACT_COLUMNS) as ContactColumn[];

/** A contact as the file tells it, cleaned. */
export interface ContactRow {
  readonly place: string;
  readonly duty: string;
  readonly name: string;
  readonly phone: string;
}

const LIMITS = { duty: 60, name: 100, phone: 24 } as const;
/** Emergency numbers have three digits, an extension of an office four. */
const FEWEST_DIGITS = 3;
const MOST_DIGITS = 15;

/** A line as a contact, or everything that is wrong with it. */
export function readContact({ line, cells }: CsvCells<ContactColumn>): ContactRow | CsvIssue[] {
  const issues: CsvIssue[] = [];
  const refuse = (column: ContactColumn, reason: string): void => void issues.push({ line, column, reason });
  const text = (column: keyof typeof LIMITS): string => {
    const value = cells[column].trim().replaceAll(/\s+/g, ' ');
    const fault = faultOf(value, LIMITS[column]);
    if (fault !== null) refuse(column, fault);
    return value;
  };
  const place = cells.place.replaceAll(/[.\s]/g, '');
  if (!TpsCode.safeParse(place).success && !RegionCode.safeParse(place).success) {
    refuse('place', `${quoted(cells.place)} is no code of a TPS, desa or kecamatan`);
  }
  const row = { place, duty: text('duty'), name: text('name'), phone: text('phone') };
  const digits = phoneDigits(row.phone).length;
  if (!/^\+?[\d\s().-]*$/.test(row.phone) || digits < FEWEST_DIGITS || digits > MOST_DIGITS) {
    refuse('phone', `${quoted(cells.phone)} is no telephone number`);
  }
  if (row.duty === '') refuse('duty', 'the duty is missing');
  return issues.length > 0 ? issues : row;
}

function faultOf(value: string, limit: number): string | null {
  if (value.length > limit) return `${quoted(value)} has more than ${limit} characters`;
  if (value.includes('\uFFFD')) return `${quoted(value)} is not written in UTF-8`;
  return /\p{Cc}/u.test(value) ? `${quoted(value)} holds a control character` : null;
}

/** What was found, short and on one line. */
function quoted(text: string): string {
  return text.trim() === '' ? 'an empty cell' : JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
