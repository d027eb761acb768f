import { Injectable, computed, inject } from '@angular/core';
import { BoardStore } from '../shell/board-store';
import { freshnessOf } from '../shell/polled-read';
import { byTrouble } from '../shell/region-progress';
import { RegionReads } from '../shell/region-reads';

/** As many as can be read from three metres. */
const MOST_ROWS = 11;

/** What the wall shows. The only file of the feature that reaches the stores of the shell. */
@Injectable()
export class WallStore {
  private readonly store = inject(BoardStore);
  private readonly reads = inject(RegionReads);

  readonly board = this.store.board;
  readonly version = this.store.version;
  readonly age = this.store.ageMs;
  readonly roomNow = this.store.roomNow;
  readonly freshness = computed(() => freshnessOf(this.store.state()));
  readonly root = this.reads.root;
  readonly marks = computed(() => {
    this.reads.version();
    return this.store.board()?.markCounts(0) ?? null;
  });
  readonly trend = computed(() => this.reads.trend.value()?.points ?? []);
  /** The regions with most trouble for their size; none without trouble. */
  readonly worst = computed(() =>
    this.reads
      .regions()
      .filter((row) => row.overdue + row.incident > 0)
      .sort(byTrouble)
      .slice(0, MOST_ROWS),
  );
  readonly overdueTotal = computed(() => this.root()?.overdue ?? 0);
  readonly groups = computed(() => this.reads.groups().slice(0, MOST_ROWS));
  readonly hasOverdueList = computed(() => this.reads.overdue.value() !== null);
}
