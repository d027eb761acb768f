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

/** TPS of one part that are alike in what is compared. */
export interface CoveredGroup {
  /** Code of the part. */
  readonly part: string;
  readonly villageKind: VillageKind | null;
  readonly tps: number;
  /** On the register. */
  readonly voters: number;
  /** Their figures are in the votes. */
  readonly isCounted: boolean;
}

export type VillageKind = 'kelurahan' | 'desa';

const VILLAGE_KINDS: Readonly<Record<string, VillageKind>> = { 1: 'kelurahan', 2: 'desa' };
/** The first digit of a desa's own four. */
const VILLAGE_KIND_DIGIT = 6;

/**
 * What kind of village a desa's or TPS's code is of: the ministry numbers kelurahan from 1001 and desa from 2001. Of Jawa Timur's
 * 8,494 that is 773 and 7,721, and among the kelurahan are all of Surabaya. Null for a code that follows another rule.
 */
export function villageKindOf(code: string): VillageKind | null {
  return VILLAGE_KINDS[code[VILLAGE_KIND_DIGIT] ?? ''] ?? null;
}

interface Tally {
  readonly name: string;
  expected: number;
  missing: number;
}

/** Compares the TPS that are counted with those that are not; `parts` are the regions that are told, by code and name. */
export function coverageOf(
  groups: Iterable<CoveredGroup>,
  parts: readonly { readonly code: string; readonly name: string }[],
): Coverage {
  const both = { counted: nothing(), missing: nothing() };
  const tallies = new Map(parts.map(({ code, name }) => [code, { name, expected: 0, missing: 0 }]));
  let hasSettlements = true;
  for (const { part, villageKind, tps, voters, isCounted } of groups) {
    if (villageKind === null) hasSettlements = false;
    const group = isCounted ? both.counted : both.missing;
    group.tps += tps;
    group.voters += voters;
    if (villageKind === 'kelurahan') group.kelurahan += tps;
    const tally = tallies.get(part);
    if (tally === undefined) continue;
    tally.expected += tps;
    if (!isCounted) tally.missing += tps;
  }
  return { ...both, regions: worst(tallies), hasSettlements };
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
