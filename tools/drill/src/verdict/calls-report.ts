import type { CallOutcome } from '@posko/domain';
import type { DeskLedger } from '../run/desk-ledger';
import type { Percentiles } from '../run/ledger';
import type { DeskCheck } from './desk-check';
import { format, percentiles, refusedText } from './text';
import type { RefusedCount } from './text';

/** What the help desk hands in at the end. */
export interface CallsReport {
  readonly planned: number;
  readonly logged: number;
  /** Known to the server from an earlier drill. */
  readonly repeated: number;
  readonly changed: number;
  /** Incidents that had their first answer, and those with no work left, as last acknowledged. */
  readonly answered: number;
  readonly ended: number;
  readonly byKind: Readonly<Record<string, number>>;
  /** Changes that met a newer version, and were made to that one. */
  readonly stale: number;
  readonly refused: readonly RefusedCount[];
  readonly retried: number;
  readonly abandoned: number;
  /** What came of calling silent TPS. */
  readonly silent: Readonly<Record<CallOutcome, number>>;
  readonly latencyMs: Percentiles | null;
  readonly check: DeskCheck | { readonly isEqual: false; readonly error: string };
}

/** @param check null where there was no desk to check */
export function callsReport(
  planned: number,
  ledger: DeskLedger | null,
  check: CallsReport['check'] | null,
): CallsReport | null {
  if (ledger === null || check === null) return null;
  const { logged, repeated, changed, answered, ended, stale, retried, abandoned, outcomes, latency } = ledger;
  return {
    ...{ planned, logged, repeated, changed, answered, ended, stale, retried, abandoned },
    byKind: Object.fromEntries([...ledger.byKind].sort(([, a], [, b]) => b - a)),
    refused: [...ledger.refused].map(([code, entry]) => ({ code, ...entry })),
    silent: outcomes,
    latencyMs: latency,
    check,
  };
}

/** True without a desk, or where it has every incident and call with what was acknowledged. */
export function haveCallsPassed(calls: CallsReport | null): boolean {
  return calls === null || (calls.check.isEqual && calls.abandoned === 0);
}

const KINDS_SHOWN = 8;
const MAX_LINES = 20;

/** The help desk's part of the report for people. */
export function callsText(calls: CallsReport | null): string[] {
  if (calls === null) return [];
  const { silent } = calls;
  const counts = [`calls logged ${format(calls.logged)} of ${format(calls.planned)}`];
  if (calls.repeated > 0) counts.push(`repeated ${format(calls.repeated)}`);
  counts.push(`answered ${format(calls.answered)}`, `ended ${format(calls.ended)}`, `changes ${format(calls.changed)}`);
  counts.push(`stale ${format(calls.stale)}`, `retried ${format(calls.retried)}`);
  if (calls.abandoned > 0) counts.push(`GIVEN UP ${format(calls.abandoned)}`);
  const kinds = Object.entries(calls.byKind).slice(0, KINDS_SHOWN);
  const reached = `silent TPS called: reached ${format(silent.reached)}, no answer ${format(silent.noAnswer)}`;
  return [
    counts.join(' · '),
    ...refusedText(calls.refused),
    `most: ${kinds.map(([kind, count]) => `${kind} ${format(count)}`).join(', ') || 'none'}`,
    `${reached}, wrong number ${format(silent.wrongNumber)}`,
    percentiles('the desk answered within', calls.latencyMs),
    ...checkText(calls.check),
  ];
}

function checkText(check: CallsReport['check']): string[] {
  if ('error' in check) return [`The incidents could not be compared: ${check.error}`];
  const escalated = `${format(check.escalated)} were given to the next tier`;
  if (check.isEqual) {
    return [`Every acknowledged incident is there as acknowledged: ${format(check.compared)} compared; ${escalated}`];
  }
  const differing = check.differing.map(
    ({ incident, expected, found }) => `  ${incident}: expected ${expected}, is ${found}`,
  );
  return [
    `INCIDENTS DIFFER: ${check.lost.length} lost, ${check.differing.length} other than acknowledged, ${check.lostCalls.length} calls lost`,
    ...[...check.lost.map((id) => `  ${id}: lost`), ...differing].slice(0, MAX_LINES),
  ];
}
