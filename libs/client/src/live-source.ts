import { SERVER_EVENTS } from '@posko/contracts';
import type { ClientEvents, ErrorCode, ServerEvents, SubscribeAck } from '@posko/contracts';
import type { z } from 'zod';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { joining, leaving } from './live-room';
import type { Call, Room } from './live-room';

type ServerEvent = keyof typeof SERVER_EVENTS;
/** A server message by its event, as parsed. */
export type LiveMessage = {
  [K in ServerEvent]: { event: K; message: z.infer<(typeof SERVER_EVENTS)[K]> };
}[ServerEvent];

export interface LiveHandlers {
  /** Connected, also after a break: subscriptions are to be made anew. */
  onUp(): void;
  onDown(): void;
  /** Turned away for lack of a session: nothing is tried again before `open` is called anew. */
  onRefused(): void;
  onMessage(message: LiveMessage): void;
  /** A message that is not of the contract: this client and the server are of different versions. */
  onUnreadable(event: string): void;
}

/** The live side as the feed needs it; the real one is a socket, specs have their own. */
export interface LiveSource {
  open(handlers: LiveHandlers): void;
  /** Joins a room; null if no acknowledgement came in time. */
  subscribe(room: Room): Promise<SubscribeAck | null>;
  leave(room: Room): void;
  close(): void;
}

const ACKNOWLEDGE_WITHIN_MS = 5_000;
const RETURN_WITHIN_MS = 2_000;
const NO_SESSION: ErrorCode = 'not-signed-in';
const EVENTS = Object.keys(SERVER_EVENTS) as ServerEvent[];

/**
 * The live side over socket.io: websocket only, so that no instance has to keep a session, with socket.io's own jittered
 * backoff (ten thousand desks that lost an instance must not come back in one second).
 */
export class SocketSource implements LiveSource {
  private socket: Socket<ServerEvents, ClientEvents> | null = null;

  /** @param url origin of the api; the page's own when left out */
  constructor(private readonly url?: string) {}

  open(handlers: LiveHandlers): void {
    const options = {
      transports: ['websocket'],
      reconnectionDelay: 500,
      reconnectionDelayMax: 8_000,
      randomizationFactor: 0.5,
      timeout: 8_000,
      autoConnect: false,
    };
    const socket: Socket<ServerEvents, ClientEvents> = this.url === undefined ? io(options) : io(this.url, options);
    this.socket = socket;
    socket.on('connect', () => handlers.onUp());
    socket.on('disconnect', (reason) => {
      handlers.onDown();
      // A server that sends us away (it is stopping) is a case that socket.io does not retry by itself.
      if (reason === 'io server disconnect') this.returnSoon(socket);
    });
    socket.on('connect_error', (error) => {
      if (error.message === NO_SESSION) handlers.onRefused();
      // Refused for another reason, such as a server that is not ready yet: the other case.
      else if (!socket.active) this.returnSoon(socket);
    });
    for (const event of EVENTS) this.listen(socket, event, handlers);
    socket.connect();
  }

  async subscribe(room: Room): Promise<SubscribeAck | null> {
    const socket = this.socket;
    if (socket === null) return null;
    try {
      return await new Promise<SubscribeAck>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('No acknowledgement')), ACKNOWLEDGE_WITHIN_MS);
        emit(socket, joining(room), (answer) => {
          clearTimeout(timer);
          resolve(answer);
        });
      });
    } catch {
      return null;
    }
  }

  leave(room: Room): void {
    const left = leaving(room);
    if (left !== null && this.socket?.connected === true) emit(this.socket, left, () => undefined);
  }

  close(): void {
    this.socket?.removeAllListeners();
    this.socket?.disconnect();
    this.socket = null;
  }

  /** Connects again, but not all desks at once. */
  private returnSoon(socket: Socket<ServerEvents, ClientEvents>): void {
    setTimeout(() => this.socket === socket && socket.connect(), (0.5 + Math.random()) * RETURN_WITHIN_MS);
  }

  private listen(socket: Socket<ServerEvents, ClientEvents>, event: ServerEvent, handlers: LiveHandlers): void {
    const listener = (raw: unknown): void => {
      const parsed = SERVER_EVENTS[event].safeParse(raw);
      if (parsed.success) handlers.onMessage({ event, message: parsed.data } as LiveMessage);
      else handlers.onUnreadable(event);
    };
    socket.on(event, listener);
  }
}

type Acknowledge = (answer: SubscribeAck) => void;

function emit<E extends keyof ClientEvents>(
  socket: Socket<ServerEvents, ClientEvents>,
  { event, message }: Call<E>,
  acknowledge: Acknowledge,
): void {
  socket.emit(event, ...([message, acknowledge] as Parameters<ClientEvents[E]>));
}
