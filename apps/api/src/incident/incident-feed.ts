import { Injectable } from '@nestjs/common';
import type { IncidentChanged } from '@posko/contracts';
import { incidentRowOf } from '@posko/contracts';
import { covers, isoTime } from '@posko/domain';
import type { Incident, JournalEntry } from '@posko/domain';
import { incidentIn } from '../platform/incident/incident-entry';
import type { Projection } from '../platform/journal/journal-follower';
import { JournalFollower } from '../platform/journal/journal-follower';
import { JournalRepository } from '../platform/journal/journal.repository';

/** More than this in one window: the list is fetched sooner than told. */
const SINGLY_LIMIT = 500;

/** A room: a region, and whether its listeners may read what callers said. */
export interface FeedRoom {
  readonly region: string;
  readonly canRead: boolean;
}

export interface FeedOutlet {
  changed(room: FeedRoom, message: IncidentChanged): void;
}

interface OpenRoom extends FeedRoom {
  sentUpTo: number;
}

/**
 * Gathers the incidents that changed since the last window and tells each open room those of its region, once. By the board's
 * gap rule: whoever does not stand at `from` has missed something. A room is made to miss something where single rows would be
 * too many, or where an incident has left its region, which its listeners have no right to be told more of.
 */
@Injectable()
export class IncidentFeed implements Projection {
  private readonly rooms = new Map<string, OpenRoom>();
  private readonly changes = new Map<string, Incident>();
  private readonly left = new Map<string, Set<string>>();
  private position = 0;
  private flushedUpTo = 0;
  private wake: () => void = () => undefined;

  constructor(
    private readonly journal: JournalRepository,
    private readonly follower: JournalFollower,
  ) {}

  /** Called when there is something to tell. */
  watch(wake: () => void): void {
    this.wake = wake;
  }

  /** Entries up to here have been taken. */
  get seq(): number {
    return this.position;
  }

  /** Whatever happened up to now was not told, so that everyone who listens has missed it. */
  async load(): Promise<number> {
    const { seq } = await this.journal.head();
    this.changes.clear();
    this.left.clear();
    this.position = seq;
    this.flushedUpTo = seq;
    for (const room of this.rooms.values()) room.sentUpTo = seq;
    return seq;
  }

  apply(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      if (entry.seq <= this.position) continue;
      this.position = entry.seq;
      const told = incidentIn(entry);
      if (told === null) continue;
      this.changes.set(told.incident.id, told.incident);
      if (told.movedFrom !== null) this.placesLeft(told.incident.id).add(told.movedFrom);
    }
    if (this.changes.size > 0) this.wake();
  }

  /** A room that just opened continues from the last window, which its first listener's list covers. */
  opened(room: FeedRoom): number {
    const key = keyOf(room);
    if (!this.rooms.has(key)) this.rooms.set(key, { ...room, sentUpTo: this.flushedUpTo });
    return this.position;
  }

  closed(room: FeedRoom): void {
    this.rooms.delete(keyOf(room));
  }

  /** Ends the window: one message per room in which something changed. */
  flush(outlet: FeedOutlet): void {
    const to = this.position;
    const changed = [...this.changes.values()];
    const left = new Map(this.left);
    this.changes.clear();
    this.left.clear();
    this.flushedUpTo = to;
    if (changed.length === 0) return;
    for (const room of this.rooms.values()) this.tell(room, { outlet, to, changed, left });
  }

  /** Tells rooms that were quiet that nothing happened there, so that nobody takes the silence for a gap. */
  keepUp(outlet: FeedOutlet): void {
    this.flush(outlet);
    for (const room of this.rooms.values()) if (room.sentUpTo < this.flushedUpTo) this.send(room, outlet, []);
  }

  private tell(room: OpenRoom, { outlet, to, changed, left }: Window): void {
    const inside = changed.filter(({ place }) => covers(room.region, place));
    const isLeft = changed.some(
      ({ id, place }) =>
        !covers(room.region, place) && [...(left.get(id) ?? [])].some((before) => covers(room.region, before)),
    );
    if (isLeft || inside.length > SINGLY_LIMIT) {
      room.sentUpTo = to;
      this.send(room, outlet, []);
    } else if (inside.length > 0) this.send(room, outlet, inside);
  }

  private send(room: OpenRoom, outlet: FeedOutlet, incidents: readonly Incident[]): void {
    const { region, canRead, sentUpTo: from } = room;
    const to = this.flushedUpTo;
    const at = isoTime(this.follower.currentAt);
    const rows = incidents.map((incident) => incidentRowOf(incident, canRead));
    outlet.changed({ region, canRead }, { region, from, to, at, incidents: rows });
    room.sentUpTo = to;
  }

  private placesLeft(id: string): Set<string> {
    const places = this.left.get(id) ?? new Set();
    this.left.set(id, places);
    return places;
  }
}

interface Window {
  readonly outlet: FeedOutlet;
  readonly to: number;
  readonly changed: readonly Incident[];
  readonly left: ReadonlyMap<string, ReadonlySet<string>>;
}

function keyOf({ region, canRead }: FeedRoom): string {
  return `${canRead} ${region}`;
}
