import type { BoardResponse } from '@posko/contracts';
import type { Ledger, Percentiles } from '../run/ledger';
import type { StopReason } from '../run/runner';
import { callsText, haveCallsPassed } from './calls-report';
import type { CallsReport } from './calls-report';
import type { Comparison } from './comparison';
import { format, percentiles, refusedText } from './text';
import type { RefusedCount } from './text';

/** What a drill hands in at the end. Durations in milliseconds of real time unless the name says otherwise. */
export interface DrillReport {
  readonly url: string;
  readonly seed: number;
  readonly region: string;
  readonly tps: number;
  readonly planned: number;
  readonly ended: StopReason;
  /** Whose clock it went by: the server's (in rehearsal) or its own. */
  readonly clock: 'server' | 'own';
  readonly from: string;
  readonly until: string;
  readonly elapsedMs: number;
  readonly sent: number;
  readonly accepted: number;
  readonly repeated: number;
  readonly refused: readonly RefusedCount[];
  readonly retried: number;
  /** Given up without an answer: the server was away for too long, or the drill was stopped meanwhile. */
  readonly abandoned: number;
  readonly perSecond: number;
  readonly latencyMs: Percentiles | null;
  readonly lagMs: Percentiles | null;
  readonly board: Pick<BoardResponse, 'seq' | 'at' | 'total' | 'stages' | 'marks'> | null;
  readonly comparison: Comparison | { readonly isEqual: false; readonly error: string };
  /** Null without a help desk. */
  readonly calls: CallsReport | null;
}

export type Counts = Pick<
  DrillReport,
  'sent' | 'accepted' | 'repeated' | 'refused' | 'retried' | 'abandoned' | 'latencyMs' | 'lagMs'
>;

/** The counts of a ledger; refused ones name the first few TPS. */
export function countsOf(ledger: Ledger, tpsOf: (index: number) => string): Counts {
  return {
    sent: ledger.sent,
    accepted: ledger.accepted,
    repeated: ledger.repeated,
    refused: [...ledger.refused].map(([code, { count, examples }]) => ({ code, count, examples: examples.map(tpsOf) })),
    retried: ledger.retried,
    abandoned: ledger.abandoned,
    latencyMs: ledger.latency,
    lagMs: ledger.lag,
  };
}

/** True where everything that was sent was answered, the board shows it, and the help desk has every incident. */
export function hasPassed(report: DrillReport): boolean {
  return report.comparison.isEqual && report.abandoned === 0 && haveCallsPassed(report.calls);
}

const MAX_LINES = 20;
/** The report for people. */
export function reportText(report: DrillReport): string {
  const { elapsedMs, board } = report;
  const counts = [`sent ${format(report.sent)} of ${format(report.planned)}`, `accepted ${format(report.accepted)}`];
  counts.push(`repeated ${format(report.repeated)}`, `retried ${format(report.retried)}`);
  counts.push(`refused ${format(report.refused.reduce((sum, { count }) => sum + count, 0))}`);
  if (report.abandoned > 0) counts.push(`GIVEN UP ${format(report.abandoned)}`);
  return [
    `Drill ${report.ended} after ${format(elapsedMs / 1000)} s: seed ${report.seed}, ${format(report.tps)} TPS of ${report.region}`,
    `${report.from} to ${report.until} by ${report.clock === 'server' ? "the server's clock" : "the drill's own clock"}`,
    counts.join(' · '),
    ...refusedText(report.refused),
    `${format(report.perSecond)} reports a second`,
    percentiles('answered within', report.latencyMs),
    percentiles('behind the clock', report.lagMs),
    ...(board === null ? [] : [`board at entry ${board.seq}: ${stagesText(board)}`]),
    ...comparisonText(report.comparison),
    ...callsText(report.calls),
  ].join('\n');
}

function stagesText(board: NonNullable<DrillReport['board']>): string {
  const stages = Object.entries(board.stages).filter(([, count]) => count > 0);
  return [...stages, ['overdue', board.marks.overdue] as const]
    .map(([name, count]) => `${name} ${format(count)}`)
    .join(', ');
}

function comparisonText(comparison: DrillReport['comparison']): string[] {
  if ('error' in comparison) return [`The board could not be compared: ${comparison.error}`];
  if (comparison.isEqual) {
    return [`The board shows exactly what was acknowledged: ${format(comparison.comparedTps)} TPS compared, 0 differ`];
  }
  const lines = comparison.differences.map(
    ({ tps, expected, board }) =>
      `  ${tps}: expected ${[expected.stage, ...expected.marks].join('+')}, board ${[board.stage, ...board.marks].join('+')}`,
  );
  const answers = comparison.answerDifferences.map(
    ({ tps, seq, answered, expected }) => `  ${tps}, entry ${seq}: answered ${answered}, expected ${expected}`,
  );
  return [
    `THE BOARD DIFFERS: ${format(comparison.differingTps)} of ${format(comparison.comparedTps)} TPS`,
    ...[...lines, ...answers, ...comparison.counterDifferences.map((line) => `  ${line}`)].slice(0, MAX_LINES),
  ];
}
