import { isoTime } from './clock';
import { levelOf } from './code';
import type { RegionLevel } from './code';
import { isOpen, INCIDENT_TIERS } from './incident';
import type { Incident, IncidentTier } from './incident';
import { setDues, setUpdate } from './incident-clock';
import { updateSpan } from './incident-policy';
import type { IncidentPolicy } from './incident-policy';

const TIER_OF_LEVEL: Readonly<Record<RegionLevel, IncidentTier>> = {
  nasional: 'provinsi',
  provinsi: 'provinsi',
  kabupaten: 'kabupaten',
  kecamatan: 'kecamatan',
  desa: 'kecamatan',
};

const TPS_CODE_LENGTH = 13;

/** The tier whose work a region or TPS is: that of its own level, a kecamatan's for what lies below it. */
export function tierOf(place: string): IncidentTier {
  return place.length === TPS_CODE_LENGTH ? 'kecamatan' : TIER_OF_LEVEL[levelOf(place)];
}

/** Who has it first: the worse the higher, and never a tier below the place itself. */
export function initialTier({ severity, place }: Pick<Incident, 'severity' | 'place'>): IncidentTier {
  const bySeverity = severity >= 9 ? 'provinsi' : severity >= 7 ? 'kabupaten' : 'kecamatan';
  return higherTier(bySeverity, tierOf(place));
}

export function higherTier(a: IncidentTier, b: IncidentTier): IncidentTier {
  return INCIDENT_TIERS.indexOf(a) < INCIDENT_TIERS.indexOf(b) ? b : a;
}

/** One tier up, or null at the top. */
export function nextTier(tier: IncidentTier): IncidentTier | null {
  return INCIDENT_TIERS[INCIDENT_TIERS.indexOf(tier) + 1] ?? null;
}

/**
 * When (ms) the next tier up gets it, if nobody acts: with the first answer unanswered in time, later with an update that is
 * as late as it is long. Never while it waits, nor at the top.
 */
function escalationAt(incident: Incident, policy: IncidentPolicy): number | null {
  if (!isOpen(incident.status) || incident.status === 'waiting' || nextTier(incident.tier) === null) return null;
  if (incident.firstAnsweredAt === null) return Date.parse(incident.answerDueAt);
  return Date.parse(incident.updateDueAt) + updateSpan(incident, policy);
}

/** The incident with the time at which it escalates, as it stands now. */
export function withEscalation<I extends Incident>(incident: I, policy: IncidentPolicy): I {
  const at = escalationAt(incident, policy);
  return { ...incident, escalatesAt: at === null ? null : isoTime(at) };
}

/** True where nobody acted in time: the next tier up is to have it. */
export function escalationDue(incident: Pick<Incident, 'escalatesAt'>, now: number): boolean {
  return incident.escalatesAt !== null && Date.parse(incident.escalatesAt) <= now;
}

/** The incident one tier up, with a new time for the answer or update that did not come. */
export function escalateIncident(incident: Incident, { at, policy }: { at: number; policy: IncidentPolicy }): Incident {
  const tier = nextTier(incident.tier) ?? incident.tier;
  const raised = { ...incident, tier, escalatedAt: isoTime(at), changedAt: isoTime(at), version: incident.version + 1 };
  return withEscalation(setUpdate(setDues(raised, policy), at, policy), policy);
}
