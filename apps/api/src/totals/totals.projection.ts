import { Injectable } from '@nestjs/common';
import { RegionTree, isResultEntry } from '@posko/domain';
import type { JournalEntry } from '@posko/domain';
import { ContestHolder } from '../platform/contest/contest-holder';
import type { Projection } from '../platform/journal/journal-follower';
import { RegisterHolder } from '../platform/register/register-holder';
import { ContestCount } from './contest-count';
import { TotalsRepository } from './totals.repository';

/** Told of each result that an entry was about, and when everything was read anew. */
export interface TotalsWatcher {
  changed(contest: string, position: number): void;
  reset(): void;
}

/** The totals of every contest, computed from the journal in memory. Writes nothing. */
@Injectable()
export class TotalsProjection implements Projection {
  private counts: ReadonlyMap<string, ContestCount> = new Map();
  private register = new RegionTree([]);
  private position = 0;
  private readonly watchers: TotalsWatcher[] = [];

  constructor(
    private readonly repository: TotalsRepository,
    private readonly contests: ContestHolder,
    private readonly registers: RegisterHolder,
  ) {}

  watch(watcher: TotalsWatcher): void {
    this.watchers.push(watcher);
  }

  /** Entries up to here are in the totals. */
  get seq(): number {
    return this.position;
  }

  get tree(): RegionTree {
    return this.register;
  }

  of(contest: string): ContestCount | undefined {
    return this.counts.get(contest);
  }

  /** Register and contests are there: their holders were told to load before. */
  async load(): Promise<number> {
    const { tree } = this.registers.current();
    const counts = new Map(this.contests.all().map((contest) => [contest.id, new ContestCount(contest, tree)]));
    const seq = await this.repository.results((rows) => {
      for (const row of rows) counts.get(row.contest)?.load(row);
    });
    this.counts = counts;
    this.register = tree;
    this.position = seq;
    for (const watcher of this.watchers) watcher.reset();
    return seq;
  }

  apply(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      if (entry.seq <= this.position) continue;
      this.position = entry.seq;
      if (!isResultEntry(entry)) continue;
      const { contest } = entry.body;
      const position = this.counts.get(contest)?.apply(entry) ?? -1;
      if (position < 0) continue;
      for (const watcher of this.watchers) watcher.changed(contest, position);
    }
  }
}
