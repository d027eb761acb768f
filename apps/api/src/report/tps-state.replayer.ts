import { UNREPORTED, evolveTps, isKind, isTpsSubject } from '@posko/domain';
import type { JournalEntry, TpsState } from '@posko/domain';
import type { EntityManager } from 'typeorm';
import type { Replayer } from '../platform/replay/replay-registry';
import type { TpsStateRepository } from '../platform/tps/tps-state.repository';

/** Folds a TPS's entries to where it stands. */
export class TpsStateReplayer implements Replayer {
  readonly tables = ['tps_state'];
  private readonly states = new Map<string, TpsState>();

  constructor(private readonly repository: TpsStateRepository) {}

  take(entry: JournalEntry): void {
    // A register may only be replaced while nothing was reported, so nothing is lost here; it is the rule all the same.
    if (isKind(entry, 'register.imported.v1')) this.states.clear();
    if (!isTpsSubject(entry.subject)) return;
    const before = this.states.get(entry.subject) ?? UNREPORTED;
    const after = evolveTps(before, entry);
    // Incidents, calls and requests are about a TPS too, and leave it where it stands.
    if (after !== before) this.states.set(entry.subject, after);
  }

  async store(manager: EntityManager): Promise<void> {
    await this.repository.fill(manager, this.states);
  }
}
