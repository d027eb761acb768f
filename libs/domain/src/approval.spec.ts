import { describe, expect, it } from '@jest/globals';
import { APPROVAL_STATUSES, decisionFault } from './approval';

const [ani, budi] = [{ id: 'a' }, { id: 'b' }];

describe('a decision', () => {
  it.each([
    ['refused', ani, 'own-request'],
    ['approved', ani, 'own-request'],
    ['withdrawn', ani, null],
    ['refused', budi, null],
    ['approved', budi, null],
    ['withdrawn', budi, 'forbidden'],
  ] as const)('%s by %o on what a asked: %s', (status, decider, fault) => {
    expect(decisionFault({ status: 'pending', askedBy: ani }, decider, status)).toBe(fault);
  });

  it('is made once', () => {
    for (const status of APPROVAL_STATUSES.slice(1)) {
      expect(decisionFault({ status, askedBy: ani }, budi, 'approved')).toBe('approval-decided');
      expect(decisionFault({ status, askedBy: ani }, ani, 'withdrawn')).toBe('approval-decided');
    }
  });
});
