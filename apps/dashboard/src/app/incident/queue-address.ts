import { INCIDENT_SORTS, INCIDENT_VIEWS } from '@posko/contracts';
import type { IncidentView } from '@posko/contracts';
import { INCIDENT_STATUSES } from '@posko/domain';
import type { IncidentSort, QueueQuery } from '../shell/incident-criteria';

/** Parts of the address that the queue reads; all of them texts, or missing. */
export const QUEUE_PARAMS = [
  'view',
  'region',
  'kind',
  'status',
  'minSeverity',
  'assignee',
  'parent',
  'q',
  'sort',
  'order',
] as const;
export type QueueParam = (typeof QUEUE_PARAMS)[number];
export type QueueParams = { readonly [name in QueueParam]?: string | undefined };

const KIND = /^[A-Z]{3}(-\d{2})?$/;
const PLACE = /^(0|[1-9]\d{1,12})$/;
const ID = /^[0-9a-f-]{36}$/i;
const FIRST_VIEW: IncidentView = 'open';
const FIRST_SORT: IncidentSort = 'due';

/** The question that an address asks. What it does not say, or says wrongly, is as at first. */
export function queryIn(params: QueueParams): QueueQuery {
  const severity = Number(params.minSeverity);
  const text = (params.q ?? '').trim().slice(0, 100);
  return {
    view: INCIDENT_VIEWS.find((view) => view === params.view) ?? FIRST_VIEW,
    sort: INCIDENT_SORTS.find((sort) => sort === params.sort) ?? FIRST_SORT,
    ...valid('region', params.region, PLACE),
    ...valid('kind', params.kind, KIND),
    ...valid(
      'status',
      INCIDENT_STATUSES.find((status) => status === params.status),
      /./,
    ),
    ...(Number.isInteger(severity) && severity >= 2 && severity <= 10 ? { minSeverity: severity } : {}),
    ...valid('assignee', params.assignee, ID),
    ...valid('parent', params.parent, ID),
    ...(text === '' ? {} : { q: text }),
    ...(params.order === 'asc' || params.order === 'desc' ? { order: params.order } : {}),
  };
}

/** The address of a question: only what differs from the first; null takes a part out. */
export function addressOf(query: QueueQuery): Record<QueueParam, string | null> {
  const { view, sort, minSeverity, ...rest } = query;
  const empty = Object.fromEntries(QUEUE_PARAMS.map((name) => [name, null])) as Record<QueueParam, null>;
  return {
    ...empty,
    ...rest,
    view: view === FIRST_VIEW ? null : view,
    sort: sort === FIRST_SORT ? null : sort,
    minSeverity: minSeverity === undefined ? null : String(minSeverity),
  };
}

/** How many filters are set, the view and the order apart. */
export function filtersIn({ region, kind, status, minSeverity, assignee, parent, q }: QueueQuery): number {
  return [region, kind, status, minSeverity, assignee, parent, q].filter((part) => part !== undefined).length;
}

function valid<N extends QueueParam>(name: N, value: string | undefined, pattern: RegExp): { [name in N]?: string } {
  return value !== undefined && pattern.test(value) ? ({ [name]: value } as { [name in N]?: string }) : {};
}
