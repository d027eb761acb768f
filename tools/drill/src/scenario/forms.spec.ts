import { PROFILES, checkForm, codesOf, differencesOf } from '@posko/domain';
import type { CHasil } from '@posko/domain';
import { SMALL_CONTESTS, smallTps } from '@posko/testing';
import fc from 'fast-check';
import { slipped, trueForms, wrongOnPaper } from './forms';
import { RandomStream } from './stream';

const [GOVERNOR] = SMALL_CONTESTS;
if (GOVERNOR === undefined) throw new Error('There is no contest');
const IDS = GOVERNOR.options.map(({ id }) => id);
const TPS = smallTps();
const VOTERS = TPS.reduce((sum, { dptL, dptP }) => sum + dptL + dptP, 0);

function forms(seed: number, votes: readonly number[]): CHasil[] {
  const byOption = new Map(IDS.map((id, index) => [id, votes[index] ?? 0]));
  return trueForms(seed, GOVERNOR ?? fail(), { tps: TPS, votes: byOption });
}

function fail(): never {
  throw new Error('There is no contest');
}

function sumsOf(list: readonly CHasil[]): number[] {
  return IDS.map((id) => list.reduce((sum, { votes }) => sum + (votes.options[id] ?? 0), 0));
}

const part = fc.double({ min: 0, max: 0.3, noNaN: true }).map((share) => Math.floor(share * VOTERS));

describe('trueForms', () => {
  it('adds up to the votes of the region, whatever they are, and breaks no rule', () => {
    fc.assert(
      fc.property(fc.nat(), fc.tuple(part, part, part), (seed, votes) => {
        const made = forms(seed, votes);
        expect(sumsOf(made)).toEqual(votes);
        for (const form of made) {
          const codes = codesOf(checkForm(form, PROFILES.pilkada, true));
          expect(codes.filter((code) => code.startsWith('E'))).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is the same for the same seed, and other for another', () => {
    const votes = [3000, 5000, 2500];
    expect(forms(7, votes)).toEqual(forms(7, votes));
    expect(forms(7, votes)).not.toEqual(forms(8, votes));
  });

  it('says so where there are more votes than voters', () => {
    expect(() => forms(1, [VOTERS, VOTERS, VOTERS])).toThrow(RangeError);
  });
});

describe('slipped', () => {
  it('is never the form as it is, and always one that can be received', () => {
    const [form] = forms(3, [3000, 5000, 2500]);
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const read = slipped(form ?? fail(), new RandomStream(seed, 'slip'));
        expect(differencesOf(form ?? fail(), read)).not.toEqual([]);
      }),
    );
  });

  it('leaves the votes alone where the paper itself is wrong', () => {
    const [form] = forms(3, [3000, 5000, 2500]);
    const paper = wrongOnPaper(form ?? fail());
    expect(paper.votes).toEqual(form?.votes);
    expect(codesOf(checkForm(paper, PROFILES.pilkada, true))).toEqual(['E101', 'E103']);
  });
});
