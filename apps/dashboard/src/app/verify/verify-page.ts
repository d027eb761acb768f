import {
  ChangeDetectionStrategy,
  Component,
  DOCUMENT,
  DestroyRef,
  computed,
  effect,
  inject,
  input,
  untracked,
  viewChild,
} from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { Router } from '@angular/router';
import type { VerifyTab } from '@posko/ui';
import { DataAge, Icon, VERIFY_TABS, incidentIcons, injectText, verifyMessages } from '@posko/ui';
import { ContestStore } from '../shell/contest-store';
import { showKeys } from '../shell/keys-help';
import { usePageTitle } from '../shell/page-title';
import { injectRegionChoices } from '../shell/region-choices';
import { isPlainKey } from '../shell/search-key';
import { SessionStore } from '../shell/session-store';
import { VerifyDesk } from './verify-desk';
import { VERIFY_KEYS } from './verify-keys';
import { VerifyList } from './verify-list';
import { VerifyQueue } from './verify-queue-store';

type Address = Partial<Record<'contest' | 'tab' | 'region' | 'tps', string | null>>;

/** Results that wait for a verifier, one after the other. */
@Component({
  selector: 'posko-verify-page',
  imports: [DataAge, Icon, VerifyDesk, VerifyList],
  providers: [VerifyQueue],
  templateUrl: './verify-page.html',
  styleUrl: './verify-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VerifyPage {
  /** `?contest=pkwkp-35&tab=held&region=3578&tps=…` */
  readonly contest = input<string>();
  readonly tab = input<string>();
  readonly region = input<string>();
  readonly tps = input<string>();

  protected readonly contests = inject(ContestStore);
  protected readonly queue = inject(VerifyQueue);
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly dialog = inject(MatDialog);
  protected readonly t = injectText(verifyMessages);
  protected readonly icons = incidentIcons;
  protected readonly tabs = VERIFY_TABS;
  protected readonly regions = injectRegionChoices();
  private readonly desk = viewChild.required(VerifyDesk);

  protected readonly contestShown = computed(
    () => this.contests.find(this.contest()) ?? this.contests.contests()?.[0] ?? null,
  );
  protected readonly tabShown = computed<VerifyTab>(() => VERIFY_TABS.find((tab) => tab === this.tab()) ?? 'differing');
  protected readonly me = computed(() => this.session.person()?.id ?? '');
  protected readonly failure = computed(() => {
    const failure = this.contests.failure() ?? this.queue.list.failure();
    return failure === null ? '' : this.t(`error.${failure.code}`);
  });
  protected readonly count = computed(() =>
    this.t(this.queue.hasMore() ? 'verify.countMore' : 'verify.count', { n: this.queue.rows().length }),
  );

  constructor() {
    usePageTitle(() => this.t('verify.title'));
    this.listen();
    effect(() => {
      const [contest, tab, region] = [
        this.contestShown()?.id,
        this.tabShown(),
        this.region() ?? this.regions()[0]?.code,
      ];
      if (contest !== undefined && region !== undefined) untracked(() => this.queue.show({ contest, tab, region }));
    });
    // A list that came while nothing is open: its first form is.
    effect(() => {
      const [first] = this.queue.rows();
      if (first !== undefined && this.tps() === undefined) untracked(() => this.go({ tps: first.tps }));
    });
  }

  protected show(change: Address): void {
    this.go({ tps: null, ...change });
  }

  protected chooseContest(event: Event): void {
    this.show({ contest: (event.target as HTMLSelectElement).value });
  }

  protected chooseRegion(event: Event): void {
    const region = (event.target as HTMLSelectElement).value;
    this.show({ region: region === '' ? null : region });
  }

  protected open(tps: string): void {
    this.go({ tps });
  }

  /** What was decided has left the list: on to the one after it. */
  protected leave(tps: string): void {
    this.go({ tps: this.queue.beside(tps, 1) });
  }

  protected help(): void {
    const lines = VERIFY_KEYS.map(({ keys, text }) => ({ keys, text: this.t(text) }));
    showKeys(this.dialog, { heading: this.t('verify.help'), close: this.t('word.close'), lines });
  }

  /** Heard before the frame hears them. */
  private listen(): void {
    const document = inject(DOCUMENT);
    const onKey = (event: KeyboardEvent): void => this.onKey(event);
    document.addEventListener('keydown', onKey, { capture: true });
    inject(DestroyRef).onDestroy(() => document.removeEventListener('keydown', onKey, { capture: true }));
  }

  private onKey(event: KeyboardEvent): void {
    if (isOthers(event)) return;
    const act = isPlainKey(event) ? this.keys[event.key] : undefined;
    act?.();
    if (act !== undefined || this.desk().press(event)) event.preventDefault();
  }

  private readonly keys: Readonly<Record<string, (() => void) | undefined>> = {
    j: () => this.step(1),
    k: () => this.step(-1),
    '?': () => this.help(),
  };

  private step(by: 1 | -1): void {
    this.go({ tps: this.queue.beside(this.tps() ?? null, by) });
  }

  private go(queryParams: Address): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }
}

/** Keys that mean something to the control that has the focus. */
function isOthers({ key, target }: KeyboardEvent): boolean {
  const isControl = target instanceof Element && target.closest('a, button, summary') !== null;
  return isControl && ['Enter', ' '].includes(key);
}
