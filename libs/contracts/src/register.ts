import * as z from 'zod';

/** `[code, name, number of TPS, numbers?]`: numbers only where a desa's TPS are not 1 … n. */
export const RegionRowWire = z.union([
  z.tuple([z.string(), z.string(), z.int()]),
  z.tuple([z.string(), z.string(), z.int(), z.array(z.int())]),
]);

/** The register's regions in code order. `version` is the journal entry of the import; positions hold within one version. */
export const RegionsResponse = z.object({
  version: z.int(),
  tps: z.int(),
  rows: z.array(RegionRowWire),
});
export type RegionsResponse = z.infer<typeof RegionsResponse>;
