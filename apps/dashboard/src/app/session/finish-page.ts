import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal } from '@angular/core';
import { Router } from '@angular/router';
import { injectText, roleMessages, sessionMessages } from '@posko/ui';
import type { Failure } from '../shell/api-store';
import { usePageTitle } from '../shell/page-title';
import { SessionStore } from '../shell/session-store';
import { AccountStore } from './account-store';
import { Door } from './door';
import { NewPasswordForm } from './new-password-form';
import type { PasswordChoice } from './new-password-form';
import { SecondFactorSetup } from './second-factor-setup';

/** What is left to do after signing in: a new password, a second factor. Then on to the page that was wanted. */
@Component({
  selector: 'posko-finish-page',
  imports: [Door, NewPasswordForm, SecondFactorSetup],
  templateUrl: './finish-page.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FinishPage {
  readonly next = input<string>();

  private readonly store = inject(AccountStore);
  private readonly router = inject(Router);
  protected readonly session = inject(SessionStore);
  protected readonly t = injectText(sessionMessages, roleMessages);
  protected readonly person = this.session.person;
  /** Stays while recovery codes are shown: for the server the step is done then, for the person it is not. */
  protected readonly step = linkedSignal({
    source: this.session.pending,
    computation: (pending, before?: { value: 'password' | 'second-factor' | null }) => pending ?? before?.value ?? null,
  });
  protected readonly text = computed(() => {
    const [step, person] = [this.step(), this.person()];
    if (step === null || person === null) return '';
    return this.t(`session.finish.${step}`, { role: this.t(`role.${person.role}`) });
  });
  protected readonly changePassword = ({ current, next }: PasswordChoice): Promise<Failure | null> =>
    this.store.changePassword(current, next);

  constructor() {
    usePageTitle(() => this.t('session.finish'));
    void this.leaveIfDone();
  }

  /** Another step, or the page that was wanted: the sign-in page knows. */
  protected goOn(): void {
    if (this.session.pending() === null)
      void this.router.navigate(['/sign-in'], { queryParams: { next: this.next() }, replaceUrl: true });
  }

  private async leaveIfDone(): Promise<void> {
    await this.session.known();
    this.goOn();
  }
}
