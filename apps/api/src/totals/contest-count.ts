import { ContestTotals, CountedResults, isSettledForGood } from '@posko/domain';
import type { CHasil, Contest, Counted, CountedChange, RegionTree, ResultEntry } from '@posko/domain';
import type { StoredResult } from './totals.repository';

/** What every TPS of one contest counts as, and what that adds up to. */
export class ContestCount {
  readonly totals: ContestTotals;
  private readonly counted: CountedResults;

  constructor(
    readonly contest: Contest,
    private readonly tree: RegionTree,
  ) {
    this.totals = new ContestTotals(contest, tree);
    this.counted = new CountedResults(this.totals.slots, this.totals.area.size);
  }

  load(stored: StoredResult): void {
    const position = this.tree.positionOf(stored.tps);
    const tps = this.totals.area.tpsOf(position);
    if (tps < 0) return;
    const figuresOf = (form: CHasil): number[] => this.totals.slots.figuresOf(form);
    const change = this.counted.load(tps, {
      state: stored.state,
      figures: stored.form === null ? null : figuresOf(stored.form),
      isSettled: isSettledForGood(stored),
      readings: (stored.readings ?? []).flatMap(({ by, form = stored.form }) =>
        form === null ? [] : [{ by: by.id, figures: figuresOf(form) }],
      ),
    });
    this.replace(position, change);
  }

  /** Position of the TPS that an entry is about, -1 where the contest is not held. */
  apply(entry: ResultEntry): number {
    const position = this.tree.positionOf(entry.subject);
    const tps = this.totals.area.tpsOf(position);
    if (tps < 0) return -1;
    this.replace(position, this.counted.apply(tps, entry));
    return position;
  }

  at(position: number): Counted {
    return this.counted.of(this.totals.area.tpsOf(position));
  }

  private replace(position: number, { before, after }: CountedChange): void {
    this.totals.replace(position, before, after);
  }
}
