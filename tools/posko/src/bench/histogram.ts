/** Counts durations in steps of a millisecond; millions of them cost as much as one. */
export class Histogram {
  private readonly counts = new Map<number, number>();
  total = 0;

  add(ms: number, times = 1): void {
    const step = Math.max(0, Math.ceil(ms));
    this.counts.set(step, (this.counts.get(step) ?? 0) + times);
    this.total += times;
  }

  /** The duration that a share of them does not exceed (nearest rank), in whole milliseconds; NaN without any. */
  at(share: number): number {
    let left = Math.max(1, Math.ceil(share * this.total));
    for (const step of [...this.counts.keys()].sort((a, b) => a - b)) {
      left -= this.counts.get(step) ?? 0;
      if (left <= 0) return step;
    }
    return NaN;
  }

  get summary(): Latency {
    return { p50: this.at(0.5), p95: this.at(0.95), p99: this.at(0.99), max: this.at(1), count: this.total };
  }
}

/** Milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly count: number;
}
