import fc from 'fast-check';
import type { ContestOption } from './contest';
import { partyVotes, reachesThreshold, standingsOf } from './threshold';
import type { ContestVotes } from './threshold';

const party = (number: number): ContestOption => {
  return { id: String(number), kind: 'party', number, name: `Partai ${number}`, colour: null, party: null };
};
const person = (id: number, owner: number): ContestOption => {
  return { id: String(id), kind: 'person', number: id % 100, name: `Calon ${id}`, colour: null, party: String(owner) };
};
const dapil = (options: ContestOption[], votes: Record<string, number>): ContestVotes => {
  return { contest: { code: 'pdpr', options }, votes };
};

describe('the threshold of the DPR', () => {
  it('lets exactly 4 % pass, and not one vote less', () => {
    expect(reachesThreshold(6_071_801, 151_795_025)).toBe(true);
    expect(reachesThreshold(6_071_800, 151_795_025)).toBe(false);
    expect([reachesThreshold(4, 100), reachesThreshold(3, 100), reachesThreshold(0, 0)]).toEqual([true, false, false]);
  });

  it('adds up votes for a party and for its candidates', () => {
    const options = [party(1), person(101, 1), person(102, 1), party(2), person(201, 2)];
    const votes = partyVotes(dapil(options, { '1': 5, '101': 7, '102': 11, '201': 2 }));
    expect(votes).toEqual(
      new Map([
        ['1', 23],
        ['2', 2],
      ]),
    );
  });

  it('counts over all dapil: a party strong in one alone may still miss it', () => {
    const one = dapil([party(2), person(201, 2), party(1)], { '1': 700, '2': 100, '201': 160 });
    const other = dapil([party(1), party(3)], { '1': 9001, '3': 39 });
    const standings = standingsOf([one, other]);
    expect(standings.map(({ party: { id }, votes, hasPassed }) => [id, votes, hasPassed])).toEqual([
      ['1', 9701, true],
      ['2', 260, false],
      ['3', 39, false],
    ]);
    const enough = standingsOf([one, dapil([party(1)], { '1': 5540 })]);
    expect(enough.filter(({ hasPassed }) => hasPassed).map(({ party: { id } }) => id)).toEqual(['1', '2']);
  });

  it('is of parties only', () => {
    expect(() => standingsOf([{ contest: { code: 'ppwp', options: [] }, votes: {} }])).toThrow('ppwp has no parties');
  });

  it('never lets more than 25 parties pass, and the larger before the smaller', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60_000_000 }), { minLength: 1, maxLength: 40 }), (votes) => {
        const options = votes.map((_, index) => party(index + 1));
        const counts = Object.fromEntries(votes.map((count, index) => [String(index + 1), count]));
        const standings = standingsOf([dapil(options, counts)]);
        const passed = standings.filter(({ hasPassed }) => hasPassed).map((standing) => standing.votes);
        const missed = standings.filter(({ hasPassed }) => !hasPassed).map((standing) => standing.votes);
        const valid = BigInt(votes.reduce((sum, count) => sum + count, 0));
        expect(passed.length).toBeLessThanOrEqual(25);
        expect(passed.every((count) => BigInt(count) * 100n >= 4n * valid)).toBe(true);
        expect(missed.every((count) => valid === 0n || BigInt(count) * 100n < 4n * valid)).toBe(true);
      }),
    );
  });
});
