import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import type { OnInit } from '@angular/core';
import { CdkCopyToClipboard } from '@angular/cdk/clipboard';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Icon, injectFormats, injectText, sessionIcons, sessionMessages } from '@posko/ui';
import type { Failure, ResponseOf } from '../shell/api-store';
import { injectCountdown } from '../shell/countdown';
import { PasswordField } from '../shell/password-field';
import { requiredText } from '../shell/required-text';
import { AccountStore } from './account-store';
import { QrCode } from './qr-code';
import { RecoveryCodes } from './recovery-codes';

/**
 * Sets up the second factor: a key for the authenticator app, a code that proves it, recovery codes to keep. Whoever came in by a link
 * and has one already shows a code of it, no more.
 */
@Component({
  selector: 'posko-second-factor-setup',
  imports: [
    CdkCopyToClipboard,
    Icon,
    MatButton,
    MatError,
    MatFormField,
    MatInput,
    MatLabel,
    PasswordField,
    QrCode,
    ReactiveFormsModule,
    RecoveryCodes,
  ],
  templateUrl: './second-factor-setup.html',
  styleUrl: './second-factor-setup.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SecondFactorSetup implements OnInit {
  /** Whose it is, for the sheet with the recovery codes. */
  readonly username = input.required<string>();
  /** The password has to be given once more: from a session that is long open. */
  readonly needsPassword = input(false);
  readonly done = output();

  private readonly store = inject(AccountStore);
  protected readonly t = injectText(sessionMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = sessionIcons;
  protected readonly wait = injectCountdown();
  protected readonly offer = signal<ResponseOf<'offerSecondFactor'> | null>(null);
  /** There is one already. */
  protected readonly isThere = signal(false);
  protected readonly codes = signal<readonly string[] | null>(null);
  protected readonly isBusy = signal(false);
  protected readonly isCopied = signal(false);
  protected readonly problem = signal<string | null>(null);
  /** In groups of four, as it is read out and typed. */
  protected readonly groups = computed(() => this.offer()?.secret.match(/.{1,4}/g) ?? []);
  protected readonly form = new FormGroup({
    code: requiredText(),
    password: new FormControl('', { nonNullable: true }),
  });

  ngOnInit(): void {
    void this.begin();
  }

  protected async begin(): Promise<void> {
    this.problem.set(null);
    const answer = await this.store.offerSecondFactor();
    if (answer.isOk) this.offer.set(answer.value);
    else if (answer.failure.code === 'second-factor-set') this.isThere.set(true);
    else this.refused(answer.failure);
  }

  protected async confirm(): Promise<void> {
    const { code, password } = this.form.controls;
    this.form.markAllAsTouched();
    password.setErrors(this.needsPassword() && password.value === '' ? { required: true } : null);
    if (this.isBusy() || this.wait.leftMs() > 0 || code.invalid || password.invalid) return;
    this.isBusy.set(true);
    this.problem.set(null);
    const answer = await this.store.confirmSecondFactor(
      code.value.replaceAll(/\s/g, ''),
      this.needsPassword() ? password.value : undefined,
    );
    this.isBusy.set(false);
    if (!answer.isOk) this.refused(answer.failure);
    else if (answer.value.recoveryCodes.length === 0) await this.finish();
    else this.codes.set(answer.value.recoveryCodes);
  }

  protected async finish(): Promise<void> {
    await this.store.refresh();
    this.done.emit();
  }

  private refused(failure: Failure): void {
    if (failure.retryAfterMs !== undefined) this.wait.start(failure.retryAfterMs);
    const isWrong = failure.code === 'sign-in-refused';
    this.problem.set(isWrong ? this.t('session.factor.wrong') : this.t(`error.${failure.code}`));
  }
}
