import { Injectable, computed, inject } from '@angular/core';
import { totalsFeed } from '@posko/client';
import type { TotalsResponse } from '@posko/contracts';
import type { PanelState } from '@posko/ui';
import { API } from '../shell/board-store';
import { LiveRead } from '../shell/live-read-store';
import { LIVE } from '../shell/live-store';
import { slowed } from '../shell/slowed';

/** Tables are read: on a busy evening totals move many times a second. */
const SHOWN_EVERY_MS = 500;

/** Totals of one region of a contest, live. Made anew for each. */
@Injectable()
export class TotalsStore {
  private readonly api = inject(API);
  private readonly live = inject(LIVE);
  private readonly read = new LiveRead<TotalsResponse>();

  readonly totals = slowed(this.read.value, SHOWN_EVERY_MS);
  readonly failure = this.read.failure;
  readonly freshness = this.read.freshness;
  readonly ageMs = this.read.ageMs;
  readonly state = computed<PanelState>(() => {
    const state = this.read.state();
    return state === 'ready' && this.totals() === null ? 'loading' : state;
  });

  open(contest: string, region: string): void {
    const load = (): ReturnType<typeof this.ask> => this.ask(contest, region);
    this.read.follow(totalsFeed({ question: { contest, region, load }, live: this.live.port() }));
  }

  refresh(): void {
    this.read.refresh();
  }

  private ask(contest: string, regionCode: string): ReturnType<typeof this.api.call<'totals'>> {
    return this.api.call('totals', { params: { contest, regionCode } });
  }
}
