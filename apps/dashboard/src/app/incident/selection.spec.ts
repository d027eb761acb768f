import { NOTHING_SELECTED, allOf, extended, keptIn, toggled } from './selection';

const ORDER = ['a', 'b', 'c', 'd', 'e'];
const ids = ({ ids: chosen }: typeof NOTHING_SELECTED): string[] => [...chosen].sort();

describe('a selection', () => {
  it('takes and lets go a row', () => {
    const one = toggled(NOTHING_SELECTED, 'b');
    expect([ids(one), one.anchor]).toEqual([['b'], 'b']);
    expect(ids(toggled(one, 'b'))).toEqual([]);
    expect(ids(NOTHING_SELECTED)).toEqual([]);
  });

  it('reaches from where it began, down and up, and keeps what it had', () => {
    const one = toggled(NOTHING_SELECTED, 'c');
    expect(ids(extended(one, 'e', ORDER))).toEqual(['c', 'd', 'e']);
    expect(ids(extended(extended(one, 'e', ORDER), 'a', ORDER))).toEqual(ORDER);
    expect(ids(extended(NOTHING_SELECTED, 'b', ORDER))).toEqual(['b']);
  });

  it('takes all, and then none', () => {
    const all = allOf(NOTHING_SELECTED, ORDER);
    expect(ids(all)).toEqual(ORDER);
    expect(ids(allOf(all, ORDER))).toEqual([]);
    expect(ids(allOf(NOTHING_SELECTED, []))).toEqual([]);
  });

  it('forgets what is gone', () => {
    const all = allOf(NOTHING_SELECTED, ORDER);
    expect(ids(keptIn(all, ['b', 'd']))).toEqual(['b', 'd']);
    expect(keptIn(all, ORDER)).toBe(all);
  });
});
