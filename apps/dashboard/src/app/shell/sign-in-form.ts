import type { ElementRef, OnInit } from '@angular/core';
import { ChangeDetectionStrategy, Component, afterRenderEffect, inject, input } from '@angular/core';
import { output, signal, viewChild } from '@angular/core';
import { FormGroup, FormGroupDirective, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Icon, injectFormats, injectText, sessionIcons, sessionMessages } from '@posko/ui';
import type { Failure } from './api-store';
import { injectCountdown } from './countdown';
import { PasswordField } from './password-field';
import { requiredText } from './required-text';
import { SessionStore } from './session-store';

/**
 * Signing in by name and password, then by the code of the second factor where the server asks for it. Wrong name and wrong password
 * look alike; after too many guesses the form waits as long as the server says.
 */
@Component({
  selector: 'posko-sign-in-form',
  imports: [Icon, MatButton, MatError, MatFormField, MatHint, MatInput, MatLabel, PasswordField, ReactiveFormsModule],
  templateUrl: './sign-in-form.html',
  styleUrl: './sign-in-form.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SignInForm implements OnInit {
  /** Name to begin with: of whoever was signed in here before. */
  readonly username = input('');
  readonly signedIn = output();

  private readonly session = inject(SessionStore);
  private readonly first = viewChild<ElementRef<HTMLInputElement>>('first');
  private readonly group = viewChild.required(FormGroupDirective);
  private readonly passwordField = viewChild(PasswordField);
  protected readonly t = injectText(sessionMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = sessionIcons;
  protected readonly wait = injectCountdown();
  protected readonly step = signal<'password' | 'code'>('password');
  protected readonly isRecovery = signal(false);
  protected readonly isBusy = signal(false);
  protected readonly problem = signal<string | null>(null);
  protected readonly form = new FormGroup({ username: requiredText(), password: requiredText(), code: requiredText() });

  constructor() {
    // The field that is next has the focus: at the start, and in each step.
    afterRenderEffect(() => {
      this.step();
      if (this.username() !== '' && this.step() === 'password') this.passwordField()?.focus();
      else this.first()?.nativeElement.focus();
    });
  }

  ngOnInit(): void {
    this.form.controls.username.setValue(this.username());
  }

  protected async submit(): Promise<void> {
    const { username, password, code } = this.form.controls;
    const shown = this.step() === 'password' ? [username, password] : [code];
    for (const control of shown) control.markAsTouched();
    if (this.isBusy() || this.wait.leftMs() > 0 || shown.some(({ invalid }) => invalid)) return;
    this.isBusy.set(true);
    this.problem.set(null);
    const credentials = { username: username.value.trim(), password: password.value };
    const isCode = this.step() === 'code';
    const failure = await this.session.signIn(isCode ? { ...credentials, code: code.value.trim() } : credentials);
    this.isBusy.set(false);
    if (failure === null) this.signedIn.emit();
    else this.refused(failure);
  }

  protected switchCode(): void {
    this.isRecovery.set(!this.isRecovery());
    this.askForCode();
    this.problem.set(null);
    this.first()?.nativeElement.focus();
  }

  protected startOver(): void {
    this.group().resetForm();
    this.step.set('password');
    this.problem.set(null);
  }

  /** An empty code, not yet missed: sent for name and password is not sent without a code. */
  private askForCode(): void {
    this.group().resetForm({ ...this.form.getRawValue(), code: '' });
  }

  private refused(failure: Failure): void {
    if (failure.code === 'second-factor-required') {
      this.askForCode();
      this.step.set('code');
      return;
    }
    if (failure.retryAfterMs !== undefined) this.wait.start(failure.retryAfterMs);
    const isWrongCode = failure.code === 'sign-in-refused' && this.step() === 'code';
    this.problem.set(isWrongCode ? this.t('session.wrongCode') : this.t(`error.${failure.code}`));
    this.first()?.nativeElement.select();
  }
}
