import { PUBLISHED_VERSION } from '@posko/contracts';
import type { PublishedContest, PublishedIndex } from '@posko/contracts';
import type { PublishedState } from './published-state';

/** Every contest with where its first file is. */
export function publishedContests(state: PublishedState): PublishedContest[] {
  return state.tallies.flatMap((tally) => {
    const { contest } = tally;
    const top = state.topOf(contest);
    const row = tally.row(state.tree.indexOf(top));
    if (row === null) return [];
    const { id, code, name, profile, regions, options } = contest;
    const file = `${id}/${top}.json`;
    return [{ id, code, name, profile, regions: [...regions], options: [...options], counts: row.counts, top, file }];
  });
}

/** The index of a tree that has nothing in it yet. */
export const EMPTY_INDEX = {
  version: PUBLISHED_VERSION,
  pause: null,
  contests: [],
  releases: [],
} as const satisfies Partial<PublishedIndex>;
