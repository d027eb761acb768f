import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { Icon, injectText, publicationMessages } from '@posko/ui';
import type { Failure } from '../shell/board-store';
import type { PublicationAct } from './publication-store';

export interface PublicationOrderAsk {
  readonly act: PublicationAct;
  /** Null once it is done, else why not: the dialog stays open with what was typed. */
  readonly send: (reason: string) => Promise<Failure | null>;
}

/** Asks before publication is paused or resumed, and for the reason; closes with `true` once it is done. */
@Component({
  selector: 'posko-publication-order-dialog',
  imports: [Icon, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  templateUrl: './publication-order-dialog.html',
  styleUrl: './publication-order-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PublicationOrderDialog {
  private readonly ask = inject<PublicationOrderAsk>(MAT_DIALOG_DATA);
  protected readonly ref = inject<MatDialogRef<PublicationOrderDialog, true>>(MatDialogRef);
  protected readonly t = injectText(publicationMessages);
  protected readonly isPause = this.ask.act === 'pause';
  protected readonly reason = signal('');
  protected readonly isMissing = signal(false);
  protected readonly isSending = signal(false);
  protected readonly failure = signal<string | null>(null);
  protected readonly confirm = computed(() => {
    if (this.isSending()) return this.t('publication.sending');
    return this.t(this.isPause ? 'publication.pause.confirm' : 'publication.resume.confirm');
  });

  protected type(event: Event): void {
    this.reason.set((event.target as HTMLTextAreaElement).value);
    this.isMissing.set(false);
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    const reason = this.reason().trim();
    this.isMissing.set(reason === '');
    if (reason === '' || this.isSending()) return;
    this.isSending.set(true);
    this.failure.set(null);
    const failure = await this.ask.send(reason);
    this.isSending.set(false);
    if (failure === null) this.ref.close(true);
    else this.failure.set(this.t('publication.failed', { why: this.t(`error.${failure.code}`) }));
  }
}
