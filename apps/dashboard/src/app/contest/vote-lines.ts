import type { Sums, TotalsRow } from '@posko/contracts';
import type { Contest, ContestOption } from '@posko/domain';
import { isPartyContest, partyVotes } from '@posko/domain';

/** Never one number that pretends to be all: the three stand side by side wherever there is room for them. */
export const BASES = ['published', 'held', 'received'] as const;
export type Basis = (typeof BASES)[number];

/** Votes of an option, of a party with its candidates, or of a candidate below the party. */
export interface VoteLine {
  readonly option: ContestOption;
  readonly votes: Readonly<Record<Basis, number>>;
  /** All votes of the options, for shares. */
  readonly of: Readonly<Record<Basis, number>>;
  /** Of a party: its own votes and its candidates. */
  readonly parts: readonly VoteLine[];
}

/** What stands in a line of its own: pairs, persons without a party, parties. */
export function mainOptions({ options }: Pick<Contest, 'options'>): ContestOption[] {
  return options.filter(({ kind, party }) => kind !== 'person' || party === null);
}

/** Votes by main option: a party's with those of its candidates. */
export function mainVotes(contest: Contest, sums: Pick<Sums, 'options'>): ReadonlyMap<string, number> {
  if (isPartyContest(contest)) return partyVotes({ contest, votes: sums.options });
  return new Map(contest.options.map(({ id }) => [id, sums.options[id] ?? 0]));
}

/** The lines of a contest in the order of the ballot. */
export function voteLines(contest: Contest, row: Pick<TotalsRow, Basis>): VoteLine[] {
  const main = each((basis) => mainVotes(contest, row[basis]));
  const of = each((basis) => sum(main[basis].values()));
  return mainOptions(contest).map((option) => ({
    option,
    votes: each((basis) => main[basis].get(option.id) ?? 0),
    of,
    parts: option.kind === 'party' ? partsOf(option, contest, { row, of }) : [],
  }));
}

function partsOf(
  party: ContestOption,
  { options }: Contest,
  { row, of }: { readonly row: Pick<TotalsRow, Basis>; readonly of: VoteLine['of'] },
): VoteLine[] {
  return [party, ...options.filter((option) => option.party === party.id)].map((option) => ({
    option,
    votes: each((basis) => row[basis].options[option.id] ?? 0),
    of,
    parts: [],
  }));
}

function each<T>(of: (basis: Basis) => T): Record<Basis, T> {
  return { published: of('published'), held: of('held'), received: of('received') };
}

function sum(values: Iterable<number>): number {
  let all = 0;
  for (const value of values) all += value;
  return all;
}
