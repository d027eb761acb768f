import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon, Panel, briefingIcons, briefingMessages, injectFormats, injectText } from '@posko/ui';
import { Blank } from '../shell/blank';
import { ContestStore } from '../shell/contest-store';
import { PageHead } from '../shell/page-head';
import { usePageTitle } from '../shell/page-title';
import { SessionStore } from '../shell/session-store';
import { injectMayOver } from './area-right';
import { BriefedCounts } from './briefed-counts';
import { BriefedCoverage } from './briefed-coverage';
import { BriefedStanding } from './briefed-standing';
import { OutcomeGauge } from './outcome-gauge';
import { QuickCounts } from './quick-counts';
import { ReleaseActs } from './release-acts';
import { ReleaseCorrections } from './release-corrections';
import { ReleaseFacts } from './release-facts';
import { ReleaseFiles } from './release-files';
import { ReleaseStatusChip } from './release-status-chip';
import { ReleaseStore } from './release-store';
import { SaidSentences } from './said-sentences';
import { TopProblems } from './top-problems';

const NOT_FOUND = ['release-not-found', 'invalid-request'];

/** A release: what it says, which never changes; its files; what is decided of it, and what was corrected since. */
@Component({
  selector: 'posko-release-page',
  imports: [
    ...[Blank, BriefedCounts, BriefedCoverage, BriefedStanding, Icon, OutcomeGauge, PageHead, Panel, QuickCounts],
    ...[ReleaseCorrections, ReleaseFacts, ReleaseFiles, ReleaseStatusChip, RouterLink, SaidSentences, TopProblems],
  ],
  providers: [ReleaseActs, ReleaseStore],
  templateUrl: './release-page.html',
  styleUrls: ['./briefing-page.scss', './release-page.scss'],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReleasePage {
  /** `/briefing/release/12` */
  readonly number = input.required<string>();

  protected readonly store = inject(ReleaseStore);
  protected readonly acts = inject(ReleaseActs);
  private readonly contests = inject(ContestStore);
  private readonly session = inject(SessionStore);
  private readonly mayOver = injectMayOver();
  protected readonly t = injectText(briefingMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = briefingIcons;

  protected readonly heading = computed(() => this.t('briefing.release', { n: this.number() }));
  protected readonly release = computed(() => this.store.detail()?.release ?? null);
  protected readonly isMissing = computed(() => NOT_FOUND.includes(this.store.read.failure()?.code ?? ''));
  protected readonly isRefused = computed(() => this.store.read.failure()?.code === 'forbidden');
  protected readonly failure = computed(() => {
    const failure = this.store.read.failure();
    return failure === null ? null : this.t(`error.${failure.code}`);
  });
  protected readonly state = computed(() => {
    if (this.store.detail() !== null) return 'ready' as const;
    return this.store.read.state() === 'error' ? ('error' as const) : ('loading' as const);
  });
  /** What it is, in words that keep a draft from being quoted. */
  protected readonly word = computed(() => {
    const status = this.release()?.status;
    if (status === 'released') return this.t('briefing.release.frozen');
    return this.t(status === 'draft' ? 'briefing.release.draftHint' : 'briefing.release.discardedHint');
  });
  private readonly mayMake = computed(() => this.mayOver('release.make', this.contests.find(this.release()?.contest)));
  /** Who made it does not release it. */
  protected readonly isOwn = computed(() => {
    const [release, person] = [this.release(), this.session.person()];
    return release !== null && release.draftedBy.id === person?.id;
  });
  protected readonly mayDecide = computed(() => this.release()?.status === 'draft' && this.mayMake());

  /** What has to be done with a draft, and by whom. */
  protected readonly next = computed(() => {
    if (this.isOwn()) return this.t('briefing.giveOut.own');
    return this.t(this.mayDecide() ? 'briefing.giveOut.yours' : 'briefing.giveOut.waits');
  });

  constructor() {
    usePageTitle(() => this.heading());
    effect(() => {
      const number = this.number();
      untracked(() => this.store.show(number));
    });
  }
}
