import { ChangeDetectionStrategy, Component, ElementRef, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TotalsRow } from '@posko/contracts';
import type { Contest, ContestOption } from '@posko/domain';
import { Icon, contestMessages, injectFormats, injectText, resultMessages } from '@posko/ui';
import type { IconName } from '@posko/ui';
import { belowRows, isTrouble, sortedRows } from './below-rows';
import type { BelowRow, Sort, SortKey } from './below-rows';
import { BASES, mainOptions } from './vote-lines';
import type { Basis } from './vote-lines';

/** With more options the columns would say nothing any more: the bar does. */
const COLUMNS_MOST = 5;

/** What lies one tier below: how far it is, and its votes on one basis, which is named. Arrows change the row, Enter opens it. */
@Component({
  selector: 'posko-below-table',
  imports: [Icon, RouterLink],
  templateUrl: './below-table.html',
  styleUrl: './below-table.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BelowTable {
  readonly contest = input.required<Contest>();
  readonly rows = input.required<readonly TotalsRow[]>();
  readonly heading = input.required<string>();
  readonly basis = input.required<Basis>();
  readonly basisChosen = output<Basis>();

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly t = injectText(contestMessages, resultMessages);
  protected readonly formats = injectFormats();
  protected readonly bases = BASES;
  protected readonly isTrouble = isTrouble;
  private readonly sort = signal<Sort>({ by: 'name', isDescending: false });
  protected readonly isOfTps = computed(() => this.rows()[0]?.level === 'tps');
  protected readonly columns = computed<readonly ContestOption[]>(() => {
    const options = mainOptions(this.contest());
    return options.length > COLUMNS_MOST ? [] : options;
  });
  protected readonly shown = computed(() => {
    const [contest, basis] = [this.contest(), this.basis()];
    const tpsName = (number: number): string => this.t('contest.tps', { number });
    return sortedRows(belowRows(this.rows(), { contest, basis, tpsName }), this.sort());
  });

  protected optionName(option: ContestOption): string {
    return option.kind === 'kolomKosong' ? this.t('contest.kolomKosong') : option.name;
  }

  /** Names begin with the first, figures with the most. */
  protected sortBy(by: SortKey): void {
    this.sort.update((sort) =>
      sort.by === by ? { by, isDescending: !sort.isDescending } : { by, isDescending: by !== 'name' },
    );
  }

  protected direction(by: SortKey): 'ascending' | 'descending' | null {
    const sort = this.sort();
    if (sort.by !== by) return null;
    return sort.isDescending ? 'descending' : 'ascending';
  }

  protected arrow(by: SortKey): IconName {
    const direction = this.direction(by);
    if (direction === null) return 'sort';
    return direction === 'ascending' ? 'sortUp' : 'sortDown';
  }

  protected optionKey({ id }: ContestOption): SortKey {
    return `option:${id}`;
  }

  protected votesOf(row: BelowRow, { id }: ContestOption): string {
    return row.votes === null ? '–' : this.formats.number(row.votes.get(id) ?? 0);
  }

  /** Heard on the rows: their links are what the keyboard stops at. */
  protected step(event: Event, by: number): void {
    const links = [...this.element.querySelectorAll<HTMLAnchorElement>('tbody a')];
    const at = links.findIndex((link) => link === event.target);
    if (at < 0) return;
    event.preventDefault();
    links[Math.max(0, Math.min(links.length - 1, at + by))]?.focus();
  }
}
