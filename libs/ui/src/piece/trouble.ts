import { MARKS, hasMark, markBit } from '@posko/domain';
import type { Mark } from '@posko/domain';
import type { IconName } from '../icon';

/** How loud a mark is: red, amber, or merely a fact about the TPS. */
export type Severity = 'alarm' | 'warn' | 'note';

export const SEVERITY: Readonly<Record<Mark, Severity>> = {
  overdue: 'warn',
  incident: 'alarm',
  sendFailed: 'warn',
  publicationWithdrawn: 'warn',
  delegatedToPpk: 'note',
  psu: 'note',
  psl: 'note',
  pss: 'note',
};

export const MARK_ICON: Readonly<Record<Mark, IconName>> = {
  overdue: 'overdue',
  incident: 'incident',
  sendFailed: 'sendFailed',
  publicationWithdrawn: 'withdrawn',
  delegatedToPpk: 'delegated',
  psu: 'revote',
  psl: 'revote',
  pss: 'revote',
};

function bitsOf(severity: Severity): number {
  return MARKS.filter((mark) => SEVERITY[mark] === severity).reduce((bits, mark) => bits | markBit(mark), 0);
}

const ALARM_BITS = bitsOf('alarm');
const WARN_BITS = bitsOf('warn');

/** Worst trouble in a marks byte: 0 none, 1 amber, 2 red. */
export function troubleOf(marks: number): 0 | 1 | 2 {
  if ((marks & ALARM_BITS) !== 0) return 2;
  return (marks & WARN_BITS) === 0 ? 0 : 1;
}

/** Marks of a byte, the loudest first. */
export function marksByLoudness(marks: number): Mark[] {
  const order: readonly Severity[] = ['alarm', 'warn', 'note'];
  return order.flatMap((severity) => MARKS.filter((mark) => SEVERITY[mark] === severity && hasMark(marks, mark)));
}
