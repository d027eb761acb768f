import { sameRoom } from './live-room';
import type { Room } from './live-room';
import type { LiveMessage, LiveSource } from './live-source';
import { backoff } from './scheduler';
import type { Scheduler } from './scheduler';

export interface SubscriptionHandlers {
  /** The room is joined; it was current to `seq` then. */
  onSubscribed(seq: number): void;
  onDown(): void;
  /** There is no session (any more). */
  onRefused(): void;
  onMessage(message: LiveMessage): void;
  onUnreadable(): void;
}

const RETRY = { base: 500, max: 15_000 };

/** Keeps one room joined, through every break of the connection and every refusal. */
export class LiveSubscription {
  /** Connected, and the room acknowledged. */
  isUp = false;
  /** When the live side last said something, ms by our clock. */
  heardAt = Number.NEGATIVE_INFINITY;
  /** Since when there is no subscription. */
  downSince: number;
  /** Grows with each connection, so that an answer to an older one is not taken for this one's. */
  private connection = 0;
  private isConnected = false;
  private room: Room | null = null;
  private cancelRetry: (() => void) | null = null;

  constructor(
    private readonly live: LiveSource,
    private readonly scheduler: Scheduler,
    private readonly handlers: SubscriptionHandlers,
  ) {
    this.downSince = scheduler.now();
  }

  open(): void {
    this.downSince = this.scheduler.now();
    this.live.open({
      onUp: () => this.onUp(),
      onDown: () => this.onDown(),
      onRefused: () => this.handlers.onRefused(),
      onMessage: (message) => {
        this.heardAt = this.scheduler.now();
        this.handlers.onMessage(message);
      },
      onUnreadable: () => this.handlers.onUnreadable(),
    });
  }

  /** The room to listen to, in place of the one before: the board's is known once the regions are. */
  follow(room: Room): void {
    if (sameRoom(room, this.room)) return;
    if (this.room !== null) this.live.leave(this.room);
    this.room = room;
    this.isUp = false;
    if (this.isConnected) void this.join(++this.connection, 0);
  }

  /** Leaves the room; `open` comes back to it. */
  close(): void {
    this.connection++;
    this.cancelRetry?.();
    this.live.close();
    this.isConnected = false;
    this.isUp = false;
  }

  private onUp(): void {
    this.isConnected = true;
    void this.join(++this.connection, 0);
  }

  private onDown(): void {
    this.connection++;
    this.isConnected = false;
    if (this.isUp) this.downSince = this.scheduler.now();
    this.isUp = false;
    this.handlers.onDown();
  }

  private async join(connection: number, attempt: number): Promise<void> {
    if (this.room === null) return;
    const answer = await this.live.subscribe(this.room);
    if (connection !== this.connection) return;
    if (answer === null || 'code' in answer) {
      this.retry(connection, attempt);
      return;
    }
    this.isUp = true;
    this.heardAt = this.scheduler.now();
    this.handlers.onSubscribed(answer.seq);
  }

  private retry(connection: number, attempt: number): void {
    this.cancelRetry = this.scheduler.after(backoff(attempt, RETRY, this.scheduler.random()), () => {
      if (connection === this.connection) void this.join(connection, attempt + 1);
    });
  }
}
