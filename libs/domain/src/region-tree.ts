import { NATIONAL_CODE, desaCodeOf, levelOf, parentCodeOf, tpsCodeFrom, tpsNumberOf } from './code';
import type { RegionLevel } from './code';

/**
 * One region of the register as it travels: code, name, TPS in it; a desa whose numbers are not 1 … n lists them.
 * Rows come in code order, which is also parent before child.
 */
export type RegionRow = readonly [code: string, name: string, count: number, numbers?: readonly number[]];

/**
 * Index of the region that a scope stands for: `0` is the root, whatever the register calls it. -1 where it has no such region.
 */
export function scopeIndex(tree: RegionTree, scope: string): number {
  return scope === NATIONAL_CODE && tree.regionCount > 0 ? 0 : tree.indexOf(scope);
}

/**
 * The register's regions over the fixed order of its TPS. Every region covers one run of positions
 * (`first` … `first + count - 1`), because positions follow the codes.
 */
export class RegionTree {
  readonly codes: readonly string[];
  readonly names: readonly string[];
  readonly levels: readonly RegionLevel[];
  /** Index of the region one tier up, -1 at the root. */
  readonly parent: Int32Array;
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** Per position: index of its desa. */
  readonly desaAt: Int32Array;
  private readonly numberAt: Uint16Array;
  private readonly indexByCode: ReadonlyMap<string, number>;
  private readonly childrenOf: readonly (readonly number[])[];

  constructor(rows: readonly RegionRow[]) {
    this.codes = rows.map((row) => row[0]);
    this.names = rows.map((row) => row[1]);
    this.levels = this.codes.map(levelOf);
    this.indexByCode = new Map(this.codes.map((code, index) => [code, index]));
    this.count = Int32Array.from(rows, (row) => row[2]);
    this.first = new Int32Array(rows.length);
    this.parent = new Int32Array(rows.length).fill(-1);
    const children: number[][] = rows.map(() => []);
    let position = 0;
    this.codes.forEach((code, index) => {
      this.first[index] = position;
      if (levelOf(code) === 'desa') position += this.count[index] ?? 0;
      const parent = this.parentIndex(code);
      this.parent[index] = parent;
      children[parent]?.push(index);
    });
    this.childrenOf = children;
    this.desaAt = new Int32Array(position);
    this.numberAt = new Uint16Array(position);
    rows.forEach((row, index) => this.numberDesa(row, index));
  }

  private parentIndex(code: string): number {
    const parentCode = parentCodeOf(code);
    if (parentCode !== null) return this.indexOf(parentCode);
    return code === NATIONAL_CODE ? -1 : (this.indexByCode.get(NATIONAL_CODE) ?? -1);
  }

  private numberDesa(row: RegionRow, index: number): void {
    if (this.levels[index] !== 'desa') return;
    const first = this.first[index] ?? 0;
    for (let offset = 0; offset < row[2]; offset++) {
      this.desaAt[first + offset] = index;
      this.numberAt[first + offset] = row[3]?.[offset] ?? offset + 1;
    }
  }

  /** Number of TPS. */
  get size(): number {
    return this.desaAt.length;
  }

  /** Number of regions of all tiers. */
  get regionCount(): number {
    return this.codes.length;
  }

  /** Index of a region, -1 if the register has none of that code. */
  indexOf(code: string): number {
    return this.indexByCode.get(code) ?? -1;
  }

  /** Indices of the regions one tier down, in code order. */
  children(index: number): readonly number[] {
    return this.childrenOf[index] ?? [];
  }

  codeOf(index: number): string {
    return this.codes[index] ?? '';
  }

  nameOf(index: number): string {
    return this.names[index] ?? '';
  }

  /** Code, name and level of a region, as they are told to others. */
  refOf(index: number): { code: string; name: string; level: RegionLevel } {
    return { code: this.codeOf(index), name: this.nameOf(index), level: this.levels[index] ?? 'desa' };
  }

  /** Indices from a region up to the root, the region itself first. */
  pathOf(index: number): number[] {
    const path: number[] = [];
    for (let at = index; at >= 0; at = this.parent[at] ?? -1) path.push(at);
    return path;
  }

  /** True where `index` is `ancestor` or lies below it. */
  isWithin(index: number, ancestor: number): boolean {
    return this.pathOf(index).includes(ancestor);
  }

  tpsCodeAt(position: number): string {
    return tpsCodeFrom(this.codeOf(this.desaAt[position] ?? -1), this.numberAt[position] ?? 0);
  }

  tpsNumberAt(position: number): number {
    return this.numberAt[position] ?? 0;
  }

  /** Position of a TPS in the register, -1 if it is not in it. */
  positionOf(tpsCode: string): number {
    const desa = this.indexOf(desaCodeOf(tpsCode));
    if (desa < 0 || this.levels[desa] !== 'desa') return -1;
    const first = this.first[desa] ?? 0;
    const count = this.count[desa] ?? 0;
    const number = tpsNumberOf(tpsCode);
    const at = this.numberAt.subarray(first, first + count).indexOf(number);
    return at < 0 ? -1 : first + at;
  }
}
