import { RegionCode } from '@posko/domain';
import * as z from 'zod';

/** `[code, name, number of TPS, numbers?]`: numbers only where a desa's TPS are not 1 … n. */
export const RegionRowWire = z.union([
  z.tuple([z.string(), z.string(), z.int()]),
  z.tuple([z.string(), z.string(), z.int(), z.array(z.int())]),
]);

export const RegionsQuery = z.object({ region: RegionCode.optional().describe('within the own scope') });

/**
 * The regions of a scope in code order, its own root first. `version` is the journal entry that made the register; positions
 * hold within one version, and are those of the whole register: the first TPS here is `offset`.
 */
export const RegionsResponse = z.object({
  version: z.int(),
  offset: z.int(),
  tps: z.int(),
  rows: z.array(RegionRowWire),
});
export type RegionsResponse = z.infer<typeof RegionsResponse>;
