import { isKind } from '@posko/domain';
import type { Contest, JournalEntry } from '@posko/domain';
import type { EntityManager } from 'typeorm';
import type { ContestRepository } from '../platform/contest/contest.repository';
import type { Replayer } from '../platform/replay/replay-registry';

/** Contests are what the last import left. */
export class ContestReplayer implements Replayer {
  readonly tables = ['contest'];
  private contests: readonly Contest[] = [];

  constructor(private readonly repository: ContestRepository) {}

  take(entry: JournalEntry): void {
    if (isKind(entry, 'contest.imported.v1')) this.contests = entry.body.contests;
  }

  async store(manager: EntityManager): Promise<void> {
    await this.repository.replace(manager, this.contests);
  }
}
