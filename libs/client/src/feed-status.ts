import type { Failure } from './answer';

/**
 * | state      | meaning                                                                        |
 * | ---------- | ------------------------------------------------------------------------------ |
 * | connecting | just started or just lost the socket; nothing is known to be wrong yet          |
 * | live       | changes come by themselves                                                     |
 * | polling    | no live connection; the board is fetched every 15 s                            |
 * | stale      | connected, but nothing proves that the board is current                        |
 * | offline    | the server cannot be reached; what is shown is as old as it says               |
 * | error      | the server speaks a language we do not know: the page has to be loaded anew     |
 */
export const CONNECTION_STATES = ['connecting', 'live', 'polling', 'stale', 'offline', 'error'] as const;
export type ConnectionState = (typeof CONNECTION_STATES)[number];

/** The room's clock as last heard: it showed `at` when ours showed `heardAt`, and runs `speed` times as fast. */
export interface RoomTime {
  readonly at: number;
  readonly heardAt: number;
  readonly speed: number;
}

export interface FeedStatus {
  readonly state: ConnectionState;
  /** Journal entry the board stands at, null before the first board. */
  readonly seq: number | null;
  /** When (our clock, ms) the board was last known to be current; its age counts from here. */
  readonly currentAt: number | null;
  readonly room: RoomTime | null;
  readonly failure: Failure | null;
}

export const FIRST_STATUS: FeedStatus = { state: 'connecting', seq: null, currentAt: null, room: null, failure: null };

/** The board is fetched so often without a live connection. */
export const POLL_EVERY_MS = 15_000;
/** The server says every few seconds that it lives; after this much silence nothing proves that we are current. */
export const STALE_AFTER_MS = 15_000;
/** A lost socket mostly comes back at once; until then nothing is said and nothing is polled. */
export const GRACE_MS = 3_000;

export interface Situation {
  readonly now: number;
  readonly isSubscribed: boolean;
  readonly hasBoard: boolean;
  /** When the socket last said something. */
  readonly heardAt: number;
  /** When the socket was lost, or the feed started. */
  readonly downSince: number;
  readonly currentAt: number | null;
  readonly failure: Failure | null;
}

/** State of the connection in a situation. */
export function connectionState(situation: Situation): ConnectionState {
  const { now, currentAt, failure } = situation;
  if (failure?.code === 'unreadable') return 'error';
  if (!situation.hasBoard || currentAt === null)
    return failure === null || failure.code === 'not-ready' ? 'connecting' : 'offline';
  const age = now - currentAt;
  const isHeard = situation.isSubscribed && now - situation.heardAt < STALE_AFTER_MS;
  if (isHeard) return age < STALE_AFTER_MS ? 'live' : 'stale';
  if (!situation.isSubscribed && now - situation.downSince < GRACE_MS) return 'connecting';
  if (failure !== null) return 'offline';
  return age < POLL_EVERY_MS + STALE_AFTER_MS ? 'polling' : 'stale';
}
