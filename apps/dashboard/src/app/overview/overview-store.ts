import { Injectable, computed, inject } from '@angular/core';
import type { PanelState } from '@posko/ui';
import { BoardStore } from '../shell/board-store';
import { freshnessOf } from '../shell/polled-read';
import type { PolledRead } from '../shell/polled-read';
import { RegionReads } from '../shell/region-reads';

/** What the overview shows. The only file of the feature that reaches the stores of the shell. */
@Injectable()
export class OverviewStore {
  private readonly store = inject(BoardStore);
  private readonly reads = inject(RegionReads);

  readonly board = this.store.board;
  readonly version = this.store.version;
  readonly age = this.store.ageMs;
  readonly now = this.store.now;
  readonly roomNow = this.store.roomNow;
  readonly failure = this.store.failure;
  readonly freshness = computed(() => freshnessOf(this.store.state()));
  /** Of the panels that show the live board. */
  readonly boardState = computed<PanelState>(() => {
    const board = this.store.board();
    if (board !== null) return board.tree.size > 0 ? 'ready' : 'empty';
    return this.store.state() === 'offline' || this.store.state() === 'error' ? 'error' : 'loading';
  });

  readonly root = this.reads.root;
  readonly regions = this.reads.regions;
  readonly groups = this.reads.groups;
  readonly trend = this.reads.trend;
  readonly overdue = this.reads.overdue;
  readonly marks = computed(() => {
    this.reads.version();
    return this.store.board()?.markCounts(0) ?? null;
  });

  /** A read that waits for a board which does not come has failed with it. */
  stateOf(read: PolledRead<unknown>): PanelState {
    const state = read.state();
    return state === 'loading' && this.boardState() === 'error' ? 'error' : state;
  }

  refresh(): void {
    this.store.refresh();
  }
}
