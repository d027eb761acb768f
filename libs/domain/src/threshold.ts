import { isPartyContest } from './contest';
import type { Contest, ContestOption } from './contest';

/** Least share of all valid votes for the DPR in the country: 4 %. */
export const DPR_THRESHOLD_PER_MILLE = 40;

/** Votes of one contest: by option, the party's own ones under the party. */
export interface ContestVotes {
  readonly contest: Pick<Contest, 'code' | 'options'>;
  readonly votes: Readonly<Record<string, number>>;
}

/** How a party stands in the country. */
export interface PartyStanding {
  readonly party: ContestOption;
  /** Its own and those of its candidates. */
  readonly votes: number;
  readonly hasPassed: boolean;
}

/** Votes of each party of a contest, with those of its candidates. */
export function partyVotes({ contest, votes }: ContestVotes): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { id, kind, party } of contest.options) {
    const owner = kind === 'party' ? id : party;
    if (owner !== null) sums.set(owner, (sums.get(owner) ?? 0) + (votes[id] ?? 0));
  }
  return sums;
}

/** True where `votes` are at least so many thousandths of `valid`. Whole numbers: exactly 4 % passes, one vote less does not. */
export function reachesThreshold(votes: number, valid: number, perMille = DPR_THRESHOLD_PER_MILLE): boolean {
  return valid > 0 && votes * 1000 >= perMille * valid;
}

/**
 * Which parties pass the threshold, by their votes in all contests of one code together (every dapil of the DPR). A party has
 * the same id everywhere, and is on the list where it stood in one dapil only. In the order of the ballot.
 */
export function standingsOf(all: readonly ContestVotes[], perMille = DPR_THRESHOLD_PER_MILLE): PartyStanding[] {
  const parties = new Map<string, ContestOption>();
  const sums = new Map<string, number>();
  for (const each of all) {
    if (!isPartyContest(each.contest)) throw new RangeError(`${each.contest.code} has no parties`);
    for (const option of each.contest.options) if (option.kind === 'party') parties.set(option.id, option);
    for (const [party, votes] of partyVotes(each)) sums.set(party, (sums.get(party) ?? 0) + votes);
  }
  const valid = [...sums.values()].reduce((sum, votes) => sum + votes, 0);
  return [...parties.values()]
    .sort((a, b) => a.number - b.number)
    .map((party) => {
      const votes = sums.get(party.id) ?? 0;
      return { party, votes, hasPassed: reachesThreshold(votes, valid, perMille) };
    });
}
