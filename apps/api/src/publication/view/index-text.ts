import { PUBLISHED_VERSION } from '@posko/contracts';
import type { PublishedCandidates, PublishedContest, PublishedIndex } from '@posko/contracts';
import { hasOwnLine } from '@posko/domain';
import type { Contest } from '@posko/domain';
import type { PublishedState } from './published-state';

/** Every contest with where its first file is. */
export function publishedContests(state: PublishedState): PublishedContest[] {
  return state.tallies.flatMap((tally) => {
    const { contest } = tally;
    const top = state.topOf(contest);
    const row = tally.row(state.tree.indexOf(top));
    if (row === null) return [];
    const { id, code, name, profile, regions } = contest;
    const options = contest.options.filter(hasOwnLine);
    const candidates = options.length < contest.options.length ? { candidates: candidatesAddress(contest) } : {};
    const file = `${id}/${top}.json`;
    return [{ id, code, name, profile, regions: [...regions], options, ...candidates, counts: row.counts, top, file }];
  });
}

/** The persons on parties' lists; null where there are none. */
export function publishedCandidates({ id, options }: Contest): PublishedCandidates | null {
  const persons = options.filter((option) => !hasOwnLine(option));
  return persons.length === 0 ? null : { version: PUBLISHED_VERSION, contest: id, options: persons };
}

export function candidatesAddress({ id }: Pick<Contest, 'id'>): string {
  return `${id}/calon.json`;
}

/** The index of a tree that has nothing in it yet. */
export const EMPTY_INDEX = {
  version: PUBLISHED_VERSION,
  pause: null,
  contests: [],
  releases: [],
} as const satisfies Partial<PublishedIndex>;
