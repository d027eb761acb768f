import type { Contest } from './contest';
import { SEXES } from './form';
import type { CHasil, Figure, VoterRow } from './form';

type Numbers<T> = { readonly [K in keyof T]: T[K] extends Figure ? number : Numbers<T[K]> };
/** Blocks I to IV of the form, added up. */
export type BlockSums = Numbers<Omit<CHasil, 'votes'>>;

/** Figures added up: of no form at all they are zero, and so is a figure that nobody has written. */
export interface FigureSums {
  /** Forms that are in it. */
  readonly tps: number;
  /** By option; for a party its own votes, without those of its candidates. */
  readonly options: Readonly<Record<string, number>>;
  /** By party: own votes and those of its candidates together, as written; only where the contest has parties. */
  readonly parties?: Readonly<Record<string, number>>;
  readonly valid: number;
  readonly invalid: number;
  readonly total: number;
  /** Voters of the DPT, and voters who came. */
  readonly dpt: number;
  readonly came: number;
  /** Only where they were asked for. */
  readonly blocks?: BlockSums;
}

const BALLOTS = ['received', 'used', 'spoiled', 'unused'] as const;
/** Rows of men, women and both: DPT; those who came of the DPT, moved in, with KTP, in total; those with a disability. */
const ROWS = 6;
/** Where the DPT and all who came stand among them, men and women together. */
const DPT_SLOT = 2;
const CAME_SLOT = 14;
const BLOCK_SLOTS = ROWS * SEXES.length + BALLOTS.length;
const VOTE_SUMS = ['valid', 'invalid', 'total'] as const;

/** What of a form is added up, in the order of the ballot: options, parties, the sums that stand below, the other blocks. */
export class TotalsSlots {
  /** Figures of one form. */
  readonly width: number;
  private readonly options: readonly string[];
  private readonly parties: readonly string[];

  constructor({ options }: Pick<Contest, 'options'>) {
    this.options = options.map(({ id }) => id);
    this.parties = options.filter(({ kind }) => kind === 'party').map(({ id }) => id);
    this.width = this.options.length + this.parties.length + VOTE_SUMS.length + BLOCK_SLOTS;
  }

  /** On the way of every reading and every correction: one list, filled from the top of the paper to its end. */
  figuresOf({ votes, voters, came, ballots, disability }: CHasil): number[] {
    const figures: number[] = [];
    for (const id of this.options) figures.push(votes.options[id] ?? 0);
    for (const id of this.parties) figures.push(votes.parties?.[id] ?? 0);
    for (const name of VOTE_SUMS) figures.push(votes[name] ?? 0);
    for (const row of [voters.dpt, came.dpt, came.moved, came.ktp, came.total, disability.came])
      figures.push(row.l ?? 0, row.p ?? 0, row.j ?? 0);
    for (const name of BALLOTS) figures.push(ballots[name] ?? 0);
    return figures;
  }

  /** The sums by their names; `values` begins with the number of forms. */
  named(values: Int32Array, withBlocks: boolean): FigureSums {
    const { options, parties } = this;
    const [partiesFrom, votesFrom] = [1 + options.length, 1 + options.length + parties.length];
    const [valid = 0, invalid = 0, total = 0] = values.subarray(votesFrom);
    const blocks = values.subarray(votesFrom + VOTE_SUMS.length);
    return {
      tps: values[0] ?? 0,
      options: byName(options, values.subarray(1)),
      ...(parties.length === 0 ? {} : { parties: byName(parties, values.subarray(partiesFrom)) }),
      ...{ valid, invalid, total },
      dpt: blocks[DPT_SLOT] ?? 0,
      came: blocks[CAME_SLOT] ?? 0,
      ...(withBlocks ? { blocks: blocksOf(blocks) } : {}),
    };
  }
}

function blocksOf(values: Int32Array): BlockSums {
  const row = (number: number): Numbers<VoterRow> => byName(SEXES, values.subarray(number * SEXES.length));
  return {
    voters: { dpt: row(0) },
    came: { dpt: row(1), moved: row(2), ktp: row(3), total: row(4) },
    ballots: byName(BALLOTS, values.subarray(ROWS * SEXES.length)),
    disability: { came: row(5) },
  };
}

function byName<K extends string>(names: readonly K[], values: Int32Array): Record<K, number> {
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? 0])) as Record<K, number>;
}
