import { isKind } from '@posko/domain';
import type { JournalEntry } from '@posko/domain';
import type { EntityManager } from 'typeorm';
import type { Replayer } from '../platform/replay/replay-registry';
import { evolveRecap, keyOf } from './recap-aggregate';
import type { RecapState } from './recap-aggregate';
import type { RecapRepository } from './recap.repository';

/** A recapitulation is the fold of its acts. */
export class RecapReplayer implements Replayer {
  readonly tables = ['recap'];
  private readonly states = new Map<string, RecapState>();

  constructor(private readonly repository: RecapRepository) {}

  take(entry: JournalEntry): void {
    if (!isKind(entry, 'recap.acted.v1')) return;
    const key = keyOf({ contest: entry.body.contest, region: entry.subject });
    this.states.set(key, evolveRecap(this.states.get(key), entry));
  }

  async store(manager: EntityManager): Promise<void> {
    await this.repository.fill(manager, [...this.states.values()]);
  }
}
