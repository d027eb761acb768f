import type { Sums, TotalsResponse, TotalsRow } from '@posko/contracts';
import type { CHasil, Contest, RegionTree } from '@posko/domain';
import type { PlannedForm } from '../scenario/form-plan';

/** A line of a region's totals that is not what was sent. */
export interface TotalsDifference {
  readonly region: string;
  readonly line: string;
  readonly sent: number;
  readonly shown: number;
}

export interface TotalsComparison {
  readonly isEqual: boolean;
  /** Regions that were looked at. */
  readonly regions: number;
  readonly differences: readonly TotalsDifference[];
}

const LISTED = 20;

/** Adds up what was sent, for every region: by itself, without the classes that the server adds up with. */
export class SentTotals {
  private readonly byRegion = new Map<string, Map<string, number>>();

  constructor(private readonly contest: Contest) {}

  /** Counts the form as it stands on the paper. */
  add({ code, paper }: Pick<PlannedForm, 'code' | 'paper'>): void {
    const lines = linesOf(this.contest, paper);
    for (const digits of [2, 4, 6, 10]) {
      const region = code.slice(0, digits);
      const sums = this.byRegion.get(region) ?? new Map<string, number>();
      for (const [line, votes] of lines) sums.set(line, (sums.get(line) ?? 0) + votes);
      this.byRegion.set(region, sums);
    }
  }

  of(region: string): ReadonlyMap<string, number> {
    return this.byRegion.get(region) ?? new Map();
  }
}

function linesOf({ options }: Contest, { votes }: CHasil): [string, number][] {
  return [
    ...options.map(({ id }): [string, number] => [id, votes.options[id] ?? 0]),
    ['valid', votes.valid ?? 0],
    ['invalid', votes.invalid ?? 0],
    ['total', votes.total ?? 0],
    ['tps', 1],
  ];
}

/**
 * Holds what the server shows of every region against what was sent: all of a contest, or all within `within`, since what is above
 * may hold others' forms. Desa are looked at as children of their kecamatan.
 */
export async function compareTotals(
  { tree, within }: { readonly tree: RegionTree; readonly within: string },
  sent: SentTotals,
  read: (region: string) => Promise<TotalsResponse>,
): Promise<TotalsComparison> {
  const differences: TotalsDifference[] = [];
  let regions = 0;
  const look = (row: TotalsRow): void => {
    regions += 1;
    const shown = shownOf(row.published);
    const wanted = sent.of(row.code);
    for (const line of new Set([...shown.keys(), ...wanted.keys()])) {
      const [a, b] = [wanted.get(line) ?? 0, shown.get(line) ?? 0];
      if (a !== b) differences.push({ region: row.code, line, sent: a, shown: b });
    }
  };
  for (const [index, code] of tree.codes.entries()) {
    const level = tree.levels[index];
    if (level === 'desa' || !code.startsWith(within) || sent.of(code).size === 0) continue;
    const { region, children } = await read(code);
    look(region);
    if (level === 'kecamatan') children.forEach(look);
  }
  return { isEqual: differences.length === 0, regions, differences: differences.slice(0, LISTED) };
}

function shownOf({ options, valid, invalid, total, tps }: Sums): Map<string, number> {
  return new Map([...Object.entries(options), ['valid', valid], ['invalid', invalid], ['total', total], ['tps', tps]]);
}
