import { DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { answered } from '@posko/client';
import type { Contest, ResultState } from '@posko/domain';
import { isOf } from '@posko/domain';
import { API, BoardStore } from './board-store';
import type { Answer } from './board-store';
import { ContestStore } from './contest-store';
import { PolledRead } from './polled-read';

const ASK_EVERY_MS = 30_000;
const TROUBLE: readonly ResultState[] = ['differing', 'held', 'withdrawn'];

/** Where the result of one contest stands. */
export interface TpsResultLine {
  readonly contest: Contest;
  readonly state: ResultState;
  readonly isTrouble: boolean;
}

/** The results of one TPS in every contest that it votes in. Made anew for each. */
@Injectable()
export class TpsResultsStore {
  private readonly api = inject(API);
  private readonly contests = inject(ContestStore);
  private readonly code = signal('');
  private readonly here = computed(() => (this.contests.contests() ?? []).filter((one) => isOf(one, this.code())));

  /** False where nothing is voted on, or nobody has said yet. */
  readonly hasContests = computed(() => this.here().length > 0);

  readonly read = new PolledRead<TpsResultLine[]>({
    read: (signal) => this.ask(signal),
    everyMs: ASK_EVERY_MS,
    now: inject(BoardStore).now,
  });

  constructor() {
    effect(() => {
      if (this.here().length > 0) untracked(() => void this.read.refresh());
    });
    inject(DestroyRef).onDestroy(() => this.read.stop());
  }

  open(code: string): void {
    this.code.set(code);
  }

  private async ask(signal: AbortSignal): Promise<Answer<TpsResultLine[]>> {
    const tpsCode = untracked(this.code);
    const lines: TpsResultLine[] = [];
    for (const contest of untracked(this.here)) {
      const answer = await this.api.call('result', { params: { contest: contest.id, tpsCode }, signal });
      if (!answer.isOk) return answer;
      const { state } = answer.value.result;
      lines.push({ contest, state, isTrouble: TROUBLE.includes(state) });
    }
    return answered(lines);
  }
}
