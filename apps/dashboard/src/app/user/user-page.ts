import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { ACCOUNT_ROLES } from '@posko/domain';
import { Icon, Panel, injectFormats, injectText, roleMessages, userIcons, userMessages } from '@posko/ui';
import { firstValueFrom } from 'rxjs';
import { PageHead } from '../shell/page-head';
import { usePageTitle } from '../shell/page-title';
import { UserActs } from './user-acts';
import { UserDialog } from './user-dialog';
import type { UserDialogData } from './user-dialog';
import { UserStore } from './user-store';
import type { UserRow } from './user-store';
import { UserTable } from './user-table';

const TYPING_MS = 250;

/** Accounts within the own scope: found by name, narrowed by role and state, and what can be done with each. */
@Component({
  selector: 'posko-user-page',
  imports: [Icon, MatButton, PageHead, Panel, RouterLink, UserTable],
  providers: [UserStore, UserActs],
  templateUrl: './user-page.html',
  styleUrl: './user-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UserPage {
  /** Filters, from the address. */
  readonly q = input('', { transform: text });
  readonly role = input('', { transform: text });
  readonly region = input('', { transform: text });
  readonly active = input('', { transform: text });

  protected readonly store = inject(UserStore);
  protected readonly acts = inject(UserActs);
  private readonly router = inject(Router);
  private readonly dialog = inject(MatDialog);
  protected readonly t = injectText(userMessages, roleMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = userIcons;
  protected readonly roles = ACCOUNT_ROLES;
  protected readonly count = computed(() => {
    const total = this.store.total();
    return total === null ? '' : this.t('user.count', { n: total });
  });
  protected readonly failure = computed(() => {
    const failure = this.store.failure();
    return failure === null ? null : this.t(`error.${failure.code}`);
  });
  protected readonly state = computed(() => {
    if (this.store.failure() !== null && this.store.total() === null) return 'error';
    if (this.store.total() === null) return 'loading';
    return this.store.rows().length === 0 ? 'empty' : 'ready';
  });
  private readonly typing = signal<ReturnType<typeof setTimeout> | null>(null);

  constructor() {
    usePageTitle(() => this.t('user.title'));
    effect(() => {
      const filter = {
        q: this.q(),
        role: ACCOUNT_ROLES.find((role) => role === this.role()) ?? ('' as const),
        region: this.region(),
        active:
          this.active() === 'true' || this.active() === 'false' ? (this.active() as 'true' | 'false') : ('' as const),
      };
      untracked(() => void this.store.load(filter));
    });
  }

  /** Typed text reaches the address once the fingers rest. */
  protected type(event: Event): void {
    const q = (event.target as HTMLInputElement).value.trim();
    const timer = this.typing();
    if (timer !== null) clearTimeout(timer);
    this.typing.set(setTimeout(() => this.narrow({ q }), TYPING_MS));
  }

  protected choose(name: 'role' | 'active', event: Event): void {
    this.narrow({ [name]: (event.target as HTMLSelectElement).value });
  }

  protected async add(): Promise<void> {
    await this.open(null);
  }

  protected async edit(user: UserRow): Promise<void> {
    await this.open(user);
  }

  private narrow(change: Partial<Record<'q' | 'role' | 'active', string>>): void {
    const queryParams = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || null]));
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  private async open(user: UserRow | null): Promise<void> {
    const data: UserDialogData = { user, store: this.store };
    const ref = this.dialog.open<UserDialog, UserDialogData, string>(UserDialog, {
      data,
      width: '520px',
      disableClose: true,
    });
    const notice = await firstValueFrom(ref.afterClosed());
    if (notice !== undefined) this.acts.say(notice);
  }
}

function text(value: string | undefined): string {
  return value ?? '';
}
