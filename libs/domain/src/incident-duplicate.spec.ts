import { describe, expect, it } from '@jest/globals';
import { INCIDENT_STATUSES } from './incident';
import { duplicateRefusal } from './incident-duplicate';

describe('what may be an original', () => {
  it('is anything but a duplicate and what turned out to be nothing', () => {
    const refusals = INCIDENT_STATUSES.map((status) => duplicateRefusal({ status }, { hasDuplicates: false }));
    expect(INCIDENT_STATUSES.filter((_, n) => refusals[n] !== null)).toEqual(['invalid', 'duplicate']);
    expect(refusals.filter((refusal) => refusal !== null)).toEqual(['isInvalid', 'isDuplicate']);
  });

  it('stays one while others point at it', () => {
    expect(duplicateRefusal({ status: 'new' }, { hasDuplicates: true })).toBe('hasDuplicates');
  });
});
