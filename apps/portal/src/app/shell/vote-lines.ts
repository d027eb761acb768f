import type { PublishedContest, PublishedVotes } from '@posko/contracts';
import type { ContestOption } from '@posko/domain';
import { hasOwnLine, reachesThreshold } from '@posko/domain';

/** Votes of an option, of a party with its candidates, or of a candidate below the party. */
export interface VoteLine {
  readonly option: ContestOption;
  readonly votes: number;
  /** All votes of the options, for shares. */
  readonly of: number;
  readonly colour: string;
  /** Of a party: its own votes and its candidates. */
  readonly parts: readonly VoteLine[];
  /** Of a party of the DPR: it has less than the threshold here. */
  readonly isBelow: boolean;
}

type Options = Pick<PublishedContest, 'options' | 'code'>;
type Votes = Pick<PublishedVotes, 'options' | 'parties'>;

/** For options without a colour of their own; none of them looks like a warning. */
const COLOURS = ['#4477aa', '#66a182', '#aa7744', '#8866aa', '#4a9aa5', '#a3688a', '#7a8f3c', '#6d7f99'];
const EMPTY_BOX = '#8a929c';

/** The 4 % line belongs to the DPR alone. */
export function hasThreshold({ code }: Pick<PublishedContest, 'code'>): boolean {
  return code === 'pdpr';
}

export function isPartyContest({ options }: Pick<PublishedContest, 'options'>): boolean {
  return options.some(({ kind }) => kind === 'party');
}

/** What stands in a line of its own, in the order of the ballot. A release names the persons on parties' lists as well. */
export function mainOptions({ options }: Pick<PublishedContest, 'options'>): ContestOption[] {
  return options.filter(hasOwnLine);
}

/** Votes of one line: a party's with those of its candidates, as written. */
export function votesOf(votes: Votes, { kind, id }: Pick<ContestOption, 'kind' | 'id'>): number {
  return (kind === 'party' ? votes.parties?.[id] : votes.options[id]) ?? 0;
}

/** @param persons on the parties' lists, where they are known */
export function voteLines(contest: Options, votes: Votes, persons: readonly ContestOption[] = []): VoteLine[] {
  const main = mainOptions(contest);
  const of = main.reduce((sum, option) => sum + votesOf(votes, option), 0);
  return main.map((option, index) => {
    const own = votesOf(votes, option);
    const colour = colourOf(option, index);
    const parts = option.kind === 'party' ? [option, ...persons.filter(({ party }) => party === option.id)] : [];
    return {
      option,
      votes: own,
      of,
      colour,
      parts: parts.map((part) => {
        return { option: part, votes: votes.options[part.id] ?? 0, of: own, colour, parts: [], isBelow: false };
      }),
      isBelow: hasThreshold(contest) && of > 0 && !reachesThreshold(own, of),
    };
  });
}

/** Who has most, or null where nobody has or several have the same. */
export function leaderOf(lines: readonly VoteLine[]): VoteLine | null {
  const most = Math.max(0, ...lines.map(({ votes }) => votes));
  const first = lines.filter(({ votes }) => votes === most && most > 0);
  return first.length === 1 ? (first[0] ?? null) : null;
}

function colourOf({ kind, colour }: ContestOption, index: number): string {
  if (kind === 'kolomKosong') return colour ?? EMPTY_BOX;
  return colour ?? COLOURS[index % COLOURS.length] ?? EMPTY_BOX;
}
