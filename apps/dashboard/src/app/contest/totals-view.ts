import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import type { OnInit } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Contest } from '@posko/domain';
import { FigureTile, Panel, contestMessages, injectFormats, injectText, regionName, resultMessages } from '@posko/ui';
import { Blank } from '../shell/blank';
import { BoardStore } from '../shell/board-store';
import { PageHead } from '../shell/page-head';
import { usePageTitle } from '../shell/page-title';
import { BelowTable } from './below-table';
import { StateBar } from './state-bar';
import { TotalsStore } from './totals-store';
import { BASES } from './vote-lines';
import type { Basis } from './vote-lines';
import { VoteTable } from './vote-table';

const BELOW = {
  nasional: 'provinsi',
  provinsi: 'kabupaten',
  kabupaten: 'kecamatan',
  kecamatan: 'desa',
  desa: 'tps',
  tps: 'tps',
} as const;
const UNKNOWN = new Set(['region-not-found', 'contest-not-found', 'invalid-request', 'not-found', 'forbidden']);

/** Totals of one region of a contest: what is public, what is held, what was received, and the same of what lies below. */
@Component({
  selector: 'posko-totals-view',
  imports: [BelowTable, Blank, FigureTile, PageHead, Panel, RouterLink, StateBar, VoteTable],
  providers: [TotalsStore],
  templateUrl: './totals-view.html',
  styleUrl: './totals-view.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TotalsView implements OnInit {
  readonly contest = input.required<Contest>();
  readonly region = input.required<string>();
  /** Where the person's way through this contest begins. */
  readonly home = input.required<string>();

  protected readonly store = inject(TotalsStore);
  private readonly tree = inject(BoardStore).tree;
  protected readonly t = injectText(contestMessages, resultMessages);
  protected readonly formats = injectFormats();
  protected readonly bases = BASES;
  protected readonly basis = signal<Basis>('published');
  protected readonly row = computed(() => this.store.totals()?.region ?? null);
  protected readonly below = computed(() => this.store.totals()?.children ?? []);
  protected readonly isMissing = computed(
    () => this.store.state() === 'error' && UNKNOWN.has(this.store.failure()?.code ?? ''),
  );
  /** From the root of the register down to the region, without itself. */
  protected readonly path = computed(() => {
    const tree = this.tree();
    const index = tree?.indexOf(this.region()) ?? -1;
    if (tree === null || index < 0) return [];
    const above = tree.pathOf(index).slice(1).reverse();
    return above.map((at) => {
      const { code, name, level } = tree.refOf(at);
      return { code, name: regionName(name, level) };
    });
  });
  protected readonly base = computed(() => `/results/${this.contest().id}`);
  protected readonly heading = computed(() => {
    const row = this.row();
    return row === null || row.level === 'tps' ? this.region() : regionName(row.name, row.level);
  });
  protected readonly detail = computed(() => `${this.contest().name} · ${this.region()}`);
  protected readonly belowHeading = computed(() =>
    this.t('contest.below', { level: this.t(`level.${BELOW[this.row()?.level ?? 'desa']}`) }),
  );
  protected readonly message = computed(() => {
    const failure = this.store.failure();
    return failure === null ? null : this.t(`error.${failure.code}`);
  });

  constructor() {
    usePageTitle(() => `${this.t('contest.title')} ${this.heading()}`);
  }

  ngOnInit(): void {
    this.store.open(this.contest().id, this.region());
  }
}
