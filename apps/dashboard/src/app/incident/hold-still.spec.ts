import fc from 'fast-check';
import { incidentId, incidentRow } from '@posko/testing';
import { holdStill } from './hold-still';

const rows = (...numbers: number[]): ReturnType<typeof incidentRow>[] =>
  numbers.map((number) => incidentRow({ id: incidentId(number), number }));
const numbersOf = (list: ReturnType<typeof holdStill>): number[] => list.rows.map(({ row }) => row.number);

describe('a list that is held', () => {
  it('stays as it is where nothing happened', () => {
    expect(holdStill(rows(1, 2, 3), rows(1, 2, 3))).toMatchObject({ added: 0, moved: 0 });
  });

  it('lets nothing in, and counts what waits', () => {
    const still = holdStill(rows(1, 2, 3), rows(9, 1, 2, 8, 3));
    expect([numbersOf(still), still.added, still.moved]).toEqual([[1, 2, 3], 2, 0]);
  });

  it('changes rows in place', () => {
    const latest = rows(1, 2, 3).map((row) => (row.number === 2 ? { ...row, severity: 10, version: 2 } : row));
    const still = holdStill(rows(1, 2, 3), latest);
    expect(still.rows[1]?.row.severity).toBe(10);
    expect(still.moved).toBe(0);
  });

  it('keeps what has left, and says so', () => {
    const still = holdStill(rows(1, 2, 3), rows(1, 3));
    expect(still.rows.map(({ isGone }) => isGone)).toEqual([false, true, false]);
    expect([still.added, still.moved]).toEqual([0, 1]);
  });

  it('counts only rows that really moved', () => {
    expect(holdStill(rows(1, 2, 3, 4, 5), rows(5, 1, 2, 3, 4)).moved).toBe(1);
    expect(holdStill(rows(1, 2, 3), rows(3, 2, 1)).moved).toBe(2);
  });

  it('lets in what comes behind the last row: the next page, or all where there was nothing', () => {
    const still = holdStill(rows(1, 2), rows(9, 1, 2, 3, 4));
    expect([numbersOf(still), still.added]).toEqual([[1, 2, 3, 4], 1]);
    expect(numbersOf(holdStill([], rows(1, 2)))).toEqual([1, 2]);
  });

  it('never jumps, whatever happens', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 20 });
    fc.assert(
      fc.property(numbers, numbers, (before, after) => {
        const still = holdStill(rows(...before), rows(...after));
        expect(numbersOf(still).slice(0, before.length)).toEqual(before);
        const fresh = after.filter((number) => !before.includes(number)).length;
        expect(still.added + still.rows.length - before.length).toBe(fresh);
        expect(still.rows.filter(({ isGone }) => isGone).length).toBeLessThanOrEqual(still.moved);
      }),
    );
  });
});
