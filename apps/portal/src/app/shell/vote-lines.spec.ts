import { publishedContests } from '@posko/testing';
import type { PublishedContest } from '@posko/contracts';
import { leaderOf, voteLines } from './vote-lines';

const contest = (id: string): PublishedContest => {
  const found = publishedContests().find((one) => one.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

describe('lines of votes', () => {
  it('one for each pair, with the colour it has, in the order of the ballot', () => {
    const lines = voteLines(contest('pkwkp-35'), { options: { '1000032': 10, '1000033': 30, '1000034': 20 } });
    expect(lines.map(({ option, votes, of }) => [option.number, votes, of])).toEqual([
      [1, 10, 60],
      [2, 30, 60],
      [3, 20, 60],
    ]);
    expect(lines[0]?.colour).toBe('#B67352');
    expect(leaderOf(lines)?.option.number).toBe(2);
  });

  it('the empty box is an option as any other', () => {
    const lines = voteLines(contest('pkwkk-3578'), { options: { '1000804': 4, '1000805': 5 } });
    expect(lines.map(({ option }) => option.kind)).toEqual(['paslon', 'kolomKosong']);
    expect(leaderOf(lines)?.option.kind).toBe('kolomKosong');
  });

  it('nobody leads where two have the same, or nobody has anything', () => {
    expect(leaderOf(voteLines(contest('pkwkk-3578'), { options: { '1000804': 5, '1000805': 5 } }))).toBeNull();
    expect(leaderOf(voteLines(contest('pkwkk-3578'), { options: {} }))).toBeNull();
  });

  it('a party has its own votes and those of its candidates, and exactly 4 % is not below the line', () => {
    const options = { '1': 10, '101': 20, '102': 10, '2': 959, '3': 1 };
    const parties = { '1': 40, '2': 959, '3': 1 };
    const person = { kind: 'person' as const, name: 'Calon', colour: null };
    const persons = [
      { ...person, id: '101', number: 1, party: '1' },
      { ...person, id: '201', number: 1, party: '2' },
      { ...person, id: '102', number: 2, party: '1' },
    ];
    const lines = voteLines(contest('pdpr-3501'), { options, parties }, persons);
    expect(lines).toHaveLength(18);
    expect(lines[0]).toMatchObject({ votes: 40, of: 1000, isBelow: false });
    expect(lines[0]?.parts.map(({ votes: own }) => own)).toEqual([10, 20, 10]);
    const less = { options, parties: { '1': 39, '2': 959, '3': 2 } };
    expect(voteLines(contest('pdpr-3501'), less)[0]?.isBelow).toBe(true);
  });

  it('takes the sum of a party as it is written where it is', () => {
    const lines = voteLines(contest('pdpr-3501'), { options: { '1': 10 }, parties: { '1': 77 } });
    expect(lines[0]?.votes).toBe(77);
  });
});
