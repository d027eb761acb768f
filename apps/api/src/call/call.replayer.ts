import type { JournalEntry } from '@posko/domain';
import type { EntityManager } from 'typeorm';
import type { Replayer } from '../platform/replay/replay-registry';
import { CallBook } from './call-book';
import type { CallRepository } from './call.repository';

export class CallReplayer implements Replayer {
  readonly tables = ['call'];
  private readonly book = new CallBook();

  constructor(private readonly calls: CallRepository) {}

  take(entry: JournalEntry): void {
    this.book.take(entry);
  }

  async store(manager: EntityManager): Promise<void> {
    await this.calls.insert(manager, this.book.rows());
  }
}
