import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { isOf } from '@posko/domain';
import { Icon, Panel, injectFormats, injectText, recapMessages } from '@posko/ui';
import type { PanelState } from '@posko/ui';
import { Blank } from '../shell/blank';
import { ContestStore } from '../shell/contest-store';
import { PageHead } from '../shell/page-head';
import { usePageTitle } from '../shell/page-title';
import { Places } from '../shell/places';
import { SessionStore } from '../shell/session-store';
import { RecapActs } from './recap-acts';
import { RecapFigureTable } from './recap-figures';
import { RecapFindings } from './recap-findings';
import { RecapHistory } from './recap-history';
import { plenaryOf } from './recap-home';
import { RecapParts } from './recap-parts';
import { RecapPlenaries } from './recap-plenaries';
import { RecapStore } from './recap-store';

/** A plenary: its D.Hasil beside the tier below, what does not fit, and the plenaries within its region. */
@Component({
  selector: 'posko-recap-page',
  imports: [Blank, Icon, PageHead, Panel, RecapFigureTable, RecapFindings, RecapHistory, RecapParts, RecapPlenaries],
  providers: [RecapActs, RecapStore],
  templateUrl: './recap-page.html',
  styleUrl: './recap-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecapPage {
  /** `/recap/pkwkp-35/3578`; without them, where this person begins. */
  readonly contest = input<string>();
  readonly region = input<string>();

  protected readonly contests = inject(ContestStore);
  protected readonly store = inject(RecapStore);
  protected readonly acts = inject(RecapActs);
  private readonly session = inject(SessionStore);
  private readonly places = inject(Places);
  private readonly router = inject(Router);
  protected readonly t = injectText(recapMessages);
  private readonly formats = injectFormats();

  protected readonly contestShown = computed(() =>
    this.contest() === undefined ? (this.contests.contests()?.[0] ?? null) : this.contests.find(this.contest()),
  );
  protected readonly regionShown = computed(() => {
    const [contest, person, region] = [this.contestShown(), this.session.person(), this.region()];
    if (region !== undefined) return region;
    return contest === null || person === null ? null : plenaryOf(contest, person.scope);
  });
  protected readonly name = computed(() => this.places.nameOf(this.regionShown() ?? ''));
  protected readonly heading = computed(() => this.t('recap.heading', { region: this.name() }));
  protected readonly status = computed(() => {
    const recap = this.store.recap();
    return recap === null ? '' : this.t(`recap.status.${recap.status}`);
  });
  protected readonly path = computed(() => {
    const [contest, detail] = [this.contestShown(), this.store.detail()];
    const above = detail?.path.filter(
      ({ code }) => contest !== null && code !== detail.recap.region && isOf(contest, code),
    );
    return (above ?? []).toReversed().map(({ code }) => ({ code, name: this.places.nameOf(code) }));
  });
  protected readonly base = computed(() => `/recap/${this.contestShown()?.id ?? ''}`);
  protected readonly mayWrite = computed(() => this.session.may('recap.write', this.regionShown() ?? ''));
  protected readonly isMissing = computed(() => {
    const isUnknown = this.contests.contests() !== null && this.contestShown() === null;
    return isUnknown || ['region-not-found', 'contest-not-found'].includes(this.store.read.failure()?.code ?? '');
  });
  protected readonly failure = computed(() => {
    const failure = this.contests.failure() ?? this.store.read.failure();
    return failure === null ? null : this.t(`error.${failure.code}`);
  });
  protected readonly state = computed<PanelState>(() => {
    if (this.store.detail() !== null) return 'ready';
    return this.store.read.state() === 'error' ? 'error' : 'loading';
  });
  /** What is said of the form: opened, document, time of the plenary, TPS in it (odd where there are not so many). */
  protected readonly facts = computed(() => {
    const detail = this.store.detail();
    if (detail === null) return [];
    const { openedAt, dHasil } = detail.recap;
    const total = detail.parts.reduce((sum, { tps }) => sum + tps.expected, 0);
    return [
      ...(openedAt === null
        ? []
        : [{ label: this.t('recap.opened'), text: this.formats.dateTime(openedAt), isOdd: false }]),
      ...(dHasil === null
        ? []
        : [
            { label: this.t('recap.document'), text: dHasil.document, isOdd: false },
            { label: this.t('recap.plenaryAt'), text: this.formats.dateTime(dHasil.plenaryAt), isOdd: false },
            {
              label: this.t('recap.tpsIn'),
              text: this.t('recap.tpsOf', { n: dHasil.tps, total }),
              isOdd: dHasil.tps > total,
            },
          ]),
    ];
  });

  constructor() {
    usePageTitle(() => this.heading());
    effect(() => {
      const [contest, region] = [this.contestShown()?.id, this.regionShown()];
      if (contest !== undefined && region !== null) untracked(() => this.store.show({ contest, region }));
    });
  }

  protected chooseContest(event: Event): void {
    const contest = this.contests.find((event.target as HTMLSelectElement).value);
    const region = this.regionShown();
    if (contest === null) return;
    const scope = region !== null && isOf(contest, region) ? region : (this.session.person()?.scope ?? '');
    void this.router.navigate(['/recap', contest.id, plenaryOf(contest, scope)]);
  }
}
