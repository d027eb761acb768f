import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import type { OnInit } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { MARKS, STAGES } from '@posko/domain';
import {
  Icon,
  Panel,
  StageBar,
  StageLegend,
  injectFormats,
  injectText,
  overviewMessages,
  regionMessages,
} from '@posko/ui';
import { Blank } from '../shell/blank';
import { KeyFigures } from '../shell/key-figures';
import { OverdueList } from '../shell/overdue-list';
import { PageHead } from '../shell/page-head';
import { usePageTitle } from '../shell/page-title';
import { RegionTable } from '../shell/region-table';
import { RegionStore } from './region-store';
import { SirekapCompare } from './sirekap-compare';
import { TpsTable } from './tps-table';
import type { TpsQuery } from './tps-rows';

/** One region: how far it is, what Sirekap shows of it, its regions or TPS, and who is silent. */
@Component({
  selector: 'posko-region-view',
  imports: [
    Blank,
    Icon,
    KeyFigures,
    NgTemplateOutlet,
    OverdueList,
    PageHead,
    Panel,
    RegionTable,
    RouterLink,
    SirekapCompare,
    StageBar,
    StageLegend,
    TpsTable,
  ],
  providers: [RegionStore],
  templateUrl: './region-view.html',
  styleUrl: './region-view.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RegionView implements OnInit {
  readonly code = input.required<string>();
  readonly view = input<string>();
  readonly stage = input<string>();
  readonly mark = input<string>();

  private readonly router = inject(Router);
  protected readonly store = inject(RegionStore);
  protected readonly t = injectText(overviewMessages, regionMessages);
  protected readonly formats = injectFormats();
  protected readonly filter = signal('');
  protected readonly name = computed(() => this.store.path().at(-1)?.name ?? '');
  protected readonly isDesa = computed(() => this.store.level() === 'desa');
  protected readonly isTpsList = computed(() => this.isDesa() || this.view() === 'tps');
  protected readonly stageFilter = computed(() => STAGES.find((stage) => stage === this.stage()) ?? null);
  protected readonly markFilter = computed<TpsQuery['mark']>(() => {
    const mark = this.mark();
    return mark === 'trouble' ? mark : (MARKS.find((name) => name === mark) ?? null);
  });
  protected readonly childrenHeading = computed(() => {
    const levels = {
      nasional: 'provinsi',
      provinsi: 'kabupaten',
      kabupaten: 'kecamatan',
      kecamatan: 'desa',
      desa: 'tps',
    } as const;
    return this.t(`level.${levels[this.store.level()]}`);
  });
  protected readonly overdueHeading = computed(() => {
    const total = this.store.marks()?.overdue ?? 0;
    return total === 0 ? this.t('overview.overdue') : this.t('overview.overdueAll', { total });
  });
  protected readonly failure = computed(() => {
    const code = this.store.failure()?.code ?? 'unreachable';
    return this.t(`error.${code}`);
  });

  constructor() {
    usePageTitle(() => this.name());
  }

  ngOnInit(): void {
    this.store.open(this.code());
  }

  /** Shows the regions one tier down, or the TPS, with filters that stand in the address. */
  protected list(change: { view?: 'tps' | null; stage?: string | null; mark?: string | null }): void {
    void this.router.navigate([], { queryParams: change, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected setFilter(event: Event): void {
    this.filter.set((event.target as HTMLInputElement).value);
  }
}
