import { DestroyRef, Injectable, computed, inject, signal } from '@angular/core';
import { FIRST_STATUS, totalsFeed } from '@posko/client';
import type { ContestFeedStatus, TotalsFeed } from '@posko/client';
import type { TotalsResponse } from '@posko/contracts';
import type { PanelState } from '@posko/ui';
import { API, BoardStore } from '../shell/board-store';
import { LIVE } from '../shell/live-store';
import { freshnessOf } from '../shell/polled-read';
import { slowed } from '../shell/slowed';

/** Tables are read: on a busy evening totals move many times a second. */
const SHOWN_EVERY_MS = 500;

/** Totals of one region of a contest, live. Made anew for each. */
@Injectable()
export class TotalsStore {
  private readonly api = inject(API);
  private readonly live = inject(LIVE);
  private readonly board = inject(BoardStore);
  private readonly held = signal<TotalsResponse | null>(null);
  private readonly status = signal<ContestFeedStatus>(FIRST_STATUS);
  private feed: TotalsFeed | null = null;

  readonly totals = slowed(this.held, SHOWN_EVERY_MS);
  readonly failure = computed(() => this.status().failure);
  readonly freshness = computed(() => freshnessOf(this.status().state));
  /** Milliseconds since the totals were last known to be current. */
  readonly ageMs = computed(() => {
    const { currentAt } = this.status();
    return currentAt === null ? null : Math.max(0, this.board.now() - currentAt);
  });
  readonly state = computed<PanelState>(() => {
    if (this.totals() !== null) return 'ready';
    const failure = this.failure();
    return failure === null || failure.code === 'not-ready' ? 'loading' : 'error';
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => this.feed?.stop());
  }

  open(contest: string, region: string): void {
    const load = (): ReturnType<typeof this.ask> => this.ask(contest, region);
    const feed = totalsFeed({ question: { contest, region, load }, live: this.live.port() });
    feed.value.subscribe((value) => this.held.set(value));
    feed.status.subscribe((status) => this.status.set(status));
    this.feed = feed;
    feed.start();
  }

  refresh(): void {
    this.feed?.refresh();
  }

  private ask(contest: string, regionCode: string): ReturnType<typeof this.api.call<'totals'>> {
    return this.api.call('totals', { params: { contest, regionCode } });
  }
}
