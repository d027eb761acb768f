import {
  Incident,
  IncidentChange,
  IncidentKind,
  IncidentPlace,
  IncidentPolicy,
  IncidentStatus,
  IncidentTier,
  PROPOSED_MARKS,
  PersonRef,
  RegionCode,
  Severity,
} from '@posko/domain';
import * as z from 'zod';
import { RegionRef } from './board';
import { CommandId, FreeText } from './text';
import { Time } from './time';

/** Telephone numbers as typed; compared by their digits. */
export const PhoneNumber = z
  .string()
  .trim()
  .regex(/^\+?[\d\s().-]{5,24}$/);

export const IncidentRequest = z
  .strictObject({
    id: CommandId.describe('made by the client; it is also the id of the incident'),
    kind: IncidentKind,
    tps: IncidentPlace.optional(),
    region: RegionCode.optional().describe('where it is not about one TPS'),
    note: FreeText,
    phone: PhoneNumber.optional(),
    caller: FreeText.max(120).optional(),
    severity: Severity.optional().describe("other than the kind's own"),
    parent: z.uuid().optional(),
    attachments: Incident.shape.attachments.max(20).optional(),
  })
  .refine(({ tps, region }) => (tps === undefined) !== (region === undefined), {
    message: 'either tps or region',
    path: ['tps'],
  });
export type IncidentRequest = z.input<typeof IncidentRequest>;
export type IncidentCommand = z.output<typeof IncidentRequest>;

/** A line of the queue, and of live messages. What the caller said stays out where someone may only watch. */
export const IncidentRow = Incident.pick({
  id: true,
  number: true,
  version: true,
  kind: true,
  severity: true,
  place: true,
  status: true,
  assignee: true,
  tier: true,
  duplicateOf: true,
  parent: true,
  isParent: true,
  openedAt: true,
  firstAnsweredAt: true,
  changedAt: true,
  pausedAt: true,
  answerDueAt: true,
  updateDueAt: true,
  solutionDueAt: true,
  escalatedAt: true,
  resolvedAt: true,
}).extend({
  note: z.string().optional().describe('its beginning'),
  hasAttachments: z.boolean(),
});
export type IncidentRow = z.infer<typeof IncidentRow>;
/** Characters of the note in a row. */
export const NOTE_EXCERPT = 160;

const ROW_KEYS = Object.keys(IncidentRow.omit({ note: true, hasAttachments: true }).shape) as (keyof Incident &
  keyof IncidentRow)[];

/** The row of an incident; with the beginning of its note only for who may read what callers said. */
export function incidentRowOf(incident: Incident, canRead: boolean): IncidentRow {
  const row = Object.fromEntries(ROW_KEYS.map((key) => [key, incident[key]])) as IncidentRow;
  const hasAttachments = incident.attachments.length > 0;
  return canRead ? { ...row, note: excerptOf(incident.note), hasAttachments } : { ...row, hasAttachments };
}

/** Never half a character. */
function excerptOf(note: string): string {
  const start = note.slice(0, NOTE_EXCERPT);
  return start.isWellFormed() ? start : start.slice(0, -1);
}

/**
 * `mine`: held by me; `region`: all open of my scope at my tier; `breached`: a clock has run out. What an open parent leads
 * is not told singly in `unassigned`, `region` and `breached`: acting on the parent acts on it.
 */
export const INCIDENT_VIEWS = ['mine', 'unassigned', 'region', 'breached', 'open', 'all'] as const;
export const IncidentView = z.enum(INCIDENT_VIEWS);
export type IncidentView = z.infer<typeof IncidentView>;
/**
 * `due`: the clock that runs out first comes first, without one last (`compareDue`); the others begin with the greatest. The
 * number of the incident decides between equals, in the same direction.
 */
export const INCIDENT_SORTS = ['due', 'severity', 'opened', 'changed'] as const;

export const IncidentQuery = z.object({
  view: IncidentView.default('open'),
  region: IncidentPlace.optional().describe('a region or TPS and all below'),
  kind: z
    .string()
    .regex(/^[A-Z]{3}(-\d{2})?$/)
    .optional()
    .describe('a kind, or a group such as LOG'),
  status: IncidentStatus.optional(),
  minSeverity: z.coerce.number().int().min(1).max(10).optional(),
  assignee: z.uuid().optional(),
  parent: z.uuid().optional(),
  q: z.string().trim().max(100).optional().describe('number, text, caller or telephone number'),
  sort: z.enum(INCIDENT_SORTS).default('due'),
  order: z.enum(['asc', 'desc']).optional(),
  after: z.string().max(200).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type IncidentQuery = z.input<typeof IncidentQuery>;

/** What filters find is not counted beyond this. */
export const INCIDENT_TOTAL_LIMIT = 1000;

export const IncidentList = z.object({
  seq: z.int(),
  at: Time,
  total: z.int().describe('of a view alone; what filters find is counted up to 1,000'),
  counts: z.record(IncidentView, z.int()).describe('per view, within the same scope'),
  rows: z.array(IncidentRow),
  next: z.string().nullable(),
});
export type IncidentList = z.infer<typeof IncidentList>;

/** One line of an incident's history. */
export const IncidentEvent = z.object({
  seq: z.int(),
  at: Time,
  by: PersonRef,
  type: z.enum(['opened', 'changed', 'escalated']),
  change: IncidentChange.optional(),
  comment: z.string().optional(),
  tier: IncidentTier.optional(),
});
export type IncidentEvent = z.infer<typeof IncidentEvent>;

/** Who looks at an incident now, and who holds it: only the holder's screen offers to edit. */
export const Presence = z.object({
  incident: z.uuid(),
  viewers: z.array(PersonRef),
  holder: z.object({ person: PersonRef, until: Time.describe('real time') }).nullable(),
});
export type Presence = z.infer<typeof Presence>;
export const PresenceRequest = z.strictObject({
  isHere: z.boolean().default(true),
  wantsHold: z.boolean().default(false),
});
export type PresenceRequest = z.input<typeof PresenceRequest>;

export const AttachmentInfo = z.object({ sha256: z.string(), name: z.string(), mediaType: z.string(), bytes: z.int() });

export const IncidentDetail = z.object({
  seq: z.int(),
  at: Time,
  incident: Incident,
  path: z.array(RegionRef).describe('from the root down to the place or its desa'),
  history: z.array(IncidentEvent).describe('latest first'),
  children: z.array(IncidentRow),
  duplicates: z.array(IncidentRow),
  related: z.array(IncidentRow).describe('linked, or open at the same place'),
  attachments: z.array(AttachmentInfo),
  presence: Presence,
});
export type IncidentDetail = z.infer<typeof IncidentDetail>;

/** `assignee`: a user's id, `me`, or null to give it back. Everything left out stays. */
const Changes = IncidentChange.omit({ assignee: true, addAttachments: true }).extend({
  assignee: z
    .union([z.uuid(), z.literal('me')])
    .nullable()
    .optional(),
  note: FreeText.optional(),
  phone: PhoneNumber.nullable().optional(),
  caller: FreeText.max(120).nullable().optional(),
  waitingReason: FreeText.min(1).optional(),
  referralReply: FreeText.min(1).optional(),
  outcome: FreeText.min(1).optional(),
  addAttachments: Incident.shape.attachments.max(20).optional(),
  comment: FreeText.optional(),
  /** On a parent: the open children follow (status, outcome, waiting, referral and its reply). */
  withChildren: z.boolean().optional(),
});
export const IncidentPatch = Changes.extend({
  id: CommandId.optional().describe(
    'made by the client, to ask again after a lost answer; the version alone acts once too',
  ),
  version: z.int().min(1),
});
export type IncidentPatch = z.input<typeof IncidentPatch>;
export type IncidentPatchCommand = z.output<typeof IncidentPatch> & { readonly id: string };

export const IncidentAnswer = z.object({ seq: z.int(), receipt: z.string(), incident: Incident });
export type IncidentAnswer = z.infer<typeof IncidentAnswer>;

export const BULK_LIMIT = 500;
export const BulkRequest = z.strictObject({
  id: CommandId,
  items: z
    .array(z.strictObject({ id: z.uuid(), version: z.int().min(1) }))
    .min(1)
    .max(BULK_LIMIT),
  change: Changes,
});
export type BulkRequest = z.input<typeof BulkRequest>;
export const BulkAnswer = z.object({
  seq: z.int(),
  results: z.array(z.object({ id: z.uuid(), version: z.int().nullable(), refused: z.string().nullable() })),
});
export type BulkAnswer = z.infer<typeof BulkAnswer>;

/** Open incidents that a call might be about: same TPS, or same kind in the same kecamatan. */
export const SimilarQuery = z.object({ place: IncidentPlace, kind: IncidentKind.optional() });
export const SimilarResponse = z.object({
  rows: z.array(IncidentRow.extend({ why: z.enum(['sameTps', 'sameKind']) })),
});
export type SimilarResponse = z.infer<typeof SimilarResponse>;

/** Similar calls that came close together in place and time: perhaps one cause. */
export const Cluster = z.object({
  kind: IncidentKind,
  region: RegionRef,
  incidents: z.array(IncidentRow),
  firstAt: Time,
  lastAt: Time,
  parent: z.uuid().nullable().describe('a parent that is open there already'),
});
export type Cluster = z.infer<typeof Cluster>;
export const ClusterList = z.object({ seq: z.int(), at: Time, rows: z.array(Cluster) });
export type ClusterList = z.infer<typeof ClusterList>;

/** One cause over many: over incidents that are open already, over TPS chosen, or over all TPS of a region. */
export const ParentRequest = z.strictObject({
  id: CommandId.describe('also the id of the parent incident'),
  kind: IncidentKind,
  region: RegionCode,
  note: FreeText.min(1),
  severity: Severity.optional(),
  incidents: z.array(z.uuid()).max(2000).default([]),
  tps: z.array(IncidentPlace).max(2000).default([]).describe('TPS that have not called: each gets a child'),
  isWholeRegion: z.boolean().default(false).describe('every TPS of the region; kecamatan and desa only'),
});
export type ParentRequest = z.input<typeof ParentRequest>;
export const ParentAnswer = IncidentAnswer.extend({ children: z.int() });
export type ParentAnswer = z.infer<typeof ParentAnswer>;

/** Marks that an incident puts in play and a supervisor has neither set nor, by clearing them since, declined. */
export const MarkProposal = z.object({
  incident: IncidentRow,
  marks: z.array(z.enum(PROPOSED_MARKS)),
});
export const ProposalList = z.object({ seq: z.int(), rows: z.array(MarkProposal) });
export type ProposalList = z.infer<typeof ProposalList>;

/** Severity and times in use, per kind and per severity (1 to 10): for the form and for warnings. */
export const IncidentKinds = z.object({ policy: IncidentPolicy });
export type IncidentKinds = z.infer<typeof IncidentKinds>;
