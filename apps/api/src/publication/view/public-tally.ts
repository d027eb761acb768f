import { ContestTotals, CountedResults, HoldCode, PUBLIC_STATES, publicHolds, publicStateOf } from '@posko/domain';
import type { Contest, PublicState, RegionTotals, RegionTree, ResultState } from '@posko/domain';
import type { PublishedRow } from '@posko/contracts';
import type { CountedSource } from '../publication.repository';

const HOLD_CODES = HoldCode.options;
const HOLD_NUMBER = new Map(HOLD_CODES.map((code, number) => [code, number]));

/** When something last changed in a region: the entry, and its time (ms). */
export interface LastChange {
  readonly seq: number;
  readonly at: number;
}

/** Voters on the list by position in the register. */
export interface Voters {
  readonly dptL: Uint16Array;
  readonly dptP: Uint16Array;
}

/**
 * What the public files say of every region of one contest: sums of what is counted, how far the rest has come, and why it is held.
 * Taking the same TPS again changes nothing, so a round that failed is simply done once more.
 */
export class PublicTally {
  readonly totals: ContestTotals;
  private readonly counted: CountedResults;
  /** Per region: TPS held, by reason. */
  private readonly reasons: Int32Array;
  private readonly heldFor = new Map<number, readonly HoldCode[]>();
  private readonly seqs: Float64Array;
  private readonly ats: Float64Array;
  private readonly voters: Int32Array;

  constructor(
    readonly contest: Contest,
    private readonly tree: RegionTree,
    voters: Voters,
  ) {
    this.totals = new ContestTotals(contest, tree);
    const { area, slots } = this.totals;
    this.counted = new CountedResults(slots, area.size);
    this.reasons = new Int32Array(area.regions.length * HOLD_CODES.length);
    this.seqs = new Float64Array(area.regions.length);
    this.ats = new Float64Array(area.regions.length);
    this.voters = votersOf(this.totals, tree, voters);
  }

  take(row: CountedSource): void {
    const position = this.tree.positionOf(row.tps);
    const { area, slots } = this.totals;
    const tps = area.tpsOf(position);
    if (tps < 0) return;
    const figures = row.form === null ? null : slots.figuresOf(row.form);
    const { before, after } = this.counted.load(tps, { state: row.state, figures, isSettled: true, readings: [] });
    this.totals.replace(position, before, after);
    const holds = publicStateOf(row.state) === 'held' ? publicHolds(row) : [];
    this.hold(position, this.heldFor.get(tps) ?? [], -1);
    this.hold(position, holds, 1);
    if (holds.length > 0) this.heldFor.set(tps, holds);
    else this.heldFor.delete(tps);
    this.touch(position, row);
  }

  /** The row of a region of the register; null where the contest has none of it. */
  row(region: number): Omit<PublishedRow, 'file'> | null {
    const totals = this.totals.of(region);
    if (totals === null) return null;
    const number = this.totals.area.numberOf(region);
    const { tps: counted, blocks: _, ...votes } = totals.published;
    return {
      ...this.tree.refOf(region),
      counts: { expected: totals.expected, received: totals.received.tps, counted },
      states: publicStates(totals.states),
      reasons: this.reasonsOf(number),
      voters: this.voters[number] ?? 0,
      votes: { ...votes, options: { ...votes.options } },
    };
  }

  /** Null where nothing has come yet. */
  lastChange(region: number): LastChange | null {
    const number = this.totals.area.numberOf(region);
    const seq = this.seqs[number] ?? 0;
    return seq === 0 ? null : { seq, at: this.ats[number] ?? 0 };
  }

  private reasonsOf(number: number): PublishedRow['reasons'] {
    const base = number * HOLD_CODES.length;
    const counts = HOLD_CODES.map((code, index) => [code, this.reasons[base + index] ?? 0] as const);
    return Object.fromEntries(counts.filter(([, tps]) => tps > 0));
  }

  private hold(position: number, codes: readonly HoldCode[], sign: 1 | -1): void {
    const { area } = this.totals;
    for (let at = area.desaOf(position); at >= 0 && codes.length > 0; at = area.above(at)) {
      for (const code of codes) {
        const slot = at * HOLD_CODES.length + (HOLD_NUMBER.get(code) ?? 0);
        this.reasons[slot] = (this.reasons[slot] ?? 0) + sign;
      }
    }
  }

  private touch(position: number, { lastSeq, changedAt }: CountedSource): void {
    const { area } = this.totals;
    for (let at = area.desaOf(position); at >= 0; at = area.above(at)) {
      if ((this.seqs[at] ?? 0) >= lastSeq) continue;
      this.seqs[at] = lastSeq;
      this.ats[at] = changedAt;
    }
  }
}

/** TPS by public state, in the order of the way to the count. */
function publicStates(states: RegionTotals['states']): PublishedRow['states'] {
  const sums = new Map<PublicState, number>();
  for (const [state, tps] of Object.entries(states) as [ResultState, number][]) {
    const known = publicStateOf(state);
    sums.set(known, (sums.get(known) ?? 0) + tps);
  }
  return Object.fromEntries(PUBLIC_STATES.filter((state) => sums.has(state)).map((state) => [state, sums.get(state)]));
}

/** Voters on the register by number of the region. */
function votersOf({ area }: ContestTotals, tree: RegionTree, { dptL, dptP }: Voters): Int32Array {
  const voters = new Int32Array(area.regions.length);
  for (let position = 0; position < tree.size; position++) {
    const own = (dptL[position] ?? 0) + (dptP[position] ?? 0);
    for (let at = area.desaOf(position); at >= 0; at = area.above(at)) voters[at] = (voters[at] ?? 0) + own;
  }
  return voters;
}
