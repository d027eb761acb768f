import { DestroyRef, Injectable, computed, effect, inject, untracked } from '@angular/core';
import { API, BoardStore } from './board-store';
import type { ResponseOf } from './board-store';
import { PolledRead } from './polled-read';
import { SessionStore } from './session-store';

const ASK_EVERY_MS = 15_000;

/** How many requests wait for a decision within the own scope. */
@Injectable({ providedIn: 'root' })
export class ApprovalCountStore {
  private readonly api = inject(API);
  private readonly session = inject(SessionStore);
  private readonly read = new PolledRead<ResponseOf<'approvals'>>({
    read: (signal) => this.api.call('approvals', { query: { status: 'pending', limit: 1 }, signal }),
    everyMs: ASK_EVERY_MS,
    now: inject(BoardStore).now,
  });

  readonly pending = computed(() => this.read.value()?.pending ?? 0);

  constructor() {
    effect(() => {
      const isAsking = this.session.state() === 'in' && this.session.may('approval.read');
      untracked(() => {
        if (isAsking) this.refresh();
        else this.read.stop();
      });
    });
    inject(DestroyRef).onDestroy(() => this.read.stop());
  }

  refresh(): void {
    void this.read.refresh();
  }
}
