import type { Contest } from './contest';
import { isPartyContest } from './contest';
import type { CHasil, FieldPath } from './form';

/** A line of the votes that the contest does not have, or that the form leaves out. */
export interface Misfit {
  readonly path: FieldPath;
  readonly is: 'unknown' | 'missing';
}

/** Where the lines of a form are not exactly those of the contest; a line on which nothing is written is there with null. */
export function misfits({ votes }: Pick<CHasil, 'votes'>, contest: Contest): Misfit[] {
  const options = contest.options.map(({ id }) => id);
  const found = misfitsOf('votes.options', votes.options, options);
  if (!isPartyContest(contest)) return votes.parties === undefined ? found : [...found, unknown('votes.parties')];
  if (votes.parties === undefined) return [...found, missing('votes.parties')];
  const parties = contest.options.filter(({ kind }) => kind === 'party').map(({ id }) => id);
  return [...found, ...misfitsOf('votes.parties', votes.parties, parties)];
}

function misfitsOf(path: FieldPath, lines: Readonly<Record<string, unknown>>, ids: readonly string[]): Misfit[] {
  const known = new Set(ids);
  const extra = Object.keys(lines).filter((id) => !known.has(id));
  const absent = ids.filter((id) => !Object.hasOwn(lines, id));
  return [...extra.map((id) => unknown(`${path}.${id}`)), ...absent.map((id) => missing(`${path}.${id}`))];
}

function unknown(path: FieldPath): Misfit {
  return { path, is: 'unknown' };
}

function missing(path: FieldPath): Misfit {
  return { path, is: 'missing' };
}
