import type { Contest } from './contest';
import type { CHasil, Figure } from './form';

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
  readonly dpt: number;
  readonly came: number;
}

/** What of a form is added up, in the order of the ballot: options, parties, and the sums that stand below. */
export class TotalsSlots {
  /** Figures of one form. */
  readonly width: number;
  private readonly options: readonly string[];
  private readonly parties: readonly string[];

  constructor({ options }: Pick<Contest, 'options'>) {
    this.options = options.map(({ id }) => id);
    this.parties = options.filter(({ kind }) => kind === 'party').map(({ id }) => id);
    this.width = this.options.length + this.parties.length + 5;
  }

  figuresOf({ votes, voters, came }: CHasil): number[] {
    return [
      ...this.options.map((id) => votes.options[id]),
      ...this.parties.map((id) => votes.parties?.[id]),
      ...[votes.valid, votes.invalid, votes.total, voters.dpt.j, came.total.j],
    ].map(numberOf);
  }

  /** The sums by their names; `values` begins with the number of forms. */
  named(values: ArrayLike<number>): FigureSums {
    const { options, parties } = this;
    const [, ...figures] = Array.from(values);
    const [valid = 0, invalid = 0, total = 0, dpt = 0, came = 0] = figures.slice(options.length + parties.length);
    const sums = { tps: values[0] ?? 0, options: byId(options, figures), valid, invalid, total, dpt, came };
    return parties.length === 0 ? sums : { ...sums, parties: byId(parties, figures.slice(options.length)) };
  }
}

function numberOf(figure: Figure | undefined): number {
  return figure ?? 0;
}

function byId(ids: readonly string[], values: readonly number[]): Record<string, number> {
  return Object.fromEntries(ids.map((id, index) => [id, values[index] ?? 0]));
}
