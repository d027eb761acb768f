import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import type { Options } from '@node-rs/argon2';
import { FairQueue, QueueFull } from './fair-queue';
import type { QueueLane } from './fair-queue';
import { tooMany } from './attempts';

/** argon2id, as OWASP has it: 19 MiB, two passes, one thread. About 15 ms here. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const satisfies Options;
/** Hashes at once: the rest of the machine belongs to reports. */
const AT_ONCE = 2;
/** Waiting at most: with the rest before it, the last of them is still served within two seconds. */
const WAITING = 100;
const BUSY_MS = 2000;
/** Decoys are hashed no more often than this, or made-up names would keep a processor busy. */
const DECOY_EVERY_MS = 200;
/** Weight of the latest duration in the running mean. */
const LATEST = 0.2;

/** Hashes passwords, and compares them. Guesses wait in line, lane by lane, and never take the machine. */
@Injectable()
export class Passwords {
  private readonly queue = new FairQueue({ atOnce: AT_ONCE, waiting: WAITING });
  /** How long a comparison took lately, waiting included. */
  private recentMs = 20;
  private decoy: Promise<string> | null = null;
  private decoyAt = -Infinity;

  /** A new hash to keep. */
  hash(password: string, lane: QueueLane): Promise<string> {
    return this.inLine(lane, () => hash(textOf(password), PARAMETERS));
  }

  async isRight(password: string, kept: string, lane: QueueLane): Promise<boolean> {
    const startedAt = performance.now();
    const isRight = await this.inLine(lane, () => verify(kept, textOf(password)));
    this.recentMs += LATEST * (performance.now() - startedAt - this.recentMs);
    return isRight;
  }

  /**
   * Takes as long as a comparison, for names that nobody has. It hashes only now and then, while nothing else does: under a
   * flood the answer is merely held back for as long as comparisons take just then, so that made-up names cost nothing.
   */
  async pretend(password: string, lane: QueueLane): Promise<void> {
    this.refuseIfFull(lane);
    const now = performance.now();
    if (!this.queue.isIdle || now - this.decoyAt < DECOY_EVERY_MS) {
      await delay(this.recentMs * (0.75 + Math.random() / 2));
      return;
    }
    this.decoyAt = now;
    this.decoy ??= hash('nobody has this', PARAMETERS);
    await this.isRight(password, await this.decoy, lane);
  }

  /** True where a hash was made with other parameters than today's. */
  isOutdated(kept: string): boolean {
    const { memoryCost, timeCost, parallelism } = parseOptions(kept);
    return JSON.stringify({ memoryCost, timeCost, parallelism }) !== JSON.stringify(PARAMETERS);
  }

  private async inLine<T>(lane: QueueLane, work: () => Promise<T>): Promise<T> {
    this.refuseIfFull(lane);
    try {
      return await this.queue.run(lane, work);
    } catch (error) {
      throw error instanceof QueueFull ? tooMany(BUSY_MS) : error;
    }
  }

  private refuseIfFull(lane: QueueLane): void {
    if (this.queue.isFull(lane)) throw tooMany(BUSY_MS);
  }
}

/** One spelling for what keyboards type in several ways (NFKC, as NIST SP 800-63B asks). */
function textOf(password: string): string {
  return password.normalize('NFKC');
}
