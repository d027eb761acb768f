import { isKind } from '@posko/domain';
import type { JournalEntry } from '@posko/domain';
import type { EntityManager } from 'typeorm';
import type { Replayer } from '../platform/replay/replay-registry';
import { INCIDENT_KINDS_OF_ENTRY } from '../platform/incident/incident-entry';
import type { IncidentEventRow, IncidentState } from './incident-state';
import type { IncidentRepository } from './incident.repository';

/** An incident is what its last entry says; each entry is a line of its history. */
export class IncidentReplayer implements Replayer {
  readonly tables = ['incident', 'incident_event'];
  private readonly states = new Map<string, Pick<IncidentState, 'incident' | 'lastSeq'>>();
  private readonly events: IncidentEventRow[] = [];

  constructor(private readonly repository: IncidentRepository) {}

  take(entry: JournalEntry): void {
    for (const [kind, type] of INCIDENT_KINDS_OF_ENTRY) {
      if (!isKind(entry, kind)) continue;
      const { incident, actor } = entry.body;
      const { id, version, status } = incident;
      this.states.set(id, { incident, lastSeq: entry.seq });
      this.events.push({ incident: id, version, seq: entry.seq, at: entry.at, type, person: actor.id, status });
    }
  }

  async store(manager: EntityManager): Promise<void> {
    await this.repository.fill(manager, [...this.states.values()], this.events);
  }
}
