import { Injectable, inject, signal } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { injectText, userMessages } from '@posko/ui';
import type { Answer } from '../shell/api-store';
import { injectConfirm } from '../shell/confirm';
import { InvitationDialog } from './invitation-dialog';
import type { InvitationData } from './invitation-dialog';
import { UserStore } from './user-store';
import type { Reset, UserAnswer, UserRow } from './user-store';

/** What is done to an account from its row: each is asked about first, and told of afterwards. */
@Injectable()
export class UserActs {
  private readonly store = inject(UserStore);
  private readonly dialog = inject(MatDialog);
  private readonly confirm = injectConfirm();
  private readonly t = injectText(userMessages);
  private readonly said = signal('');
  private readonly wrong = signal<string | null>(null);

  /** What came of the last act. */
  readonly notice = this.said.asReadonly();
  readonly problem = this.wrong.asReadonly();

  say(notice: string): void {
    this.wrong.set(null);
    this.said.set(notice);
  }

  async reset(user: UserRow, what: Reset): Promise<void> {
    const isAdministrator = user.isActive && user.role === 'administrator' && what !== 'sessions';
    const reason = await this.confirm({
      heading: this.t(`user.reset.${what}.ask`, { name: user.displayName }),
      texts: [this.t(`user.reset.${what}.text`), ...(isAdministrator ? [this.t('user.reset.administrator')] : [])],
      confirm: this.t(`user.reset.${what}`),
      cancel: this.t('user.cancel'),
      ...(isAdministrator ? { reason: this.reason() } : {}),
    });
    if (reason === null) return;
    const done = this.t('user.reset.done', { what: this.t(`user.reset.${what}`), name: user.displayName });
    this.tell(await this.store.reset(user.id, what, reason), done);
  }

  async deactivate(user: UserRow): Promise<void> {
    const reason = await this.confirm({
      heading: this.t('user.deactivate.ask', { name: user.displayName }),
      texts: [this.t('user.deactivate.text')],
      confirm: this.t('user.deactivate'),
      cancel: this.t('user.cancel'),
    });
    if (reason === null) return;
    const done = this.t('user.deactivate.done', { name: user.displayName });
    this.tell(await this.store.change(user.id, { isActive: false }), done);
  }

  async activate(user: UserRow): Promise<void> {
    const isAdministrator = user.role === 'administrator';
    const reason = isAdministrator
      ? await this.confirm({
          heading: this.t('user.activate'),
          texts: [this.t('user.fourEyes')],
          confirm: this.t('user.activate'),
          cancel: this.t('user.cancel'),
          reason: this.reason(),
        })
      : '';
    if (reason === null) return;
    const done = this.t('user.activate.done', { name: user.displayName });
    this.tell(await this.store.change(user.id, { isActive: true, reason }), done);
  }

  private reason(): { label: string; hint: string; missing: string } {
    return {
      label: this.t('user.reason'),
      hint: this.t('user.reason.hint'),
      missing: this.t('user.reason.missing'),
    };
  }

  private tell(answer: Answer<UserAnswer>, done: string): void {
    if (!answer.isOk) {
      this.said.set('');
      this.wrong.set(this.t(`error.${answer.failure.code}`));
      return;
    }
    const { user, invitation, approval } = answer.value;
    this.say(approval === null ? done : `${done} ${this.t('user.waiting')}`);
    if (invitation !== null)
      this.dialog.open<InvitationDialog, InvitationData>(InvitationDialog, {
        data: { user, invitation },
        width: '520px',
        disableClose: true,
      });
  }
}
