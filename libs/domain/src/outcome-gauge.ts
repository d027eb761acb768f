import type { Contest, ContestCode } from './contest';
import { isPartyContest } from './contest';
import { disputePerMille } from './dispute';
import type {
  Outcome,
  OutcomeAnswer,
  OutcomeCase,
  OutcomeQuestion,
  OutcomeSilence,
  OutcomeStep,
  OutcomeVerdict,
  OutcomeLeft,
} from './outcome';
import { OUTCOME_CASES, OUTCOME_QUESTIONS } from './outcome';

/** One part of the contest's area: what is counted in it and not disputed, and what is left of it. */
export interface OutcomePart {
  readonly votes: Readonly<Record<string, number>>;
  /** On the register, of the TPS that these votes are from. */
  readonly voters: number;
  /** Of the TPS that are missing, held or disputed: voters on the register, and these with their spare ballots. */
  readonly left: { readonly voters: number; readonly ballots: number };
}

export interface OutcomeInput {
  readonly contest: Pick<Contest, 'code' | 'options'>;
  readonly parts: readonly OutcomePart[];
  readonly outstanding: Pick<OutcomeLeft, 'tps' | 'missing' | 'held' | 'disputed'>;
  /** Of the contest's area; null where nobody said. */
  readonly population: number | null;
  /** Voters on the register of the whole area: stands in for the population. */
  readonly voters: number;
  readonly swingPerMille: number;
}

/** Contests that one option wins by having most votes. */
const WON_BY_MOST: readonly ContestCode[] = ['pkwkp', 'pkwkk', 'ppwp'];

/** Whether what is left can still change leader, second place and threshold of disputes; says so with its arithmetic. */
export function outcomeOf(input: OutcomeInput): Outcome {
  const { contest, swingPerMille } = input;
  const gauge = new Gauge(input);
  const silences = silencesOf(contest, gauge.valid);
  const asked = OUTCOME_QUESTIONS.filter((question) => silences[question] === undefined);
  return {
    ranking: gauge.ranking,
    outstanding: { ...input.outstanding, voters: gauge.left.voters, ballots: gauge.left.ballots },
    threshold: gauge.threshold,
    swingPerMille,
    answers: asked.map((question) => gauge.answer(question)),
    silences,
  };
}

function silencesOf(contest: OutcomeInput['contest'], valid: number): Outcome['silences'] {
  const all = (why: OutcomeSilence): Outcome['silences'] => ({ leader: why, second: why, threshold: why });
  // Seats are dealt out by divisors over the whole list, and a place behind the second may win one.
  if (isPartyContest(contest) || !WON_BY_MOST.includes(contest.code)) return all('seats');
  if (valid === 0 || contest.options.length < 2) return all('nothingCounted');
  return contest.code === 'ppwp' ? { threshold: 'president' } : {};
}

type Ranked = Outcome['ranking'][number];

class Gauge {
  readonly ranking: Ranked[];
  readonly valid: number;
  readonly left: OutcomePart['left'];
  readonly threshold: Outcome['threshold'];
  private readonly expected: readonly Expected[];

  constructor({ contest, parts, population, voters, swingPerMille }: OutcomeInput) {
    const sumOf = (id: string): number => parts.reduce((sum, { votes }) => sum + (votes[id] ?? 0), 0);
    const counted = contest.options.map(({ id }) => ({ option: id, votes: sumOf(id) }));
    this.ranking = counted.sort((a, b) => b.votes - a.votes);
    this.valid = this.ranking.reduce((sum, { votes }) => sum + votes, 0);
    this.left = {
      voters: parts.reduce((sum, { left }) => sum + left.voters, 0),
      ballots: parts.reduce((sum, { left }) => sum + left.ballots, 0),
    };
    const size = { population: population ?? voters, isStandIn: population === null };
    const perMille = disputePerMille(contest.code, size.population);
    this.threshold = perMille === null ? null : { perMille, ...size };
    this.expected = expectedOf(parts, swingPerMille / 1000);
  }

  answer(question: OutcomeQuestion): OutcomeAnswer {
    const [worst, realistic] = OUTCOME_CASES.map((name) => this.decisive(question, name)) as [OutcomeStep, OutcomeStep];
    return { question, worst: worst.verdict, realistic: realistic.verdict, steps: [worst, realistic] };
  }

  /** The pair that decides: whoever is behind by least after all. */
  private decisive(question: OutcomeQuestion, name: OutcomeCase): OutcomeStep {
    const steps = this.pairs(question).map((pair) => this.step(question, name, pair));
    return steps.reduce((least, step) => (step.low < least.low ? step : least));
  }

  /** The second place changes hands also where the second becomes the first. */
  private pairs(question: OutcomeQuestion): (readonly [Ranked, Ranked])[] {
    const [first, second, ...others] = this.ranking as [Ranked, Ranked, ...Ranked[]];
    if (question === 'threshold') return [[first, second]];
    const ofFirst = [second, ...others].map((other) => [first, other] as const);
    return question === 'leader' ? ofFirst : [...ofFirst, ...others.map((other) => [second, other] as const)];
  }

  private step(question: OutcomeQuestion, name: OutcomeCase, [ahead, behind]: readonly [Ranked, Ranked]): OutcomeStep {
    const margin = ahead.votes - behind.votes;
    const { coming, against, towards } = name === 'worst' ? this.allBallots() : this.asCounted(ahead, behind);
    const [low, high] = [margin + against, margin + towards];
    const perMille = question === 'threshold' ? (this.threshold?.perMille ?? 0) : null;
    const allowed = perMille === null ? null : Math.floor((perMille * (this.valid + coming)) / 1000);
    return {
      case: name,
      verdict: allowed === null ? (low > 0 ? 'settled' : 'open') : ofThreshold({ low, high, allowed }),
      ahead: ahead.option,
      behind: behind.option,
      aheadVotes: ahead.votes,
      behindVotes: behind.votes,
      ...{ margin, coming, low, high, allowed },
      valid: this.valid,
    };
  }

  /** Every ballot of every TPS left is a valid vote, and all of them for one: no completion moves a margin further. */
  private allBallots(): Movement {
    const { ballots } = this.left;
    return { coming: ballots, against: -ballots, towards: ballots };
  }

  /** The TPS left come and vote as the counted ones of their part, but for a swing between the two; of a part unknown, at its worst. */
  private asCounted(ahead: Ranked, behind: Ranked): Movement {
    let [coming, against, towards] = [0, 0, 0];
    for (const { votes, shares, swing } of this.expected) {
      coming += votes;
      if (shares === null) {
        against -= votes;
        towards += votes;
        continue;
      }
      const [a, b] = [shares[ahead.option] ?? 0, shares[behind.option] ?? 0];
      against += votes * (a - b - 2 * Math.min(swing, a));
      towards += votes * (a - b + 2 * Math.min(swing, b));
    }
    return { coming: Math.round(coming), against: Math.round(against), towards: Math.round(towards) };
  }
}

/** How far votes that come may move a margin. */
interface Movement {
  readonly coming: number;
  readonly against: number;
  readonly towards: number;
}

/** Valid votes that the realistic case expects of what is left of a part, and how they fall. */
interface Expected {
  readonly votes: number;
  /** Null where nothing of the part is counted. */
  readonly shares: Readonly<Record<string, number>> | null;
  readonly swing: number;
}

/** Nobody knows how a part votes of which nothing is counted: it is taken at its worst, whatever the others did. */
function expectedOf(parts: readonly OutcomePart[], swing: number): Expected[] {
  return parts.map(({ votes, voters, left }) => {
    const valid = total(votes);
    if (voters === 0 || valid === 0) return { votes: left.ballots, shares: null, swing };
    const shares = Object.entries(votes).map(([id, of]) => [id, of / valid] as const);
    return { votes: Math.min(left.ballots, (left.voters * valid) / voters), shares: Object.fromEntries(shares), swing };
  });
}

function total(votes: Readonly<Record<string, number>>): number {
  return Object.values(votes).reduce((sum, of) => sum + of, 0);
}

/** With all that comes, more than allowed even at the least, or no more than allowed even at the most. */
function ofThreshold({ low, high, allowed }: { low: number; high: number; allowed: number }): OutcomeVerdict {
  if (low > allowed) return 'above';
  return Math.max(high, -low) <= allowed ? 'within' : 'open';
}
