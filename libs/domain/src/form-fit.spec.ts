import { Contest } from './contest';
import { blankForm } from './form';
import { misfits } from './form-fit';

const option = (id: string, kind: string, party: string | null = null): object => ({
  ...{ id, kind, number: 1, name: id, colour: null, party },
});
const PAIRS = Contest.parse({
  ...{ id: 'pkwkp-35', code: 'pkwkp', name: 'Gubernur', regions: ['35'], profile: 'pilkada' },
  options: [option('1', 'paslon'), option('2', 'paslon')],
});
const PARTIES = Contest.parse({
  ...{ id: 'pdpr-3501', code: 'pdpr', name: 'DPR', regions: ['3501'], profile: 'pemilu' },
  options: [option('10', 'party'), option('101', 'person', '10'), option('11', 'party')],
});

describe('misfits', () => {
  it.each([
    ['pairs', PAIRS],
    ['parties with candidates', PARTIES],
  ])('finds nothing on a blank form of %s', (_name, contest) => {
    expect(misfits(blankForm(contest), contest)).toEqual([]);
  });

  it('names lines that the contest does not have, and those that the form leaves out', () => {
    const { votes } = blankForm(PAIRS);
    expect(misfits({ votes: { ...votes, options: { 1: 5, 3: 7 } } }, PAIRS)).toEqual([
      { path: 'votes.options.3', is: 'unknown' },
      { path: 'votes.options.2', is: 'missing' },
    ]);
  });

  it('wants totals of parties where there are parties, and nowhere else', () => {
    const { votes } = blankForm(PAIRS);
    expect(misfits({ votes: { ...votes, parties: {} } }, PAIRS)).toEqual([{ path: 'votes.parties', is: 'unknown' }]);
    const { parties: _, ...without } = blankForm(PARTIES).votes;
    expect(misfits({ votes: without }, PARTIES)).toEqual([{ path: 'votes.parties', is: 'missing' }]);
    const half = { ...without, parties: { 10: 3, 101: 4 } };
    expect(misfits({ votes: half }, PARTIES)).toEqual([
      { path: 'votes.parties.101', is: 'unknown' },
      { path: 'votes.parties.11', is: 'missing' },
    ]);
  });
});
