import { Injectable, Logger } from '@nestjs/common';
import { blindedRow } from '@posko/contracts';
import type { ResultChanged, ResultRow } from '@posko/contracts';
import { ContestId, covers, isoTime } from '@posko/domain';
import { JournalFollower } from '../platform/journal/journal-follower';
import { ContestRooms } from './contest-rooms';
import type { ContestRoom, OpenRoom } from './contest-rooms';
import { TotalsProjection } from './totals.projection';
import type { TotalsWatcher } from './totals.projection';
import { TotalsRepository } from './totals.repository';

/** More than this in one window: the list is fetched sooner than told. */
const SINGLY_LIMIT = 500;

export interface ResultOutlet {
  resultChanged(room: ContestRoom, message: ResultChanged): void;
}

/**
 * Tells each open room the lines of results that changed since the last window, as the table has them by then. By the board's gap
 * rule; where there are too many, or they cannot be read, the room is made to miss something.
 */
@Injectable()
export class ResultFeed implements TotalsWatcher {
  private readonly logger = new Logger(ResultFeed.name);
  private readonly rooms = new ContestRooms();
  private changes = new Map<string, Set<string>>();
  private flushedUpTo = 0;
  private flushing: Promise<void> | null = null;

  constructor(
    private readonly projection: TotalsProjection,
    private readonly repository: TotalsRepository,
    private readonly follower: JournalFollower,
  ) {
    projection.watch(this);
  }

  changed(contest: string, position: number): void {
    const tps = this.changes.get(contest) ?? new Set();
    this.changes.set(contest, tps.add(this.projection.tree.tpsCodeAt(position)));
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

  /** Ends the window, unless the one before is still being read: then its changes go with the next. */
  flush(outlet: ResultOutlet): Promise<void> {
    this.flushing ??= this.flushNow(outlet).finally(() => {
      this.flushing = null;
    });
    return this.flushing;
  }

  /** Tells rooms that were quiet that nothing changed there, so that nobody takes the silence for a gap. */
  async keepUp(outlet: ResultOutlet): Promise<void> {
    await this.flush(outlet);
    const to = this.flushedUpTo;
    for (const room of this.rooms.all()) if (room.sentUpTo < to) this.send(room, outlet, { to, rows: [] });
  }

  private async flushNow(outlet: ResultOutlet): Promise<void> {
    const to = this.projection.seq;
    const changes = this.changes;
    this.changes = new Map();
    for (const [contest, tps] of changes) await this.tell(contest, [...tps], { outlet, to });
    this.flushedUpTo = Math.max(this.flushedUpTo, to);
  }

  private async tell(contest: string, tps: readonly string[], { outlet, to }: Window): Promise<void> {
    const inside = this.rooms
      .of(contest)
      .map((room) => ({ room, tps: tps.filter((code) => covers(room.region, code)) }));
    const single = inside.filter((each) => each.tps.length > 0 && each.tps.length <= SINGLY_LIMIT);
    const rows = await this.read(contest, [...new Set(single.flatMap((each) => each.tps))]);
    for (const { room, tps: own } of inside) {
      // Where everything was read anew meanwhile, they learn from the next message that they missed something.
      if (own.length === 0 || room.sentUpTo >= to) continue;
      const told = own.length > SINGLY_LIMIT ? [] : own.flatMap((code) => rows.get(code) ?? []);
      const isWhole = told.length === own.length;
      if (!isWhole) room.sentUpTo = to;
      this.send(room, outlet, { to, rows: isWhole ? told : [] });
    }
  }

  private async read(contest: string, tps: readonly string[]): Promise<ReadonlyMap<string, ResultRow>> {
    if (tps.length === 0) return new Map();
    try {
      const rows = await this.repository.rows(contest, tps);
      return new Map(rows.map((row) => [row.tps, blindedRow(row)]));
    } catch (error) {
      this.logger.warn(`Changed results could not be read: ${String(error)}`);
      return new Map();
    }
  }

  private send(room: OpenRoom, outlet: ResultOutlet, { to, rows }: { to: number; rows: ResultRow[] }): void {
    const { region, sentUpTo: from } = room;
    const contest = ContestId.parse(room.contest);
    outlet.resultChanged(room, { contest, region, from, to, at: isoTime(this.follower.currentAt), rows });
    room.sentUpTo = to;
  }
}

interface Window {
  readonly outlet: ResultOutlet;
  readonly to: number;
}
