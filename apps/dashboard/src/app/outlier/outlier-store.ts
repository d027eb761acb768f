import { DestroyRef, Injectable, computed, inject, signal } from '@angular/core';
import type { OutlierReason } from '@posko/domain';
import { API, BoardStore } from '../shell/board-store';
import type { Answer, ResponseOf } from '../shell/board-store';
import { PolledRead } from '../shell/polled-read';

interface OutlierQuestion {
  readonly contest: string;
  readonly region: string;
  readonly reason: OutlierReason | null;
}

interface Asking {
  readonly question: OutlierQuestion;
  readonly list: ResponseOf<'outliers'>;
}
type Asked = Answer<Asking>;

/** Every form of the region is looked at for it. */
const EVERY_MS = 60_000;
const LIMIT = 200;

/** Forms worth a second look, the most urgent first. */
@Injectable()
export class OutlierStore {
  private readonly api = inject(API);
  private readonly asked = signal<OutlierQuestion | null>(null);
  /** With what was asked for: an answer to an earlier question is not shown under a later one. */
  private readonly read = new PolledRead<Asking>({
    read: (abort) => this.ask(abort),
    everyMs: EVERY_MS,
    now: inject(BoardStore).now,
  });

  readonly ageMs = this.read.ageMs;
  readonly freshness = this.read.freshness;
  readonly failure = this.read.failure;
  readonly list = computed(() => {
    const value = this.read.value();
    return value?.question === this.asked() ? value.list : null;
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => this.read.stop());
  }

  show(question: OutlierQuestion | null): void {
    this.asked.set(question);
    if (question === null) this.read.stop();
    else this.refresh();
  }

  refresh(): void {
    void this.read.refresh();
  }

  private ask(abort: AbortSignal): Promise<Asked> | null {
    const question = this.asked();
    return question === null ? null : this.answer(question, abort);
  }

  private async answer(question: OutlierQuestion, abort: AbortSignal): Promise<Asked> {
    const { contest, region, reason } = question;
    const query = { region, limit: LIMIT, ...(reason === null ? {} : { reason }) };
    const answer = await this.api.call('outliers', { params: { contest }, query, signal: abort });
    return answer.isOk ? { isOk: true, value: { question, list: answer.value } } : answer;
  }
}
