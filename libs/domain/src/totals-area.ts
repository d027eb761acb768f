import type { Contest } from './contest';
import { isOf } from './contest';
import type { RegionTree } from './region-tree';

/**
 * The part of the register in which a contest is held, counted through anew, and the regions that this part lies in: a regency's
 * contest keeps sums for its own regions, its province and the root, not for all 9,199.
 */
export class TotalsArea {
  /** TPS of the contest. */
  readonly size: number;
  /** Per region kept: its index in the register, in code order. */
  readonly regions: Int32Array;
  /** Per region kept: TPS of the contest in it. */
  readonly expected: Int32Array;
  /** Per region kept: the number of the one above, -1 at the top. */
  private readonly parent: Int32Array;
  /** Per region kept: number of its first TPS, for a desa. */
  private readonly first: Int32Array;
  /** Per region of the register: its number here, -1 where it is none of ours. */
  private readonly numberAt: Int32Array;

  constructor(
    readonly tree: RegionTree,
    contest: Pick<Contest, 'regions'>,
  ) {
    this.regions = regionsOf(tree, contest);
    this.numberAt = new Int32Array(tree.regionCount).fill(-1);
    this.regions.forEach((region, number) => {
      this.numberAt[region] = number;
    });
    this.parent = this.regions.map((region) => this.numberAt[tree.parent[region] ?? -1] ?? -1);
    this.expected = new Int32Array(this.regions.length);
    this.first = new Int32Array(this.regions.length);
    this.size = this.countThrough();
  }

  private countThrough(): number {
    let size = 0;
    this.regions.forEach((region, number) => {
      if (this.tree.levels[region] !== 'desa') return;
      const count = this.tree.count[region] ?? 0;
      this.first[number] = size;
      size += count;
      for (let at = number; at >= 0; at = this.above(at)) this.expected[at] = (this.expected[at] ?? 0) + count;
    });
    return size;
  }

  /** Number of a region of the register here, -1 where the contest has none of it. */
  numberOf(region: number): number {
    return this.numberAt[region] ?? -1;
  }

  /** Number of the region one tier up, -1 at the top. */
  above(number: number): number {
    return this.parent[number] ?? -1;
  }

  /** Number of the desa of a TPS, -1 where the contest is not held. */
  desaOf(position: number): number {
    return this.numberOf(this.tree.desaAt[position] ?? -1);
  }

  /** Number of a TPS among those of the contest, by its position in the register; -1 where the contest is not held. */
  tpsOf(position: number): number {
    const desa = this.desaOf(position);
    if (desa < 0) return -1;
    return (this.first[desa] ?? 0) + position - (this.tree.first[this.regions[desa] ?? -1] ?? 0);
  }
}

function regionsOf(tree: RegionTree, contest: Pick<Contest, 'regions'>): Int32Array {
  const kept = new Set<number>();
  tree.codes.forEach((code, region) => {
    if (!isOf(contest, code)) return;
    for (let at = region; at >= 0 && !kept.has(at); at = tree.parent[at] ?? -1) kept.add(at);
  });
  return Int32Array.from(kept).sort();
}
