import { InjectionToken } from '@angular/core';
import { LiveShare, LiveSubscription, REAL_SCHEDULER, SocketSource } from '@posko/client';
import type { LiveMessage, Room } from '@posko/client';

export type { LiveMessage, Room } from '@posko/client';

/** The live connection, one for the whole app: each store that listens has a port of it. Specs give their own. */
export const LIVE = new InjectionToken<Pick<LiveShare, 'port'>>('live', {
  providedIn: 'root',
  factory: () => new LiveShare(new SocketSource()),
});

export interface Listener {
  readonly room: Room;
  readonly hear: (message: LiveMessage) => void;
  /** The room was joined, at first and after every break: what was said before has to be asked for. */
  readonly joined?: () => void;
}

/** Listens in a room until the answer is called. */
export function listen(live: Pick<LiveShare, 'port'>, { room, hear, joined }: Listener): () => void {
  const nothing = (): void => undefined;
  const subscription = new LiveSubscription(live.port(), REAL_SCHEDULER, {
    onSubscribed: () => joined?.(),
    onDown: nothing,
    onRefused: nothing,
    onUnreadable: nothing,
    onMessage: hear,
  });
  subscription.open();
  subscription.follow(room);
  return () => subscription.close();
}
