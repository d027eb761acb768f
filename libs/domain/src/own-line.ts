import type { ContestOption } from './contest';

/** Whether it has a line of its own in a table of votes: pairs, parties, persons without one; not those on a party's list. */
export function hasOwnLine({ party }: Pick<ContestOption, 'party'>): boolean {
  return party === null;
}
