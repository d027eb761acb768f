import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import type { OnInit } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { MatButton } from '@angular/material/button';
import { Icon, injectFormats, injectText, sessionIcons, sessionMessages } from '@posko/ui';
import type { Failure, ResponseOf } from '../shell/api-store';
import { usePageTitle } from '../shell/page-title';
import { AccountStore } from './account-store';
import { Door } from './door';
import { NewPasswordForm } from './new-password-form';
import type { PasswordChoice } from './new-password-form';

/** A one-time link: whom it is for, and the password to set. Afterwards that person is signed in. */
@Component({
  selector: 'posko-invitation-page',
  imports: [Door, Icon, MatButton, NewPasswordForm, RouterLink],
  templateUrl: './invitation-page.html',
  styleUrl: './invitation-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class InvitationPage implements OnInit {
  readonly token = input('');

  private readonly store = inject(AccountStore);
  private readonly router = inject(Router);
  protected readonly t = injectText(sessionMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = sessionIcons;
  protected readonly invitation = signal<ResponseOf<'invitation'> | null>(null);
  protected readonly failure = signal<Failure | null>(null);
  /** The link itself is worth nothing; anything else may pass. */
  protected readonly isRefused = computed(() => {
    const code = this.failure()?.code;
    return code === 'invitation-refused' || code === 'invalid-request';
  });
  protected readonly heading = computed(() => {
    const person = this.invitation();
    if (person !== null) return this.t('session.invitation.for', { name: person.displayName });
    return this.t(this.isRefused() ? 'session.invitation.refused' : 'session.invitation');
  });
  protected readonly text = computed(() => (this.isRefused() ? this.t('session.invitation.refused.hint') : ''));
  protected readonly save = async ({ next }: PasswordChoice): Promise<Failure | null> => {
    const failure = await this.store.accept(this.token(), next);
    if (failure?.code === 'invitation-refused') {
      this.invitation.set(null);
      this.failure.set(failure);
    }
    return failure;
  };

  constructor() {
    usePageTitle(() => this.t('session.invitation'));
  }

  ngOnInit(): void {
    void this.ask();
  }

  protected async ask(): Promise<void> {
    this.failure.set(null);
    const answer = await this.store.invitation(this.token());
    if (answer.isOk) this.invitation.set(answer.value);
    else this.failure.set(answer.failure);
  }

  /** The sign-in page knows where to go from here. */
  protected goOn(): void {
    void this.router.navigate(['/sign-in'], { replaceUrl: true });
  }
}
