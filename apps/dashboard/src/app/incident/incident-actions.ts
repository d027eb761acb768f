import { INCIDENT_TRANSITIONS, may, mayChangeIncident } from '@posko/domain';
import type { Incident, IncidentChange, IncidentStatus, Person } from '@posko/domain';

/** What can be done with an incident, in the order in which it is mostly done. */
export const INCIDENT_ACTIONS = [
  'take',
  'start',
  'assign',
  'giveBack',
  'wait',
  'refer',
  'reply',
  'resolve',
  'close',
  'reopen',
  'edit',
  'comment',
  'attach',
  'duplicate',
  'invalid',
  'leave',
] as const;
export type IncidentAction = (typeof INCIDENT_ACTIONS)[number];

export type Actable = Pick<Incident, 'status' | 'assignee' | 'place' | 'isParent' | 'parent'> & {
  readonly referral?: Incident['referral'];
};
type Someone = Pick<Person, 'id' | 'name' | 'role' | 'scope'>;

const OPEN_ENDS: readonly IncidentStatus[] = ['resolved', 'closed', 'invalid', 'duplicate'];

/** Actions that this person may take on the incident as it stands; the server decides in the end. */
export function actionsFor(incident: Actable, person: Someone): IncidentAction[] {
  return INCIDENT_ACTIONS.filter((action) => {
    const change = PROBES[action](incident, person);
    return change !== null && mayChangeIncident(person, incident, change);
  });
}

/** An example of the change that an action makes, or null where it makes no sense. */
const PROBES: Readonly<Record<IncidentAction, (incident: Actable, person: Someone) => IncidentChange | null>> = {
  take: (incident, person) =>
    isOver(incident) || incident.assignee?.id === person.id ? null : { assignee: { id: person.id, name: person.name } },
  start: (incident, person) =>
    incident.assignee?.id === person.id && canBecome(incident, 'inProgress') ? { status: 'inProgress' } : null,
  assign: (incident, person) =>
    isOver(incident) || !may(person, 'incident.lead', incident.place) ? null : { assignee: { id: '', name: '' } },
  giveBack: (incident) => (incident.assignee !== null && canBecome(incident, 'new') ? { assignee: null } : null),
  wait: (incident) => (canBecome(incident, 'waiting') ? { waitingReason: 'x' } : null),
  refer: (incident) => (canBecome(incident, 'referred') ? { referral: { to: 'police' } } : null),
  reply: (incident) =>
    incident.status === 'referred' && incident.referral?.reply === null ? { referralReply: 'x' } : null,
  resolve: (incident) => (canBecome(incident, 'resolved') ? { outcome: 'x' } : null),
  close: (incident) => (canBecome(incident, 'closed') ? { status: 'closed' } : null),
  reopen: (incident) => (canBecome(incident, 'reopened') ? { status: 'reopened' } : null),
  edit: (incident) => (isOver(incident) ? null : { kind: 'INF-01' }),
  comment: () => ({}),
  attach: () => ({ addAttachments: [] }),
  duplicate: (incident) => (canBecome(incident, 'duplicate') && !incident.isParent ? { status: 'duplicate' } : null),
  invalid: (incident) => (canBecome(incident, 'invalid') ? { status: 'invalid' } : null),
  leave: (incident) => (incident.parent === null || isOver(incident) ? null : { parent: null }),
};

function canBecome({ status }: Actable, to: IncidentStatus): boolean {
  return INCIDENT_TRANSITIONS[status].includes(to);
}

function isOver({ status }: Actable): boolean {
  return OPEN_ENDS.includes(status);
}

/** What is sent for taking an incident: whoever takes new work begins it; what waits or was referred stays so. */
export function takingOf({ status }: Pick<Incident, 'status'>): { assignee: 'me'; status?: 'inProgress' } {
  const stays = status === 'waiting' || status === 'referred' || status === 'inProgress';
  return stays ? { assignee: 'me' } : { assignee: 'me', status: 'inProgress' };
}
