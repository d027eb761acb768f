import type { RegionTree } from '@posko/domain';

/** Voters so far per region, and how many TPS have said so. */
export class TurnoutTotals {
  private readonly voters: Int32Array;
  private readonly tps: Int32Array;

  constructor(private readonly tree: RegionTree) {
    this.voters = new Int32Array(tree.regionCount);
    this.tps = new Int32Array(tree.regionCount);
  }

  replace(position: number, before: number | null, after: number | null): void {
    if (before === after) return;
    const voters = (after ?? 0) - (before ?? 0);
    const tps = (after === null ? 0 : 1) - (before === null ? 0 : 1);
    for (let region = this.tree.desaAt[position] ?? -1; region >= 0; region = this.tree.parent[region] ?? -1) {
      this.voters[region] = (this.voters[region] ?? 0) + voters;
      this.tps[region] = (this.tps[region] ?? 0) + tps;
    }
  }

  of(region: number): { voters: number; tps: number } {
    return { voters: this.voters[region] ?? 0, tps: this.tps[region] ?? 0 };
  }
}
