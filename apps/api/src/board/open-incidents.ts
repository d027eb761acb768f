import { isOpen } from '@posko/domain';
import type { Incident, RegionTree } from '@posko/domain';

/** Which TPS have an open incident: the mark `incident`. */
export class OpenIncidents {
  /** Position of each open incident's TPS. */
  private readonly positionById = new Map<string, number>();
  private readonly counts: Uint16Array;

  constructor(private readonly tree: RegionTree) {
    this.counts = new Uint16Array(tree.size);
  }

  /** Takes an incident as it is now and returns the positions it left and came to. */
  put({ id, place, status }: Pick<Incident, 'id' | 'place' | 'status'>): number[] {
    const before = this.positionById.get(id) ?? -1;
    const after = isOpen(status) ? this.tree.positionOf(place) : -1;
    if (before === after) return [];
    if (after < 0) this.positionById.delete(id);
    else this.positionById.set(id, after);
    this.shift(before, -1);
    this.shift(after, 1);
    return [before, after].filter((position) => position >= 0);
  }

  isAt(position: number): boolean {
    return (this.counts[position] ?? 0) > 0;
  }

  private shift(position: number, by: number): void {
    if (position >= 0) this.counts[position] = (this.counts[position] ?? 0) + by;
  }
}
