import type { Role } from '@posko/domain';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long a session lasts without being used, and in any case. Real time. */
export interface SessionLimits {
  readonly idleMs: number;
  readonly absoluteMs: number;
}

/** A shift; whoever leaves a screen for two hours signs in again. */
const ROOM: SessionLimits = { idleMs: 2 * HOUR_MS, absoluteMs: 12 * HOUR_MS };
/** Screens on a wall and crews' telephones have nobody beside them who could sign in, and may do little. */
const UNATTENDED: SessionLimits = { idleMs: 7 * DAY_MS, absoluteMs: 14 * DAY_MS };
/** Long enough to set up an authenticator app. */
const UNFINISHED: SessionLimits = { idleMs: 30 * MINUTE_MS, absoluteMs: 30 * MINUTE_MS };

export function limitsOf(role: Role, isPending: boolean): SessionLimits {
  if (isPending) return UNFINISHED;
  return role === 'viewer' || role === 'field' ? UNATTENDED : ROOM;
}
