import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { OUTLIER_REASONS, isOf } from '@posko/domain';
import { Icon, Panel, injectFormats, injectText, outlierMessages, regionName, resultMessages } from '@posko/ui';
import type { PanelState } from '@posko/ui';
import { Blank } from '../shell/blank';
import { BoardStore } from '../shell/board-store';
import { ContestStore } from '../shell/contest-store';
import { PageHead } from '../shell/page-head';
import { usePageTitle } from '../shell/page-title';
import { Places } from '../shell/places';
import { SessionStore } from '../shell/session-store';
import { OutlierStore } from './outlier-store';
import { sentenceOf, tabOf } from './outlier-words';

/** A kabupaten or below: what is odd is odd against the TPS around it. */
const KABUPATEN_DIGITS = 4;
const DESA_DIGITS = 10;

/** The queue of forms worth a second look. It holds nothing: it orders the work. */
@Component({
  selector: 'posko-outlier-page',
  imports: [Blank, Icon, PageHead, Panel, RouterLink],
  providers: [OutlierStore],
  templateUrl: './outlier-page.html',
  styleUrl: './outlier-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OutlierPage {
  /** `/outliers/pkwkp-35/357804?reason=digitSwap`; without them, where this person begins. */
  readonly contest = input<string>();
  readonly region = input<string>();
  readonly reason = input<string>();

  protected readonly contests = inject(ContestStore);
  protected readonly store = inject(OutlierStore);
  private readonly session = inject(SessionStore);
  private readonly places = inject(Places);
  private readonly tree = inject(BoardStore).tree;
  private readonly router = inject(Router);
  protected readonly t = injectText(outlierMessages, resultMessages);
  private readonly formats = injectFormats();
  protected readonly reasons = OUTLIER_REASONS;

  protected readonly contestShown = computed(() =>
    this.contest() === undefined ? (this.contests.contests()?.[0] ?? null) : this.contests.find(this.contest()),
  );
  protected readonly regionShown = computed(() => {
    const [contest, person, region] = [this.contestShown(), this.session.person(), this.region()];
    if (region !== undefined) return region;
    if (contest === null || person === null) return null;
    return isOf(contest, person.scope) ? person.scope : (contest.regions[0] ?? null);
  });
  protected readonly reasonShown = computed(() => OUTLIER_REASONS.find((one) => one === this.reason()) ?? null);
  protected readonly isTooWide = computed(() => (this.regionShown()?.length ?? KABUPATEN_DIGITS) < KABUPATEN_DIGITS);
  /** The region itself and what lies one tier down. */
  protected readonly choices = computed(() => {
    const [tree, region] = [this.tree(), this.regionShown()];
    const index = tree === null || region === null ? -1 : tree.indexOf(region);
    if (tree === null || index < 0) return [];
    const below = (region ?? '').length < DESA_DIGITS ? tree.children(index) : [];
    return [index, ...below].map((one) => {
      const { code, name, level } = tree.refOf(one);
      return { code, name: regionName(name, level) };
    });
  });
  protected readonly path = computed(() => {
    const [tree, region] = [this.tree(), this.regionShown()];
    const index = tree === null || region === null ? -1 : tree.indexOf(region);
    if (tree === null || index < 0) return [];
    const above = tree
      .pathOf(index)
      .toReversed()
      .map((one) => tree.codeOf(one));
    return above
      .filter((code) => code !== region && code.length >= KABUPATEN_DIGITS && this.session.may('result.review', code))
      .map((code) => ({ code, name: this.places.nameOf(code) }));
  });
  protected readonly base = computed(() => `/outliers/${this.contestShown()?.id ?? ''}`);
  protected readonly name = computed(() => this.places.nameOf(this.regionShown() ?? ''));
  protected readonly rows = computed(() => {
    const [contest, list] = [this.contestShown(), this.store.list()];
    if (contest === null || list === null) return [];
    const words = { contest, t: this.t, formats: this.formats };
    return list.rows.map(({ tps, state, findings }) => ({
      tps,
      name: this.places.nameOf(tps),
      where: this.places.whereOf(tps),
      state: this.t(`result.state.${state}`),
      link: this.resultOf(tps),
      query: { contest: contest.id, tab: tabOf(state), tps },
      findings: findings.map((finding) => ({
        reason: finding.reason,
        heading: this.t(`outlier.reason.${finding.reason}`),
        text: sentenceOf(finding, words),
        others: finding.tps.map((other) => ({
          code: other,
          name: this.places.nameOf(other),
          link: this.resultOf(other),
        })),
      })),
    }));
  });
  protected readonly count = computed(() => {
    const list = this.store.list();
    if (list === null) return '';
    const { found, forms, rows } = list;
    const shown = rows.length;
    return this.t(shown < found ? 'outlier.countShown' : 'outlier.count', { found, forms, shown });
  });
  protected readonly failure = computed(() => {
    const failure = this.contests.failure() ?? this.store.failure();
    return failure === null ? null : this.t(`error.${failure.code}`);
  });
  protected readonly state = computed<PanelState>(() => {
    const list = this.store.list();
    if (list !== null) return list.rows.length === 0 ? 'empty' : 'ready';
    return this.failure() === null ? 'loading' : 'error';
  });

  constructor() {
    usePageTitle(() => this.t('outlier.title'));
    effect(() => {
      const [contest, region, reason] = [this.contestShown()?.id, this.regionShown(), this.reasonShown()];
      const isKnown = contest !== undefined && region !== null && !this.isTooWide();
      untracked(() => this.store.show(isKnown ? { contest, region, reason } : null));
    });
  }

  protected chooseContest(event: Event): void {
    const contest = this.contests.find((event.target as HTMLSelectElement).value);
    const region = this.regionShown();
    if (contest === null) return;
    this.go(contest.id, region !== null && isOf(contest, region) ? region : (contest.regions[0] ?? ''));
  }

  protected chooseRegion(event: Event): void {
    this.go(this.contestShown()?.id ?? '', (event.target as HTMLSelectElement).value);
  }

  protected chooseReason(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    const queryParams = { reason: value === '' ? null : value };
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  private go(contest: string, region: string): void {
    void this.router.navigate(['/outliers', contest, region], { queryParamsHandling: 'merge' });
  }

  private resultOf(tps: string): string[] {
    return ['/results', this.contestShown()?.id ?? '', 'tps', tps];
  }
}
