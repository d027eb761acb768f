import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@posko/domain';
import { REAL_CLOCK } from '../clock/clock.service';
import { ApiError } from '../http/api-error';
import { Throttle } from './throttle';
import type { ThrottleRule } from './throttle';

const MINUTE_MS = 60_000;

/**
 * How each kind of secret is guarded against guessing. Lanes live in each instance's memory: n instances behind a proxy let
 * through n times as many tries, which these rules can afford (docs/decisions/0011).
 */
const RULES = {
  /** A name from an address, or from a device it is known on. */
  password: { free: 5, firstMs: 1000, longestMs: 30_000, forgetMs: 15 * MINUTE_MS },
  /** A name from all unknown devices together: many addresses that guess at one name share what is left. */
  name: { free: 100, firstMs: 1000, longestMs: 1000, forgetMs: 15 * MINUTE_MS },
  /** Six digits are soon guessed: whoever tries them has the password already. */
  secondFactor: { free: 5, firstMs: 2000, longestMs: 5 * MINUTE_MS, forgetMs: 60 * MINUTE_MS },
  /** An address that shows links which are none. */
  invitation: { free: 20, firstMs: 1000, longestMs: 30_000, forgetMs: 15 * MINUTE_MS },
  /** An address that shows tokens of projectors which are none. */
  projector: { free: 20, firstMs: 1000, longestMs: 30_000, forgetMs: 15 * MINUTE_MS },
  /** A TPS from an address. */
  activation: { free: 5, firstMs: 1000, longestMs: 30_000, forgetMs: 15 * MINUTE_MS },
  /** An address over all TPS: crews of a whole kecamatan may sit behind one. */
  activationAddress: { free: 200, firstMs: 1000, longestMs: 10_000, forgetMs: 15 * MINUTE_MS },
  /** An address that is sent to the identity provider again and again. */
  openid: { free: 60, firstMs: 1000, longestMs: 30_000, forgetMs: 15 * MINUTE_MS },
} as const satisfies Record<string, ThrottleRule>;

export type AttemptKind = keyof typeof RULES;

/** A try under way. Unless told otherwise it counts as a wrong guess. */
export interface Attempt {
  /** The secret was right. */
  succeeded(): void;
  /** Nothing was guessed: the try does not count. */
  wasNone(): void;
}

/** Throttles of everything that can be guessed. */
@Injectable()
export class Attempts {
  private readonly throttles: Readonly<Record<AttemptKind, Throttle>>;

  constructor(@Inject(REAL_CLOCK) clock: Clock) {
    const entries = Object.entries(RULES).map(([kind, rule]) => [kind, new Throttle(rule, clock)]);
    this.throttles = Object.fromEntries(entries) as Record<AttemptKind, Throttle>;
  }

  /** Takes a try, or throws `too-many-attempts` with the time to wait. */
  take(kind: AttemptKind, lane: string): Attempt {
    const throttle = this.throttles[kind];
    const waitMs = throttle.take(lane);
    if (waitMs > 0) throw tooMany(waitMs);
    return {
      succeeded: () => {
        throttle.succeeded(lane);
      },
      wasNone: () => {
        throttle.giveBack(lane);
      },
    };
  }
}

export function tooMany(waitMs: number): ApiError {
  return new ApiError('too-many-attempts', { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) });
}
