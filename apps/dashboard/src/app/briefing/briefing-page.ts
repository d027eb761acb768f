import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { Router } from '@angular/router';
import { Icon, Panel, briefingIcons, briefingMessages, injectFormats, injectText } from '@posko/ui';
import { Blank } from '../shell/blank';
import { BoardStore } from '../shell/board-store';
import { injectConfirm } from '../shell/confirm';
import { ContestStore } from '../shell/contest-store';
import { PageHead } from '../shell/page-head';
import { usePageTitle } from '../shell/page-title';
import { SessionStore } from '../shell/session-store';
import { injectMayOver } from './area-right';
import { BriefedCounts } from './briefed-counts';
import { BriefedCoverage } from './briefed-coverage';
import { BriefedStanding } from './briefed-standing';
import { BriefingStore } from './briefing-store';
import { OutcomeGauge } from './outcome-gauge';
import { ProjectorLinks } from './projector-links';
import { QuickCountDialog } from './quick-count-dialog';
import type { QuickCountAsk } from './quick-count-dialog';
import { QuickCounts } from './quick-counts';
import { ReleaseList } from './release-list';
import { SaidSentences } from './said-sentences';
import { TopProblems } from './top-problems';

const SWINGS = [0, 50, 100, 150, 200] as const;
/** Ten points: what the api assumes too. */
const USUAL_SWING = 100;

/** What a commissioner can say of a contest now, on a telephone minutes before the doorstop; and the releases made of it. */
@Component({
  selector: 'posko-briefing-page',
  imports: [
    ...[Blank, BriefedCounts, BriefedCoverage, BriefedStanding, Icon, MatButton, OutcomeGauge, PageHead, Panel],
    ...[NgTemplateOutlet, ProjectorLinks, QuickCounts, ReleaseList, SaidSentences, TopProblems],
  ],
  providers: [BriefingStore],
  templateUrl: './briefing-page.html',
  styleUrl: './briefing-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BriefingPage {
  /** `/briefing/pkwkp-35`; without it, the first contest. */
  readonly contest = input<string>();

  protected readonly contests = inject(ContestStore);
  protected readonly store = inject(BriefingStore);
  private readonly session = inject(SessionStore);
  private readonly board = inject(BoardStore);
  private readonly router = inject(Router);
  private readonly dialog = inject(MatDialog);
  private readonly confirm = injectConfirm();
  private readonly mayOver = injectMayOver();
  protected readonly t = injectText(briefingMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = briefingIcons;
  protected readonly swings = SWINGS;
  protected readonly swing = signal<number>(USUAL_SWING);
  protected readonly isDrafting = signal(false);
  protected readonly notice = signal('');
  protected readonly problem = signal<string | null>(null);

  /** Of the address, else the first one that this person has all of. */
  protected readonly shown = computed(() => {
    if (this.contest() !== undefined) return this.contests.find(this.contest());
    const all = this.contests.contests() ?? [];
    return all.find((contest) => this.mayOver('release.read', contest)) ?? all[0] ?? null;
  });
  private readonly refusal = computed(() => this.store.read.failure()?.code);
  protected readonly isMissing = computed(() => {
    const isUnknown = this.contests.contests() !== null && this.shown() === null;
    return isUnknown || this.refusal() === 'contest-not-found';
  });
  protected readonly isRefused = computed(() => this.refusal() === 'forbidden');
  protected readonly failure = computed(() => {
    const failure = this.contests.failure() ?? this.store.read.failure();
    return failure === null ? null : this.t(`error.${failure.code}`);
  });
  protected readonly state = computed(() => {
    if (this.store.briefing() !== null) return 'ready' as const;
    const isUnknown = this.contests.contests() === null && this.contests.failure() !== null;
    return isUnknown || this.store.read.state() === 'error' ? ('error' as const) : ('loading' as const);
  });
  protected readonly detail = computed(() => {
    const briefing = this.store.briefing();
    if (briefing === null) return '';
    return this.t('briefing.asOf', {
      time: this.formats.dateTime(briefing.at),
      seq: this.formats.number(briefing.seq),
    });
  });
  protected readonly region = computed(() => this.shown()?.regions[0] ?? '');
  protected readonly mayMake = computed(() => this.mayOver('release.make', this.shown()));
  protected readonly mayEnter = computed(() => this.mayOver('quickCount.enter', this.shown()));
  protected readonly mayLink = computed(() => this.session.may('projector.link'));

  constructor() {
    usePageTitle(() => this.t('briefing.title'));
    effect(() => {
      const [contest, swing] = [this.shown()?.id, this.swing()];
      if (contest !== undefined) untracked(() => this.store.show({ contest, swing }));
    });
  }

  protected retry(): void {
    if (this.contests.contests() === null) void this.contests.ask();
    else this.store.refresh();
  }

  protected chooseContest(event: Event): void {
    this.notice.set('');
    this.problem.set(null);
    void this.router.navigate(['/briefing', (event.target as HTMLSelectElement).value]);
  }

  protected chooseSwing(event: Event): void {
    this.swing.set(Number((event.target as HTMLSelectElement).value));
  }

  /** Freezes a release and goes to its page, where its time and entry stand. */
  protected async draft(): Promise<void> {
    const [contest, briefing] = [this.shown(), this.store.briefing()];
    if (contest === null || briefing === null || this.isDrafting()) return;
    const { counted, expected } = briefing.region.counts;
    const time = this.formats.dateTime(briefing.at);
    const ask = {
      heading: this.t('briefing.draft.heading', { contest: contest.name }),
      texts: [
        this.t('briefing.draft.text', { time, seq: briefing.seq, counted, expected }),
        this.t('briefing.draft.next'),
      ],
      confirm: this.t('briefing.draft.confirm'),
      cancel: this.t('briefing.keep'),
    };
    if ((await this.confirm(ask)) === null) return;
    this.isDrafting.set(true);
    const answer = await this.store.draft({ contest: contest.id, swing: this.swing() });
    this.isDrafting.set(false);
    this.problem.set(answer.isOk ? null : this.failedBy(answer.failure.code));
    if (answer.isOk) await this.router.navigate(['/briefing/release', answer.value.number]);
  }

  protected enterQuickCount(): void {
    const contest = this.shown();
    if (contest === null) return;
    const data: QuickCountAsk = {
      options: contest.options,
      now: this.board.roomNow() ?? Date.now(),
      send: async (figures) => {
        const answer = await this.store.enter(contest.id, figures);
        return answer.isOk ? null : this.failedBy(answer.failure.code);
      },
    };
    const ref = this.dialog.open<QuickCountDialog, QuickCountAsk, string>(QuickCountDialog, { data, width: '560px' });
    ref.afterClosed().subscribe((institute) => {
      if (institute !== undefined) this.notice.set(this.t('briefing.quick.done', { institute }));
    });
  }

  private failedBy(code: NonNullable<ReturnType<typeof this.refusal>>): string {
    return this.t('briefing.failed', { why: this.t(`error.${code}`) });
  }
}
