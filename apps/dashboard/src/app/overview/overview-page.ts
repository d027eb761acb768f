import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router } from '@angular/router';
import { Icon, Mosaik, Panel, StageLegend, injectFormats, injectText, overviewMessages } from '@posko/ui';
import { RegionReads } from '../shell/region-reads';
import { TrendChart } from '../shell/trend-chart';
import { KeyFigures } from '../shell/key-figures';
import { OverdueList } from '../shell/overdue-list';
import { OverviewStore } from './overview-store';
import { RegionTable } from '../shell/region-table';
import { WorstIncidents } from '../shell/worst-incidents';
import { TrendTable } from './trend-table';

/** The first screen: every TPS at once, the regions beside it, the trend and the list of those that are silent. */
@Component({
  selector: 'posko-overview-page',
  imports: [
    Icon,
    KeyFigures,
    MatButtonModule,
    Mosaik,
    OverdueList,
    Panel,
    RegionTable,
    StageLegend,
    TrendChart,
    TrendTable,
    WorstIncidents,
  ],
  providers: [RegionReads, OverviewStore],
  templateUrl: './overview-page.html',
  styleUrl: './overview-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OverviewPage {
  protected readonly store = inject(OverviewStore);
  protected readonly t = injectText(overviewMessages);
  protected readonly formats = injectFormats();
  private readonly router = inject(Router);
  protected readonly filter = signal('');
  protected readonly isTable = signal(false);
  protected readonly failure = computed(() => {
    const failure = this.store.failure();
    return failure === null ? null : this.t(`error.${failure.code}`);
  });
  /** The list may lag behind the counter: an empty one is only believed where the board agrees. */
  protected readonly overdueState = computed(() => {
    const state = this.store.stateOf(this.store.overdue);
    if (state !== 'ready' || this.store.groups().length > 0) return state;
    return (this.store.marks()?.overdue ?? 0) > 0 ? 'loading' : 'empty';
  });
  /** By the live board, as every counter on the page: the list comes a few seconds later. */
  protected readonly overdueHeading = computed(() => {
    const total = this.store.marks()?.overdue ?? 0;
    return total === 0 ? this.t('overview.overdue') : this.t('overview.overdueAll', { total });
  });
  /** Said where the list does not hold all of them. */
  protected readonly overdueNote = computed(() => {
    const list = this.store.overdue.value();
    return list === null || list.total <= list.rows.length
      ? ''
      : this.t('overview.overdueFirst', { n: list.rows.length });
  });
  protected readonly trendState = computed(() => {
    const state = this.store.stateOf(this.store.trend);
    return state === 'ready' && (this.store.trend.value()?.points.length ?? 0) < 2 ? 'empty' : state;
  });

  protected openTps(code: string): void {
    void this.router.navigate(['/tps', code]);
  }

  protected openRegion(code: string): void {
    void this.router.navigate(['/region', code]);
  }

  protected setFilter(event: Event): void {
    this.filter.set((event.target as HTMLInputElement).value);
  }
}
