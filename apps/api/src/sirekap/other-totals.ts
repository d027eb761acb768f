import type { SirekapFigure } from '../platform/sirekap/sirekap-figures';
import type { RegisteredRegion } from '../platform/sirekap/sirekap.repository';

/** A region of which Sirekap counts another number of TPS than the register. */
export interface OtherTotal {
  readonly regionCode: string;
  readonly name: string;
  /** TPS by Sirekap, and the latest time stamp under which it said so. */
  readonly total: number;
  readonly ts: string;
  /** TPS by the register. */
  readonly registered: number;
}

type Figure = Pick<SirekapFigure, 'regionCode' | 'total' | 'ts'>;

/**
 * Totals that are not the register's, each once, by code and time: the register misses TPS, or Sirekap does. Regions that the
 * register does not have are passed over.
 */
export function findOtherTotals(
  figures: readonly Figure[],
  registered: ReadonlyMap<string, RegisteredRegion>,
): OtherTotal[] {
  const found = new Map<string, OtherTotal>();
  for (const { regionCode, total, ts } of figures) {
    const region = registered.get(regionCode);
    if (region === undefined || region.tpsCount === total) continue;
    const key = `${regionCode} ${total}`;
    const earlier = found.get(key);
    if (earlier !== undefined && earlier.ts >= ts) continue;
    found.set(key, { regionCode, name: region.name, total, ts, registered: region.tpsCount });
  }
  return [...found.values()].sort((a, b) => compare(a.regionCode, b.regionCode) || compare(a.ts, b.ts));
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
