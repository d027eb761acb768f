import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { MatButton } from '@angular/material/button';
import { Icon, Panel, auditMessages, injectFormats, injectText } from '@posko/ui';
import type { MessageKey } from '@posko/ui';
import { PageHead } from '../shell/page-head';
import { usePageTitle } from '../shell/page-title';
import { AuditEntry } from './audit-entry';
import { AuditStore } from './audit-store';
import { KIND_GROUPS } from './entry-words';
import { instantOf } from './local-time';

type FilterName = 'name' | 'kind' | 'place' | 'q' | 'from' | 'until';

const TYPING_MS = 400;
const PLACE = /^\d{1,13}$/;

function text(value: string | undefined): string {
  return value ?? '';
}

/** The journal, searched: who did what, from where, on what. All that is searched for stands in the address. */
@Component({
  selector: 'posko-audit-page',
  imports: [AuditEntry, Icon, MatButton, PageHead, Panel],
  providers: [AuditStore],
  templateUrl: './audit-page.html',
  styleUrl: './audit-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AuditPage {
  readonly name = input('', { transform: text });
  readonly kind = input('', { transform: text });
  readonly place = input('', { transform: text });
  readonly q = input('', { transform: text });
  /** Local time of the room, as `2024-11-27T07:00`. */
  readonly from = input('', { transform: text });
  readonly until = input('', { transform: text });

  protected readonly store = inject(AuditStore);
  private readonly router = inject(Router);
  protected readonly t = injectText(auditMessages);
  private readonly formats = injectFormats();
  protected readonly groups = KIND_GROUPS;
  protected readonly isFiltered = computed(() =>
    [this.name(), this.kind(), this.place(), this.q(), this.from(), this.until()].some((value) => value !== ''),
  );
  protected readonly failure = computed(() => {
    const failure = this.store.failure();
    if (failure === null) return null;
    // The address holds what can be searched for: refused is only what would take too long.
    return failure.code === 'invalid-request' ? this.t('audit.broad') : this.t(`error.${failure.code}`);
  });
  protected readonly state = computed(() => {
    if (this.store.rows().length > 0) return 'ready';
    if (this.store.isLoading()) return 'loading';
    return this.store.failure() === null ? 'empty' : 'error';
  });
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor() {
    usePageTitle(() => this.t('audit.title'));
    effect(() => {
      const offset = this.formats.utcOffsetMinutes();
      const filter = {
        name: this.name(),
        kind: this.kind(),
        place: PLACE.test(this.place()) ? this.place() : '',
        q: this.q(),
        from: instantOf(this.from(), offset),
        until: instantOf(this.until(), offset),
      };
      untracked(() => void this.store.load(filter));
    });
  }

  protected groupName(group: string): string {
    const key = `audit.kind.${group}`;
    const name = this.t(key as MessageKey<typeof auditMessages>);
    return name === key ? group : name;
  }

  /** Typed text reaches the address once the fingers rest. */
  protected type(name: FilterName, event: Event): void {
    const value = (event.target as HTMLInputElement).value.trim();
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.narrow({ [name]: value }), TYPING_MS);
  }

  protected choose(name: FilterName, event: Event): void {
    this.narrow({ [name]: (event.target as HTMLSelectElement | HTMLInputElement).value });
  }

  protected reset(): void {
    void this.router.navigate([], { queryParams: {}, replaceUrl: true });
  }

  private narrow(change: Partial<Record<FilterName, string>>): void {
    const queryParams = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || null]));
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
