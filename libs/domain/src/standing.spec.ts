import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Standings } from './standing';
import { UNREPORTED } from './tps';
import type { TpsState } from './tps';

const time = fc.option(fc.integer({ min: 0, max: 4e12 }), { nil: null });
const state: fc.Arbitrary<TpsState> = fc.record({
  stage: fc.nat({ max: 8 }),
  stageAt: time,
  countedAt: time,
  turnout: fc.option(fc.nat({ max: 9999 }), { nil: null }),
  turnoutAt: time,
  marks: fc.nat({ max: 255 }),
  steppedBackAt: time,
  reports: fc.nat({ max: 1000 }),
  lastReceivedAt: time,
  lastSeq: fc.nat(),
});

describe('the states by position', () => {
  it('give back what was put in, and nothing to the neighbours', () => {
    fc.assert(
      fc.property(state, (put) => {
        const standings = new Standings(3);
        standings.set(1, put);
        expect(standings.get(1)).toEqual(put);
        expect([standings.get(0), standings.get(2)]).toEqual([UNREPORTED, UNREPORTED]);
        expect(standings.standing(1)).toEqual({ stage: put.stage, countedAt: put.countedAt });
        expect(standings.marksAt(1)).toBe(put.marks);
      }),
    );
  });
});
