import { NATIONAL_CODE, levelOf, parentCodeOf } from '@posko/domain';
import type { RegisteredRegion } from '@posko/domain';

/** A whole register in code order, ready to be stored: regions, and the TPS as columns by position. */
export interface RegisterRows {
  readonly regions: readonly RegisteredRegion[];
  readonly tpsCodes: readonly string[];
  readonly dptL: Uint16Array;
  readonly dptP: Uint16Array;
}

/** `[code, name, TPS in it]` */
export type NamedCount = readonly [code: string, name: string, tpsCount: number];

/** Regions from what is told of them, in code order; level and parent follow from the code. */
export function regionsOf(rows: readonly NamedCount[]): RegisteredRegion[] {
  const root = rows[0]?.[0] === NATIONAL_CODE ? NATIONAL_CODE : null;
  return rows.map(([code, name, tpsCount]) => ({
    code,
    name,
    level: levelOf(code),
    parentCode: parentCodeOf(code) ?? (code === NATIONAL_CODE ? null : root),
    tpsCount,
  }));
}
