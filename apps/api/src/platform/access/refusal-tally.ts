import type { Clock, JournalBody } from '@posko/domain';

/** A refusal, as the journal will tell of it. */
export type Refusal = Omit<JournalBody<'access.refused.v1'>, 'times' | 'since'>;

export interface Tallied {
  readonly refusal: Refusal;
  readonly times: number;
  /** Real time (ms) of the first one counted. */
  readonly since: number;
}

interface Window extends Tallied {
  times: number;
  since: number;
  readonly endsAt: number;
}

const WINDOW_MS = 60_000;
/** Screens whose session is over ask again and again, which says little. */
const LONG_WINDOW_MS = 10 * 60_000;
/** Kinds of refusals told apart at once; what comes beyond is counted by its code alone. */
const WINDOWS = 100;

/**
 * Counts alike refusals of a minute as one. The first is told at once, the others together when the minute is over; a flood
 * of made-up names and addresses ends up in a handful of counters.
 */
export class RefusalTally {
  private readonly windows = new Map<string, Window>();

  constructor(private readonly clock: Clock) {}

  /** The refusal to tell of now; null where it is only counted. */
  note(refusal: Refusal): Tallied | null {
    const now = this.clock.now();
    const known = this.windows.get(keyOf(refusal));
    if (known !== undefined) return count(known, now);
    if (this.windows.size >= WINDOWS) return this.countBeyond(refusal, now);
    this.open(refusal, keyOf(refusal), now);
    return { refusal, times: 1, since: now };
  }

  /** Counts whose time is over (`all`: any), and forgets them. */
  due(all = false): Tallied[] {
    const now = this.clock.now();
    const over = [...this.windows].filter(([, window]) => all || now >= window.endsAt);
    for (const [key] of over) this.windows.delete(key);
    return over.map(([, { refusal, times, since }]) => ({ refusal, times, since })).filter(({ times }) => times > 0);
  }

  private open(refusal: Refusal, key: string, now: number): Window {
    const lasts = refusal.code === 'not-signed-in' ? LONG_WINDOW_MS : WINDOW_MS;
    const window = { refusal, times: 0, since: now, endsAt: now + lasts };
    this.windows.set(key, window);
    return window;
  }

  /** Codes are few, so these counters are too. */
  private countBeyond({ code }: Refusal, now: number): null {
    const all = { code, route: '', place: '', name: '', address: '' };
    return count(this.windows.get(keyOf(all)) ?? this.open(all, keyOf(all), now), now);
  }
}

function count(window: Window, now: number): null {
  if (window.times === 0) window.since = now;
  window.times += 1;
  return null;
}

function keyOf({ code, route, place, name, address }: Refusal): string {
  // JSON keeps what was typed from running together.
  return JSON.stringify(code === 'not-signed-in' ? [code, address] : [code, route, place, name, address]);
}
