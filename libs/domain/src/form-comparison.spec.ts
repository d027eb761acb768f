import { blankForm } from './form';
import type { CHasil } from './form';
import { compareForms } from './form-comparison';

const BLANK = blankForm({ options: [] });

function form(votes: Partial<CHasil['votes']>, received: number | null = null): CHasil {
  return { ...BLANK, ballots: { ...BLANK.ballots, received }, votes: { ...BLANK.votes, ...votes } };
}

const OURS = form({ options: { '1': 71, '2': 114 }, valid: 185, invalid: 3, total: 188 }, 300);

describe('compareForms', () => {
  it('looks at what both show', () => {
    expect(compareForms(OURS, { ...OURS, ballots: BLANK.ballots })).toEqual({ outcome: 'same', fields: [] });
    expect(compareForms(OURS, form({ options: { '1': 71, '2': null }, valid: 185 }))).toEqual({
      outcome: 'same',
      fields: [],
    });
  });

  it('names every figure that differs', () => {
    const theirs = form({ options: { '1': 71, '2': 641 }, valid: 185, invalid: 3, total: 715 });
    expect(compareForms(OURS, theirs)).toEqual({
      outcome: 'differing',
      fields: [
        { path: 'votes.options.2', ours: 114, theirs: 641 },
        { path: 'votes.total', ours: 188, theirs: 715 },
      ],
    });
  });

  it.each<[string, CHasil | null, CHasil | null]>([
    ['onlyOurs', OURS, null],
    ['onlyOurs', OURS, BLANK],
    ['onlyTheirs', null, OURS],
    ['neither', BLANK, null],
    ['incomparable', form({ valid: 1 }), form({ invalid: 1 })],
  ])('says %s', (outcome, ours, theirs) => {
    expect(compareForms(ours, theirs)).toEqual({ outcome, fields: [] });
  });
});
