import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Contest, ContestOption } from './contest';
import { disputePerMille } from './dispute';
import type { OutcomeAnswer, OutcomeQuestion } from './outcome';
import { outcomeOf } from './outcome-gauge';
import type { OutcomePart } from './outcome-gauge';
import { outcomeAssumption, outcomeWords } from './outcome-words';

const paslon = (number: number): ContestOption => {
  return { id: String(number), kind: 'paslon', number, name: `Pasangan ${number}`, colour: null, party: null };
};
const contestOf = (count: number, code: Contest['code'] = 'pkwkp'): Pick<Contest, 'code' | 'options'> => {
  return { code, options: Array.from({ length: count }, (_, index) => paslon(index + 1)) };
};
const part = (votes: readonly number[], voters: number, left: [voters: number, ballots: number]): OutcomePart => {
  const named = Object.fromEntries(votes.map((of, index) => [String(index + 1), of]));
  return { votes: named, voters, left: { voters: left[0], ballots: left[1] } };
};
const gauge = (parts: readonly OutcomePart[], count = 3, code: Contest['code'] = 'pkwkp') =>
  outcomeOf({
    contest: contestOf(count, code),
    parts,
    outstanding: { tps: 1, missing: 1, held: 0, disputed: 0 },
    population: 41_000_000,
    voters: 31_000_000,
    swingPerMille: 100,
  });
const answerTo = (question: OutcomeQuestion, parts: readonly OutcomePart[], count = 3): OutcomeAnswer => {
  const answer = gauge(parts, count).answers.find((one) => one.question === question);
  if (answer === undefined) throw new Error(`${question} is not asked`);
  return answer;
};

/** Parts with what is counted and left, and votes that come in each: some of its ballots, falling anyhow. */
const night = fc.integer({ min: 2, max: 5 }).chain((count) =>
  fc.array(
    fc.record({
      votes: fc.array(fc.nat(5000), { minLength: count, maxLength: count }),
      voters: fc.nat(20_000),
      left: fc.nat(3000),
      falls: fc.array(fc.nat(1000), { minLength: count + 1, maxLength: count + 1 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
);
type Night = typeof night extends fc.Arbitrary<infer T> ? T : never;

const partsOf = (of: Night): OutcomePart[] =>
  of.map(({ votes, voters, left }) => part(votes, voters, [left, left + Math.ceil(left / 40)]));

/** Votes at the end: what is counted, and of the ballots left as many as came; the last weight is of those that did not. */
function completed(of: Night): number[] {
  const count = of[0]?.votes.length ?? 0;
  return Array.from({ length: count }, (_, option) =>
    of.reduce((sum, { votes, left, falls }) => {
      const ballots = left + Math.ceil(left / 40);
      const weight = falls.reduce((all, one) => all + one, 0);
      const came = weight === 0 ? 0 : Math.floor((ballots * (falls[option] ?? 0)) / weight);
      return sum + (votes[option] ?? 0) + came;
    }, 0),
  );
}

const ranked = (votes: readonly number[]): number[] => [...votes].sort((a, b) => b - a);

describe('what can no longer change, whatever comes', () => {
  it('does not change in any completion', () => {
    fc.assert(
      fc.property(night, (of) => {
        const outcome = gauge(partsOf(of), of[0]?.votes.length);
        const final = completed(of);
        const [first = 0, second = 0, third = -1] = ranked(final);
        const votesOf = (place: number): number => final[Number(outcome.ranking[place]?.option) - 1] ?? -1;
        for (const { question, worst } of outcome.answers) {
          if (question === 'leader' && worst === 'settled') expect([votesOf(0), first > second]).toEqual([first, true]);
          if (question === 'second' && worst === 'settled')
            expect([votesOf(0), votesOf(1), second > third]).toEqual([first, second, true]);
          const valid = final.reduce((sum, votes) => sum + votes, 0);
          if (worst === 'above') expect((first - second) * 1000).toBeGreaterThan(5 * valid);
          if (worst === 'within') expect((first - second) * 1000).toBeLessThanOrEqual(5 * valid);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is not said to be open where nothing could reach it', () => {
    fc.assert(
      fc.property(night, (of) => {
        const outcome = gauge(partsOf(of), of[0]?.votes.length);
        const [first, second] = outcome.ranking;
        const leader = outcome.answers.find(({ question }) => question === 'leader');
        if (leader?.worst !== 'open') return;
        expect((second?.votes ?? 0) + outcome.outstanding.ballots).toBeGreaterThanOrEqual(first?.votes ?? 0);
      }),
    );
  });

  it('is no more open in the realistic case than in the worst', () => {
    fc.assert(
      fc.property(night, (of) => {
        const outcome = gauge(partsOf(of), of[0]?.votes.length);
        for (const { question, worst, realistic, steps } of outcome.answers) {
          if (question !== 'threshold' && worst === 'settled') expect(realistic).toBe('settled');
          for (const { coming, low, high } of steps) {
            expect(coming).toBeLessThanOrEqual(outcome.outstanding.ballots + 1);
            expect(low).toBeLessThanOrEqual(high);
          }
        }
      }),
    );
  });
});

describe('the gauge', () => {
  it('counts the last ballot: one more than the margin opens it, as many make a tie, one less leaves it settled', () => {
    const of = (ballots: number): string => answerTo('leader', [part([500, 400, 10], 1000, [ballots, ballots])]).worst;
    expect([of(99), of(100), of(101)]).toEqual(['settled', 'open', 'open']);
  });

  it('says that the second place is open where the second may become the first', () => {
    const parts = [part([500, 450, 10], 1000, [60, 60])];
    expect(answerTo('second', parts)).toMatchObject({ worst: 'open', steps: [{ ahead: '1', behind: '2' }, {}] });
    expect(answerTo('second', [part([900, 450, 440], 2000, [60, 60])])).toMatchObject({
      worst: 'open',
      steps: [{ ahead: '2', behind: '3' }, {}],
    });
  });

  it('shows the arithmetic of the threshold: half a percent of 100,000 is 500', () => {
    const { steps, worst } = answerTo('threshold', [part([50_600, 49_400], 120_000, [0, 0])], 2);
    expect(worst).toBe('above');
    expect(steps[0]).toMatchObject({ margin: 1200, allowed: 500, low: 1200, high: 1200, valid: 100_000 });
    expect(answerTo('threshold', [part([50_250, 49_750], 120_000, [0, 0])], 2).worst).toBe('within');
    expect(answerTo('threshold', [part([50_251, 49_750], 120_000, [0, 0])], 2).worst).toBe('above');
    expect(answerTo('threshold', [part([50_600, 49_400], 120_000, [900, 900])], 2).worst).toBe('open');
  });

  it('takes each part as it came and voted so far, and swings between the two', () => {
    // Where 800 of 1,000 came and 600 were for the first, 100 voters more bring 80 votes: 60 against 20.
    const { steps } = answerTo('leader', [part([600, 200], 1000, [100, 103])], 2);
    expect(steps[1]).toMatchObject({ coming: 80, margin: 400, low: 400 + 80 * 0.5 - 16, high: 400 + 80 * 0.5 + 16 });
  });

  it('takes a part of which nothing is counted at its worst: nobody knows how it votes', () => {
    const { steps } = answerTo('leader', [part([600, 200], 1000, [0, 0]), part([0, 0], 0, [100, 103])], 2);
    expect(steps[1]).toMatchObject({ coming: 103, low: 400 - 103, high: 400 + 103 });
    const far = answerTo('leader', [part([600, 200], 1000, [0, 0]), part([0, 0], 0, [9000, 9225])], 2);
    expect(far.realistic).toBe('open');
  });

  it('says nothing of seats, of the threshold of a presidency, and of nothing', () => {
    expect(gauge([part([5, 4, 3], 20, [1, 1])], 3, 'pdpd').silences).toEqual({
      leader: 'seats',
      second: 'seats',
      threshold: 'seats',
    });
    expect(gauge([part([5, 4, 3], 20, [1, 1])], 3, 'ppwp')).toMatchObject({
      silences: { threshold: 'president' },
      threshold: null,
    });
    expect(gauge([part([0, 0, 0], 0, [9, 9])]).silences.leader).toBe('nothingCounted');
  });

  it('takes the voters of the register for a population that nobody said, and says so', () => {
    const input = { contest: contestOf(2, 'pkwkk'), parts: [part([5, 4], 20, [1, 1])], swingPerMille: 100 };
    const outstanding = { tps: 1, missing: 1, held: 0, disputed: 0 };
    const outcome = outcomeOf({ ...input, outstanding, population: null, voters: 240_000 });
    expect(outcome.threshold).toEqual({ perMille: 20, population: 240_000, isStandIn: true });
    const lines = outcomeWords(outcome, input.contest.options, 'id').flatMap((words) => words.lines);
    expect(lines.join(' ')).toContain('dipakai DPT 240.000');
  });

  it('says every number of its arithmetic in words, in both languages', () => {
    const outcome = gauge([part([60_000, 20_000, 500], 100_000, [10_000, 10_250])]);
    for (const [language, count] of [
      ['id', '10.250'],
      ['en', '10,250'],
    ] as const) {
      const words = outcomeWords(outcome, contestOf(3).options, language);
      expect(words.map(({ question }) => question)).toEqual(['leader', 'second', 'threshold']);
      expect(words[0]?.lines.join(' ')).toContain(count);
      expect(words.every(({ lines }) => lines.length > 4)).toBe(true);
    }
  });
});

describe('the threshold of disputes', () => {
  it.each([
    ['pkwkp', 2_000_000, 20],
    ['pkwkp', 2_000_001, 15],
    ['pkwkp', 6_000_000, 15],
    ['pkwkp', 12_000_000, 10],
    ['pkwkp', 12_000_001, 5],
    ['pkwkk', 250_000, 20],
    ['pkwkk', 500_000, 15],
    ['pkwkk', 1_000_000, 10],
    ['pkwkk', 1_000_001, 5],
    ['ppwp', 1_000_000, null],
    ['pdpr', 1_000_000, null],
  ] as const)('of %s with %i inhabitants is %s per mille', (code, population, perMille) => {
    expect(disputePerMille(code, population)).toBe(perMille);
  });

  it('tells what the realistic case assumes where a question rests on it', () => {
    const outcome = gauge([part([500, 400, 100], 1500, [200, 210])]);
    expect(outcomeAssumption(outcome, 'id')?.sentence).toContain('bergeser 10 poin');
    expect(outcomeAssumption({ ...outcome, swingPerMille: 25 }, 'en')?.sentence).toContain('2.5 points');
    expect(outcomeAssumption(gauge([]), 'id')).toBeNull();
  });
});
