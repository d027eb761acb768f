import { Injectable } from '@nestjs/common';
import type { TotalsResponse, TotalsRow } from '@posko/contracts';
import { ContestId, isoTime, scopeIndex } from '@posko/domain';
import type { TotalsDetail } from '@posko/domain';
import { ContestHolder } from '../platform/contest/contest-holder';
import { ApiError } from '../platform/http/api-error';
import { JournalFollower } from '../platform/journal/journal-follower';
import type { ContestCount } from './contest-count';
import { TotalsProjection } from './totals.projection';

/** What the totals say, in the words of the contract. */
@Injectable()
export class TotalsService {
  constructor(
    private readonly projection: TotalsProjection,
    private readonly contests: ContestHolder,
    private readonly follower: JournalFollower,
  ) {}

  /** Totals of a region and of those one tier below that the contest has; of its area, and of the regions that it lies in. */
  totals(contestName: string, regionCode: string, detail: TotalsDetail): TotalsResponse {
    if (!this.follower.hasStarted) throw new ApiError('not-ready');
    const region = scopeIndex(this.projection.tree, regionCode);
    if (region < 0) throw new ApiError('region-not-found');
    const count = this.countOf(contestName, this.projection.tree.codeOf(region));
    const row = this.regionRow(count, region, detail);
    if (row === null) throw new ApiError('region-not-found', { contest: count.contest.id });
    return {
      seq: this.projection.seq,
      at: isoTime(this.follower.currentAt),
      contest: count.contest.id,
      region: row,
      children: this.children(count, region, detail),
    };
  }

  /** Null where the contest has nothing of the region. */
  regionRow({ totals }: ContestCount, region: number, detail?: TotalsDetail): TotalsRow | null {
    const sums = totals.of(region, detail);
    return sums === null ? null : { ...this.projection.tree.refOf(region), ...sums };
  }

  /** A reading that waits for the other is blind: the TPS says that it is there, and not its figures. */
  tpsRow(count: ContestCount, position: number, detail?: TotalsDetail): TotalsRow {
    const code = this.projection.tree.tpsCodeAt(position);
    const counted = count.at(position);
    const shown = counted.state === 'enteredOnce' ? { ...counted, figures: null } : counted;
    return { code, name: code, level: 'tps', ...count.totals.ofTps(shown, detail) };
  }

  private children(count: ContestCount, region: number, detail: TotalsDetail): TotalsRow[] {
    const { tree } = this.projection;
    if (tree.levels[region] !== 'desa')
      return tree.children(region).flatMap((child) => this.regionRow(count, child, detail) ?? []);
    const first = tree.first[region] ?? 0;
    return Array.from({ length: tree.count[region] ?? 0 }, (_, offset) => this.tpsRow(count, first + offset, detail));
  }

  private countOf(name: string, place: string): ContestCount {
    // By its id a contest is known anywhere, by its code only where the place says which one is meant.
    const isId = ContestId.safeParse(name).success;
    const count = this.projection.of(isId ? name : this.contests.find(name, place).id);
    if (count === undefined) throw new ApiError('contest-not-found');
    return count;
  }
}
