import type { ContestCode } from './contest';

interface Tier {
  /** Largest population of the tier. */
  readonly upTo: number;
  /** Thousandths of all valid votes. */
  readonly perMille: number;
}

const MILLION = 1_000_000;

/**
 * Largest margin between winner and runner-up with which a dispute is admissible before the Constitutional Court, by population
 * of the area (Law 10/2016, article 158, as applied in 2024).
 */
const TIERS: Readonly<Partial<Record<ContestCode, readonly Tier[]>>> = {
  pkwkp: [
    { upTo: 2 * MILLION, perMille: 20 },
    { upTo: 6 * MILLION, perMille: 15 },
    { upTo: 12 * MILLION, perMille: 10 },
    { upTo: Infinity, perMille: 5 },
  ],
  pkwkk: [
    { upTo: 250_000, perMille: 20 },
    { upTo: 500_000, perMille: 15 },
    { upTo: MILLION, perMille: 10 },
    { upTo: Infinity, perMille: 5 },
  ],
};

/** Thousandths of all valid votes; null for contests whose disputes know no such threshold. */
export function disputePerMille(code: ContestCode, population: number): number | null {
  return TIERS[code]?.find(({ upTo }) => population <= upTo)?.perMille ?? null;
}
