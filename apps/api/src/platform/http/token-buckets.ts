import type { Clock } from '@posko/domain';
import { LRUCache } from 'lru-cache';

interface Bucket {
  tokens: number;
  /** When it was last filled. */
  at: number;
}

/** Buckets held at most; a full one that is forgotten is no loss, and those in use are not forgotten. */
const BUCKETS = 100_000;
const MINUTE_MS = 60_000;

/**
 * So many a minute, and a minute's worth at once. Every request asks this, so it is plain arithmetic: no promise, no timer,
 * and a bounded number of buckets.
 */
export class TokenBuckets {
  private readonly buckets = new LRUCache<string, Bucket>({ max: BUCKETS });

  constructor(
    private readonly perMinute: number,
    private readonly clock: Clock,
  ) {}

  /** Takes one: 0 if there was one left, otherwise for how many milliseconds there will be none. */
  take(key: string): number {
    if (this.perMinute === Infinity) return 0;
    const now = this.clock.now();
    const bucket = this.bucketOf(key, now);
    if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) * MINUTE_MS) / this.perMinute);
    bucket.tokens -= 1;
    return 0;
  }

  private bucketOf(key: string, now: number): Bucket {
    const bucket = this.buckets.get(key);
    if (bucket === undefined) {
      const fresh = { tokens: this.perMinute, at: now };
      this.buckets.set(key, fresh);
      return fresh;
    }
    // A clock that was set back fills nothing and empties nothing.
    const passed = Math.max(0, now - bucket.at);
    bucket.tokens = Math.min(this.perMinute, bucket.tokens + (passed * this.perMinute) / MINUTE_MS);
    bucket.at = now;
    return bucket;
  }
}
