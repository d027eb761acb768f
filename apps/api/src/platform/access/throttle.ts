import type { Clock } from '@posko/domain';
import { LRUCache } from 'lru-cache';

/** How tries of one kind are slowed. */
export interface ThrottleRule {
  /** Tries that cost no waiting. */
  readonly free: number;
  /** Wait after the last free try; it doubles with each further one. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** A lane without tries for so long begins anew. */
  readonly forgetMs: number;
}

interface Lane {
  tries: number;
  lastAt: number;
  /** No try before this. */
  freeAt: number;
}

/** Lanes held at most: a flood of names forgets the oldest lanes instead of filling the memory. */
const LANES = 50_000;

/**
 * Slows guessing. Tries stand in lanes (a name from an address, a device, an account), and one lane never makes another wait.
 * A try counts against its lane from when it is taken, so that a thousand sent at once are no better than one after another.
 */
export class Throttle {
  private readonly lanes: LRUCache<string, Lane>;

  constructor(
    private readonly rule: ThrottleRule,
    private readonly clock: Clock,
    size = LANES,
  ) {
    this.lanes = new LRUCache({ max: size });
  }

  /** Takes a try: 0 if it may go on, otherwise for how many milliseconds the lane is closed, and nothing is taken. */
  take(key: string): number {
    const now = this.clock.now();
    const lane = this.laneOf(key, now);
    if (lane.tries >= this.rule.free && now < lane.freeAt) return lane.freeAt - now;
    lane.tries += 1;
    lane.lastAt = now;
    lane.freeAt = now + this.waitAfter(lane.tries);
    this.lanes.set(key, lane);
    return 0;
  }

  /** For how long the lane is closed; takes nothing. */
  waitOf(key: string): number {
    const now = this.clock.now();
    const lane = this.laneOf(key, now);
    return lane.tries >= this.rule.free ? Math.max(0, lane.freeAt - now) : 0;
  }

  /** The right secret was shown: nothing stands against the lane any more. */
  succeeded(key: string): void {
    this.lanes.delete(key);
  }

  /** The try taken last was no guess: it does not count. */
  giveBack(key: string): void {
    const lane = this.lanes.get(key);
    if (lane === undefined) return;
    lane.tries = Math.max(0, lane.tries - 1);
    lane.freeAt = lane.lastAt + this.waitAfter(lane.tries);
  }

  private laneOf(key: string, now: number): Lane {
    const lane = this.lanes.get(key);
    const isFresh = lane === undefined || now - lane.lastAt >= this.rule.forgetMs;
    return isFresh ? { tries: 0, lastAt: now, freeAt: now } : lane;
  }

  private waitAfter(tries: number): number {
    const { free, firstMs, longestMs } = this.rule;
    return tries < free ? 0 : Math.min(longestMs, firstMs * 2 ** Math.min(tries - free, 30));
  }
}
