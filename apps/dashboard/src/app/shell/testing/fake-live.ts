import type { Provider } from '@angular/core';
import type { LiveMessage, Room } from '../live-store';
import { LIVE } from '../live-store';

interface FakePort {
  open(handlers: Handlers): void;
  subscribe(room: Room): Promise<{ seq: number }>;
  leave(room: Room): void;
  close(): void;
}
interface Handlers {
  onUp(): void;
  onDown(): void;
  onMessage(message: LiveMessage): void;
}

/** The live connection in the hand of a spec: up from the start, and it says what the spec says. */
export class FakeLive {
  /** Rooms that are joined now. */
  readonly rooms: Room[] = [];
  seq = 1;
  private readonly open = new Map<FakePort, Handlers>();

  port(): FakePort {
    const port: FakePort = {
      open: (handlers) => {
        this.open.set(port, handlers);
        queueMicrotask(() => handlers.onUp());
      },
      subscribe: (room) => {
        this.rooms.push(room);
        return Promise.resolve({ seq: this.seq });
      },
      leave: (room) => this.leave(room),
      close: () => {
        this.open.delete(port);
      },
    };
    return port;
  }

  say(message: LiveMessage): void {
    for (const handlers of [...this.open.values()]) handlers.onMessage(message);
  }

  down(): void {
    for (const handlers of [...this.open.values()]) handlers.onDown();
  }

  providers(): Provider[] {
    return [{ provide: LIVE, useValue: this }];
  }

  private leave(room: Room): void {
    const index = this.rooms.findIndex((joined) => JSON.stringify(joined) === JSON.stringify(room));
    if (index >= 0) this.rooms.splice(index, 1);
  }
}
