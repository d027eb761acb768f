import { Injectable } from '@nestjs/common';
import { ContestId, contestAt, isKind, isOf, overlaps } from '@posko/domain';
import type { Contest, JournalEntry } from '@posko/domain';
import { ApiError } from '../http/api-error';
import type { Projection } from '../journal/journal-follower';
import { ContestRepository } from './contest.repository';

/** The contests in memory, as the journal has them. */
@Injectable()
export class ContestHolder implements Projection {
  private byId: ReadonlyMap<string, Contest> = new Map();
  private changedBy = 0;

  constructor(private readonly repository: ContestRepository) {}

  async load(): Promise<number> {
    const { head, revision, contests } = await this.repository.load();
    this.take(revision, contests);
    return head;
  }

  apply(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      if (isKind(entry, 'contest.imported.v1') && entry.seq > this.changedBy) {
        this.take(entry.seq, entry.body.contests);
      }
    }
  }

  /** Number of the entry that changed them last, 0 before the first. */
  get revision(): number {
    return this.changedBy;
  }

  /** In the order of ballots: the governor first, then the regencies by their codes. */
  all(): readonly Contest[] {
    return [...this.byId.values()];
  }

  /** Those with an area in a region, or that it lies in. */
  within(scope: string): readonly Contest[] {
    return this.all().filter((contest) => overlaps(contest, scope));
  }

  /** The contest of an id, whatever the place. */
  get(id: string): Contest | undefined {
    return this.byId.get(id);
  }

  /**
   * The contest that a name means at a TPS or region of its area: by its id, or by its code alone, where the place says
   * which. Throws `contest-not-found`.
   */
  find(name: string, placeCode: string): Contest {
    const isId = ContestId.safeParse(name).success;
    const named = isId ? this.byId.get(name) : contestAt(this.all(), name, placeCode);
    if (named === undefined || !isOf(named, placeCode)) throw new ApiError('contest-not-found');
    return named;
  }

  private take(revision: number, contests: readonly Contest[]): void {
    this.changedBy = revision;
    this.byId = new Map(contests.map((contest) => [contest.id, contest]));
  }
}
