import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { injectText, recapMessages } from '@posko/ui';

export interface RecapWordAsk {
  readonly heading: string;
  readonly label: string;
  /** Whose witness it is; none where that is not asked. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** Null once it is saved, else why not. The dialog stays open with what was typed. */
  readonly send: (said: { readonly option: string; readonly text: string }) => Promise<string | null>;
}

/** An objection, or the answer to one. */
@Component({
  selector: 'posko-recap-word-dialog',
  imports: [MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  template: `
    <form novalidate autocomplete="off" (submit)="submit($event)">
      <h2 mat-dialog-title>{{ ask.heading }}</h2>
      <mat-dialog-content>
        @if (ask.options.length > 0) {
          <label for="posko-recap-option">{{ t('recap.object.option') }}</label>
          <select id="posko-recap-option" (change)="choose($event)">
            @for (option of ask.options; track option.value) {
              <option [value]="option.value">{{ option.label }}</option>
            }
          </select>
        }
        <label for="posko-recap-text">{{ ask.label }}</label>
        <textarea
          id="posko-recap-text"
          rows="4"
          maxlength="2000"
          [attr.aria-invalid]="isMissing()"
          (input)="type($event)"
        ></textarea>
        @if (isMissing()) {
          <p class="wrong" role="alert">{{ t('recap.required') }}</p>
        }
        @if (failure(); as text) {
          <p class="wrong" role="alert">{{ text }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" (click)="ref.close()">{{ t('recap.cancel') }}</button>
        <button matButton="filled" type="submit" [disabled]="isSending()">
          {{ isSending() ? t('recap.sending') : t('recap.send') }}
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: './recap-word-dialog.scss',
  host: { '(keydown.control.enter)': 'submit($event)', '(keydown.meta.enter)': 'submit($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecapWordDialog {
  protected readonly ask = inject<RecapWordAsk>(MAT_DIALOG_DATA);
  protected readonly ref = inject<MatDialogRef<RecapWordDialog>>(MatDialogRef);
  protected readonly t = injectText(recapMessages);
  protected readonly isMissing = signal(false);
  protected readonly isSending = signal(false);
  protected readonly failure = signal<string | null>(null);
  private option = '';
  private text = '';

  protected choose(event: Event): void {
    this.option = (event.target as HTMLSelectElement).value;
  }

  protected type(event: Event): void {
    this.text = (event.target as HTMLTextAreaElement).value;
    this.isMissing.set(false);
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    const text = this.text.trim();
    this.isMissing.set(text === '');
    if (text === '' || this.isSending()) return;
    this.isSending.set(true);
    const failure = await this.ask.send({ option: this.option, text });
    this.isSending.set(false);
    if (failure === null) this.ref.close();
    else this.failure.set(failure);
  }
}
