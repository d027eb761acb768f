import { MARKS } from './mark';
import type { Mark } from './mark';
import type { RegionTree } from './region-tree';
import { STAGES } from './stage';
import type { Stage } from './stage';

export type StageCounts = Record<Stage, number>;
export type MarkCounts = Record<Mark, number>;

const WIDTH = STAGES.length + MARKS.length;

/**
 * Stage and marks of every TPS, one byte each, and the counters of every region. The api's projection and the dashboard
 * hold the same thing. One change costs one walk up the tree, whatever the number of TPS.
 */
export class Board {
  readonly stages: Uint8Array;
  readonly marks: Uint8Array;
  private readonly counters: Int32Array;

  constructor(readonly tree: RegionTree) {
    this.stages = new Uint8Array(tree.size);
    this.marks = new Uint8Array(tree.size);
    this.counters = new Int32Array(tree.regionCount * WIDTH);
    this.recount();
  }

  /** Takes a whole snapshot in place of what is there. Throws if it is of another register (length). */
  load(stages: Uint8Array, marks: Uint8Array): void {
    if (stages.length !== this.tree.size || marks.length !== this.tree.size) {
      throw new RangeError(`A snapshot of ${stages.length} TPS does not fit a register of ${this.tree.size}`);
    }
    this.stages.set(stages);
    this.marks.set(marks);
    this.recount();
  }

  /** Sets one TPS; true if anything changed. */
  set(position: number, stage: number, marks: number): boolean {
    const oldStage = this.stages[position];
    const oldMarks = this.marks[position];
    if (oldStage === undefined || oldMarks === undefined || (oldStage === stage && oldMarks === marks)) return false;
    this.stages[position] = stage;
    this.marks[position] = marks;
    for (let region = this.tree.desaAt[position] ?? -1; region >= 0; region = this.tree.parent[region] ?? -1) {
      this.shift(region, oldStage, -1);
      this.shift(region, stage, 1);
      this.shiftMarks(region, oldMarks, marks);
    }
    return true;
  }

  stageCounts(region: number): StageCounts {
    return this.read(region, STAGES, 0);
  }

  markCounts(region: number): MarkCounts {
    return this.read(region, MARKS, STAGES.length);
  }

  /** Stage counters and then mark counters of a region, in the order of `STAGES` and `MARKS`. */
  countersOf(region: number): Int32Array {
    return this.counters.subarray(region * WIDTH, (region + 1) * WIDTH);
  }

  private read<K extends string>(region: number, keys: readonly K[], offset: number): Record<K, number> {
    const base = region * WIDTH + offset;
    return Object.fromEntries(keys.map((key, i) => [key, this.counters[base + i] ?? 0])) as Record<K, number>;
  }

  private shift(region: number, column: number, by: number): void {
    const at = region * WIDTH + column;
    this.counters[at] = (this.counters[at] ?? 0) + by;
  }

  private shiftMarks(region: number, before: number, after: number): void {
    for (let changed = before ^ after; changed !== 0; changed &= changed - 1) {
      const bit = 31 - Math.clz32(changed & -changed);
      this.shift(region, STAGES.length + bit, (after >> bit) & 1 ? 1 : -1);
    }
  }

  private recount(): void {
    this.counters.fill(0);
    for (let position = 0; position < this.stages.length; position++) {
      const desa = this.tree.desaAt[position] ?? -1;
      this.shift(desa, this.stages[position] ?? 0, 1);
      this.shiftMarks(desa, 0, this.marks[position] ?? 0);
    }
    for (let region = this.tree.regionCount - 1; region > 0; region--) this.addToParent(region);
  }

  /** Children come after their parents in code order, so one pass from the end rolls everything up. */
  private addToParent(region: number): void {
    const parent = this.tree.parent[region] ?? -1;
    if (parent < 0) return;
    for (let column = 0; column < WIDTH; column++)
      this.shift(parent, column, this.counters[region * WIDTH + column] ?? 0);
  }
}
