import { DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import type { RegionTree } from '@posko/domain';
import type { PanelState } from '@posko/ui';
import { API, BoardStore } from '../shell/board-store';
import type { ResponseOf } from '../shell/board-store';
import { overdueGroups } from '../shell/overdue-groups';
import { PolledRead } from '../shell/polled-read';
import { progressOf, sirekapOf } from '../shell/region-progress';
import type { RegionProgress } from '../shell/region-progress';
import { slowed } from '../shell/slowed';
import { nameOf } from './tps-rows';

const SECOND = 1000;
const TABLE_EVERY_MS = 1000;
/** The list of silent TPS is asked for at most so often, however fast the counter moves. */
const OVERDUE_AFTER_MS = 4 * SECOND;
const OVERDUE_ROWS = 300;

/** `missing`: the register has no such region; `error`: there is no board and no server. */
export type RegionState = 'loading' | 'ready' | 'missing' | 'error';

/** One region: live counters from the board, and what is asked of the server beside it. Made anew for each region. */
@Injectable()
export class RegionStore {
  private readonly api = inject(API);
  private readonly store = inject(BoardStore);
  private readonly code = signal('');
  /** Grows with the board, at most once a second: tables are read, not watched. */
  readonly version = slowed(this.store.version, TABLE_EVERY_MS);
  readonly board = this.store.board;
  readonly age = this.store.ageMs;
  readonly freshness = this.store.freshness;
  readonly roomNow = this.store.roomNow;
  readonly index = computed(() => this.store.tree()?.indexOf(this.code()) ?? -1);
  readonly state = computed<RegionState>(() => {
    if (this.store.tree() !== null) return this.index() < 0 ? 'missing' : 'ready';
    return this.store.state() === 'offline' || this.store.state() === 'error' ? 'error' : 'loading';
  });
  readonly failure = this.store.failure;
  readonly level = computed(() => this.store.tree()?.levels[this.index()] ?? 'desa');
  /** From the root down to the region itself. */
  readonly path = computed(() => {
    const [tree, index] = [this.store.tree(), this.index()];
    return tree === null || index < 0
      ? []
      : tree
          .pathOf(index)
          .reverse()
          .map((at) => placeOf(tree, at));
  });

  readonly detail = new PolledRead<ResponseOf<'boardRegion'>>({
    read: (signal) => this.api.call('boardRegion', { params: { regionCode: untracked(this.code) }, signal }),
    everyMs: 30 * SECOND,
    now: this.store.now,
  });
  readonly overdue = new PolledRead<ResponseOf<'overdue'>>({
    read: (signal) =>
      this.api.call('overdue', {
        params: { regionCode: untracked(this.code) },
        query: { limit: OVERDUE_ROWS },
        signal,
      }),
    everyMs: 10 * SECOND,
    now: this.store.now,
  });

  readonly progress = computed<RegionProgress | null>(() => {
    const [board, index] = [this.board(), this.index()];
    this.version();
    return board === null || index < 0 ? null : progressOf(board, index, sirekapOf(this.detail.value()));
  });
  readonly marks = computed(() => {
    const [board, index] = [this.board(), this.index()];
    this.version();
    return board === null || index < 0 ? null : board.markCounts(index);
  });
  /** The regions one tier down; none at a desa. */
  readonly children = computed<RegionProgress[]>(() => {
    const [board, index] = [this.board(), this.index()];
    this.version();
    if (board === null || index < 0) return [];
    const figures = this.figures();
    return board.tree.children(index).map((at) => progressOf(board, at, figures.get(board.tree.codeOf(at)) ?? null));
  });
  readonly groups = computed(() => {
    const [list, board] = [this.overdue.value(), this.board()];
    this.version();
    if (list === null || board === null) return [];
    const groups = overdueGroups(list, board);
    // A desa's list is part of its kecamatan's: the counter of the whole kecamatan would promise more than there is.
    return this.level() === 'desa' ? groups.map((group) => ({ ...group, total: group.rows.length })) : groups;
  });
  /** The list may lag behind the counter: an empty one is only believed where the board agrees. */
  readonly overdueState = computed<PanelState>(() => {
    const state = this.overdue.state();
    if (state !== 'ready' || this.groups().length > 0) return state;
    return (this.marks()?.overdue ?? 0) > 0 ? 'loading' : 'empty';
  });
  /** DPT by TPS code, where the server listed the TPS: at a desa. */
  readonly dpt = computed(() => {
    const rows = this.detail.value()?.children ?? [];
    return new Map(rows.filter((row) => !('level' in row)).map((row) => [row.code, row.dpt]));
  });
  private readonly figures = computed(() => {
    const rows = this.detail.value()?.children ?? [];
    return new Map(rows.map((row) => [row.code, 'sirekap' in row ? sirekapOf(row) : null]));
  });

  constructor() {
    effect(() => {
      if (this.state() === 'ready') untracked(() => this.refresh());
    });
    // The list of silent TPS follows the counter of the live board instead of waiting for its turn.
    const overdueMarks = slowed(
      computed(() => this.marks()?.overdue ?? -1),
      OVERDUE_AFTER_MS,
    );
    effect(() => {
      if (overdueMarks() >= 0 && untracked(this.state) === 'ready') untracked(() => void this.overdue.refresh());
    });
    const imports = this.store.sirekapChanges.subscribe(() => void this.detail.refresh());
    inject(DestroyRef).onDestroy(() => {
      imports.unsubscribe();
      this.detail.stop();
      this.overdue.stop();
    });
  }

  open(code: string): void {
    this.code.set(code);
  }

  /** Everything that is asked for, at once. */
  refresh(): void {
    if (this.state() !== 'ready') return this.store.refresh();
    void this.detail.refresh();
    void this.overdue.refresh();
  }
}

function placeOf(tree: RegionTree, index: number): { code: string; name: string } {
  return { code: tree.codeOf(index), name: nameOf(tree, index) };
}
