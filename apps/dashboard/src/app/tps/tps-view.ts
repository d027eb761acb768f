import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { OnInit } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  Icon,
  MarkBadge,
  Panel,
  StageChip,
  injectFormats,
  injectText,
  regionName,
  regionMessages,
  tpsMessages,
} from '@posko/ui';
import { Blank } from '../shell/blank';
import { PageHead } from '../shell/page-head';
import { usePageTitle } from '../shell/page-title';
import { SessionStore } from '../shell/session-store';
import { TpsIncidents } from '../shell/tps-incidents';
import { TpsResults } from '../shell/tps-results';
import { StageStepper } from './stage-stepper';
import { stageSteps } from './stage-steps';
import { StoryLine } from './story-line';
import { TpsActs } from './tps-acts';
import { TpsStore } from './tps-store';

/** One TPS: where it stands, what is wrong there, and its whole story. */
@Component({
  selector: 'posko-tps-view',
  imports: [
    Blank,
    Icon,
    MarkBadge,
    PageHead,
    Panel,
    RouterLink,
    StageChip,
    StageStepper,
    StoryLine,
    TpsActs,
    TpsIncidents,
    TpsResults,
  ],
  providers: [TpsStore],
  templateUrl: './tps-view.html',
  styleUrl: './tps-view.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TpsView implements OnInit {
  readonly code = input.required<string>();

  protected readonly store = inject(TpsStore);
  private readonly session = inject(SessionStore);
  protected readonly t = injectText(regionMessages, tpsMessages);
  protected readonly formats = injectFormats();
  protected readonly path = computed(() =>
    (this.store.tps()?.path ?? []).map(({ code, name, level }) => ({ code, name: regionName(name, level) })),
  );
  protected readonly title = computed(() => {
    const tps = this.store.tps();
    const desa = this.path().at(-1)?.name ?? '';
    return tps === null ? `${this.t('word.tps')} ${this.code()}` : this.t('tps.heading', { number: tps.number, desa });
  });
  protected readonly mayReadResults = computed(() => this.session.may('result.read', this.code()));
  protected readonly steps = computed(() => {
    const tps = this.store.tps();
    return tps === null ? [] : stageSteps(tps);
  });
  protected readonly storyHeading = computed(() => this.t('tps.story', { n: this.store.tps()?.story.length ?? 0 }));
  protected readonly failure = computed(() => {
    const failure = this.store.read.failure();
    return failure === null ? null : this.t(`error.${failure.code}`);
  });
  protected readonly owed = computed(() => {
    const [tps, now] = [this.store.tps(), this.store.roomNow()];
    if (!tps?.overdue) return null;
    const { missing, since } = tps.overdue;
    return {
      what: this.t(`stageMissing.${missing}`),
      since: this.formats.dateTime(since),
      for: now === null ? '' : this.formats.duration(Math.max(0, now - Date.parse(since))),
    };
  });
  protected readonly share = computed(() => {
    const tps = this.store.tps();
    return tps?.turnout ? this.formats.percent(tps.turnout.voters, tps.dpt.total) : '';
  });

  constructor() {
    usePageTitle(() => this.title());
  }

  ngOnInit(): void {
    this.store.open(this.code());
  }
}
