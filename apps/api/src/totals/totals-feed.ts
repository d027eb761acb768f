import { Injectable } from '@nestjs/common';
import type { TotalsChanged, TotalsRow } from '@posko/contracts';
import { ContestId, isoTime } from '@posko/domain';
import { JournalFollower } from '../platform/journal/journal-follower';
import type { ContestCount } from './contest-count';
import { ContestRooms } from './contest-rooms';
import type { ContestRoom, OpenRoom } from './contest-rooms';
import { TotalsProjection } from './totals.projection';
import type { TotalsWatcher } from './totals.projection';
import { TotalsService } from './totals.service';

export interface TotalsOutlet {
  totalsChanged(room: ContestRoom, message: TotalsChanged): void;
}

/**
 * Gathers what moved since the last window and tells each open room its region's totals and those one tier below that moved,
 * absolute. A message is as long as a region has parts, however much changed.
 */
@Injectable()
export class TotalsFeed implements TotalsWatcher {
  private readonly rooms = new ContestRooms();
  private changes = new Map<string, Set<number>>();
  private flushedUpTo = 0;

  constructor(
    private readonly projection: TotalsProjection,
    private readonly service: TotalsService,
    private readonly follower: JournalFollower,
  ) {
    projection.watch(this);
  }

  changed(contest: string, position: number): void {
    const positions = this.changes.get(contest) ?? new Set();
    this.changes.set(contest, positions.add(position));
  }

  reset(): void {
    this.changes.clear();
    this.flushedUpTo = this.projection.seq;
    this.rooms.miss(this.flushedUpTo);
  }

  opened(room: ContestRoom): number {
    const { seq } = this.projection;
    this.rooms.opened(room, seq);
    return seq;
  }

  closed(room: ContestRoom): void {
    this.rooms.closed(room);
  }

  /** Ends the window: one message per room in which something moved. */
  flush(outlet: TotalsOutlet): void {
    const changes = this.changes;
    this.changes = new Map();
    this.flushedUpTo = this.projection.seq;
    for (const [contest, positions] of changes) {
      const rooms = this.rooms.of(contest);
      const count = this.projection.of(contest);
      if (rooms.length === 0 || count === undefined) continue;
      const rowAt = this.rowsOf(count);
      const moved = movedBy(count, positions);
      for (const room of rooms) {
        const rows = this.rowsFor(room, { count, positions, moved, rowAt });
        if (rows.length > 0) this.send(room, outlet, rows);
      }
    }
  }

  /** Tells rooms that were quiet that nothing moved there, so that nobody takes the silence for a gap. */
  keepUp(outlet: TotalsOutlet): void {
    this.flush(outlet);
    for (const room of this.rooms.all()) if (room.sentUpTo < this.flushedUpTo) this.send(room, outlet, []);
  }

  private rowsFor({ region }: OpenRoom, { count, positions, moved, rowAt }: Window): TotalsRow[] {
    const { tree } = this.projection;
    const index = tree.indexOf(region);
    const { area } = count.totals;
    const row = moved.has(area.numberOf(index)) ? rowAt(index) : null;
    if (row === null) return [];
    if (tree.levels[index] === 'desa') {
      const inside = [...positions].filter((position) => tree.desaAt[position] === index);
      return [row, ...inside.map((position) => this.service.tpsRow(count, position))];
    }
    const children = tree.children(index).filter((child) => moved.has(area.numberOf(child)));
    return [row, ...children.flatMap((child) => rowAt(child) ?? [])];
  }

  /** Rooms overlap: each row is written once per window. */
  private rowsOf(count: ContestCount): Window['rowAt'] {
    const rows = new Map<number, TotalsRow | null>();
    return (region) => {
      const row = rows.get(region) ?? this.service.regionRow(count, region);
      rows.set(region, row);
      return row;
    };
  }

  private send(room: OpenRoom, outlet: TotalsOutlet, rows: TotalsRow[]): void {
    const { region, sentUpTo: from } = room;
    const to = this.flushedUpTo;
    const contest = ContestId.parse(room.contest);
    outlet.totalsChanged(room, { contest, region, from, to, at: isoTime(this.follower.currentAt), rows });
    room.sentUpTo = to;
  }
}

interface Window {
  readonly count: ContestCount;
  readonly positions: ReadonlySet<number>;
  readonly moved: ReadonlySet<number>;
  readonly rowAt: (region: number) => TotalsRow | null;
}

/** Regions of the contest whose sums moved, by their numbers in its area. */
function movedBy({ totals: { area } }: ContestCount, positions: ReadonlySet<number>): Set<number> {
  const moved = new Set<number>();
  for (const position of positions)
    for (let at = area.desaOf(position); at >= 0 && !moved.has(at); at = area.above(at)) moved.add(at);
  return moved;
}
