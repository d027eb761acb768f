import type { SubscribeAck } from '@posko/contracts';
import { roomKey } from './live-room';
import type { Room } from './live-room';
import type { LiveHandlers, LiveMessage, LiveSource } from './live-source';

/**
 * One connection for several listeners. Each has a port, which looks like a connection of its own: it comes up when it is opened
 * while the connection stands, hears every message, and its rooms stay joined as long as any port wants them.
 */
export class LiveShare {
  private readonly open = new Map<LiveSource, LiveHandlers>();
  private readonly wanted = new Map<string, { readonly room: Room; readonly ports: Set<LiveSource> }>();
  private isUp = false;
  private isRefused = false;

  constructor(private readonly source: LiveSource) {}

  port(): LiveSource {
    const port: LiveSource = {
      open: (handlers) => this.opened(port, handlers),
      subscribe: (room) => this.subscribe(port, room),
      leave: (room) => this.leave(port, room),
      close: () => this.closed(port),
    };
    return port;
  }

  private opened(port: LiveSource, handlers: LiveHandlers): void {
    const isFirst = this.open.size === 0;
    this.open.set(port, handlers);
    if (isFirst || this.isRefused) this.connect();
    else if (this.isUp) queueMicrotask(() => this.open.get(port) === handlers && this.isUp && handlers.onUp());
  }

  /** Also once the server had refused: whoever opens a port then has signed in. */
  private connect(): void {
    if (this.isRefused) this.source.close();
    this.isRefused = false;
    this.source.open({
      onUp: () => {
        this.isUp = true;
        this.tell((handlers) => handlers.onUp());
      },
      onDown: () => {
        this.isUp = false;
        this.tell((handlers) => handlers.onDown());
      },
      onRefused: () => {
        this.isRefused = true;
        this.tell((handlers) => handlers.onRefused());
      },
      onMessage: (message: LiveMessage) => this.tell((handlers) => handlers.onMessage(message)),
      onUnreadable: (event) => this.tell((handlers) => handlers.onUnreadable(event)),
    });
  }

  private tell(say: (handlers: LiveHandlers) => void): void {
    for (const handlers of [...this.open.values()]) say(handlers);
  }

  private subscribe(port: LiveSource, room: Room): Promise<SubscribeAck | null> {
    const wanted = this.wanted.get(roomKey(room)) ?? { room, ports: new Set() };
    wanted.ports.add(port);
    this.wanted.set(roomKey(room), wanted);
    return this.source.subscribe(room);
  }

  private leave(port: LiveSource, room: Room): void {
    const key = roomKey(room);
    const wanted = this.wanted.get(key);
    if (wanted?.ports.delete(port) !== true || wanted.ports.size > 0) return;
    this.wanted.delete(key);
    this.source.leave(room);
  }

  private closed(port: LiveSource): void {
    if (!this.open.delete(port)) return;
    for (const { room } of [...this.wanted.values()]) this.leave(port, room);
    if (this.open.size > 0) return;
    this.isUp = false;
    this.source.close();
  }
}
