import { isoTime, nextDue } from '@posko/domain';
import type { Incident } from '@posko/domain';
import { NEVER_DUE } from '../platform/incident/incident-filter';
import type { IncidentFilter, Values } from '../platform/incident/incident-filter';

export type IncidentSort = 'due' | 'severity' | 'opened' | 'changed';

/** Where a page ended: the value it is ordered by, and the number of the incident. */
export type PageEnd = readonly [key: string | number, number: number];

export interface IncidentPage {
  readonly filter: IncidentFilter;
  readonly sort: IncidentSort;
  readonly isDescending: boolean;
  readonly after: PageEnd | null;
  readonly limit: number;
}

/** Incidents of a page and where it ended, null at the end of the list. */
export interface PageRows {
  readonly rows: Incident[];
  readonly end: PageEnd | null;
}

const SORTS: Record<IncidentSort, { column: string; type: string; keyOf: (incident: Incident) => string | number }> = {
  due: { column: 'due_at', type: 'timestamptz', keyOf: dueKey },
  severity: { column: 'severity', type: 'smallint', keyOf: ({ severity }) => severity },
  opened: { column: 'number', type: 'bigint', keyOf: ({ number }) => number },
  changed: { column: 'changed_at', type: 'timestamptz', keyOf: ({ changedAt }) => changedAt },
};

/** What a page is ordered by, of `incident AS i`. */
export function orderOf({ sort, isDescending }: IncidentPage): string {
  const direction = isDescending ? 'DESC' : 'ASC';
  return `i.${SORTS[sort].column} ${direction}, i.number ${direction}`;
}

/** Condition for what comes after the page before. */
export function beyond({ sort, isDescending, after }: IncidentPage, values: Values): string {
  if (after === null) return 'true';
  const { column, type } = SORTS[sort];
  const end = `(${values.add(after[0])}::${type}, ${values.add(after[1])}::bigint)`;
  return `(i.${column}, i.number) ${isDescending ? '<' : '>'} ${end}`;
}

/** A page of rows that were asked for with one more than its limit. */
export function pageOf(found: readonly Incident[], { sort, limit }: IncidentPage): PageRows {
  const last = found.length > limit ? found[limit - 1] : undefined;
  return { rows: found.slice(0, limit), end: last === undefined ? null : [SORTS[sort].keyOf(last), last.number] };
}

function dueKey(incident: Incident): string {
  const due = nextDue(incident);
  return due === null ? NEVER_DUE : isoTime(due);
}
