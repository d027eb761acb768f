import type { Stage } from './stage';
import { stageIndex } from './stage';
import type { SettableMark } from './mark';
import { markBit } from './mark';

/** Where one TPS stands: the fold of its journal entries. Times are milliseconds since the epoch. */
export interface TpsState {
  readonly stage: number;
  /** When the crew says the present stage was reached. */
  readonly stageAt: number | null;
  readonly countedAt: number | null;
  /** Voters so far, as last said by the crew, and when. */
  readonly turnout: number | null;
  readonly turnoutAt: number | null;
  /** Marks set by hand, as bits; `overdue` is not among them, it follows the calendar. */
  readonly marks: number;
  readonly steppedBackAt: number | null;
  readonly reports: number;
  readonly lastReceivedAt: number | null;
  readonly lastSeq: number;
}

export const UNREPORTED: TpsState = {
  stage: 0,
  stageAt: null,
  countedAt: null,
  turnout: null,
  turnoutAt: null,
  marks: 0,
  steppedBackAt: null,
  reports: 0,
  lastReceivedAt: null,
  lastSeq: 0,
};

/**
 * What a report did: moved the TPS forward, repeated its stage, came after a later stage (out of order), or told of a time
 * before a supervisor's step back, which it cannot undo.
 */
export const REPORT_EFFECTS = ['advanced', 'repeated', 'behind', 'superseded'] as const;
export type ReportEffect = (typeof REPORT_EFFECTS)[number];

export interface ReportedEvent {
  readonly stage: Stage;
  readonly occurredAt: number;
  readonly receivedAt: number;
  readonly turnout?: number | undefined;
}

/** Effect of a report on a TPS (domain.md section 4: a TPS stands at the furthest stage reported). */
export function reportEffect(state: TpsState, report: Pick<ReportedEvent, 'stage' | 'occurredAt'>): ReportEffect {
  const stage = stageIndex(report.stage);
  if (stage === state.stage) return 'repeated';
  if (stage < state.stage) return 'behind';
  return state.steppedBackAt !== null && report.occurredAt < state.steppedBackAt ? 'superseded' : 'advanced';
}

/** A telephone set to another time zone, or to tomorrow; beyond that its clock says nothing. */
const AHEAD_LIMIT_MS = 24 * 3_600_000;

/** True where a report tells of a time so far after `at` (ms) that nobody can have meant it. */
export function isFarAhead({ occurredAt }: Pick<ReportedEvent, 'occurredAt'>, at: number): boolean {
  return occurredAt > at + AHEAD_LIMIT_MS;
}

/**
 * When a report's event happened, as far as it can be believed: a telephone whose clock runs ahead cannot know of a time
 * after we heard of it. The journal keeps what was said.
 */
function happenedAt(report: ReportedEvent): number {
  return Math.min(report.occurredAt, report.receivedAt);
}

/** The TPS after a report. A turnout replaces an earlier one only if it tells of a later time. */
export function withReport(state: TpsState, report: ReportedEvent, seq: number): TpsState {
  const isAdvance = reportEffect(state, report) === 'advanced';
  const at = happenedAt(report);
  const isNewerTurnout = report.turnout !== undefined && (state.turnoutAt === null || at >= state.turnoutAt);
  return {
    ...state,
    stage: isAdvance ? stageIndex(report.stage) : state.stage,
    stageAt: isAdvance ? at : state.stageAt,
    countedAt: countedAtAfter(state, report),
    turnout: isNewerTurnout ? (report.turnout ?? null) : state.turnout,
    turnoutAt: isNewerTurnout ? at : state.turnoutAt,
    reports: state.reports + 1,
    lastReceivedAt: report.receivedAt,
    lastSeq: seq,
  };
}

function countedAtAfter(state: TpsState, report: ReportedEvent): number | null {
  if (report.stage !== 'counted') return state.countedAt;
  const isHeard = reportEffect(state, report) !== 'superseded';
  return isHeard && state.countedAt === null ? happenedAt(report) : state.countedAt;
}

/** Moved back to `counted`, a TPS owes its sending again from then on, if its count was never timed. */
function countedAtAfterStepBack(state: TpsState, stage: Stage, at: number): number | null {
  if (stageIndex(stage) < stageIndex('counted')) return null;
  return state.countedAt ?? at;
}

/** True where a supervisor may move the TPS back to `stage`: only to an earlier one. */
export function canStepBack(state: TpsState, stage: Stage): boolean {
  return stageIndex(stage) < state.stage;
}

/** The TPS after a supervisor's step back at `at` (ms). Reports that tell of an earlier time no longer advance it. */
export function withStepBack(state: TpsState, { stage, at, seq }: { stage: Stage; at: number; seq: number }): TpsState {
  return {
    ...state,
    stage: stageIndex(stage),
    stageAt: at,
    countedAt: countedAtAfterStepBack(state, stage, at),
    steppedBackAt: at,
    lastSeq: seq,
  };
}

/** The TPS after a mark was set or cleared by hand. */
export function withMark(
  state: TpsState,
  { mark, isSet, seq }: { mark: SettableMark; isSet: boolean; seq: number },
): TpsState {
  const bit = markBit(mark);
  return { ...state, marks: isSet ? state.marks | bit : state.marks & ~bit, lastSeq: seq };
}
