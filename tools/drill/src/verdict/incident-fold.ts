import type { JournalEntry, RegionTree } from '@posko/domain';
import { isKind, isOpen, markBit } from '@posko/domain';
import type { Incident } from '@posko/domain';

const INCIDENT_BIT = markBit('incident');

/** The incident that an entry tells of, or null. */
export function incidentOf(entry: JournalEntry): Incident | null {
  if (isKind(entry, 'incident.opened.v1')) return entry.body.incident;
  if (isKind(entry, 'incident.changed.v1')) return entry.body.incident;
  return isKind(entry, 'incident.escalated.v1') ? entry.body.incident : null;
}

/** Every incident as it was left by its last version, in whatever order they are told. */
export class IncidentFold {
  private readonly latest = new Map<string, Incident>();

  take(incident: Incident): void {
    const before = this.latest.get(incident.id);
    if (before === undefined || before.version < incident.version) this.latest.set(incident.id, incident);
  }

  get(id: string): Incident | undefined {
    return this.latest.get(id);
  }

  /** Per position: the mark of a TPS about which an incident is open, as a bit. */
  marks(tree: RegionTree): Uint8Array {
    const marks = new Uint8Array(tree.size);
    for (const { place, status } of this.latest.values()) {
      const position = isOpen(status) ? tree.positionOf(place) : -1;
      if (position >= 0) marks[position] = INCIDENT_BIT;
    }
    return marks;
  }
}
