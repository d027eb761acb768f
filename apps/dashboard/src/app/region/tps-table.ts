import { BreakpointObserver } from '@angular/cdk/layout';
import { CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { MARKS, STAGES, stageAt } from '@posko/domain';
import type { Board, Mark, Stage } from '@posko/domain';
import { Icon, MarkBadge, injectFormats, injectText, marksByLoudness, regionMessages } from '@posko/ui';
import type { IconName } from '@posko/ui';
import { map } from 'rxjs';
import { nameOf, tpsRows } from './tps-rows';
import type { TpsQuery, TpsSort } from './tps-rows';

interface Row {
  readonly code: string;
  readonly number: number;
  readonly desa: string;
  readonly kecamatan: string;
  readonly stage: Stage;
  readonly marks: readonly Mark[];
}

/** The TPS of a region, however many: only the rows in sight exist. Filters by stage and mark, sorts by a click on a head. */
@Component({
  selector: 'posko-tps-table',
  imports: [CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport, Icon, MarkBadge],
  templateUrl: './tps-table.html',
  styleUrl: './tps-table.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TpsTable {
  readonly board = input.required<Board>();
  readonly region = input.required<number>();
  /** Grows when the board changed. */
  readonly version = input.required<number>();
  readonly text = input('');
  readonly stage = input<Stage | null>(null);
  readonly mark = input<TpsQuery['mark']>(null);
  readonly dpt = input<ReadonlyMap<string, number>>(new Map());
  /** Another stage or mark was chosen. */
  readonly filtered = output<{ stage?: string | null; mark?: string | null }>();

  private readonly router = inject(Router);
  protected readonly t = injectText(regionMessages);
  protected readonly formats = injectFormats();
  protected readonly stages = STAGES;
  protected readonly markNames = MARKS;
  private readonly narrow = inject(BreakpointObserver)
    .observe('(max-width: 700px)')
    .pipe(map((state) => state.matches));
  protected readonly isNarrow = toSignal(this.narrow, { initialValue: false });
  private readonly order = signal<{ sort: TpsSort; isDescending: boolean }>({ sort: 'code', isDescending: false });

  protected readonly positions = computed(() => {
    this.version();
    const query = { stage: this.stage(), mark: this.mark(), text: this.text(), ...this.order() };
    return tpsRows(this.board(), this.region(), query);
  });
  protected readonly isFiltered = computed(() => this.text() !== '' || this.stage() !== null || this.mark() !== null);
  /** A desa's own list needs no names of desa. */
  protected readonly isNamed = computed(() => this.board().tree.levels[this.region()] !== 'desa');

  protected readonly labels = computed(() => {
    const kind = this.isNarrow() ? 'stageShort' : 'stage';
    return Object.fromEntries(STAGES.map((stage) => [stage, this.t(`${kind}.${stage}`)])) as Record<Stage, string>;
  });

  /** What a row shows now; reads the version, because stages and marks change in place. */
  protected row(position: number): Row {
    this.version();
    const { tree, stages, marks } = this.board();
    const desa = tree.desaAt[position] ?? -1;
    return {
      code: tree.tpsCodeAt(position),
      number: tree.tpsNumberAt(position),
      desa: nameOf(tree, desa),
      kecamatan: nameOf(tree, tree.parent[desa] ?? -1),
      stage: stageAt(stages[position] ?? 0),
      marks: marksByLoudness(marks[position] ?? 0),
    };
  }

  /** One listener for all rows: a link directive in each of them would be made anew with every row that scrolls by. */
  protected follow(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    const href = link?.getAttribute('href');
    if (!href || !isPlain) return;
    event.preventDefault();
    void this.router.navigateByUrl(href);
  }

  protected sortBy(sort: TpsSort): void {
    const { sort: before, isDescending } = this.order();
    // Stages and trouble are looked for from the top.
    this.order.set(
      before === sort ? { sort, isDescending: !isDescending } : { sort, isDescending: sort === 'trouble' },
    );
  }

  protected direction(sort: TpsSort): 'ascending' | 'descending' | null {
    const { sort: current, isDescending } = this.order();
    if (current !== sort) return null;
    return isDescending ? 'descending' : 'ascending';
  }

  protected arrow(sort: TpsSort): IconName {
    const direction = this.direction(sort);
    if (direction === null) return 'sort';
    return direction === 'ascending' ? 'sortUp' : 'sortDown';
  }

  protected chooseStage(event: Event): void {
    this.filtered.emit({ stage: valueOf(event) });
  }

  protected chooseMark(event: Event): void {
    this.filtered.emit({ mark: valueOf(event) });
  }

  protected readonly same = (_: number, position: number): number => position;
}

function valueOf(event: Event): string | null {
  const { value } = event.target as HTMLSelectElement;
  return value === '' ? null : value;
}
