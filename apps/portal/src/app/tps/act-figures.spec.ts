import type { PublishedDesa, PublishedTps } from '@posko/contracts';
import { publishedContests, publishedTree } from '@posko/testing';
import { differing } from './act-figures';

describe('figures before and after', () => {
  const [contest] = publishedContests();
  const all = [...publishedTree().values()].flatMap((file) => ('tps' in file ? (file as PublishedDesa).tps : []));
  const one = (state: PublishedTps['state']): PublishedTps => {
    const found = all.find((tps) => tps.state === state);
    if (found === undefined || contest === undefined) throw new Error(state);
    return found;
  };

  it('of a correction: those that changed, votes first', () => {
    const { corrections, form } = one('corrected');
    const before = corrections[0]?.before;
    if (contest === undefined || !before) throw new Error('no correction');
    const figures = differing(contest, before, form);
    expect(figures.map(({ words, name }) => words ?? name)).toEqual([
      expect.stringMatching(/^1\. /),
      'form.row.votes.valid',
      'form.row.votes.total',
    ]);
    for (const figure of figures) expect((figure.before ?? 0) - (figure.after ?? 0)).toBe(9);
  });

  it('of a withdrawal: the votes that were public', () => {
    const before = one('withdrawn').withdrawal?.before;
    if (contest === undefined || !before) throw new Error('no withdrawal');
    expect(differing(contest, before, null)).toHaveLength(3 + 3);
  });
});
