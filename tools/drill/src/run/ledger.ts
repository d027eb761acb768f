import { STAGES } from '@posko/domain';
import type { Answer } from './api';
import type { Perseverance } from './persistence';

const INDEX_RANGE = 2 ** 24;
const MAX_EXAMPLES = 5;

export interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** What became of each delivery, by its index in the plan. 17 bytes a delivery. */
export class Ledger implements Perseverance {
  sent = 0;
  accepted = 0;
  repeated = 0;
  retried = 0;
  abandoned = 0;
  readonly refused = new Map<string, { count: number; examples: number[] }>();
  private readonly seqs: Float64Array;
  private readonly stages: Uint8Array;
  private readonly latencies: Float32Array;
  private readonly lags: Float32Array;

  constructor(readonly size: number) {
    this.seqs = new Float64Array(size);
    this.stages = new Uint8Array(size);
    this.latencies = new Float32Array(size).fill(NaN);
    this.lags = new Float32Array(size).fill(NaN);
  }

  /** @param lagMs real milliseconds after it was due; null while jumping, when nothing is on time */
  launch(index: number, lagMs: number | null): void {
    this.sent++;
    if (lagMs !== null) this.lags[index] = lagMs;
  }

  settle(index: number, answer: Exclude<Answer, { kind: 'failed' }>, latencyMs: number): void {
    this.latencies[index] = latencyMs;
    if (answer.kind === 'refused') {
      const entry = this.refused.get(answer.code) ?? { count: 0, examples: [] };
      if (entry.examples.length < MAX_EXAMPLES) entry.examples.push(index);
      this.refused.set(answer.code, { ...entry, count: entry.count + 1 });
      return;
    }
    this[answer.kind]++;
    this.seqs[index] = answer.seq;
    this.stages[index] = STAGES.indexOf(answer.stage as (typeof STAGES)[number]);
  }

  /** Stage index that the answer named. */
  answeredStage(index: number): number {
    return this.stages[index] ?? 0;
  }

  get latency(): Percentiles | null {
    return percentilesOf(this.latencies);
  }

  get lag(): Percentiles | null {
    return percentilesOf(this.lags);
  }

  /** Deliveries acknowledged, in the order of the journal; of those answered with one entry, the first. */
  acknowledged(): { seq: number; index: number }[] {
    const keys = new Float64Array(this.accepted + this.repeated);
    let count = 0;
    for (let index = 0; index < this.size; index++) {
      const seq = this.seqs[index] ?? 0;
      if (seq > 0) keys[count++] = seq * INDEX_RANGE + index;
    }
    const sorted = keys.subarray(0, count).sort();
    const entries: { seq: number; index: number }[] = [];
    for (const key of sorted) {
      const seq = Math.floor(key / INDEX_RANGE);
      if (entries.at(-1)?.seq !== seq) entries.push({ seq, index: key % INDEX_RANGE });
    }
    return entries;
  }
}

/** Percentiles (nearest rank) of the values that are there, or null without any. */
export function percentilesOf(values: Float32Array): Percentiles | null {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return null;
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}
