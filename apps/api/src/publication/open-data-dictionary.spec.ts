import { describe, expect, it } from '@jest/globals';
import { PUBLIC_STATES, blankForm, figuresOfForm } from '@posko/domain';
import type { Contest } from '@posko/domain';
import { SMALL_CONTESTS, SMALL_PEMILU } from '@posko/testing';
import { NOTES, figureMeaning } from './open-data-dictionary';

describe('the data dictionary', () => {
  it.each([...SMALL_CONTESTS, ...SMALL_PEMILU].map((contest) => [contest.id, contest] as const))(
    'says of every figure of %s something else',
    (_, contest) => {
      const paths = [...figuresOfForm(blankForm(contest)).keys()];
      const meanings = paths.map((path) => figureMeaning(contest, path));
      expect(new Set(meanings.map(({ id }) => id)).size).toBe(paths.length);
      expect(new Set(meanings.map(({ en }) => en)).size).toBe(paths.length);
    },
  );

  it('says whose votes they are, and how rows are lettered at this election', () => {
    const [governor] = SMALL_CONTESTS;
    const [president] = SMALL_PEMILU;
    const option = governor?.options[0];
    expect(figureMeaning(governor as Contest, `votes.options.${option?.id ?? ''}`).id).toBe(
      `V. Suara ${option?.number ?? ''}. ${option?.name ?? ''}`,
    );
    expect(figureMeaning(governor as Contest, 'came.ktp.l').id).toContain('(DPTb), laki-laki');
    expect(figureMeaning(president as Contest, 'came.ktp.l').id).toContain('(DPK), laki-laki');
  });

  it('tells a party’s own votes from those of its list', () => {
    const contest = SMALL_PEMILU.find(({ options }) => options.some(({ kind }) => kind === 'party')) as Contest;
    expect(figureMeaning(contest, 'votes.options.1').id).toMatch(/^V\. Suara partai saja: 1\. /);
    expect(figureMeaning(contest, 'votes.parties.1').id).toMatch(/^V\. Suara partai dan calonnya: 1\. /);
  });

  it('explains every state', () => {
    const told = NOTES.map(([name]) => name).filter((name) => name.startsWith('status='));
    expect(told).toEqual(PUBLIC_STATES.map((state) => `status=${state}`));
  });
});
