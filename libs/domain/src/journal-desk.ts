import * as z from 'zod';
import { CallOutcome, Incident, IncidentChange, IncidentPlace, IncidentTier } from './incident';
import { Actor, PersonRef } from './person';

const Time = z.iso.datetime({ offset: true });
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * What the help desk does. Incident entries carry the incident as it is afterwards: whoever reads one needs none before it.
 */
export const DESK_BODIES = {
  'incident.opened.v1': z.object({ incident: Incident, actor: Actor }),
  'incident.changed.v1': z.object({
    incident: Incident,
    change: IncidentChange,
    /** Where it was before, if it was moved. */
    movedFrom: IncidentPlace.optional(),
    comment: z.string().optional(),
    actor: Actor,
  }),
  /** Nobody acted in time: the next tier up has it now. */
  'incident.escalated.v1': z.object({ incident: Incident, from: IncidentTier, to: IncidentTier, actor: Actor }),
  /** Someone calls a silent TPS; until then nobody else is given it. */
  'call.taken.v1': z.object({ until: Time, actor: Actor }),
  'call.ended.v1': z.object({ outcome: CallOutcome, note: z.string(), phone: z.string().nullable(), actor: Actor }),
  'handover.written.v1': z.object({
    handover: z.uuid(),
    region: z.string(),
    to: PersonRef,
    note: z.string(),
    /** Incidents that were open, promised or waiting, and silent TPS left to call. */
    incidents: z.array(z.uuid()),
    counts: z.record(z.string(), z.int()),
    actor: Actor,
  }),
  'handover.signed.v1': z.object({ handover: z.uuid(), remark: z.string(), actor: Actor }),
  /** Telephone numbers of crews and committees; gzipped JSON rows by SHA-256, kept beside the journal. */
  'contacts.imported.v1': z.object({ source: z.string(), contacts: z.int(), chunks: z.array(Sha256), actor: Actor }),
  /** The bytes are in a folder outside the database, by their SHA-256. */
  'attachment.kept.v1': z.object({
    sha256: Sha256,
    bytes: z.int(),
    mediaType: z.string(),
    name: z.string(),
    actor: Actor,
  }),
} as const;
