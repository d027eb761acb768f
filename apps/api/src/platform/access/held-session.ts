import type { PendingStep } from '@posko/contracts';
import type { Person } from '@posko/domain';
import { stableId } from '../journal/chain';
import type { SessionRow } from './sessions.repository';
import type { SignedIn } from './signed-in';

/** A session's use is written down this often at most. */
const TOUCH_MS = 30_000;

/** A crew has no account: the TPS is who it is. */
export function crewOf(tps: string): Person {
  const name = `tps-${tps}`;
  return { id: stableId(name), name, displayName: `TPS ${tps}`, role: 'field', scope: tps as Person['scope'] };
}

/** Who a stored session speaks for; null where its account is gone or deactivated. */
function personOf(row: SessionRow): Person | null {
  if (row.tps !== null) return crewOf(row.tps);
  const { userId: id, name, displayName, role, scope, isActive } = row;
  if (id === null || name === null || displayName === null || role === null || isActive !== true) return null;
  return { id, name, displayName, role, scope: scope as Person['scope'] };
}

/** A session in memory. It knows by itself when its time is over, so that a cache can never prolong it. */
export class HeldSession implements SignedIn {
  readonly session: string;
  readonly pending: PendingStep | null;
  readonly hasSecondFactor: boolean;
  readonly startedAt: number;
  readonly endsAt: number;
  private readonly idleMs: number;
  private seenAt: number;

  private constructor(
    readonly person: Person,
    row: SessionRow,
  ) {
    this.session = row.id;
    this.pending = row.pending;
    this.hasSecondFactor = row.hasSecondFactor;
    this.startedAt = row.startedAt;
    this.endsAt = row.endsAt;
    this.idleMs = row.idleMs;
    this.seenAt = row.seenAt;
  }

  static from(row: SessionRow): HeldSession | null {
    const person = personOf(row);
    return person === null ? null : new HeldSession(person, row);
  }

  get idleUntil(): number {
    return Math.min(this.seenAt + this.idleMs, this.endsAt);
  }

  isOver(now: number): boolean {
    return now >= this.idleUntil;
  }

  /** Notes that the session is used; true where that is worth writing down. */
  touch(now: number): boolean {
    if (now - this.seenAt < Math.min(TOUCH_MS, this.idleMs / 10)) return false;
    this.seenAt = now;
    return true;
  }
}
