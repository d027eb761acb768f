import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';

/** What is asked before something is done that cannot be taken back by a click. All texts in the present language. */
export interface Confirmation {
  readonly heading: string;
  readonly texts: readonly string[];
  readonly confirm: string;
  readonly cancel: string;
  /** A reason is asked for, and needed where `missing` says what its lack is. */
  readonly reason?: { readonly label: string; readonly hint?: string; readonly missing?: string };
}

const REASON_LENGTH = 2000;

/** Asks before something is done; answers with the reason (empty if none was asked for), or nothing if it is called off. */
@Component({
  selector: 'posko-confirm-dialog',
  imports: [
    MatButton,
    MatDialogActions,
    MatDialogContent,
    MatDialogTitle,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    ReactiveFormsModule,
  ],
  templateUrl: './confirm-dialog.html',
  styleUrl: './confirm-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ConfirmDialog {
  protected readonly ask = inject<Confirmation>(MAT_DIALOG_DATA);
  private readonly ref = inject<MatDialogRef<ConfirmDialog, string>>(MatDialogRef);
  protected readonly form = new FormGroup({
    reason: new FormControl('', { nonNullable: true, validators: Validators.maxLength(REASON_LENGTH) }),
  });

  protected cancel(): void {
    this.ref.close();
  }

  protected submit(): void {
    const { reason } = this.form.controls;
    const isMissing = this.ask.reason?.missing !== undefined && reason.value.trim() === '';
    if (isMissing) reason.setErrors({ missing: true });
    this.form.markAllAsTouched();
    if (reason.valid) this.ref.close(reason.value.trim());
  }
}
