import type { JournalEntry } from './journal';
import { isKind } from './journal';
import { RESULT_STATES, isPublished } from './result';
import type { ResultState } from './result';
import type { Counted } from './totals';
import type { TotalsSlots } from './totals-slots';

/** A person's figures, while it is open which ones count. */
export interface CountedReading {
  readonly by: string;
  readonly figures: readonly number[];
}

/** What is kept of a result that was read from its table. */
export interface StoredCount extends Counted {
  /** By `isSettledForGood`. */
  readonly isSettled: boolean;
  /** In the order in which they came; of no use once it is settled for good. */
  readonly readings: readonly CountedReading[];
}

export interface CountedChange {
  readonly before: Counted;
  readonly after: Counted;
}

const RESULT_KINDS = ['result.entered.v1', 'result.decided.v1', 'evidence.kept.v1', 'evidence.matched.v1'] as const;
/** An entry about the result of one contest at one TPS. */
export type ResultEntry = JournalEntry<(typeof RESULT_KINDS)[number]>;

/** True for the entries that say what a TPS counts as. */
export function isResultEntry(entry: JournalEntry): entry is ResultEntry {
  return RESULT_KINDS.some((kind) => entry.kind === kind);
}

/**
 * What every TPS of a contest counts as, in as few bytes as it takes: the fold of `evolveResult`, without anything that the
 * totals do not need. Readings are kept only while they wait for each other.
 */
export class CountedResults {
  private readonly states: Uint8Array;
  private readonly hasForm: Uint8Array;
  private readonly isSettled: Uint8Array;
  private readonly figures: Int16Array;
  private readonly waiting = new Map<number, readonly CountedReading[]>();

  /** @param size number of TPS of the contest */
  constructor(
    private readonly slots: TotalsSlots,
    size: number,
  ) {
    this.states = new Uint8Array(size);
    this.hasForm = new Uint8Array(size);
    this.isSettled = new Uint8Array(size);
    this.figures = new Int16Array(size * slots.width);
  }

  /** What the TPS of that number counts as, as a copy. */
  of(tps: number): Counted {
    const { width } = this.slots;
    const figures = this.hasForm[tps] === 1 ? this.figures.slice(tps * width, (tps + 1) * width) : null;
    return { state: RESULT_STATES[this.states[tps] ?? 0] ?? 'empty', figures };
  }

  /** Bytes held, but for the readings that wait. */
  get bytes(): number {
    return this.figures.byteLength + 3 * this.states.byteLength;
  }

  load(tps: number, { state, figures, isSettled, readings }: StoredCount): CountedChange {
    const before = this.of(tps);
    this.put(tps, figures);
    this.judge(tps, state, isSettled);
    if (!isSettled && readings.length > 0) this.waiting.set(tps, readings);
    return { before, after: this.of(tps) };
  }

  apply(tps: number, entry: ResultEntry): CountedChange {
    const before = this.of(tps);
    this.put(tps, this.countedBy(tps, entry) ?? before.figures);
    this.judge(tps, entry.body.verdict.state, this.isSettled[tps] === 1 || settlesForGood(entry));
    return { before, after: this.of(tps) };
  }

  /** Figures that count by an entry; null where it changes none. What was settled for good yields to a decision only. */
  private countedBy(tps: number, entry: ResultEntry): ArrayLike<number> | null {
    if (isKind(entry, 'result.entered.v1')) {
      if (this.isSettled[tps] === 1) return null;
      const { by, form } = entry.body.reading;
      const others = (this.waiting.get(tps) ?? []).filter((reading) => reading.by !== by.id);
      const readings = [...others, { by: by.id, figures: this.slots.figuresOf(form) }];
      this.waiting.set(tps, readings);
      return readings[0]?.figures ?? null;
    }
    if (!isKind(entry, 'result.decided.v1')) return null;
    const { decision } = entry.body;
    const isOfFigures = decision.type === 'resolve' || decision.type === 'correct';
    return isOfFigures ? this.slots.figuresOf(decision.form) : null;
  }

  private put(tps: number, figures: ArrayLike<number> | null): void {
    if (figures === null) return;
    this.hasForm[tps] = 1;
    this.figures.set(figures, tps * this.slots.width);
  }

  private judge(tps: number, state: ResultState, isSettled: boolean): void {
    this.states[tps] = RESULT_STATES.indexOf(state);
    this.isSettled[tps] = isSettled ? 1 : 0;
    if (isSettled) this.waiting.delete(tps);
  }
}

/** As `isSettledForGood` says of the result after the entry. It stays so: nothing opens again what was settled for good. */
function settlesForGood(entry: ResultEntry): boolean {
  const { settlement, state } = entry.body.verdict;
  if (settlement === null) return false;
  const isConfirmed = isKind(entry, 'result.decided.v1') && entry.body.decision.type === 'confirm';
  const isByHand = settlement === 'resolution' || settlement === 'correction' || isConfirmed;
  return isByHand || isPublished(state) || state === 'withdrawn';
}
