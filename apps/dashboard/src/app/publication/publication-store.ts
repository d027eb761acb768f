import { DestroyRef, Injectable, effect, inject } from '@angular/core';
import type { PublicationOrder } from '@posko/contracts';
import { newCommandId } from '@posko/client';
import { API, BoardStore } from '../shell/board-store';
import type { Answer, Failure } from '../shell/board-store';
import { PolledRead } from '../shell/polled-read';
import { Lag } from './standing';
import type { PublicationNow } from './standing';

const ASK_EVERY_MS = 5000;
/** Behind one address several instances answer by turns, and one of them writes: what that one said stands for so long. */
const WRITER_HOLDS_MS = 15_000;

export type PublicationAct = PublicationOrder['act'];

/** What was answered, and since when the files lack some of it. */
export interface HeardPublication {
  readonly status: PublicationNow;
  readonly missingSince: number | null;
}

/** How the public files stand, asked for again and again; and stopping them where they are. */
@Injectable()
export class PublicationStore {
  private readonly api = inject(API);
  private readonly lag = new Lag();
  private writer: { readonly status: PublicationNow; readonly at: number } | null = null;
  /** The order on its way: sent again after a lost answer, it is the same. */
  private sent: { readonly id: string; readonly key: string } | null = null;

  readonly read = new PolledRead<HeardPublication>({
    read: (abort) => this.ask(abort),
    everyMs: ASK_EVERY_MS,
    now: inject(BoardStore).now,
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => this.read.stop());
    // Whoever may not is not asked about again.
    effect(() => {
      if (this.read.failure()?.code === 'forbidden') this.read.stop();
    });
    void this.read.refresh();
  }

  /** Null once it is in the journal, else why not. */
  async order(act: PublicationAct, reason: string): Promise<Failure | null> {
    const key = JSON.stringify([act, reason]);
    const id = this.sent?.key === key ? this.sent.id : newCommandId();
    this.sent = { id, key };
    const answer = await this.api.call('orderPublication', { body: { id, act, reason } });
    if (answer.isOk) this.sent = null;
    void this.read.refresh();
    return answer.isOk ? null : answer.failure;
  }

  private async ask(signal: AbortSignal): Promise<Answer<HeardPublication>> {
    const answer = await this.api.call('publication', { signal });
    return answer.isOk ? { isOk: true, value: this.hear(answer.value) } : answer;
  }

  private hear(answer: PublicationNow): HeardPublication {
    const at = Date.now();
    if (answer.isWriter) this.writer = { status: answer, at };
    const { writer } = this;
    const status =
      writer === null || answer.isWriter || at - writer.at > WRITER_HOLDS_MS
        ? answer
        : { ...writer.status, pause: answer.pause };
    return { status, missingSince: this.lag.since(status, at) };
  }
}
