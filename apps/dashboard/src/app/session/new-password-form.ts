import { ChangeDetectionStrategy, Component, computed, input, output, signal, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, FormGroupDirective, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '@posko/domain';
import { Icon, injectFormats, injectText, sessionMessages } from '@posko/ui';
import type { Failure } from '../shell/api-store';
import { injectCountdown } from '../shell/countdown';
import { PasswordField } from '../shell/password-field';
import { requiredText } from '../shell/required-text';
import { lengthWord } from './password-length';

/** What was typed; `current` is empty where it was not asked for. */
export interface PasswordChoice {
  readonly current: string;
  readonly next: string;
}

/** A new password, twice or shown, with its length in words; `save` does it and says why not. */
@Component({
  selector: 'posko-new-password-form',
  imports: [Icon, MatButton, PasswordField, ReactiveFormsModule],
  templateUrl: './new-password-form.html',
  styleUrl: './new-password-form.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NewPasswordForm {
  /** User name, for the browser's own keeper of passwords. */
  readonly username = input.required<string>();
  readonly hasCurrent = input(false);
  readonly button = input.required<string>();
  readonly save = input.required<(choice: PasswordChoice) => Promise<Failure | null>>();
  readonly saved = output();

  private readonly group = viewChild.required(FormGroupDirective);
  protected readonly t = injectText(sessionMessages);
  protected readonly formats = injectFormats();
  protected readonly wait = injectCountdown();
  protected readonly isShown = signal(false);
  protected readonly isBusy = signal(false);
  protected readonly problem = signal<string | null>(null);
  protected readonly form = new FormGroup({
    current: new FormControl('', { nonNullable: true }),
    next: requiredText(Validators.minLength(PASSWORD_MIN_LENGTH), Validators.maxLength(PASSWORD_MAX_LENGTH)),
    again: new FormControl('', { nonNullable: true }),
  });
  private readonly typed = toSignal(this.form.controls.next.valueChanges, { initialValue: '' });
  protected readonly length = computed(() => {
    const missing = PASSWORD_MIN_LENGTH - this.typed().length;
    return this.t(`session.length.${lengthWord(this.typed().length)}`, { n: PASSWORD_MIN_LENGTH, missing });
  });
  /** For the bar beside the words. */
  protected readonly share = computed(() => Math.min(1, this.typed().length / (PASSWORD_MIN_LENGTH + 4)));
  protected readonly tooShort = computed(() =>
    this.t('session.tooShort', { n: PASSWORD_MIN_LENGTH, missing: PASSWORD_MIN_LENGTH - this.typed().length }),
  );

  protected async submit(): Promise<void> {
    const { current, next, again } = this.form.controls;
    this.form.markAllAsTouched();
    current.setErrors(this.hasCurrent() && current.value === '' ? { required: true } : null);
    again.setErrors(!this.isShown() && again.value !== next.value ? { same: true } : null);
    if (this.isBusy() || this.wait.leftMs() > 0 || current.invalid || next.invalid || again.invalid) return;
    this.isBusy.set(true);
    this.problem.set(null);
    const failure = await this.save()({ current: current.value, next: next.value });
    this.isBusy.set(false);
    if (failure === null) this.succeeded();
    else this.refused(failure);
  }

  private succeeded(): void {
    this.group().resetForm();
    this.saved.emit();
  }

  private refused(failure: Failure): void {
    if (failure.retryAfterMs !== undefined) this.wait.start(failure.retryAfterMs);
    this.problem.set(
      failure.code === 'sign-in-refused' ? this.t('session.wrongCurrent') : this.t(`error.${failure.code}`),
    );
  }
}
