import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { NATIONAL_CODE } from '@posko/domain';
import { Icon, injectFormats, injectText, regionName, roleMessages, userIcons, userMessages } from '@posko/ui';
import { BoardStore } from '../shell/board-store';
import { SessionStore } from '../shell/session-store';
import { UserActs } from './user-acts';
import type { UserRow } from './user-store';

/** Accounts as rows, in a small window as cards; what can be done with one is in its menu. */
@Component({
  selector: 'posko-user-table',
  imports: [Icon, MatIconButton, MatMenu, MatMenuItem, MatMenuTrigger],
  templateUrl: './user-table.html',
  styleUrl: './user-table.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UserTable {
  readonly users = input.required<readonly UserRow[]>();
  readonly edited = output<UserRow>();

  protected readonly acts = inject(UserActs);
  private readonly board = inject(BoardStore);
  private readonly session = inject(SessionStore);
  protected readonly t = injectText(userMessages, roleMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = userIcons;

  protected placeOf(scope: string): string {
    if (scope === NATIONAL_CODE) return this.t('user.everywhere');
    const tree = this.board.tree();
    const index = tree?.indexOf(scope) ?? -1;
    return tree === null || index < 0 ? scope : regionName(tree.nameOf(index), tree.levels[index] ?? 'desa');
  }

  /** How the account gets in: what is there, and what is missing. */
  protected waysOf(user: UserRow): string {
    const ways = [
      ...(user.subject === null ? [] : [this.t('user.openid')]),
      ...(user.hasPassword || user.subject !== null ? [] : [this.t('user.noPassword')]),
      this.t(user.hasSecondFactor ? 'user.secondFactor' : 'user.noSecondFactor'),
      ...(user.invitedUntil === null
        ? []
        : [this.t('user.invited', { time: this.formats.dateTime(user.invitedUntil) })]),
    ];
    return ways.join(', ');
  }

  protected isOwn(user: UserRow): boolean {
    return user.id === this.session.person()?.id;
  }
}
