import { DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { API, BoardStore } from './board-store';
import type { ResponseOf } from './board-store';
import { LIVE, listen } from './live-store';
import { PolledRead } from './polled-read';
import { SessionStore } from './session-store';

const ASK_EVERY_MS = 15_000;

/** How many requests wait for a decision within the own scope: told live, and asked for in case the line is down. */
@Injectable({ providedIn: 'root' })
export class ApprovalCountStore {
  private readonly api = inject(API);
  private readonly live = inject(LIVE);
  private readonly session = inject(SessionStore);
  private readonly counting = signal(0);
  private readonly read = new PolledRead<ResponseOf<'approvals'>>({
    read: (signal) => this.api.call('approvals', { query: { status: 'pending', limit: 1 }, signal }),
    everyMs: ASK_EVERY_MS,
    now: inject(BoardStore).now,
  });

  readonly pending = computed(() => this.read.value()?.pending ?? 0);
  /** Grows whenever something was asked or decided. */
  readonly version = this.counting.asReadonly();

  constructor() {
    const region = computed(() => {
      const isAsking = this.session.state() === 'in' && this.session.may('approval.read');
      return isAsking ? (this.session.person()?.scope ?? null) : null;
    });
    effect((onCleanup) => {
      const asked = region();
      if (asked === null) return;
      untracked(() => this.refresh());
      const stop = listen(this.live, {
        room: { kind: 'approval', region: asked },
        hear: ({ event }) => event === 'approval.changed.v1' && this.refresh(),
      });
      onCleanup(() => {
        stop();
        this.read.stop();
      });
    });
    inject(DestroyRef).onDestroy(() => this.read.stop());
  }

  refresh(): void {
    this.counting.update((count) => count + 1);
    void this.read.refresh();
  }
}
