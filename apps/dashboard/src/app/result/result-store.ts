import { DestroyRef, Injectable, computed, inject, signal, untracked } from '@angular/core';
import { desaCodeOf } from '@posko/domain';
import { API, BoardStore } from '../shell/board-store';
import type { ResponseOf } from '../shell/board-store';
import { ContestStore } from '../shell/contest-store';
import { LIVE, listen } from '../shell/live-store';
import { PolledRead } from '../shell/polled-read';

/** Beside the live word: a broken line must not leave an old state standing. */
const ASK_EVERY_MS = 15_000;
const UNKNOWN = new Set(['tps-not-found', 'contest-not-found', 'invalid-request', 'not-found', 'forbidden']);

/** One result with its lineage, asked for anew whenever the server says that it changed. Made anew for each. */
@Injectable()
export class ResultStore {
  private readonly api = inject(API);
  private readonly live = inject(LIVE);
  private readonly contests = inject(ContestStore);
  private readonly address = signal({ contest: '', tpsCode: '' });
  private leave: (() => void) | null = null;

  readonly read = new PolledRead<ResponseOf<'result'>>({
    read: (signal) => this.api.call('result', { params: untracked(this.address), signal }),
    everyMs: ASK_EVERY_MS,
    now: inject(BoardStore).now,
  });
  readonly detail = this.read.value;
  readonly contest = computed(() => this.contests.find(this.detail()?.result.contest ?? this.address().contest));
  readonly isMissing = computed(() => this.detail() === null && UNKNOWN.has(this.read.failure()?.code ?? ''));

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.leave?.();
      this.read.stop();
    });
  }

  open(contest: string, tpsCode: string): void {
    this.address.set({ contest, tpsCode });
    void this.read.refresh();
    this.leave = listen(this.live, {
      room: { kind: 'result', contest, region: desaCodeOf(tpsCode) },
      hear: (live) => {
        if (live.event !== 'result.changed.v1' || live.message.contest !== contest) return;
        if (live.message.rows.some(({ tps }) => tps === tpsCode)) void this.read.refresh();
      },
    });
  }
}
