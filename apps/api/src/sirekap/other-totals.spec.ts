import { findOtherTotals } from './other-totals';

const REGISTERED = new Map([
  ['3578', { code: '3578', name: 'Kota Surabaya', tpsCount: 9 }],
  ['357801', { code: '357801', name: 'Karangpilang', tpsCount: 5 }],
]);
const EARLY = '2024-11-28T01:00:00+07:00';
const LATE = '2024-11-28T10:15:04+07:00';

describe('findOtherTotals', () => {
  it('passes over totals that are the register’s, and regions that it does not have', () => {
    const figures = [
      { regionCode: '3578', total: 9, ts: LATE },
      { regionCode: '35', total: 12, ts: LATE },
    ];
    expect(findOtherTotals(figures, REGISTERED)).toEqual([]);
  });

  it('names each other total once, with the latest time that it was told', () => {
    const figures = [
      { regionCode: '357801', total: 6, ts: LATE },
      { regionCode: '3578', total: 10, ts: LATE },
      { regionCode: '3578', total: 8, ts: EARLY },
      { regionCode: '3578', total: 10, ts: EARLY },
    ];
    expect(findOtherTotals(figures, REGISTERED)).toEqual([
      { regionCode: '3578', name: 'Kota Surabaya', total: 8, ts: EARLY, registered: 9 },
      { regionCode: '3578', name: 'Kota Surabaya', total: 10, ts: LATE, registered: 9 },
      { regionCode: '357801', name: 'Karangpilang', total: 6, ts: LATE, registered: 5 },
    ]);
  });
});
