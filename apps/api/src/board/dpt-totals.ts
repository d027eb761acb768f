import type { RegionTree } from '@posko/domain';

interface Dpt {
  readonly dptL: Uint16Array;
  readonly dptP: Uint16Array;
}

/** Voters on the list (L + P) per region index. */
export function dptTotals(tree: RegionTree, { dptL, dptP }: Dpt): Int32Array {
  const totals = new Int32Array(tree.regionCount);
  for (let position = 0; position < tree.size; position++) {
    const desa = tree.desaAt[position] ?? -1;
    totals[desa] = (totals[desa] ?? 0) + (dptL[position] ?? 0) + (dptP[position] ?? 0);
  }
  for (let region = tree.regionCount - 1; region > 0; region--) {
    const parent = tree.parent[region] ?? -1;
    if (parent >= 0) totals[parent] = (totals[parent] ?? 0) + (totals[region] ?? 0);
  }
  return totals;
}
