import { isOpen } from './incident';
import type { Incident, IncidentChange } from './incident';
import type { Person } from './person';
import { may } from './permission';

/** What anyone who writes incidents may add to one that a colleague holds: a second call about it must find its place. */
const OPEN_TO_ALL: readonly (keyof IncidentChange)[] = ['addLinks', 'addAttachments'];
/** A caller says that it is back: whoever takes the call reopens it, whoever held it. */
const TO_REOPEN: readonly (keyof IncidentChange)[] = [...OPEN_TO_ALL, 'status', 'assignee', 'note'];

type Held = Pick<Incident, 'place' | 'assignee' | 'status' | 'isParent'>;
type Someone = Pick<Person, 'id' | 'role' | 'scope'>;

/**
 * Who may change what. Supervisors everything in their region. Operators what they hold and what nobody holds: they take
 * work and give it back, they never hand it to others, and one that acts on many TPS (a parent) is no work of theirs. A
 * comment, a link or an attachment may be added to any.
 */
export function mayChangeIncident(person: Someone, incident: Held, change: IncidentChange): boolean {
  const places = [incident.place, ...(change.place === undefined ? [] : [change.place])];
  if (!places.every((place) => may(person, 'incident.write', place))) return false;
  if (may(person, 'incident.lead', incident.place)) return true;
  if ((change.assignee ?? person).id !== person.id) return false;
  if (!incident.isParent && isFreeFor(person, incident)) return true;
  const isReopening = !isOpen(incident.status) && change.status === 'reopened' && !incident.isParent;
  return isOnly(change, isReopening ? TO_REOPEN : OPEN_TO_ALL);
}

function isFreeFor(person: Someone, incident: Held): boolean {
  return incident.assignee === null || incident.assignee.id === person.id;
}

function isOnly(change: IncidentChange, allowed: readonly (keyof IncidentChange)[]): boolean {
  return Object.entries(change).every(
    ([key, value]) => value === undefined || (allowed as readonly string[]).includes(key),
  );
}
