import { Injectable, inject, signal } from '@angular/core';
import { briefingMessages, injectFormats, injectText } from '@posko/ui';
import { injectConfirm } from '../shell/confirm';
import type { Answer } from '../shell/board-store';
import { ReleaseStore } from './release-store';

/** What the second commissioner decides of a draft, each asked for once more before it is done. */
@Injectable()
export class ReleaseActs {
  private readonly store = inject(ReleaseStore);
  private readonly confirm = injectConfirm();
  private readonly t = injectText(briefingMessages);
  private readonly formats = injectFormats();
  private readonly said = signal('');
  private readonly failed = signal<string | null>(null);
  private readonly busy = signal(false);

  readonly notice = this.said.asReadonly();
  readonly problem = this.failed.asReadonly();
  readonly isBusy = this.busy.asReadonly();

  async giveOut(): Promise<void> {
    const detail = this.store.detail();
    if (detail === null) return;
    const { number, at, seq } = detail.release;
    const { counted, expected } = detail.file.region.counts;
    const ask = {
      heading: this.t('briefing.giveOut.heading', { n: number }),
      texts: [
        this.t('briefing.giveOut.text', { time: this.formats.dateTime(at), seq, counted, expected }),
        ...detail.file.sentences.id,
      ],
      confirm: this.t('briefing.giveOut.confirm'),
      cancel: this.t('briefing.keep'),
    };
    if ((await this.confirm(ask)) === null) return;
    await this.act(() => this.store.giveOut(), this.t('briefing.done.released', { n: number }));
  }

  async discard(): Promise<void> {
    const number = this.store.detail()?.release.number;
    if (number === undefined) return;
    const reason = await this.confirm({
      heading: this.t('briefing.discard.heading', { n: number }),
      texts: [this.t('briefing.discard.text')],
      confirm: this.t('briefing.discard.confirm'),
      cancel: this.t('briefing.keep'),
      reason: { label: this.t('briefing.discard.reason'), missing: this.t('briefing.discard.reasonMissing') },
    });
    if (reason === null) return;
    await this.act(() => this.store.discard(reason), this.t('briefing.done.discarded', { n: number }));
  }

  private async act(send: () => Promise<Answer<unknown>>, done: string): Promise<void> {
    this.said.set('');
    this.busy.set(true);
    const answer = await send();
    this.busy.set(false);
    this.failed.set(answer.isOk ? null : this.t('briefing.failed', { why: this.t(`error.${answer.failure.code}`) }));
    if (answer.isOk) this.said.set(done);
  }
}
