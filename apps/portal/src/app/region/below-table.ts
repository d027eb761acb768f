import { ChangeDetectionStrategy, Component, computed, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { PublishedContest, PublishedRow } from '@posko/contracts';
import { injectFormats, injectWords, portalMessages } from '@posko/ui';
import { AsOf } from '../shell/as-of';
import { gradually } from '../shell/gradual';
import { linkTo } from '../shell/place';
import type { Told } from '../shell/published-files';
import { mainOptions } from '../shell/vote-lines';
import { belowRows, sorted } from './below-rows';
import type { SortKey, Sorting } from './below-rows';

/** With more options than this, the table names who leads and the region's own page names all. */
const MOST_OPTIONS = 5;

/** The regions below, one row each, sorted by any column. */
@Component({
  selector: 'posko-below-table',
  imports: [AsOf, RouterLink],
  templateUrl: './below-table.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BelowTable {
  protected readonly t = injectWords(portalMessages);
  protected readonly formats = injectFormats();
  protected readonly linkTo = linkTo;
  readonly contest = input.required<PublishedContest>();
  readonly rows = input.required<readonly PublishedRow[]>();
  readonly at = input.required<string | null>();
  readonly told = input.required<Told<unknown>>();

  protected readonly sorting = signal<Sorting>({ key: 'code', isDescending: false });
  protected readonly columns = computed(() => {
    const fixed = (['name', 'tps', 'counted', 'percent', 'held', 'leader'] as const).map((key) => {
      return { key, label: this.t(`portal.column.${key}`), full: this.t(`portal.column.${key}`) };
    });
    const options = this.options().map(({ id, number, name }) => ({
      key: id,
      label: String(number),
      full: `${number}. ${name}`,
    }));
    return [...fixed, ...options];
  });
  protected readonly options = computed(() => {
    const options = mainOptions(this.contest());
    return options.length > MOST_OPTIONS ? [] : options;
  });
  private readonly all = computed(() => belowRows(this.contest(), this.rows()));
  private readonly limit = gradually(() => this.rows().length);
  protected readonly drawnRows = computed(() => sorted(this.all(), this.sorting()).slice(0, this.limit()));
  protected readonly heading = computed(() => {
    const level = this.rows()[0]?.level;
    return level === undefined ? null : this.t('portal.below', { level: this.t(`level.${level}`) });
  });

  /** Figures begin with the most, names with A; a second time turns it round. */
  protected sortBy(key: SortKey): void {
    const { key: before, isDescending } = this.sorting();
    this.sorting.set({ key, isDescending: before === key ? !isDescending : key !== 'name' });
  }

  protected ariaSort(key: SortKey): 'ascending' | 'descending' | null {
    const { key: sortedBy, isDescending } = this.sorting();
    if (sortedBy !== key) return null;
    return isDescending ? 'descending' : 'ascending';
  }
}
