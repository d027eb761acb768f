import type { IncidentView } from '@posko/contracts';
import { NATIONAL_CODE, isoTime } from '@posko/domain';
import type { IncidentTier } from '@posko/domain';
import { wordQuery } from './incident-words';

/** Due time of what has no clock running: after everything else. */
export const NEVER_DUE = '9999-12-31T23:59:59.999Z';

/** Which incidents are asked for. */
export interface IncidentFilter {
  readonly view: IncidentView;
  /** A region or TPS and all below it. */
  readonly place: string;
  /** Who asks: `mine` are theirs, `region` is at their tier. */
  readonly person: string;
  readonly tier: IncidentTier;
  /** Milliseconds since the epoch, by the room's clock. */
  readonly now: number;
  /** A kind, or a group such as LOG. */
  readonly kind?: string | undefined;
  readonly status?: string | undefined;
  readonly minSeverity?: number | undefined;
  readonly assignee?: string | undefined;
  readonly parent?: string | undefined;
  readonly q?: string | undefined;
}

/** Values of a statement in the order of their numbers. */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}

/** Acting on an open parent acts on its children: they are no work of their own. */
const NOT_LED = `(i.parent IS NULL OR NOT EXISTS (SELECT FROM incident AS p WHERE p.id = i.parent AND p.is_open))`;

const VIEWS: Record<IncidentView, (filter: IncidentFilter, values: Values) => string[]> = {
  mine: ({ person }, values) => ['i.is_open', `i.assignee = ${values.add(person)}`],
  unassigned: () => ['i.is_open', 'i.assignee IS NULL', NOT_LED],
  region: ({ tier }, values) => ['i.is_open', `i.tier = ${values.add(tier)}`, NOT_LED],
  breached: ({ now }, values) => ['i.is_open', `i.due_at <= ${values.add(isoTime(now))}`, NOT_LED],
  open: () => ['i.is_open'],
  all: () => [],
};

/** Condition on `incident AS i`, never empty. */
export function conditionOf(filter: IncidentFilter, values: Values): string {
  const { kind, status, minSeverity, assignee, parent } = filter;
  const all = [...VIEWS[filter.view](filter, values), ...within(filter.place, values), ...saying(filter.q, values)];
  if (kind !== undefined) all.push(kindCondition(kind, values));
  if (status !== undefined) all.push(`i.status = ${values.add(status)}`);
  if (minSeverity !== undefined) all.push(`i.severity >= ${values.add(minSeverity)}`);
  if (assignee !== undefined) all.push(`i.assignee = ${values.add(assignee)}`);
  if (parent !== undefined) all.push(`i.parent = ${values.add(parent)}`);
  return all.length === 0 ? 'true' : all.join(' AND ');
}

/** What was typed, if there is anything to look for in it. */
export function saying(q: string | undefined, values: Values): string[] {
  const words = q === undefined ? null : wordQuery(q);
  return words === null ? [] : [`i.words @@ ${values.add(words)}::tsquery`];
}

/** A place and all below it: codes are prefixes of what lies below them, and after the digits comes the colon. */
export function within(place: string, values: Values): string[] {
  if (place === NATIONAL_CODE) return [];
  return [`i.place >= ${values.add(place)}`, `i.place < ${values.add(`${place}:`)}`];
}

function kindCondition(kind: string, values: Values): string {
  if (kind.includes('-')) return `i.kind = ${values.add(kind)}`;
  return `i.kind >= ${values.add(`${kind}-`)} AND i.kind < ${values.add(`${kind}.`)}`;
}
