import type { Contest } from './contest';
import type { RegionTree } from './region-tree';
import { RESULT_STATES, isPublished } from './result';
import type { ResultState } from './result';
import { TotalsArea } from './totals-area';
import { TotalsSlots } from './totals-slots';
import type { FigureSums } from './totals-slots';

/** What the result of one TPS counts as: its state, and the figures that count, in the order of the slots. */
export interface Counted {
  readonly state: ResultState;
  readonly figures: ArrayLike<number> | null;
}

/** Never one number that pretends to be all. */
export interface RegionTotals {
  readonly expected: number;
  readonly published: FigureSums;
  readonly received: FigureSums;
  /** Received and not published: the difference, never a sum of its own. */
  readonly held: FigureSums;
  readonly states: Readonly<Partial<Record<ResultState, number>>>;
}

/** `blocks` tells all blocks of the form, `votes` what most people want to know. */
export type TotalsDetail = 'votes' | 'blocks';

export const NOT_COUNTED: Counted = { state: 'empty', figures: null };

/**
 * Sums of one contest for every region of its area. One change costs one walk up the tree, whatever the number of TPS. Per region
 * a run of whole numbers: forms received and their figures, forms published and their figures, TPS by state.
 */
export class ContestTotals {
  readonly area: TotalsArea;
  readonly slots: TotalsSlots;
  private readonly sums: Int32Array;
  private readonly run: number;
  private readonly width: number;
  /** What the change at hand moves, slot by slot. */
  private readonly delta: Int32Array;

  constructor(contest: Pick<Contest, 'options' | 'regions'>, tree: RegionTree) {
    this.area = new TotalsArea(tree, contest);
    this.slots = new TotalsSlots(contest);
    this.run = 1 + this.slots.width;
    this.width = 2 * this.run + RESULT_STATES.length;
    this.delta = new Int32Array(this.width);
    this.sums = new Int32Array(this.area.regions.length * this.width);
    const empty = 2 * this.run + RESULT_STATES.indexOf('empty');
    this.area.expected.forEach((expected, number) => {
      this.sums[number * this.width + empty] = expected;
    });
  }

  /** Takes what a TPS counts as now in place of what it counted as before. */
  replace(position: number, before: Counted, after: Counted): void {
    const { delta, sums, width } = this;
    delta.fill(0);
    this.count(before, -1, delta);
    this.count(after, 1, delta);
    for (let at = this.area.desaOf(position); at >= 0; at = this.area.above(at)) {
      const base = at * width;
      for (let slot = 0; slot < width; slot++) sums[base + slot] = (sums[base + slot] ?? 0) + (delta[slot] ?? 0);
    }
  }

  /** Totals of a region of the register, null where the contest has none of it. */
  of(region: number, detail: TotalsDetail = 'votes'): RegionTotals | null {
    const number = this.area.numberOf(region);
    if (number < 0) return null;
    const base = number * this.width;
    return this.named(this.area.expected[number] ?? 0, this.sums.subarray(base, base + this.width), detail);
  }

  /** What one TPS contributes, in the same words. */
  ofTps(counted: Counted, detail: TotalsDetail = 'votes'): RegionTotals {
    const sums = new Int32Array(this.width);
    this.count(counted, 1, sums);
    return this.named(1, sums, detail);
  }

  private named(expected: number, sums: Int32Array, detail: TotalsDetail): RegionTotals {
    const { run } = this;
    const named = (values: Int32Array): FigureSums => this.slots.named(values, detail === 'blocks');
    const received = sums.subarray(0, run);
    const published = sums.subarray(run, 2 * run);
    const states = RESULT_STATES.map((state, index) => [state, sums[2 * run + index] ?? 0] as const);
    return {
      expected,
      published: named(published),
      received: named(received),
      held: named(received.map((sum, slot) => sum - (published[slot] ?? 0))),
      states: Object.fromEntries(states.filter(([, tps]) => tps > 0)),
    };
  }

  private count({ state, figures }: Counted, sign: 1 | -1, into: Int32Array): void {
    this.add(into, 2 * this.run + RESULT_STATES.indexOf(state), sign);
    if (figures === null) return;
    this.addForm(figures, sign, into.subarray(0, this.run));
    if (isPublished(state)) this.addForm(figures, sign, into.subarray(this.run));
  }

  private addForm(figures: ArrayLike<number>, sign: 1 | -1, into: Int32Array): void {
    this.add(into, 0, sign);
    for (let slot = 0; slot < figures.length; slot++) this.add(into, 1 + slot, sign * (figures[slot] ?? 0));
  }

  private add(into: Int32Array, slot: number, by: number): void {
    into[slot] = (into[slot] ?? 0) + by;
  }
}
