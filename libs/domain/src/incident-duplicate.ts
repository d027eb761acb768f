import type { Incident } from './incident';
import type { IncidentRefusal } from './incident-change';

/**
 * Why an incident cannot become a duplicate of another, or null. Duplicates point at one that is worked on or was, never at
 * another duplicate: whoever follows the pointer is there. So one that others point at stays an original; they go the other
 * way, or are taken back first.
 */
export function duplicateRefusal(
  original: Pick<Incident, 'status'>,
  { hasDuplicates }: { hasDuplicates: boolean },
): IncidentRefusal | null {
  if (original.status === 'duplicate') return 'isDuplicate';
  if (original.status === 'invalid') return 'isInvalid';
  return hasDuplicates ? 'hasDuplicates' : null;
}
