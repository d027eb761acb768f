import { ChangeDetectionStrategy, Component, DOCUMENT, computed, effect, inject, input } from '@angular/core';
import type { PublishedRow } from '@posko/contracts';
import { injectWords, portalMessages, regionName } from '@posko/ui';
import { AreaStore } from '../shell/area-store';
import { AsOf } from '../shell/as-of';
import { LastContest } from '../shell/last-contest';
import { PageState } from '../shell/page-state';
import { PlaceHead } from '../shell/place-head';
import { areaKey, isDesa } from '../shell/region-walk';
import { ShareLink } from '../shell/share-link';
import { VotesList } from '../shell/votes-list';
import { VotesSum } from '../shell/votes-sum';
import { BelowTable } from './below-table';
import { ChartPicture } from './chart-picture';
import { ProgressPanel } from '../shell/progress-panel';
import { SincePanel } from './since-panel';
import { TpsTable } from './tps-table';

/** Votes, progress and what lies below, of one contest in one region. */
@Component({
  selector: 'posko-region-page',
  imports: [
    AsOf,
    BelowTable,
    ChartPicture,
    PageState,
    PlaceHead,
    ProgressPanel,
    ShareLink,
    SincePanel,
    TpsTable,
    VotesList,
    VotesSum,
  ],
  providers: [AreaStore],
  templateUrl: './region-page.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RegionPage {
  protected readonly area = inject(AreaStore);
  private readonly last = inject(LastContest);
  private readonly document = inject(DOCUMENT);
  protected readonly t = injectWords(portalMessages);
  /** From the address; the page of the whole has none. */
  readonly contest = input<string>();
  readonly code = input<string>();

  /** What is shown, and the contest that it is about. */
  protected readonly shown = computed(() => {
    const told = this.area.told();
    const contest = this.area.contest();
    if (told?.file.contest !== contest?.id || told === null || contest === null) return null;
    return { told, contest, file: told.file, key: areaKey(contest.id, told.file.region.code) };
  });
  protected readonly desa = computed(() => {
    const file = this.shown()?.file;
    return file !== undefined && isDesa(file) ? file : null;
  });
  protected readonly below = computed(() => {
    const file = this.shown()?.file;
    return file === undefined || isDesa(file) ? [] : file.rows;
  });

  constructor() {
    effect(() => {
      this.area.contestId.set(this.contest() ?? null);
      this.area.asked.set(this.code() ?? null);
    });
    effect(() => {
      const shown = this.shown();
      if (shown === null) return;
      this.last.id = shown.contest.id;
      this.document.title = `${nameOf(shown.file.region)} · ${shown.contest.name}`;
    });
  }

  protected readonly nameOf = nameOf;

  /** On a small screen the list of regions lies far down. */
  protected toBelow(): void {
    this.document.querySelector('posko-below-table, posko-tps-table')?.scrollIntoView();
  }
}

function nameOf({ name, level }: PublishedRow): string {
  return regionName(name, level);
}
