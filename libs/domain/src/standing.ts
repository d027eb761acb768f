import type { JournalEntry } from './journal';
import { isKind } from './journal';
import { withMove } from './result-move';
import { isResultEntry } from './totals-counted';
import type { TpsState } from './tps';
import { UNREPORTED, withMark, withReport, withStepBack } from './tps';

/** The TPS after a journal entry about it. Entries of other kinds leave it as it is. */
export function evolveTps(state: TpsState, entry: JournalEntry): TpsState {
  if (isKind(entry, 'tps.reported.v1')) {
    const { stage, occurredAt, turnout } = entry.body;
    return withReport(state, { stage, occurredAt: Date.parse(occurredAt), receivedAt: entry.at, turnout }, entry.seq);
  }
  if (isKind(entry, 'tps.steppedBack.v1'))
    return withStepBack(state, { stage: entry.body.standsAt, at: entry.at, seq: entry.seq });
  if (isKind(entry, 'tps.marked.v1')) return withMark(state, { ...entry.body, seq: entry.seq });
  if (isResultEntry(entry)) return withMove(state, entry.body, entry);
  return state;
}

const NULLABLE_TIMES = ['stageAt', 'countedAt', 'turnoutAt', 'steppedBackAt', 'lastReceivedAt'] as const;
type NullableTime = (typeof NULLABLE_TIMES)[number];

/** The states of all TPS by position, as columns: about 60 bytes each, so that a whole nation fits in memory. */
export class Standings {
  private readonly stage: Uint8Array;
  private readonly marks: Uint8Array;
  private readonly turnout: Int16Array;
  private readonly reports: Uint16Array;
  private readonly lastSeq: Float64Array;
  private readonly times: Record<NullableTime, Float64Array>;

  constructor(readonly size: number) {
    const times = (): Float64Array => new Float64Array(size).fill(NaN);
    this.stage = new Uint8Array(size);
    this.marks = new Uint8Array(size);
    this.turnout = new Int16Array(size).fill(-1);
    this.reports = new Uint16Array(size);
    this.lastSeq = new Float64Array(size);
    this.times = {
      stageAt: times(),
      countedAt: times(),
      turnoutAt: times(),
      steppedBackAt: times(),
      lastReceivedAt: times(),
    };
  }

  get(position: number): TpsState {
    const turnout = this.turnout[position] ?? -1;
    return {
      stage: this.stage[position] ?? UNREPORTED.stage,
      marks: this.marks[position] ?? UNREPORTED.marks,
      turnout: turnout < 0 ? null : turnout,
      reports: this.reports[position] ?? 0,
      lastSeq: this.lastSeq[position] ?? 0,
      stageAt: this.time('stageAt', position),
      countedAt: this.time('countedAt', position),
      turnoutAt: this.time('turnoutAt', position),
      steppedBackAt: this.time('steppedBackAt', position),
      lastReceivedAt: this.time('lastReceivedAt', position),
    };
  }

  set(position: number, state: TpsState): void {
    this.stage[position] = state.stage;
    this.marks[position] = state.marks;
    this.turnout[position] = state.turnout ?? -1;
    this.reports[position] = state.reports;
    this.lastSeq[position] = state.lastSeq;
    for (const name of NULLABLE_TIMES) this.times[name][position] = state[name] ?? NaN;
  }

  /** What the deadlines look at, without building a whole state. */
  standing(position: number): { stage: number; countedAt: number | null } {
    return { stage: this.stage[position] ?? 0, countedAt: this.time('countedAt', position) };
  }

  /** Marks set by hand, as bits. */
  marksAt(position: number): number {
    return this.marks[position] ?? 0;
  }

  private time(name: NullableTime, position: number): number | null {
    const value = this.times[name][position] ?? NaN;
    return Number.isNaN(value) ? null : value;
  }
}
