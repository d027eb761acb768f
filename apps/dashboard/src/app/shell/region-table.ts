import { ChangeDetectionStrategy, Component, computed, input, signal } from '@angular/core';
import { MatSortModule } from '@angular/material/sort';
import type { Sort } from '@angular/material/sort';
import { MatTableModule } from '@angular/material/table';
import { RouterLink } from '@angular/router';
import { Icon, StageBar, injectFormats, injectText, overviewMessages } from '@posko/ui';
import { byInstant } from './by-instant';
import type { RegionProgress } from './region-progress';
import { sortRegions } from './region-sort';

const MINUTE = 60_000;
const COLUMNS = ['name', 'total', 'progress', 'opened', 'counted', 'sent', 'overdue', 'incident', 'sirekap'] as const;

/** The regions one tier down: how far each is, what is wrong there, and what Sirekap shows. Sorts and filters. */
@Component({
  selector: 'posko-region-table',
  imports: [Icon, MatSortModule, MatTableModule, RouterLink, StageBar],
  templateUrl: './region-table.html',
  styleUrl: './region-table.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RegionTable {
  readonly regions = input.required<readonly RegionProgress[]>();
  readonly filter = input('');
  /** The room's clock (ms), for the age of Sirekap's figures; null until it was heard. */
  readonly roomNow = input.required<number | null>();

  protected readonly t = injectText(overviewMessages);
  protected readonly formats = injectFormats();
  protected readonly columns = COLUMNS;
  private readonly minute = computed(() => {
    const now = this.roomNow();
    return now === null ? null : Math.floor(now / MINUTE);
  });
  private readonly sort = signal<Sort>({ active: 'name', direction: '' });
  protected readonly rows = computed(() => {
    const wanted = this.filter().trim().toLowerCase();
    const found = this.regions().filter(
      (row) => wanted === '' || row.name.toLowerCase().includes(wanted) || row.code.startsWith(wanted),
    );
    return sortRegions(found, this.sort());
  });

  /** Sirekap's latest time stamp: the column's head tells it once, and a row only an earlier one. */
  protected readonly newestSirekap = computed(() =>
    this.regions().reduce<string | null>((newest, { sirekap }) => {
      if (sirekap === null) return newest;
      return newest === null || sirekap.at > newest ? sirekap.at : newest;
    }, null),
  );

  protected readonly codeOf = (_: number, row: RegionProgress): string => row.code;

  protected sortBy(sort: Sort): void {
    this.sort.set(sort);
  }

  private readonly sirekapAge = computed(() => {
    const minute = this.minute();
    return byInstant((at) => {
      const age = minute === null ? '' : this.formats.age(Math.max(0, minute * MINUTE - Date.parse(at)));
      return this.t('overview.sirekapAt', { at: this.formats.dateTime(at), age });
    });
  });

  protected sirekapTitle(row: RegionProgress): string {
    return row.sirekap === null ? this.t('overview.noSirekap') : this.sirekapAge()(row.sirekap.at);
  }
}
