import type { ClientEvents } from '@posko/contracts';
import { ContestId, RegionCode } from '@posko/domain';

/** A room of the live side: whoever is in it hears its messages. */
export type Room =
  | { readonly kind: 'board' | 'incident' | 'approval'; readonly region: string }
  | { readonly kind: 'totals' | 'result'; readonly contest: string; readonly region: string }
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
  if (room.kind === 'presence') return `presence ${room.incident}`;
  return 'contest' in room ? `${room.kind} ${room.contest} ${room.region}` : `${room.kind} ${room.region}`;
}

/** What is sent to join a room. Throws on what is no region or contest. */
export function joining(room: Room): Call {
  if (room.kind === 'presence') return { event: 'presence.subscribe', message: { incident: room.incident } };
  const region = RegionCode.parse(room.region);
  if ('contest' in room)
    return { event: `${room.kind}.subscribe`, message: { contest: ContestId.parse(room.contest), region } };
  return { event: `${room.kind}.subscribe`, message: { region } };
}

/** What is sent to leave it; null for a room that is left with the connection only. */
export function leaving(room: Room): Call | null {
  if (room.kind === 'approval') return null;
  if (room.kind === 'presence') return { event: 'presence.unsubscribe', message: { incident: room.incident } };
  const region = RegionCode.parse(room.region);
  if ('contest' in room)
    return { event: `${room.kind}.unsubscribe`, message: { contest: ContestId.parse(room.contest), region } };
  return { event: `${room.kind}.unsubscribe`, message: { region } };
}
