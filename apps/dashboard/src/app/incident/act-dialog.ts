import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { handlingMessages, injectText } from '@posko/ui';
import { ActField } from './act-field';
import type { Sought } from './act-field';

/** A field of a form for an action. */
export interface ActSpec {
  readonly name: string;
  readonly label: string;
  readonly type: 'area' | 'line' | 'choice' | Sought;
  readonly value?: string;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly isRequired?: boolean;
}

export type ActValues = Readonly<Record<string, string>>;

/** A form for an action. All texts in the present language. */
export interface ActForm {
  readonly heading: string;
  readonly text?: string;
  readonly fields: readonly ActSpec[];
  readonly confirm: string;
  /** A box to tick, such as that the children follow. */
  readonly option?: string;
  readonly isTicked?: boolean;
  /** Sends it: null once it is done, else why not. The form stays open with what was typed. */
  readonly send: (values: ActValues, isTicked: boolean) => Promise<string | null>;
}

/** Asks for what an action needs, sends it, and closes once it was done. */
@Component({
  selector: 'posko-act-dialog',
  imports: [ActField, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  templateUrl: './act-dialog.html',
  styleUrl: './act-dialog.scss',
  host: { '(keydown.control.enter)': 'submit($event)', '(keydown.meta.enter)': 'submit($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ActDialog {
  protected readonly form = inject<ActForm>(MAT_DIALOG_DATA);
  private readonly ref = inject<MatDialogRef<ActDialog, true>>(MatDialogRef);
  protected readonly t = injectText(handlingMessages);
  protected readonly values = signal<ActValues>(
    Object.fromEntries(this.form.fields.map(({ name, value }) => [name, value ?? ''])),
  );
  protected readonly isTicked = signal(this.form.isTicked ?? true);
  protected readonly missing = signal<string | null>(null);
  protected readonly failure = signal('');
  protected readonly isSending = signal(false);

  protected set(name: string, value: string): void {
    this.values.update((before) => ({ ...before, [name]: value }));
    if (this.missing() === name) this.missing.set(null);
  }

  protected type(name: string, event: Event): void {
    this.set(name, (event.target as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value);
  }

  protected tick(event: Event): void {
    this.isTicked.set((event.target as HTMLInputElement).checked);
  }

  protected cancel(): void {
    this.ref.close();
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.isSending()) return;
    const lacking = this.form.fields.find(({ name, isRequired }) => isRequired === true && this.valueOf(name) === '');
    this.missing.set(lacking?.name ?? null);
    if (lacking !== undefined) return;
    this.isSending.set(true);
    const values = Object.fromEntries(this.form.fields.map(({ name }) => [name, this.valueOf(name)]));
    const failure = await this.form.send(values, this.isTicked());
    this.isSending.set(false);
    if (failure === null) this.ref.close(true);
    else this.failure.set(failure);
  }

  private valueOf(name: string): string {
    return (this.values()[name] ?? '').trim();
  }
}
