import { Injectable } from '@nestjs/common';
import type { IncidentView } from '@posko/contracts';
import { NATIONAL_CODE, covers, isKind, isOpen, nextDue } from '@posko/domain';
import type { IncidentTier, JournalEntry } from '@posko/domain';
import { incidentIn } from '../platform/incident/incident-entry';
import type { Projection } from '../platform/journal/journal-follower';
import { IncidentQueueRepository } from './incident-queue.repository';
import type { OpenIncident } from './incident-queue.repository';

type Shared = Record<Exclude<IncidentView, 'mine' | 'all'>, number>;
type Told = NonNullable<ReturnType<typeof incidentIn>>;

/** Whose figures: where they look, at which tier, and when by the room's clock (ms). */
export interface Onlooker {
  readonly scope: string;
  readonly tier: IncidentTier;
  readonly person: string;
  readonly now: number;
}

/** While nothing happens, only clocks that run out change a count: they are looked at this often. */
const FRESH_MS = 1000;
const CACHE_LIMIT = 2000;
/** Digits of a province, kabupaten, kecamatan, desa and TPS. */
const PREFIXES = [2, 4, 6, 10, 13];

/**
 * How many open incidents each view holds. Every screen asks with every list, and counting tens of thousands of rows in the
 * database takes longer than finding the page: so the open ones are held here, by the journal.
 */
@Injectable()
export class IncidentTally implements Projection {
  private readonly open = new Map<string, OpenIncident>();
  private readonly held = new Map<string, Set<string>>();
  private readonly counted = new Map<string, { at: number; shared: Shared }>();

  /** Incidents of all times per region and TPS. */
  private readonly all = new Map<string, number>();
  private position = 0;

  constructor(private readonly queue: IncidentQueueRepository) {}

  async load(): Promise<number> {
    const { seq, open, places } = await this.queue.tally();
    this.open.clear();
    this.held.clear();
    this.counted.clear();
    this.all.clear();
    for (const row of open) this.put(row);
    for (const { place, count } of places) this.shift(place, count);
    this.position = seq;
    return seq;
  }

  apply(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      if (entry.seq <= this.position) continue;
      this.position = entry.seq;
      const told = incidentIn(entry);
      if (told !== null) this.take(told, isKind(entry, 'incident.opened.v1'));
    }
  }

  /** Exact, as of the last entry that this instance has followed. */
  counts(onlooker: Onlooker): Record<IncidentView, number> {
    const { scope, person } = onlooker;
    const ids = [...(this.held.get(person) ?? [])];
    const mine = ids.filter((id) => covers(scope, this.open.get(id)?.place ?? '')).length;
    return { mine, ...this.shared(onlooker), all: this.all.get(scope) ?? 0 };
  }

  private take({ incident, movedFrom }: Told, isNew: boolean): void {
    const { id, place, tier, parent, assignee } = incident;
    this.counted.clear();
    this.drop(id);
    if (isOpen(incident.status))
      this.put({ id, place, tier, parent, assignee: assignee?.id ?? null, dueAt: nextDue(incident) ?? Infinity });
    if (isNew || movedFrom !== null) this.shift(place, 1);
    if (movedFrom !== null) this.shift(movedFrom, -1);
  }

  /** Counts at a place and at everything above it. */
  private shift(place: string, by: number): void {
    for (const scope of [
      NATIONAL_CODE,
      ...PREFIXES.filter((digits) => digits <= place.length).map((n) => place.slice(0, n)),
    ])
      this.all.set(scope, (this.all.get(scope) ?? 0) + by);
  }

  private shared(onlooker: Onlooker): Shared {
    const key = `${onlooker.scope} ${onlooker.tier}`;
    const last = this.counted.get(key);
    const at = performance.now();
    if (last !== undefined && at - last.at < FRESH_MS) return last.shared;
    if (this.counted.size > CACHE_LIMIT) this.counted.clear();
    const shared = this.count(onlooker);
    this.counted.set(key, { at, shared });
    return shared;
  }

  private count({ scope, tier, now }: Onlooker): Shared {
    const shared = { unassigned: 0, region: 0, breached: 0, open: 0 };
    for (const incident of this.open.values()) {
      if (!covers(scope, incident.place)) continue;
      shared.open += 1;
      if (incident.parent !== null && this.open.has(incident.parent)) continue;
      if (incident.assignee === null) shared.unassigned += 1;
      if (incident.tier === tier) shared.region += 1;
      if (incident.dueAt <= now) shared.breached += 1;
    }
    return shared;
  }

  private put(incident: OpenIncident): void {
    this.open.set(incident.id, incident);
    if (incident.assignee === null) return;
    const ids = this.held.get(incident.assignee) ?? new Set();
    this.held.set(incident.assignee, ids.add(incident.id));
  }

  private drop(id: string): void {
    const before = this.open.get(id);
    this.open.delete(id);
    if (typeof before?.assignee === 'string') this.held.get(before.assignee)?.delete(id);
  }
}
