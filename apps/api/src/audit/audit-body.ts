import { Actor, isKind, may } from '@posko/domain';
import type { JournalEntry, Permission, Person } from '@posko/domain';

type Body = Record<string, unknown>;

/** What callers said and how they are reached. */
const CALLER_FIELDS = ['note', 'phone', 'caller'] as const;

/**
 * An entry's body as this person may see it. Secrets are in no entry; what callers said is for those who may read incidents,
 * telephone numbers of crews for those who may read contacts.
 */
export function bodyFor(person: Pick<Person, 'role' | 'scope'>, entry: JournalEntry): Body {
  const body: Body = { ...entry.body };
  const mayNot = (permission: Permission): boolean => !may(person, permission);
  const isIncident = entry.kind.startsWith('incident.');
  if (isIncident && mayNot('incident.read')) {
    for (const key of ['incident', 'change']) if (key in body) body[key] = without(body[key] as Body, CALLER_FIELDS);
    return without(body, ['comment']);
  }
  if (isKind(entry, 'call.ended.v1') && mayNot('contact.read')) return without(body, ['note', 'phone']);
  return body;
}

/** Who did it, where the entry says so. */
export function actorIn(body: Body): Actor | null {
  return Actor.safeParse(body['actor']).data ?? null;
}

function without(body: Body, keys: readonly string[]): Body {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !keys.includes(key)));
}
