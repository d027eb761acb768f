import { DestroyRef, computed, inject, signal } from '@angular/core';
import type { Signal } from '@angular/core';
import { FIRST_STATUS } from '@posko/client';
import type { LiveFeedStatus } from '@posko/client';
import type { PanelState } from '@posko/ui';
import type { BehaviorSubject } from 'rxjs';
import { BoardStore } from './board-store';
import { freshnessOf } from './polled-read';

/** What a feed is as far as it is read. */
interface Feed<V> {
  readonly value: BehaviorSubject<V | null>;
  readonly status: BehaviorSubject<LiveFeedStatus>;
  start(): void;
  stop(): void;
  refresh(): void;
}

/** What is read live, with its age, for as long as its owner lives; in an injection context. `PolledRead` is its like for polls. */
export class LiveRead<V> {
  private readonly board = inject(BoardStore);
  private readonly held = signal<V | null>(null);
  private readonly status = signal<LiveFeedStatus>(FIRST_STATUS);
  private feed: Feed<V> | null = null;

  readonly value: Signal<V | null> = this.held.asReadonly();
  readonly failure = computed(() => this.status().failure);
  readonly freshness = computed(() => freshnessOf(this.status().state));
  /** Milliseconds since it was last known to be current; null before the first answer. */
  readonly ageMs = computed(() => {
    const { currentAt } = this.status();
    return currentAt === null ? null : Math.max(0, this.board.now() - currentAt);
  });
  readonly state = computed<PanelState>(() => {
    if (this.held() !== null) return 'ready';
    const failure = this.failure();
    return failure === null || failure.code === 'not-ready' ? 'loading' : 'error';
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => this.feed?.stop());
  }

  /** Another question: what was held of the one before is gone. */
  follow(feed: Feed<V>): void {
    this.feed?.stop();
    this.feed = feed;
    const isStill = (): boolean => this.feed === feed;
    feed.value.subscribe((value) => isStill() && this.held.set(value));
    feed.status.subscribe((status) => isStill() && this.status.set(status));
    feed.start();
  }

  /** Asks now. */
  refresh(): void {
    this.feed?.refresh();
  }
}
