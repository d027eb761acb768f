import type { RealTime } from './api';

const BACKOFF_MS = 50;
const MAX_BACKOFF_MS = 2000;
/** A server that is away this long is given up, command by command; once a stop was asked for, sooner. */
const GIVE_UP_MS = 120_000;
const GIVE_UP_STOPPING_MS = 5000;

/** What persistence costs, and what it could not do. */
export interface Perseverance {
  retried: number;
  abandoned: number;
}

/** Sends again, with the same id, what nobody knows to have arrived. */
export class Persistence {
  /** Waiting to try again. */
  retrying = 0;
  private stoppedAt = Infinity;

  constructor(
    private readonly time: RealTime,
    private readonly tally: Perseverance,
  ) {}

  /** From now on a server that is away is not waited for long. */
  hurry(): void {
    this.stoppedAt = Math.min(this.stoppedAt, this.time.now());
  }

  /** Until it is answered; null where that was given up. The time is what it took, with all attempts, in ms. */
  async deliver<A extends { readonly kind: string }>(
    send: () => Promise<A>,
  ): Promise<{ answer: Exclude<A, { readonly kind: 'failed' }>; elapsedMs: number } | null> {
    const startedAt = this.time.now();
    for (let attempt = 0; ; attempt++) {
      const answer = await send();
      const elapsedMs = this.time.now() - startedAt;
      if (isAnswered(answer)) return { answer, elapsedMs };
      if (this.isHopeless(elapsedMs)) {
        this.tally.abandoned++;
        return null;
      }
      this.tally.retried++;
      this.retrying++;
      await this.time.wait(Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** attempt));
      this.retrying--;
    }
  }

  private isHopeless(elapsedMs: number): boolean {
    return elapsedMs >= GIVE_UP_MS || this.time.now() - this.stoppedAt >= GIVE_UP_STOPPING_MS;
  }
}

function isAnswered<A extends { readonly kind: string }>(answer: A): answer is Exclude<A, { readonly kind: 'failed' }> {
  return answer.kind !== 'failed';
}
