import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { isOf } from '@posko/domain';
import { Panel, contestMessages, injectText } from '@posko/ui';
import { Blank } from '../shell/blank';
import { ContestStore } from '../shell/contest-store';
import { SessionStore } from '../shell/session-store';
import { SuggestField } from '../shell/suggest-field';
import type { Suggestion } from '../shell/suggest-field';
import { contestsLike, homeOf } from './contest-home';
import { TotalsView } from './totals-view';

/** Results: which contest, and of it which region. Both are in the address; without them, the person's own region is shown. */
@Component({
  selector: 'posko-contest-page',
  imports: [Blank, Panel, RouterLink, SuggestField, TotalsView],
  templateUrl: './contest-page.html',
  styleUrl: './contest-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContestPage {
  /** `/results/pkwkp-35/3578` */
  readonly contest = input<string>();
  readonly region = input<string>();

  protected readonly store = inject(ContestStore);
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  protected readonly t = injectText(contestMessages);
  private readonly typed = signal<string | null>(null);

  protected readonly chosen = computed(() => {
    const id = this.contest();
    return id === undefined ? (this.store.contests()?.[0] ?? null) : this.store.find(id);
  });
  protected readonly home = computed(() => {
    const [contest, scope] = [this.chosen(), this.session.person()?.scope];
    return contest === null || scope === undefined ? null : homeOf(contest, scope);
  });
  protected readonly shown = computed(() => {
    const [contest, home] = [this.chosen(), this.home()];
    return contest === null || home === null
      ? null
      : { contest, home, region: this.region() ?? home, key: `${contest.id} ${this.region() ?? home}` };
  });
  protected readonly text = computed(() => this.typed() ?? this.chosen()?.name ?? '');
  protected readonly isChosen = computed(() => this.typed() === null && this.chosen() !== null);
  protected readonly suggestions = computed<Suggestion[]>(() =>
    contestsLike(this.store.contests() ?? [], this.typed() ?? '').map(({ id, name, regions }) => ({
      key: id,
      title: name,
      detail: '',
      aside: regions.join(', '),
    })),
  );
  protected readonly remark = computed(() =>
    this.typed() !== null && this.suggestions().length === 0 ? this.t('contest.noMatch') : '',
  );
  protected readonly failure = computed(() => {
    const failure = this.store.failure();
    return failure === null ? null : this.t(`error.${failure.code}`);
  });

  constructor() {
    // The address says what is shown, so that it can be passed on.
    effect(() => {
      const shown = this.shown();
      if (shown === null || this.region() !== undefined) return;
      untracked(() => void this.router.navigate(['/results', shown.contest.id, shown.region], { replaceUrl: true }));
    });
  }

  protected seek(text: string): void {
    this.typed.set(text);
  }

  /** Another contest of the same region, where it has one. */
  protected choose({ key }: Suggestion): void {
    this.typed.set(null);
    const contest = this.store.find(key);
    const [region, scope] = [this.region(), this.session.person()?.scope];
    if (contest === null || scope === undefined) return;
    const place = region !== undefined && isOf(contest, region) ? region : homeOf(contest, scope);
    void this.router.navigate(['/results', contest.id, place]);
  }
}
