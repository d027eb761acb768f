import { DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { newCommandId } from '@posko/client';
import { BULK_LIMIT } from '@posko/contracts';
import type { BulkRequest, IncidentRow } from '@posko/contracts';
import { API } from '../shell/board-store';
import type { Failure, ResponseOf } from '../shell/board-store';
import type { QueueQuery } from '../shell/incident-criteria';
import { injectIncidentList } from '../shell/incident-list-store';
import { slowed } from '../shell/slowed';
import { holdStill } from './hold-still';
import type { StillList } from './hold-still';
import { takingOf } from './incident-actions';
import { NOTHING_SELECTED, allOf, extended, toggled } from './selection';
import type { Selection } from './selection';

type Counts = ResponseOf<'incidents'>['counts'];
export type BulkChange = BulkRequest['change'];

/** A row that the server did not change, and why. */
export interface Refused {
  readonly row: IncidentRow;
  readonly code: string;
}

export interface BulkOutcome {
  readonly done: number;
  readonly refused: readonly Refused[];
  /** The whole of it did not get through. */
  readonly failure: Failure | null;
}

const FLASH_MS = 1_600;
/** Counts follow the list at reading speed. */
const COUNT_EVERY_MS = 5_000;

/** The queue: a list that is live and still stands still under whoever reads it; what is chosen in it, and what is done with that. */
@Injectable()
export class QueueStore {
  private readonly api = inject(API);
  private readonly asked = signal<QueueQuery | null>(null);
  private readonly base = signal<readonly IncidentRow[]>([]);
  private readonly reading = signal(false);
  private readonly chosen = signal<Selection>(NOTHING_SELECTED);
  private readonly recounted = signal<{ total: number; counts: Counts } | null>(null);
  private readonly flashing = signal<ReadonlySet<string>>(new Set());
  private versions = new Map<string, number>();
  private timer: ReturnType<typeof setTimeout> | null = null;

  readonly list = injectIncidentList(this.asked);
  readonly query = this.asked.asReadonly();
  readonly selection = this.chosen.asReadonly();
  /** Somebody reads, points at or has chosen something: nothing moves. */
  readonly isHeld = computed(() => this.reading() || this.chosen().ids.size > 0);
  readonly still = computed<StillList>(() =>
    holdStill(this.isHeld() ? this.base() : this.list.rows(), this.list.rows()),
  );
  readonly rows = computed(() => this.still().rows);
  readonly order = computed(() => this.rows().map(({ row }) => row.id));
  readonly selected = computed(() => {
    const { ids } = this.chosen();
    return this.rows().flatMap(({ row }) => (ids.has(row.id) ? [row] : []));
  });
  readonly total = computed(() => this.recounted()?.total ?? this.list.total());
  readonly counts = computed(() => this.recounted()?.counts ?? this.list.counts());
  /** Rows that changed in place a moment ago. */
  readonly flashes = this.flashing.asReadonly();

  constructor() {
    effect(() => {
      const rows = this.list.rows();
      // Where nothing stands yet, nothing can jump.
      if (!this.isHeld() || untracked(this.base).length === 0) this.base.set(rows);
      untracked(() => this.flash(rows));
    });
    const slow = slowed(this.list.rows, COUNT_EVERY_MS);
    effect(() => {
      slow();
      untracked(() => void this.recount());
    });
    inject(DestroyRef).onDestroy(() => {
      if (this.timer !== null) clearTimeout(this.timer);
    });
  }

  ask(query: QueueQuery): void {
    if (JSON.stringify(query) === JSON.stringify(this.asked())) return;
    this.chosen.set(NOTHING_SELECTED);
    this.recounted.set(null);
    this.base.set([]);
    this.versions = new Map();
    this.asked.set(query);
  }

  /** The pointer or the focus came to the list, or left it. */
  hold(isReading: boolean): void {
    this.reading.set(isReading);
  }

  /** Lets in what waits. */
  apply(): void {
    this.base.set(this.list.rows());
  }

  toggle(id: string): void {
    this.chosen.update((before) => toggled(before, id));
  }

  extend(id: string): void {
    this.chosen.update((before) => extended(before, id, this.order()));
  }

  toggleAll(): void {
    this.chosen.update((before) => allOf(before, this.order()));
  }

  clearSelection(): void {
    this.chosen.set(NOTHING_SELECTED);
  }

  async take(row: IncidentRow): Promise<Failure | null> {
    const body = { ...takingOf(row), id: newCommandId(), version: row.version };
    const answer = await this.api.call('changeIncident', { params: { incidentId: row.id }, body });
    return answer.isOk ? null : answer.failure;
  }

  /** The same for many; each row is changed or refused by itself. */
  async change(rows: readonly IncidentRow[], changeOf: (row: IncidentRow) => BulkChange): Promise<BulkOutcome> {
    const groups = Map.groupBy(rows, (row) => JSON.stringify(changeOf(row)));
    let done = 0;
    const refused: Refused[] = [];
    for (const [change, group] of groups) {
      for (let from = 0; from < group.length; from += BULK_LIMIT) {
        const part = group.slice(from, from + BULK_LIMIT);
        const items = part.map(({ id, version }) => ({ id, version }));
        const body = { id: newCommandId(), items, change: JSON.parse(change) as BulkChange };
        const answer = await this.api.call('changeIncidents', { body });
        if (!answer.isOk) return { done, refused, failure: answer.failure };
        const refusals = refusedIn(answer.value.results, part);
        refused.push(...refusals);
        done += part.length - refusals.length;
      }
    }
    return { done, refused, failure: null };
  }

  private async recount(): Promise<void> {
    const query = this.asked();
    if (query === null || this.list.total() === null) return;
    const answer = await this.api.call('incidents', { query: { ...(query as object), limit: 1 } });
    if (!answer.isOk || this.asked() !== query) return;
    const { total, counts } = answer.value;
    this.recounted.set({ total, counts });
  }

  private flash(rows: readonly IncidentRow[]): void {
    const changed = rows.filter(({ id, version }) => (this.versions.get(id) ?? version) < version).map(({ id }) => id);
    this.versions = new Map(rows.map(({ id, version }) => [id, version]));
    if (changed.length === 0) return;
    this.flashing.update((before) => new Set([...before, ...changed]));
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flashing.set(new Set()), FLASH_MS);
  }
}

function refusedIn(results: ResponseOf<'changeIncidents'>['results'], rows: readonly IncidentRow[]): Refused[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return results.flatMap(({ id, refused }) => {
    const row = byId.get(id);
    return refused === null || row === undefined ? [] : [{ row, code: refused }];
  });
}
