import type { Incident, IncidentChange } from '@posko/domain';

/** Fields of an incident that people change and others may have changed meanwhile. */
export const STALE_FIELDS = [
  'status',
  'assignee',
  'kind',
  'severity',
  'place',
  'note',
  'caller',
  'phone',
  'waitingReason',
  'referral',
  'outcome',
  'duplicateOf',
  'parent',
] as const;
export type StaleField = (typeof STALE_FIELDS)[number];

/** One field of a change that came too late. Values are texts: ids, codes, what was typed; null where there is nothing. */
export interface StaleRow {
  readonly field: StaleField;
  readonly before: string | null;
  /** Null where the change leaves the field alone. */
  readonly mine: string | null;
  readonly isMine: boolean;
  readonly theirs: string | null;
  readonly isTheirs: boolean;
  /** Both changed it, to different things. */
  readonly isConflict: boolean;
}

/** As it is sent: people by id or `me`, places by code. */
type Wanted = Omit<IncidentChange, 'assignee' | 'place'> & {
  assignee?: string | null | undefined;
  place?: string | undefined;
};

/** What differs, field by field: as it was when it was opened, as I want it, as others have made it since. */
export function staleDiff(before: Incident, wanted: Wanted, current: Incident): StaleRow[] {
  return STALE_FIELDS.map((field) => {
    const [was, is] = [valueOf(before, field), valueOf(current, field)];
    const isMine = wanted[field] !== undefined;
    const mine = isMine ? wantedOf(wanted, field) : null;
    const isTheirs = was !== is;
    return { field, before: was, mine, isMine, theirs: is, isTheirs, isConflict: isMine && isTheirs && mine !== is };
  }).filter(({ isMine, isTheirs }) => isMine || isTheirs);
}

function valueOf(incident: Incident, field: StaleField): string | null {
  switch (field) {
    case 'assignee':
      return incident.assignee?.name ?? null;
    case 'referral':
      return incident.referral?.to ?? null;
    case 'severity':
      return String(incident.severity);
    default:
      return incident[field];
  }
}

function wantedOf(wanted: Wanted, field: StaleField): string | null {
  switch (field) {
    case 'referral':
      return wanted.referral?.to ?? null;
    case 'severity':
      return String(wanted.severity ?? '');
    default:
      return wanted[field] ?? null;
  }
}
