import { isKind } from '@posko/domain';
import type { Incident, JournalEntry } from '@posko/domain';

/** Kinds of entries that carry an incident as it is afterwards, and what they did to it. */
export const INCIDENT_KINDS_OF_ENTRY = [
  ['incident.opened.v1', 'opened'],
  ['incident.changed.v1', 'changed'],
  ['incident.escalated.v1', 'escalated'],
] as const;

/** The incident that an entry tells of, as it is afterwards, and where it was before if it was moved; else null. */
export function incidentIn(entry: JournalEntry): { incident: Incident; movedFrom: string | null } | null {
  for (const [kind] of INCIDENT_KINDS_OF_ENTRY) {
    if (!isKind(entry, kind)) continue;
    const { incident } = entry.body;
    return { incident, movedFrom: isKind(entry, 'incident.changed.v1') ? (entry.body.movedFrom ?? null) : null };
  }
  return null;
}
