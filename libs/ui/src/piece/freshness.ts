/**
 * What is known of a panel's data: `live` while the server is heard, `polling` when it is asked every few seconds for want
 * of a socket, `stale` when it has been silent too long, `offline` when it cannot be reached.
 */
export type Freshness = 'live' | 'polling' | 'stale' | 'offline';

export const FRESHNESSES: readonly Freshness[] = ['live', 'polling', 'stale', 'offline'];

/** True where the reader has to be told before they rely on it. */
export function isDoubtful(freshness: Freshness): boolean {
  return freshness === 'stale' || freshness === 'offline';
}
