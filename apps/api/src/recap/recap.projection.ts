import { Injectable } from '@nestjs/common';
import type { RecapChanged } from '@posko/contracts';
import { isKind } from '@posko/domain';
import type { JournalEntry } from '@posko/domain';
import type { Projection } from '../platform/journal/journal-follower';
import { JournalRepository } from '../platform/journal/journal.repository';

export type RecapWatcher = (message: RecapChanged) => void;

/** Hears of every act of a plenary, on every instance, after its commit. Holds nothing. */
@Injectable()
export class RecapProjection implements Projection {
  private position = 0;
  private tell: RecapWatcher = () => undefined;

  constructor(private readonly journal: JournalRepository) {}

  watch(watcher: RecapWatcher): void {
    this.tell = watcher;
  }

  async load(): Promise<number> {
    this.position = (await this.journal.head()).seq;
    return this.position;
  }

  apply(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      if (entry.seq <= this.position) continue;
      this.position = entry.seq;
      if (!isKind(entry, 'recap.acted.v1')) continue;
      const { contest, version, status } = entry.body;
      this.tell({ seq: entry.seq, contest, region: entry.subject, version, status });
    }
  }
}
