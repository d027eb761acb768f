import { Injectable, effect, inject, signal, untracked } from '@angular/core';
import type { Photo } from '@posko/domain';
import { API } from '../shell/api-store';
import { EntryStore } from './entry-store';

/**
 * Photos of the form that is typed, to read it from. They are asked for only where the server keeps the figures of others to
 * itself: this screen never holds what somebody else read.
 */
@Injectable()
export class EntryPhotos {
  private readonly api = inject(API);
  private readonly store = inject(EntryStore);
  private readonly held = signal<readonly Photo[]>([]);
  readonly photos = this.held.asReadonly();

  constructor() {
    effect(() => {
      const [contest, tps, photographed] = [this.store.contest(), this.store.tps(), this.store.work.photographed()];
      untracked(() => this.held.set([]));
      if (contest !== null && tps !== null && photographed.has(tps)) void this.ask(contest.id, tps);
    });
  }

  private async ask(contest: string, tps: string): Promise<void> {
    const answer = await this.api.call('result', { params: { contest, tpsCode: tps } });
    const isStill = this.store.contest()?.id === contest && this.store.tps() === tps;
    if (answer.isOk && isStill) this.held.set(answer.value.result.photos);
  }
}
