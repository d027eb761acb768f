import { describe, expect, it } from '@jest/globals';
import type { ContestOption } from './contest';
import { QuickCount, besideCount, sharesFault } from './quick-count';

const option = (id: string, kind: ContestOption['kind'] = 'paslon'): ContestOption => {
  return { id, kind, number: 1, name: id, colour: null, party: null };
};
const FIGURES = {
  institute: 'Lembaga',
  at: '2024-11-27T17:00:00+07:00',
  sample: 400,
  margin: 1,
  shares: { '1': 58.5 },
};

describe('a quick count', () => {
  it('stands beside the real count, in percentage points', () => {
    expect(besideCount({ shares: { '1': 58.5, '2': 41.5 }, margin: 1 }, { '1': 600, '2': 400 })).toEqual([
      { option: '1', quick: 58.5, real: 60, difference: 1.5, isWithin: false },
      { option: '2', quick: 41.5, real: 40, difference: -1.5, isWithin: false },
    ]);
    expect(besideCount({ shares: { '1': 59.2 }, margin: 1 }, { '1': 6 })[0]).toMatchObject({ real: 100 });
  });

  it('stands alone while nothing is counted', () => {
    expect(besideCount({ shares: { '1': 58.5 }, margin: 1 }, {})).toEqual([
      { option: '1', quick: 58.5, real: null, difference: null, isWithin: null },
    ]);
  });

  it.each([
    [{ '1': 58.5, '2': 41.5 }, null],
    [{ '1': 58.5, '2': 40.6 }, null],
    [{ '1': 58.5, '2': 30 }, 'they add up to 88.50 and not to 100'],
    [{ '1': 100 }, '2 is missing'],
    [{ '1': 50, '3': 50 }, '3 is no option of this contest'],
  ])('with shares %j: %s', (shares, fault) => {
    expect(sharesFault(shares, { options: [option('1'), option('2')] })).toBe(fault);
  });

  it('of a contest of parties is of its parties, not of their candidates', () => {
    const options = [option('1', 'party'), { ...option('9', 'person'), party: '1' }];
    expect(sharesFault({ '1': 100 }, { options })).toBeNull();
    expect(sharesFault({ '1': 50, '9': 50 }, { options })).toContain('no option');
  });

  it('has two decimals at the most, and no share beyond all', () => {
    expect(QuickCount.safeParse(FIGURES).success).toBe(true);
    for (const bad of [{ margin: 1.234 }, { margin: -1 }, { sample: 0 }, { shares: { '1': 101 } }, { institute: '' }])
      expect(QuickCount.safeParse({ ...FIGURES, ...bad }).success).toBe(false);
    expect(QuickCount.safeParse({ ...FIGURES, shares: { '1': 8.07, '2': 57.29 } }).success).toBe(true);
  });
});
