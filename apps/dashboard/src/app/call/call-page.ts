import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { MatButton } from '@angular/material/button';
import { Icon, Panel, callIcons, callMessages, incidentMessages, injectText } from '@posko/ui';
import { PageHead } from '../shell/page-head';
import { usePageTitle } from '../shell/page-title';
import { Places } from '../shell/places';
import { CallCard } from './call-card';
import { CallLists } from './call-lists';
import { CallStore } from './call-store';
import type { CallEnd } from './call-store';
import { SilentRows } from './silent-rows';

/** The telephone desk: one silent TPS after the other, and the lists that they come from. */
@Component({
  selector: 'posko-call-page',
  imports: [CallCard, CallLists, Icon, MatButton, PageHead, Panel, SilentRows],
  providers: [CallStore],
  templateUrl: './call-page.html',
  styleUrl: './call-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallPage {
  /** `?region=357804`: only TPS of one kecamatan. */
  readonly region = input('', { transform: (value: string | undefined) => value ?? '' });

  private readonly router = inject(Router);
  protected readonly store = inject(CallStore);
  protected readonly places = inject(Places);
  protected readonly t = injectText(callMessages, incidentMessages);
  protected readonly icons = callIcons;
  /** What was kept last, said aloud. */
  protected readonly saved = signal('');
  protected readonly count = computed(() => {
    const total = this.store.lists.value()?.total;
    return total === undefined ? '' : this.t('call.listsCount', { n: total });
  });
  protected readonly problem = computed(() => {
    const failure = this.store.failure();
    if (failure === null) return null;
    if (failure.code === 'call-not-taken') return this.t('call.lost');
    const why = this.t(`error.${failure.code}`);
    return this.store.state() === 'calling' ? this.t('call.unsent', { why }) : why;
  });
  protected readonly listsState = computed(() => {
    const state = this.store.lists.state();
    return state === 'ready' && this.store.lists.value()?.total === 0 ? 'empty' : state;
  });
  protected readonly silentState = computed(() => {
    const state = this.store.silent.state();
    return state === 'ready' && this.store.silent.value()?.total === 0 ? 'empty' : state;
  });
  protected readonly listsFailure = computed(() => {
    const failure = this.store.lists.failure();
    return failure === null || this.store.lists.value() !== null
      ? this.t('call.noLists')
      : this.t(`error.${failure.code}`);
  });

  constructor() {
    usePageTitle(() => this.t('call.title'));
    effect(() => {
      const region = this.region();
      untracked(() => this.store.choose(region));
    });
  }

  protected choose(region: string): void {
    const queryParams = { region: region === '' ? null : region };
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected next(): void {
    this.saved.set('');
    void this.store.next();
  }

  protected skip(): void {
    this.saved.set('');
    void this.store.next(true);
  }

  protected async end(said: CallEnd): Promise<void> {
    const code = this.store.tps()?.code ?? '';
    this.saved.set('');
    if (!(await this.store.end(said))) return;
    const outcome = this.t(`incident.outcome.${said.outcome}`);
    this.saved.set(this.t('call.saved', { tps: this.places.nameOf(code), outcome }));
  }
}
