import { Injectable } from '@nestjs/common';
import type { BoardAlive, BoardChanged, BoardReset, RegionCounters } from '@posko/contracts';
import { STAGES, isoTime } from '@posko/domain';
import { ClockService } from '../platform/clock/clock.service';
import { JournalFollower } from '../platform/journal/journal-follower';
import { BoardProjection } from './board.projection';
import type { BoardWatcher } from './board.projection';

/** Changes of one window go out together. */
export const WINDOW_MS = 250;
/** More TPS than this in one window: a fresh snapshot is smaller than the list. */
const SINGLY_LIMIT = 4000;

/** Where messages go: to everyone who listens to the region. */
export interface BoardOutlet {
  changed(message: BoardChanged): void;
  reset(message: BoardReset): void;
}

/**
 * Gathers what changed since the last window and tells each region's room once. The cost of a window depends on the TPS
 * that changed and the rooms that are open, not on how often a TPS changed or on how many listen.
 */
@Injectable()
export class BoardPublisher implements BoardWatcher {
  private readonly changedPositions = new Set<number>();
  /** Open rooms, and the seq up to which each was told. */
  private readonly sentUpTo = new Map<string, number>();
  private flushedUpTo = 0;
  private mustReset = false;

  constructor(
    private readonly projection: BoardProjection,
    private readonly follower: JournalFollower,
    private readonly clock: ClockService,
  ) {
    projection.watch(this);
  }

  changed(positions: readonly number[]): void {
    for (const position of positions) this.changedPositions.add(position);
  }

  reset(): void {
    this.mustReset = true;
  }

  /** A room that just opened continues from the last window, which its first listener's snapshot covers. */
  opened(region: string): number {
    if (!this.sentUpTo.has(region)) this.sentUpTo.set(region, this.flushedUpTo);
    return this.projection.seq;
  }

  closed(region: string): void {
    this.sentUpTo.delete(region);
  }

  alive(): BoardAlive {
    return {
      seq: this.projection.seq,
      at: isoTime(this.follower.currentAt),
      speed: this.clock.speed,
    };
  }

  /** Ends the window: one message per room in which something changed. */
  flush(outlet: BoardOutlet): void {
    const to = this.projection.seq;
    const positions = [...this.changedPositions].sort((a, b) => a - b);
    const isReset = this.mustReset;
    this.changedPositions.clear();
    this.mustReset = false;
    this.flushedUpTo = to;
    if (positions.length === 0 && !isReset) return;
    const touched = this.touchedRegions(positions);
    for (const region of this.sentUpTo.keys()) this.tell(region, { outlet, to, positions, touched, isReset });
  }

  /** Tells rooms that were quiet that nothing happened there, so that nobody takes the silence for a gap. */
  keepUp(outlet: BoardOutlet): void {
    this.flush(outlet);
    const to = this.flushedUpTo;
    const at = isoTime(this.follower.currentAt);
    for (const [region, from] of this.sentUpTo) {
      if (from >= to) continue;
      outlet.changed({ region, from, to, at, tps: [], regions: [] });
      this.sentUpTo.set(region, to);
    }
  }

  private tell(region: string, window: Window): void {
    const { outlet, to, isReset } = window;
    const { board, registerInUse } = this.projection;
    const index = board.tree.indexOf(region);
    const from = this.sentUpTo.get(region) ?? to;
    const inside =
      index < 0 ? [] : within(window.positions, board.tree.first[index] ?? 0, board.tree.count[index] ?? 0);
    if (isReset || inside.length > SINGLY_LIMIT) outlet.reset({ region, seq: to, register: registerInUse.version });
    else if (inside.length > 0) outlet.changed({ region, from, to, ...this.changesOf(index, inside, window.touched) });
    else return;
    this.sentUpTo.set(region, to);
  }

  private changesOf(region: number, positions: readonly number[], touched: ReadonlySet<number>): Changes {
    const { board } = this.projection;
    const regions = [region, ...board.tree.children(region)].filter((index) => touched.has(index));
    return {
      at: isoTime(this.follower.currentAt),
      tps: positions.map((position) => [position, board.stages[position] ?? 0, board.marks[position] ?? 0]),
      regions: regions.map((index) => this.countersOf(index)),
    };
  }

  private countersOf(region: number): RegionCounters {
    const { board, turnout } = this.projection;
    const counters = [...board.countersOf(region)];
    const { voters, tps } = turnout.of(region);
    return {
      code: board.tree.codeOf(region),
      stages: counters.slice(0, STAGES.length),
      marks: counters.slice(STAGES.length),
      turnout: [voters, tps],
    };
  }

  private touchedRegions(positions: readonly number[]): Set<number> {
    const { tree } = this.projection.board;
    const touched = new Set<number>();
    for (const position of positions) {
      let region = tree.desaAt[position] ?? -1;
      while (region >= 0 && !touched.has(region)) {
        touched.add(region);
        region = tree.parent[region] ?? -1;
      }
    }
    return touched;
  }
}

type Changes = Pick<BoardChanged, 'at' | 'tps' | 'regions'>;

interface Window {
  readonly outlet: BoardOutlet;
  readonly to: number;
  readonly positions: readonly number[];
  readonly touched: ReadonlySet<number>;
  readonly isReset: boolean;
}

/** The sorted positions that lie in one run. */
function within(sorted: readonly number[], first: number, count: number): readonly number[] {
  return sorted.slice(lowerBound(sorted, first), lowerBound(sorted, first + count));
}

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
