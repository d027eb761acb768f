import { Injectable, inject } from '@angular/core';
import type { PublishedRow } from '@posko/contracts';
import { PORTAL_CLOCK } from './portal-clock';

/** What a reader saw of a region or TPS, and when. */
export interface Moment {
  readonly seq: number;
  /** As of when its figures were true. */
  readonly at: string | null;
  /** ms since the epoch, by this device's clock. */
  readonly seenAt: number;
  readonly counted: number;
  readonly received: number;
  readonly held: number;
  readonly corrected: number;
  readonly withdrawn: number;
  readonly votes: Readonly<Record<string, number>>;
}

/** The moment to compare with, and whether it is from an earlier visit. */
export interface Baseline {
  readonly moment: Moment;
  readonly isEarlier: boolean;
}

const STORAGE_KEY = 'posko.portal.seen';
const MOST = 150;

export function momentOf(
  row: PublishedRow,
  head: { readonly seq: number; readonly at: string | null },
): Omit<Moment, 'seenAt'> {
  const { counts, states, votes } = row;
  return {
    seq: head.seq,
    at: head.at,
    counted: counts.counted,
    received: counts.received,
    held: states.held ?? 0,
    corrected: states.corrected ?? 0,
    withdrawn: states.withdrawn ?? 0,
    // A party's line has the votes of its candidates in it.
    votes: { ...votes.options, ...votes.parties, valid: votes.valid, invalid: votes.invalid },
  };
}

/**
 * What this reader saw before, region by region, in the browser's storage: nobody else hears of it. The first look of a visit fixes
 * what the visit compares with; every look is what the next visit compares with.
 */
@Injectable({ providedIn: 'root' })
export class Moments {
  private readonly clock = inject(PORTAL_CLOCK);
  private readonly baselines = new Map<string, Baseline>();

  /** Notes what is seen now. @returns what to compare it with, itself at the first look */
  look(key: string, seen: Omit<Moment, 'seenAt'>): Baseline {
    const stored = readAll();
    const now: Moment = { ...seen, seenAt: this.clock.now() };
    const earlier = stored.get(key);
    const known = this.baselines.get(key) ?? { moment: earlier ?? now, isEarlier: earlier !== undefined };
    this.baselines.set(key, known);
    writeAll(stored, key, now);
    return known;
  }

  /** From now on the comparison starts here. */
  mark(key: string, seen: Omit<Moment, 'seenAt'>): Baseline {
    const baseline = { moment: { ...seen, seenAt: this.clock.now() }, isEarlier: false };
    this.baselines.set(key, baseline);
    return baseline;
  }
}

function readAll(): Map<string, Moment> {
  try {
    return new Map(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '[]') as [string, Moment][]);
  } catch {
    return new Map();
  }
}

function writeAll(stored: Map<string, Moment>, key: string, now: Moment): void {
  stored.delete(key);
  stored.set(key, now);
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify([...stored].slice(-MOST)));
  } catch {
    // A private window without storage: the comparison is within this visit.
  }
}
