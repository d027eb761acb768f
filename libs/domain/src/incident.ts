import * as z from 'zod';
import { RegionCode, TpsCode } from './code';
import { IncidentKind, ReferralBody } from './incident-kind';
import { PersonRef } from './person';

const Time = z.iso.datetime({ offset: true });

/** Where an incident stands in its life. */
export const INCIDENT_STATUSES = [
  'new',
  'assigned',
  'inProgress',
  'waiting',
  'referred',
  'resolved',
  'closed',
  'reopened',
  'invalid',
  'duplicate',
] as const;
export const IncidentStatus = z.enum(INCIDENT_STATUSES);
export type IncidentStatus = z.infer<typeof IncidentStatus>;

/** What may follow what. `duplicate` and `invalid` can be taken back, as anything a person decides by mistake. */
export const INCIDENT_TRANSITIONS: Readonly<Record<IncidentStatus, readonly IncidentStatus[]>> = {
  new: ['assigned', 'inProgress', 'waiting', 'referred', 'resolved', 'invalid', 'duplicate'],
  assigned: ['new', 'inProgress', 'waiting', 'referred', 'resolved', 'invalid', 'duplicate'],
  inProgress: ['new', 'assigned', 'waiting', 'referred', 'resolved', 'invalid', 'duplicate'],
  waiting: ['inProgress', 'referred', 'resolved', 'invalid', 'duplicate'],
  referred: ['inProgress', 'waiting', 'resolved', 'invalid', 'duplicate'],
  resolved: ['closed', 'reopened'],
  closed: ['reopened'],
  reopened: ['assigned', 'inProgress', 'waiting', 'referred', 'resolved', 'invalid', 'duplicate'],
  invalid: ['reopened'],
  duplicate: ['reopened'],
};

/** Work is left to do. */
export const OPEN_STATUSES = ['new', 'assigned', 'inProgress', 'waiting', 'referred', 'reopened'] as const;

/** Who has to act when nobody does: up the tree, a tier at a time. */
export const INCIDENT_TIERS = ['kecamatan', 'kabupaten', 'provinsi'] as const;
export const IncidentTier = z.enum(INCIDENT_TIERS);
export type IncidentTier = z.infer<typeof IncidentTier>;

export const IncidentPlace = z.union([TpsCode, RegionCode]);

export const Referral = z.object({
  to: ReferralBody,
  at: Time,
  reference: z.string().nullable().describe('their file number'),
  reply: z.string().nullable(),
  repliedAt: Time.nullable(),
});
export type Referral = z.infer<typeof Referral>;

export const Severity = z.int().min(1).max(10);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** An incident as the journal, the tables and the screens have it. Times are by the room's clock. */
export const Incident = z.object({
  id: z.uuid(),
  number: z.int().describe('journal entry that opened it; what people call it by'),
  version: z.int().min(1).describe('grows by one with every change'),
  kind: IncidentKind,
  severity: Severity,
  place: IncidentPlace,
  note: z.string(),
  phone: z.string().nullable(),
  caller: z.string().nullable(),
  status: IncidentStatus,
  assignee: PersonRef.nullable(),
  tier: IncidentTier,
  waitingReason: z.string().nullable(),
  referral: Referral.nullable(),
  outcome: z.string().nullable(),
  duplicateOf: z.uuid().nullable(),
  parent: z.uuid().nullable(),
  isParent: z.boolean(),
  links: z.array(z.uuid()),
  attachments: z.array(Sha256),
  openedAt: Time,
  openedBy: PersonRef,
  startedAt: Time.describe('its clocks run from here: opened, or reopened last'),
  firstAnsweredAt: Time.nullable().describe('since its clocks run'),
  changedAt: Time,
  pausedAt: Time.nullable().describe('clocks stand still since'),
  pausedMs: z.int().min(0).describe('how long the clock of the solution stood still before'),
  answerDueAt: Time,
  updateDueAt: Time,
  solutionDueAt: Time,
  escalatedAt: Time.nullable(),
  escalatesAt: Time.nullable().describe('the next tier up has it from here on, if nobody acts'),
  resolvedAt: Time.nullable(),
  closedAt: Time.nullable(),
  reopenings: z.int().min(0),
});
export type Incident = z.infer<typeof Incident>;

/** What a person may change about an incident, all of it optional. Whatever is left out stays. */
export const IncidentChange = z.strictObject({
  status: IncidentStatus.optional(),
  assignee: PersonRef.nullable().optional(),
  kind: IncidentKind.optional(),
  severity: Severity.optional(),
  place: IncidentPlace.optional(),
  note: z.string().optional(),
  phone: z.string().nullable().optional(),
  caller: z.string().nullable().optional(),
  waitingReason: z.string().min(1).optional(),
  referral: z.object({ to: ReferralBody, reference: z.string().optional() }).optional(),
  referralReply: z.string().min(1).optional(),
  outcome: z.string().min(1).optional(),
  duplicateOf: z.uuid().optional(),
  parent: z.uuid().nullable().optional(),
  addLinks: z.array(z.uuid()).max(50).optional(),
  addAttachments: z.array(Sha256).max(20).optional(),
});
export type IncidentChange = z.infer<typeof IncidentChange>;

/** True where work is left to do. */
export function isOpen(status: IncidentStatus): boolean {
  return (OPEN_STATUSES as readonly IncidentStatus[]).includes(status);
}

/** What came of calling a silent TPS. */
export const CALL_OUTCOMES = ['reached', 'noAnswer', 'wrongNumber'] as const;
export const CallOutcome = z.enum(CALL_OUTCOMES);
export type CallOutcome = z.infer<typeof CallOutcome>;
