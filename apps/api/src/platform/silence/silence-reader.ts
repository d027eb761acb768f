import { Injectable } from '@nestjs/common';
import { scopeIndex } from '@posko/domain';
import type { Board, RegionTree, Silence } from '@posko/domain';
import { ApiError } from '../http/api-error';
import { JournalFollower } from '../journal/journal-follower';

/** Where the TPS stand and what they owe, as this instance has it. The board is one. */
export interface SilenceSource {
  /** Entries up to here are in it. */
  readonly seq: number;
  readonly board: Board;
  silence(position: number): Silence | null;
}

/** A TPS that owes a report. */
export interface SilentPlace extends Silence {
  readonly position: number;
}

/** What the board knows of silence, for every feature that calls. */
@Injectable()
export class SilenceReader {
  private source: SilenceSource | null = null;

  constructor(private readonly follower: JournalFollower) {}

  follow(source: SilenceSource): void {
    this.source = source;
  }

  /** Throws `not-ready` before the board is there. */
  get current(): SilenceSource {
    if (this.source === null || !this.follower.hasStarted) throw new ApiError('not-ready');
    return this.source;
  }

  get tree(): RegionTree {
    return this.current.board.tree;
  }

  /** Silent TPS of a region or scope (or of the one TPS that it is), longest first. Throws `region-not-found`. */
  within(scope: string): SilentPlace[] {
    const { first, count } = this.rangeOf(scope);
    const found: SilentPlace[] = [];
    for (let position = first; position < first + count; position++) {
      const silence = this.current.silence(position);
      if (silence !== null) found.push({ position, ...silence });
    }
    return found.sort((a, b) => a.since - b.since || a.position - b.position);
  }

  private rangeOf(scope: string): { first: number; count: number } {
    const { tree } = this;
    const tps = tree.positionOf(scope);
    if (tps >= 0) return { first: tps, count: 1 };
    const region = scopeIndex(tree, scope);
    if (region < 0) throw new ApiError('region-not-found');
    return { first: tree.first[region] ?? 0, count: tree.count[region] ?? 0 };
  }
}
