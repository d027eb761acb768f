import { DestroyRef, InjectionToken, Injectable, computed, effect, inject, signal } from '@angular/core';
import { BoardFeed, FIRST_STATUS } from '@posko/client';
import type { BoardChange, ConnectionState, FeedStatus } from '@posko/client';
import type { Board, MarkCounts, RegionTree, StageCounts } from '@posko/domain';
import type { Freshness } from '@posko/ui';
import type { Observable } from 'rxjs';
import { API } from './api-store';
import { LIVE } from './live-store';
import { SessionStore } from './session-store';

export { API } from './api-store';
export type { Answer, BoardChange, ConnectionState, Failure, FeedStatus, ResponseOf } from '@posko/client';

/** The live board; specs give their own. */
export const FEED = new InjectionToken<BoardFeed>('feed', {
  providedIn: 'root',
  factory: () => new BoardFeed({ http: inject(API), live: inject(LIVE).port() }),
});

const TICK_MS = 1_000;

/** How panels show a connection: a moment without one is not yet worth a warning. */
const FRESHNESS: Readonly<Record<ConnectionState, Freshness>> = {
  connecting: 'live',
  live: 'live',
  polling: 'polling',
  stale: 'stale',
  offline: 'offline',
  error: 'offline',
};

/**
 * The live board as signals. `board()` is one object that changes in place: whoever computes from it reads `version()` as well,
 * or calls the counters below, which do. A canvas that paints only what changed listens to `changes` instead. The feed runs while
 * somebody is signed in who may see the board.
 */
@Injectable({ providedIn: 'root' })
export class BoardStore {
  private readonly feed = inject(FEED);
  private readonly session = inject(SessionStore);
  private readonly held = signal<Board | null>(null);
  private readonly status = signal<FeedStatus>(FIRST_STATUS);
  private readonly ticking = signal(Date.now());
  private readonly counting = signal(0);

  readonly board = this.held.asReadonly();
  readonly tree = computed<RegionTree | null>(() => this.held()?.tree ?? null);
  /** Grows with every batch of changes. */
  readonly version = this.counting.asReadonly();
  /** Batches as they are applied: `positions` of the TPS that changed, or null for all of them. */
  readonly changes: Observable<BoardChange> = this.feed.changes;
  /** Sirekap's figures were imported anew: fetch what shows them. */
  readonly sirekapChanges: Observable<void> = this.feed.sirekapChanges;

  readonly state = computed<ConnectionState>(() => this.status().state);
  /** The state as panels show it. */
  readonly freshness = computed<Freshness>(() => FRESHNESS[this.state()]);
  readonly seq = computed(() => this.status().seq);
  readonly failure = computed(() => this.status().failure);
  /** Our own clock (ms), once a second: for ages. */
  readonly now = this.ticking.asReadonly();
  /** Milliseconds since the board was last known to be current; null before the first board. */
  readonly ageMs = computed(() => {
    const { currentAt } = this.status();
    return currentAt === null ? null : Math.max(0, this.ticking() - currentAt);
  });
  /** The room's clock (ms since the epoch), which in a rehearsal is not ours; null until it was heard. */
  readonly roomNow = computed(() => {
    const { room } = this.status();
    return room === null ? null : room.at + Math.max(0, this.ticking() - room.heardAt) * room.speed;
  });
  /** How fast the room's clock runs; 1 outside a rehearsal. */
  readonly speed = computed(() => this.status().room?.speed ?? 1);

  constructor() {
    const subscriptions = [
      this.feed.board.subscribe((board) => this.held.set(board)),
      this.feed.status.subscribe((status) => this.hear(status)),
      this.feed.changes.subscribe(() => this.counting.update((count) => count + 1)),
      this.feed.sessionEnds.subscribe((reason) => this.session.ended(reason)),
    ];
    const timer = setInterval(() => this.ticking.set(Date.now()), TICK_MS);
    effect(() => {
      if (this.session.state() === 'in' && this.session.may('board.read')) this.feed.start();
      else this.feed.stop();
    });
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
      for (const subscription of subscriptions) subscription.unsubscribe();
      this.feed.stop();
    });
  }

  private hear(status: FeedStatus): void {
    const isBack = status.state === 'live' && this.status().state !== 'live' && this.status().currentAt !== null;
    this.status.set(status);
    // The line also breaks when a person's rights change.
    if (isBack) void this.session.ask();
  }

  /** Fetches the board at once, for a person who does not want to wait. */
  refresh(): void {
    this.feed.refresh();
  }

  /** Counters of a region (index in the tree), live. */
  stageCounts(region: number): StageCounts | null {
    this.counting();
    return this.held()?.stageCounts(region) ?? null;
  }

  /** Marks of a region (index in the tree), live. */
  markCounts(region: number): MarkCounts | null {
    this.counting();
    return this.held()?.markCounts(region) ?? null;
  }
}
