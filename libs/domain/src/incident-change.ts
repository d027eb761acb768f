import { isoTime } from './clock';
import { INCIDENT_TRANSITIONS, isOpen } from './incident';
import type { Incident, IncidentChange, IncidentStatus } from './incident';
import { setDues, setUpdate, settlePause, startClocks } from './incident-clock';
import type { IncidentAct } from './incident-opening';
import { answerSpan } from './incident-policy';
import type { IncidentPolicy } from './incident-policy';
import { higherTier, initialTier, withEscalation } from './incident-tier';
import type { PersonRef } from './person';

/** Why a change cannot be. */
export const INCIDENT_REFUSALS = [
  'transition',
  'needsAssignee',
  'needsOutcome',
  'needsWaitingReason',
  'needsReferral',
  'needsDuplicateOf',
  'contradiction',
  'itself',
  'isParent',
  'isDuplicate',
  'isInvalid',
  'hasDuplicates',
  'notParent',
  'unknownIncident',
] as const;
export type IncidentRefusal = (typeof INCIDENT_REFUSALS)[number];

export interface RefusedChange {
  readonly refused: IncidentRefusal;
  readonly from: IncidentStatus;
  readonly to: IncidentStatus;
}

/** Statuses that someone's acting leads to: they are a first answer, and whoever acts on what nobody holds, holds it. */
const ACTING: readonly IncidentStatus[] = ['inProgress', 'waiting', 'referred', 'resolved'];

/**
 * The incident after a change, or why not. Where the change names no status, it follows: an assignee makes it assigned,
 * none makes it new, a referral referred, its reply in progress, a reason waiting, an outcome resolved.
 */
export function changeIncident(incident: Incident, change: IncidentChange, act: IncidentAct): Incident | RefusedChange {
  const to = statusAfter(incident, change);
  const refused = refusalOf(incident, change, to);
  if (refused !== null) return { refused, from: incident.status, to };
  const { at, policy } = act;
  const told = withFacts(incident, change, { at, policy });
  const moved = to === incident.status ? told : withStatus(told, to, { ...act, assignee: change.assignee ?? null });
  const answered = withAnswer(moved, incident.status, { at, policy });
  const changed = { ...answered, changedAt: isoTime(at), version: incident.version + 1 };
  return withEscalation(isOpen(to) ? setUpdate(changed, at, policy) : changed, policy);
}

function statusAfter({ status, assignee }: Incident, change: IncidentChange): IncidentStatus {
  if (change.status !== undefined) return change.status;
  if (change.duplicateOf !== undefined) return 'duplicate';
  if (change.outcome !== undefined && isOpen(status)) return 'resolved';
  if (change.referral !== undefined) return 'referred';
  if (change.waitingReason !== undefined) return 'waiting';
  if (change.referralReply !== undefined && status === 'referred') return 'inProgress';
  return change.assignee === undefined || change.assignee?.id === assignee?.id
    ? status
    : statusWith(status, change.assignee);
}

/** Another one's work begins anew; what waits or was referred stays so, whoever looks after it. */
function statusWith(status: IncidentStatus, assignee: PersonRef | null): IncidentStatus {
  if (status === 'waiting' || status === 'referred') return status;
  if (assignee !== null) return 'assigned';
  return status === 'reopened' ? status : 'new';
}

function refusalOf(incident: Incident, change: IncidentChange, to: IncidentStatus): IncidentRefusal | null {
  const isMove = to !== incident.status;
  if (isMove && !INCIDENT_TRANSITIONS[incident.status].includes(to)) return 'transition';
  if (!isConsistent(change, to)) return 'contradiction';
  if (change.duplicateOf === incident.id || change.parent === incident.id) return 'itself';
  if (incident.isParent && (to === 'duplicate' || typeof change.parent === 'string')) return 'isParent';
  if (change.referralReply !== undefined && incident.referral === null) return 'needsReferral';
  if (change.assignee === null && (to === 'assigned' || to === 'inProgress')) return 'needsAssignee';
  return isMove ? missingFor(incident, change, to) : null;
}

const isNamed = (someone: PersonRef | null | undefined): boolean => someone !== null && someone !== undefined;

/** What belongs to a status comes with that status. */
function isConsistent(change: IncidentChange, to: IncidentStatus): boolean {
  const isEnd = !isOpen(to);
  return (
    (change.duplicateOf === undefined || to === 'duplicate') &&
    (change.waitingReason === undefined || to === 'waiting') &&
    (change.referral === undefined || to === 'referred') &&
    (change.outcome === undefined || isEnd) &&
    (!isNamed(change.assignee) || (to !== 'new' && (!isEnd || to === 'resolved')))
  );
}

function missingFor(incident: Incident, change: IncidentChange, to: IncidentStatus): IncidentRefusal | null {
  if (to === 'assigned' && (change.assignee ?? incident.assignee) === null) return 'needsAssignee';
  if (to === 'resolved' && change.outcome === undefined) return 'needsOutcome';
  if (to === 'waiting' && change.waitingReason === undefined) return 'needsWaitingReason';
  if (to === 'referred' && change.referral === undefined && incident.referral === null) return 'needsReferral';
  if (to === 'duplicate' && change.duplicateOf === undefined) return 'needsDuplicateOf';
  return null;
}

type When = Pick<IncidentAct, 'at' | 'policy'>;

/** Everything the change says, but where it leads. */
function withFacts(incident: Incident, change: IncidentChange, { at, policy }: When): Incident {
  const { addLinks = [], addAttachments = [], referral, referralReply, status: _, ...facts } = change;
  const told: Incident = { ...incident, ...defined(facts) };
  const next = {
    ...told,
    severity: change.severity ?? severityAfter(incident, told, policy),
    links: union(incident.links, addLinks).filter((link) => link !== incident.id),
    attachments: union(incident.attachments, addAttachments),
    referral: referralAfter(incident, { referral, referralReply }, at),
  };
  if (next.severity === incident.severity && next.kind === incident.kind && next.place === incident.place) return next;
  const answered = withCallAnswer(next, incident, policy);
  return { ...setDues(answered, policy), tier: higherTier(incident.tier, initialTier(answered)) };
}

/** What is no question after all has no answer by the call that was taken for one; what turns out to be one has. */
function withCallAnswer(incident: Incident, before: Incident, policy: IncidentPolicy): Incident {
  const { firstAnsweredAt, startedAt } = incident;
  const [wasOnCall, isOnCall] = [before, incident].map((of) => answerSpan(of, policy) === 0);
  if (wasOnCall === isOnCall) return incident;
  if (isOnCall === true) return { ...incident, firstAnsweredAt: firstAnsweredAt ?? startedAt };
  return firstAnsweredAt === startedAt && !ACTING.includes(before.status)
    ? { ...incident, firstAnsweredAt: null }
    : incident;
}

/** Another kind brings its own severity, unless someone had set one. */
function severityAfter(before: Incident, after: Incident, policy: IncidentPolicy): number {
  const isOwn = before.severity === policy.kinds[before.kind].severity;
  return isOwn ? policy.kinds[after.kind].severity : before.severity;
}

function referralAfter(
  incident: Incident,
  { referral, referralReply }: Pick<IncidentChange, 'referral' | 'referralReply'>,
  at: number,
): Incident['referral'] {
  const current =
    referral === undefined
      ? incident.referral
      : { to: referral.to, at: isoTime(at), reference: referral.reference ?? null, reply: null, repliedAt: null };
  if (current === null || referralReply === undefined) return current;
  return { ...current, reply: referralReply, repliedAt: isoTime(at) };
}

interface Move extends IncidentAct {
  /** Named by the change itself. */
  readonly assignee: PersonRef | null;
}

function withStatus(incident: Incident, to: IncidentStatus, act: Move): Incident {
  const { at } = act;
  if (to === 'reopened') return reopened(incident, act);
  const now = isoTime(at);
  return {
    ...settlePause(incident, to, at),
    status: to,
    waitingReason: to === 'waiting' ? incident.waitingReason : null,
    assignee: to === 'new' ? null : assigneeAfter(incident, to, act.by),
    resolvedAt: to === 'resolved' ? now : incident.resolvedAt,
    closedAt: isOpen(to) || to === 'resolved' ? null : now,
  };
}

/** Whoever acts on what nobody holds, holds it. A child is its parent's: nobody needs to hold each. */
function assigneeAfter(incident: Incident, to: IncidentStatus, by: PersonRef): PersonRef | null {
  const isTaken = incident.assignee === null && incident.parent === null && ACTING.includes(to);
  return isTaken ? { id: by.id, name: by.name } : incident.assignee;
}

/** Everything anew: nobody holds it unless someone took it with the same change. */
function reopened(incident: Incident, { at, policy, assignee }: Move): Incident {
  return {
    ...startClocks(incident, at, policy),
    status: 'reopened',
    ...{ waitingReason: null, referral: null, outcome: null, duplicateOf: null, resolvedAt: null, closedAt: null },
    assignee,
    reopenings: incident.reopenings + 1,
  };
}

function withAnswer(incident: Incident, from: IncidentStatus, { at, policy }: When): Incident {
  const isAnswer = incident.firstAnsweredAt === null && incident.status !== from && ACTING.includes(incident.status);
  return isAnswer ? setUpdate({ ...incident, firstAnsweredAt: isoTime(at) }, at, policy) : incident;
}

function union(before: readonly string[], added: readonly string[]): string[] {
  return [...new Set([...before, ...added])];
}

/** Without the fields that were left out. */
function defined<T extends object>(facts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as never;
}
