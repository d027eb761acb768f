import fc from 'fast-check';
import { silentChange, votesOf } from './published-figure';
import type { PublishedFigure } from './published-figure';

const figure = (received: number, ...votes: number[]): PublishedFigure => ({
  received,
  votes: Object.fromEntries(votes.map((count, index) => [`100003${index + 2}`, count])),
});

describe('silentChange', () => {
  it('lets a count grow', () => {
    expect(silentChange(figure(10, 100, 200), figure(11, 110, 230))).toBeNull();
    expect(silentChange(figure(10, 100, 200), figure(11, 90, 230))).toBeNull();
    expect(silentChange(figure(10, 100, 200), figure(10, 100, 200))).toBeNull();
  });

  it('sees a total that fell, with as many TPS, with more and with fewer', () => {
    expect(silentChange(figure(10, 100, 200), figure(10, 100, 199))).toBe('fell');
    expect(silentChange(figure(10, 100, 200), figure(12, 100, 199))).toBe('fell');
    expect(silentChange(figure(10, 100, 200), figure(9, 100, 200))).toBe('fell');
  });

  it('sees figures that moved under the same number of TPS, even if the sum stayed', () => {
    expect(silentChange(figure(10, 100, 200), figure(10, 101, 199))).toBe('changed');
    expect(silentChange(figure(10, 100, 200), figure(10, 100, 260))).toBe('changed');
    expect(silentChange(figure(10, 100), figure(10, 100, 5))).toBe('changed');
  });

  it('says nothing of votes where there are none', () => {
    expect(silentChange(figure(10), figure(10, 5))).toBeNull();
    expect(silentChange(figure(10, 5), figure(10))).toBeNull();
  });

  it('is null for no change, and never silent on a loss of votes', () => {
    const some = fc.record({
      received: fc.nat(20),
      votes: fc.dictionary(fc.constantFrom('1', '2', '3'), fc.nat(50), { minKeys: 1, noNullPrototype: true }),
    });
    fc.assert(
      fc.property(some, some, (before, after) => {
        expect(silentChange(before, before)).toBeNull();
        if (votesOf(after) < votesOf(before)) expect(silentChange(before, after)).toBe('fell');
      }),
    );
  });
});
