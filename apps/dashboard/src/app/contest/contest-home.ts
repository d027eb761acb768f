import type { Contest } from '@posko/domain';
import { isOf } from '@posko/domain';

/** Digits of the codes of region levels, the lowest first. */
const TIERS = [10, 6, 4, 2];

/**
 * Where a person begins to look at a contest: their own region where the contest is larger, else its whole area; of a dapil, the
 * region in which all of it lies.
 */
export function homeOf(contest: Pick<Contest, 'regions'>, scope: string): string {
  if (isOf(contest, scope)) return scope;
  const [first = ''] = contest.regions;
  const tier = TIERS.find((digits) =>
    contest.regions.every((code) => code.length >= digits && code.startsWith(first.slice(0, digits))),
  );
  return tier === undefined || first.length < tier ? scope : first.slice(0, tier);
}

/** Contests that fit what was typed: with each word of it a word of the name, the id or the area begins. */
export function contestsLike(contests: readonly Contest[], typed: string): Contest[] {
  const wanted = typed.trim().toLowerCase().split(/\s+/);
  return contests.filter(({ id, name, regions }) => {
    const words = `${name} ${id} ${regions.join(' ')}`.toLowerCase().split(/\s+/);
    return wanted.every((beginning) => words.some((word) => word.startsWith(beginning)));
  });
}
