import type { ElementRef } from '@angular/core';
import { CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import { BreakpointObserver } from '@angular/cdk/layout';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import type { IncidentRow } from '@posko/contracts';
import type { IncidentPolicy } from '@posko/domain';
import {
  ClockChip,
  Icon,
  SeverityBadge,
  incidentIcons,
  incidentKindMessages,
  incidentMessages,
  injectFormats,
  injectText,
  queueMessages,
} from '@posko/ui';
import { map } from 'rxjs';
import { Places } from '../shell/places';
import type { StillRow } from './hold-still';

/** Rows from the end at which the next page is asked for. */
const AHEAD = 20;
const ID_PREFIX = 'posko-queue-';
const ROW_PX = 32;
const NARROW_ROW_PX = 74;

/**
 * The queue as a grid: only the rows in sight exist. It has the focus as a whole; a cursor walks its rows, so that nothing is lost
 * when rows scroll away.
 */
@Component({
  selector: 'posko-queue-table',
  imports: [CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport, ClockChip, Icon, SeverityBadge],
  templateUrl: './queue-table.html',
  styleUrl: './queue-table.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class QueueTable {
  readonly rows = input.required<readonly StillRow[]>();
  readonly selected = input.required<ReadonlySet<string>>();
  readonly flashes = input.required<ReadonlySet<string>>();
  readonly hasMore = input.required<boolean>();
  /** The room's clock (ms); null until it was heard. */
  readonly now = input.required<number | null>();
  readonly policy = input.required<IncidentPolicy>();
  readonly opened = output<string>();
  readonly toggled = output<string>();
  readonly extended = output<string>();
  readonly allToggled = output();
  readonly more = output();

  private readonly viewport = viewChild.required(CdkVirtualScrollViewport);
  private readonly grid = viewChild.required<ElementRef<HTMLElement>>('grid');
  protected readonly places = inject(Places);
  protected readonly t = injectText(queueMessages, incidentMessages, incidentKindMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = incidentIcons;
  private readonly narrow = inject(BreakpointObserver)
    .observe('(max-width: 900px)')
    .pipe(map(({ matches }) => matches));
  private readonly isNarrow = toSignal(this.narrow, { initialValue: false });
  protected readonly rowPx = computed(() => (this.isNarrow() ? NARROW_ROW_PX : ROW_PX));
  private readonly cursor = signal<string | null>(null);

  /** Where the cursor stands; at the first row before it was moved. */
  protected readonly at = computed(() => {
    const found = this.rows().findIndex(({ row }) => row.id === this.cursor());
    return found < 0 ? Math.min(this.lastAt(), this.rows().length - 1) : found;
  });
  private readonly lastAt = signal(0);
  readonly current = computed<IncidentRow | null>(() => this.rows()[this.at()]?.row ?? null);
  protected readonly isAllSelected = computed(
    () => this.rows().length > 0 && this.rows().every(({ row }) => this.selected().has(row.id)),
  );

  constructor() {
    effect(() => {
      const rows = this.rows();
      untracked(() => this.near(this.viewport().getRenderedRange().end, rows.length));
    });
  }

  focusGrid(): void {
    this.grid().nativeElement.focus({ preventScroll: true });
  }

  /** Moves the cursor by rows; the row stays in sight. */
  step(by: number): void {
    const { length } = this.rows();
    if (length === 0) return;
    const next = Math.max(0, Math.min(length - 1, this.at() + by));
    this.lastAt.set(next);
    this.cursor.set(this.rows()[next]?.row.id ?? null);
    this.show(next);
  }

  protected near(end: number, length = this.rows().length): void {
    if (this.hasMore() && end >= length - AHEAD) this.more.emit();
  }

  /** One listener for all rows. A box chooses, Shift chooses up to here, all else opens; a new tab where the browser is asked for it. */
  protected pick(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const id = target?.closest('[role=row]')?.id.slice(ID_PREFIX.length) ?? '';
    const index = this.rows().findIndex(({ row }) => row.id === id);
    if (index < 0 || event.button !== 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    this.lastAt.set(index);
    this.cursor.set(id);
    if (event.shiftKey) this.extended.emit(id);
    else if (target?.closest('.box')) this.toggled.emit(id);
    else this.opened.emit(id);
    if (!(target instanceof HTMLInputElement)) event.preventDefault();
  }

  protected readonly same = (_: number, { row }: StillRow): string => row.id;

  private show(index: number): void {
    const [viewport, px] = [this.viewport(), this.rowPx()];
    const top = viewport.measureScrollOffset();
    const height = viewport.getViewportSize();
    if (index * px < top) viewport.scrollToOffset(index * px);
    else if ((index + 1) * px > top + height) viewport.scrollToOffset((index + 1) * px - height);
  }
}
