import type { IncidentRow, IncidentView } from '@posko/contracts';
import { covers, isBreached, isOpen, nextDue, tierOf } from '@posko/domain';
import type { Person } from '@posko/domain';

export type IncidentSort = 'due' | 'severity' | 'opened' | 'changed';

/** A question to the queue, as the address and the server have it. */
export interface QueueQuery {
  readonly view: IncidentView;
  readonly region?: string;
  /** A kind, or a group such as LOG. */
  readonly kind?: string;
  readonly status?: string;
  readonly minSeverity?: number;
  readonly assignee?: string;
  readonly parent?: string;
  readonly q?: string;
  readonly sort: IncidentSort;
  readonly order?: 'asc' | 'desc';
}

type Who = Pick<Person, 'id' | 'scope'>;

/** Children of a parent are no work of their own while it is open, which only the server knows. */
const LED_VIEWS: readonly IncidentView[] = ['unassigned', 'region', 'breached'];

/**
 * Whether a row is on the list that a query asks for; null where only the server can tell: what an open parent leads, and what
 * words find.
 * @param now the room's clock, ms
 */
export function belongsTo(query: QueueQuery, who: Who, now: () => number): (row: IncidentRow) => boolean | null {
  return (row) => {
    if (!isInView(query.view, row, { who, now }) || !isFiltered(query, row)) return false;
    const isLed = row.parent !== null && LED_VIEWS.includes(query.view);
    return isLed || (query.q ?? '') !== '' ? null : true;
  };
}

/** The server's order of such a list; the number of the incident decides between equals. */
export function orderOf({
  sort,
  order,
}: Pick<QueueQuery, 'sort' | 'order'>): (a: IncidentRow, b: IncidentRow) => number {
  const sign = (order ?? (sort === 'due' ? 'asc' : 'desc')) === 'asc' ? 1 : -1;
  const key = KEYS[sort];
  return (a, b) => {
    const [x, y] = [key(a), key(b)];
    return sign * (x === y ? a.number - b.number : x - y);
  };
}

const KEYS: Readonly<Record<IncidentSort, (row: IncidentRow) => number>> = {
  due: (row) => nextDue(row) ?? Number.MAX_SAFE_INTEGER,
  severity: (row) => row.severity,
  opened: (row) => row.number,
  changed: (row) => Date.parse(row.changedAt),
};

function isInView(view: IncidentView, row: IncidentRow, { who, now }: { who: Who; now: () => number }): boolean {
  switch (view) {
    case 'all':
      return true;
    case 'open':
      return isOpen(row.status);
    case 'mine':
      return isOpen(row.status) && row.assignee?.id === who.id;
    case 'unassigned':
      return isOpen(row.status) && row.assignee === null;
    case 'region':
      return isOpen(row.status) && row.tier === tierOf(who.scope);
    case 'breached':
      return isBreached(row, now());
    default:
      return view satisfies never;
  }
}

function isFiltered(query: QueueQuery, row: IncidentRow): boolean {
  const { region, kind, status, minSeverity = 0, assignee, parent } = query;
  return (
    (region === undefined || covers(region, row.place)) &&
    (kind === undefined || row.kind === kind || row.kind.startsWith(`${kind}-`)) &&
    (status === undefined || row.status === status) &&
    row.severity >= minSeverity &&
    (assignee === undefined || row.assignee?.id === assignee) &&
    (parent === undefined || row.parent === parent)
  );
}
