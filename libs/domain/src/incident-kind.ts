import * as z from 'zod';
import type { SettableMark } from './mark';

/** Whom an incident can be handed to (domain: Bawaslu supervises, PLN is the power company). */
export const REFERRAL_BODIES = ['bawaslu', 'police', 'pln', 'health', 'kpuKabupaten'] as const;
export const ReferralBody = z.enum(REFERRAL_BODIES);
export type ReferralBody = z.infer<typeof ReferralBody>;

/** Marks that an incident can put in play. */
export const PROPOSED_MARKS = ['psu', 'psl', 'pss', 'delegatedToPpk'] as const satisfies readonly SettableMark[];
export type ProposedMark = (typeof PROPOSED_MARKS)[number];

interface KindRules {
  readonly severity: number;
  /** First answer due, in minutes after opening; 0: on the call itself. */
  readonly answerMinutes: number;
  /** Votes may have to be taken again, continued or postponed, or the TPS be left to the PPK: proposed to a supervisor. */
  readonly puts?: readonly ProposedMark[];
  readonly refer?: ReferralBody;
  /** A cause that strikes many TPS at once. */
  readonly isWidespread?: true;
}

/** "At once": a minute to pick it up, so that it is breached when nobody does. */
const AT_ONCE = 1;
const SAME_DAY = 720;

const HOUR = 60;

/** Kinds of incidents with our defaults for severity (1-10) and first answer. */
export const INCIDENT_KINDS = {
  'LOG-01': { severity: 8, answerMinutes: 30 },
  'LOG-02': { severity: 9, answerMinutes: 15 },
  'LOG-03': { severity: 4, answerMinutes: 2 * HOUR },
  'LOG-04': { severity: 7, answerMinutes: HOUR },
  'LOG-05': { severity: 5, answerMinutes: HOUR },
  'LOG-06': { severity: 8, answerMinutes: 30, isWidespread: true },
  'OPN-01': { severity: 5, answerMinutes: HOUR },
  'OPN-02': { severity: 8, answerMinutes: 30 },
  'STF-01': { severity: 6, answerMinutes: HOUR },
  'STF-02': { severity: 7, answerMinutes: 15, refer: 'health' },
  'STF-03': { severity: 10, answerMinutes: AT_ONCE, refer: 'health' },
  'VOT-01': { severity: 4, answerMinutes: 2 * HOUR },
  'VOT-02': { severity: 7, answerMinutes: HOUR, puts: ['psu'] },
  'VOT-03': { severity: 9, answerMinutes: 30, puts: ['psu'] },
  'VOT-04': { severity: 3, answerMinutes: 2 * HOUR },
  'VOT-05': { severity: 3, answerMinutes: HOUR },
  'VOT-06': { severity: 10, answerMinutes: 15, puts: ['psu'] },
  'VOT-07': { severity: 8, answerMinutes: 15 },
  'SEC-01': { severity: 7, answerMinutes: 30, refer: 'police' },
  'SEC-02': { severity: 10, answerMinutes: AT_ONCE, refer: 'police' },
  'SEC-03': { severity: 5, answerMinutes: 2 * HOUR, refer: 'bawaslu' },
  'SEC-04': { severity: 10, answerMinutes: AT_ONCE, puts: ['psu'], refer: 'police' },
  'ENV-01': { severity: 5, answerMinutes: HOUR, isWidespread: true },
  'ENV-02': { severity: 9, answerMinutes: 15, puts: ['psl', 'pss'], isWidespread: true },
  'ENV-03': { severity: 5, answerMinutes: HOUR, refer: 'pln', isWidespread: true },
  'CNT-01': { severity: 7, answerMinutes: 2 * HOUR },
  'CNT-02': { severity: 6, answerMinutes: HOUR, refer: 'bawaslu' },
  'CNT-03': { severity: 5, answerMinutes: 2 * HOUR },
  'CNT-04': { severity: 4, answerMinutes: 4 * HOUR },
  'CNT-05': { severity: 6, answerMinutes: 2 * HOUR },
  'SRK-01': { severity: 6, answerMinutes: HOUR },
  'SRK-02': { severity: 6, answerMinutes: HOUR, isWidespread: true },
  'SRK-03': { severity: 4, answerMinutes: HOUR, puts: ['delegatedToPpk'] },
  'SRK-04': { severity: 5, answerMinutes: 2 * HOUR },
  'SRK-05': { severity: 6, answerMinutes: 2 * HOUR },
  'SRK-06': { severity: 8, answerMinutes: HOUR },
  'SRK-07': { severity: 6, answerMinutes: 2 * HOUR },
  'REC-01': { severity: 9, answerMinutes: HOUR, refer: 'kpuKabupaten' },
  'PSU-01': { severity: 9, answerMinutes: SAME_DAY, puts: ['psu'] },
  'PSL-01': { severity: 9, answerMinutes: SAME_DAY, puts: ['psl'] },
  'PSS-01': { severity: 9, answerMinutes: SAME_DAY, puts: ['pss'] },
  'INF-01': { severity: 1, answerMinutes: 0 },
} as const satisfies Record<string, KindRules>;

export type IncidentKind = keyof typeof INCIDENT_KINDS;
export const INCIDENT_KIND_CODES = Object.keys(INCIDENT_KINDS) as [IncidentKind, ...IncidentKind[]];
export const IncidentKind = z.enum(INCIDENT_KIND_CODES);

/** The rules of a kind. */
export function kindRules(kind: IncidentKind): KindRules {
  return INCIDENT_KINDS[kind];
}

/** Severity from which an incident rings in the room and on the wall. */
export const RINGING_SEVERITY = 9;
