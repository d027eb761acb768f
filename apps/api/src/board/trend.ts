import { STAGES, stageIndex } from '@posko/domain';
import type { RegionTree, Stage } from '@posko/domain';
import type { TrendMove } from './board.repository';

export const BUCKET_MINUTES = 5;
export const BUCKET_MS = BUCKET_MINUTES * 60_000;
const CODE_LENGTH = { kabupaten: 4, provinsi: 2 } as const;

export interface TrendPoint {
  /** End of the bucket, milliseconds since the epoch. */
  readonly at: number;
  readonly stages: readonly number[];
}

/** How the stage counters moved over time, per kabupaten and above, as differences per bucket of five minutes. */
export class Trend {
  private readonly moves = new Map<string, Map<number, Int32Array>>();

  add(move: TrendMove): void {
    const { kabupaten } = move;
    for (const code of [kabupaten, kabupaten.slice(0, CODE_LENGTH.provinsi), '']) this.shift(code, move);
  }

  /** Takes one move at a time in ms. */
  addMove(tpsCode: string, move: { at: number; stoodAt: Stage; standsAt: Stage }): void {
    const kabupaten = tpsCode.slice(0, CODE_LENGTH.kabupaten);
    this.add({ ...move, kabupaten, bucket: Math.floor(move.at / BUCKET_MS), count: 1 });
  }

  /** Counters at the end of each bucket in which something moved; null below kabupaten, where no trend is kept. */
  points(tree: RegionTree, region: number): TrendPoint[] | null {
    const code = tree.codeOf(region);
    const isRoot = tree.parent[region] === -1;
    if (code.length > CODE_LENGTH.kabupaten) return null;
    const buckets = [...(this.moves.get(isRoot ? '' : code) ?? new Map<number, Int32Array>())].sort(
      (a, b) => a[0] - b[0],
    );
    const counters = new Int32Array(STAGES.length);
    counters[0] = tree.count[region] ?? 0;
    return buckets.map(([bucket, difference]) => {
      difference.forEach((by, stage) => (counters[stage] = (counters[stage] ?? 0) + by));
      return { at: (bucket + 1) * BUCKET_MS, stages: [...counters] };
    });
  }

  private shift(code: string, move: Omit<TrendMove, 'kabupaten'>): void {
    const ofRegion = this.moves.get(code) ?? new Map<number, Int32Array>();
    this.moves.set(code, ofRegion);
    const difference = ofRegion.get(move.bucket) ?? new Int32Array(STAGES.length);
    ofRegion.set(move.bucket, difference);
    const from = stageIndex(move.stoodAt as Stage);
    const to = stageIndex(move.standsAt as Stage);
    difference[from] = (difference[from] ?? 0) - move.count;
    difference[to] = (difference[to] ?? 0) + move.count;
  }
}
