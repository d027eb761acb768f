import { DestroyRef, Injectable, computed, effect, inject, untracked } from '@angular/core';
import { API, BoardStore } from './board-store';
import type { ResponseOf } from './board-store';
import { PolledRead } from './polled-read';
import { progressOf, sirekapOf } from './region-progress';
import type { RegionProgress } from './region-progress';
import { overdueGroups } from './overdue-groups';
import { slowed } from './slowed';

const SECOND = 1000;
/** Tables follow the board at reading speed, not at the speed of the messages. */
const TABLE_EVERY_MS = 1000;
const OVERDUE_ROWS = 200;

/** What the overview and the wall show of the whole register beside the live board: trend, overdue list, Sirekap's figures. */
@Injectable()
export class RegionReads {
  private readonly api = inject(API);
  private readonly store = inject(BoardStore);
  private readonly rootCode = computed(() => this.store.tree()?.codeOf(0) ?? null);
  /** Grows with the board, at most once a second. */
  readonly version = slowed(this.store.version, TABLE_EVERY_MS);

  readonly trend = new PolledRead<ResponseOf<'trend'>>({
    read: (signal) => this.ofRoot((regionCode) => this.api.call('trend', { params: { regionCode }, signal })),
    everyMs: 30 * SECOND,
    now: this.store.now,
  });
  readonly overdue = new PolledRead<ResponseOf<'overdue'>>({
    read: (signal) =>
      this.ofRoot((regionCode) =>
        this.api.call('overdue', { params: { regionCode }, query: { limit: OVERDUE_ROWS }, signal }),
      ),
    everyMs: 10 * SECOND,
    now: this.store.now,
  });
  /** Counters are the live board's own affair; this is read for what Sirekap shows. */
  readonly sirekap = new PolledRead<ResponseOf<'board'>>({
    read: (signal) => this.api.call('board', { signal }),
    everyMs: 60 * SECOND,
    now: this.store.now,
  });

  /** The whole register. */
  readonly root = computed<RegionProgress | null>(() => {
    const board = this.store.board();
    this.version();
    return board === null ? null : progressOf(board, 0, sirekapOf(this.sirekap.value()));
  });
  /** The regions one tier below the root, in code order. */
  readonly regions = computed<RegionProgress[]>(() => {
    const board = this.store.board();
    this.version();
    if (board === null) return [];
    const figures = this.figures();
    return board.tree
      .children(0)
      .map((region) => progressOf(board, region, figures.get(board.tree.codeOf(region)) ?? null));
  });
  readonly groups = computed(() => {
    const [list, board] = [this.overdue.value(), this.store.board()];
    this.version();
    return list === null || board === null ? [] : overdueGroups(list, board);
  });

  private readonly figures = computed(() => {
    const rows = this.sirekap.value()?.children ?? [];
    return new Map(rows.map((row) => [row.code, 'sirekap' in row ? sirekapOf(row) : null]));
  });

  constructor() {
    const reads = [this.trend, this.overdue, this.sirekap];
    effect(() => {
      if (this.rootCode() !== null) untracked(() => reads.forEach((read) => void read.refresh()));
    });
    const imports = this.store.sirekapChanges.subscribe(() => void this.sirekap.refresh());
    inject(DestroyRef).onDestroy(() => {
      imports.unsubscribe();
      reads.forEach((read) => read.stop());
    });
  }

  private ofRoot<T>(ask: (code: string) => Promise<T>): Promise<T> | null {
    const code = untracked(this.rootCode);
    return code === null ? null : ask(code);
  }
}
