import type { ClientEvents } from '@posko/contracts';
import { RegionCode } from '@posko/domain';

/** A room of the live side: whoever is in it hears its messages. */
export type Room =
  | { readonly kind: 'board' | 'incident' | 'approval'; readonly region: string }
  | { readonly kind: 'presence'; readonly incident: string };

/** An event to the server, with what goes with it. */
export interface Call<E extends keyof ClientEvents = keyof ClientEvents> {
  readonly event: E;
  readonly message: Parameters<ClientEvents[E]>[0];
}

export function sameRoom(a: Room | null, b: Room | null): boolean {
  return roomKey(a) === roomKey(b);
}

export function roomKey(room: Room | null): string {
  if (room === null) return '';
  return room.kind === 'presence' ? `presence ${room.incident}` : `${room.kind} ${room.region}`;
}

/** What is sent to join a room. Throws on what is no region. */
export function joining(room: Room): Call {
  if (room.kind === 'presence') return { event: 'presence.subscribe', message: { incident: room.incident } };
  return { event: `${room.kind}.subscribe`, message: { region: RegionCode.parse(room.region) } };
}

/** What is sent to leave it; null for a room that is left with the connection only. */
export function leaving(room: Room): Call | null {
  if (room.kind === 'approval') return null;
  if (room.kind === 'presence') return { event: 'presence.unsubscribe', message: { incident: room.incident } };
  return { event: `${room.kind}.unsubscribe`, message: { region: RegionCode.parse(room.region) } };
}
