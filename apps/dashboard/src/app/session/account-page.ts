import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Icon, Panel, injectFormats, injectText, sessionIcons, sessionMessages } from '@posko/ui';
import type { Failure } from '../shell/api-store';
import { PageHead } from '../shell/page-head';
import { usePageTitle } from '../shell/page-title';
import { SessionStore } from '../shell/session-store';
import { AccountStore } from './account-store';
import { NewPasswordForm } from './new-password-form';
import type { PasswordChoice } from './new-password-form';
import { SecondFactorSetup } from './second-factor-setup';

/** The own account: password, second factor, and how long this session holds. */
@Component({
  selector: 'posko-account-page',
  imports: [Icon, MatButton, NewPasswordForm, PageHead, Panel, SecondFactorSetup],
  templateUrl: './account-page.html',
  styleUrl: './account-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AccountPage {
  private readonly store = inject(AccountStore);
  protected readonly session = inject(SessionStore).session;
  protected readonly t = injectText(sessionMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = sessionIcons;
  protected readonly isSettingUp = signal(false);
  protected readonly hasChanged = signal(false);
  protected readonly changePassword = ({ current, next }: PasswordChoice): Promise<Failure | null> =>
    this.store.changePassword(current, next);

  constructor() {
    usePageTitle(() => this.t('session.account'));
  }
}
