import * as z from 'zod';

/** TPS that have something in common, and the voters on their lists. */
export const CoverageGroup = z.object({
  tps: z.int(),
  voters: z.int().describe('on the register'),
  kelurahan: z.int().describe('of these TPS, those in a kelurahan; the others lie in a desa'),
});
export type CoverageGroup = z.infer<typeof CoverageGroup>;

/** Which TPS are not in the votes, beside those that are. */
export const Coverage = z.object({
  counted: CoverageGroup,
  missing: CoverageGroup,
  regions: z
    .array(z.object({ code: z.string(), name: z.string(), expected: z.int(), missing: z.int() }))
    .describe('largest number of missing TPS first; without those that miss none'),
  hasSettlements: z.boolean().describe('the codes tell kelurahan from desa; if not, `kelurahan` says nothing'),
});
export type Coverage = z.infer<typeof Coverage>;

export interface CoveredTps {
  readonly code: string;
  /** On the register. */
  readonly voters: number;
  /** Its figures are in the votes. */
  readonly isCounted: boolean;
}

type Settlement = 'kelurahan' | 'desa';

const SETTLEMENTS: Readonly<Record<string, Settlement>> = { 1: 'kelurahan', 2: 'desa' };
/** The first digit of a desa's own four. */
const SETTLEMENT_DIGIT = 6;

/**
 * What kind of village a desa's or TPS's code is of: the ministry numbers kelurahan from 1001 and desa from 2001. Of Jawa Timur's
 * 8,494 that is 773 and 7,721, and among the kelurahan are all of Surabaya. Null for a code that follows another rule.
 */
export function settlementOf(code: string): Settlement | null {
  return SETTLEMENTS[code[SETTLEMENT_DIGIT] ?? ''] ?? null;
}

interface Tally {
  readonly name: string;
  expected: number;
  missing: number;
}

/** Compares the TPS that are counted with those that are not; `regions` are the parts that are told, by code and name. */
export function coverageOf(
  tps: Iterable<CoveredTps>,
  regions: readonly { readonly code: string; readonly name: string }[],
): Coverage {
  const groups = { counted: nothing(), missing: nothing() };
  const tallies = new Map(regions.map(({ code, name }) => [code, { name, expected: 0, missing: 0 } as Tally]));
  const lengths = [...new Set(regions.map(({ code }) => code.length))];
  let hasSettlements = true;
  for (const { code, voters, isCounted } of tps) {
    const settlement = settlementOf(code);
    if (settlement === null) hasSettlements = false;
    const group = isCounted ? groups.counted : groups.missing;
    group.tps += 1;
    group.voters += voters;
    if (settlement === 'kelurahan') group.kelurahan += 1;
    for (const length of lengths) {
      const tally = tallies.get(code.slice(0, length));
      if (tally === undefined) continue;
      tally.expected += 1;
      if (!isCounted) tally.missing += 1;
    }
  }
  return { ...groups, regions: worst(tallies), hasSettlements };
}

function worst(tallies: ReadonlyMap<string, Tally>): Coverage['regions'] {
  return [...tallies]
    .map(([code, tally]) => ({ code, ...tally }))
    .filter(({ missing }) => missing > 0)
    .sort((a, b) => b.missing - a.missing || (a.code < b.code ? -1 : 1));
}

function nothing(): CoverageGroup {
  return { tps: 0, voters: 0, kelurahan: 0 };
}
