import { emptyResult, evolveResult, isResultEntry } from '@posko/domain';
import type { JournalEntry, TpsCode } from '@posko/domain';
import type { EntityManager } from 'typeorm';
import type { Replayer } from '../platform/replay/replay-registry';
import { resultKey } from '../platform/result/result-state';
import type { ResultRecord } from '../platform/result/result-state';
import type { ResultRepository } from '../platform/result/result.repository';

/** Folds the entries about each contest at each TPS to its result. */
export class ResultReplayer implements Replayer {
  readonly tables = ['result'];
  private readonly records = new Map<string, ResultRecord>();

  constructor(private readonly repository: ResultRepository) {}

  take(entry: JournalEntry): void {
    if (!isResultEntry(entry)) return;
    const { contest } = entry.body;
    const tps = entry.subject as TpsCode;
    const key = resultKey(contest, tps);
    const before = this.records.get(key)?.result ?? emptyResult(contest, tps);
    this.records.set(key, { result: evolveResult(before, entry), lastSeq: entry.seq, changedAt: entry.at });
  }

  async store(manager: EntityManager): Promise<void> {
    await this.repository.fill(manager, [...this.records.values()]);
  }
}
