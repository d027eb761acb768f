import * as z from 'zod';

/** Side marks of a TPS, independent of its stage; mark i is bit i of the marks byte. */
export const MARKS = [
  'overdue',
  'incident',
  'sendFailed',
  'publicationWithdrawn',
  'delegatedToPpk',
  'psu',
  'psl',
  'pss',
] as const;
export const Mark = z.enum(MARKS);
export type Mark = z.infer<typeof Mark>;

/** Marks a supervisor sets and clears by hand; `overdue` follows the calendar and `incident` the help desk. */
export const SETTABLE_MARKS = ['sendFailed', 'publicationWithdrawn', 'delegatedToPpk', 'psu', 'psl', 'pss'] as const;
export const SettableMark = z.enum(SETTABLE_MARKS);
export type SettableMark = z.infer<typeof SettableMark>;

/** Bit of a mark within the marks byte. */
export function markBit(mark: Mark): number {
  return 1 << MARKS.indexOf(mark);
}

export const OVERDUE_BIT = markBit('overdue');
export const INCIDENT_BIT = markBit('incident');

/** True where the marks byte carries the mark. */
export function hasMark(marks: number, mark: Mark): boolean {
  return (marks & markBit(mark)) !== 0;
}

/** The marks a byte carries, in the order of `MARKS`. */
export function marksOf(byte: number): Mark[] {
  return MARKS.filter((mark) => hasMark(byte, mark));
}
