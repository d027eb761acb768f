import type { SubscribeAck } from '@posko/contracts';
import { answered, failed } from '../answer';
import type { Answer } from '../answer';
import type { LiveHandlers, LiveMessage, LiveSource } from '../live-source';

export const AT = '2024-11-27T06:00:00.000Z';

/** The entries that a message carries on over. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

interface Pending<A, Q> {
  readonly asked: Q;
  readonly resolve: (answer: Answer<A>) => void;
}

/**
 * A server that the spec commits to, flushes and breaks by hand. It remembers its state at every seq, as a map of rows by their
 * names; `Q` is what it is asked, `A` what it answers.
 */
export abstract class FakeFeedServer<R, A, Q> implements LiveSource {
  readonly history: ReadonlyMap<string, R>[] = [new Map()];
  readonly outbox: LiveMessage[] = [];
  isReachable = true;
  loads = 0;
  private readonly pending: Pending<A, Q>[] = [];
  private handlers: LiveHandlers | null = null;
  private isUp = false;
  private sentUpTo = 0;
  private readonly unsent = new Set<string>();

  protected abstract readonly event: LiveMessage['event'];
  protected abstract answerTo(asked: Q, seq: number): A;
  protected abstract messageOf(changed: ReadonlySet<string>, span: Span): LiveMessage;

  get seq(): number {
    return this.history.length - 1;
  }

  at(seq: number): ReadonlyMap<string, R> {
    const state = this.history[seq];
    if (state === undefined) throw new RangeError(`No state at ${seq}`);
    return state;
  }

  /** An entry about something else. */
  commitNothing(): void {
    this.history.push(this.at(this.seq));
  }

  /** Ends a window: its message goes to the outbox, from where the spec delivers, repeats or loses it. */
  flush(): void {
    if (this.unsent.size === 0) return;
    const message = this.messageOf(new Set(this.unsent), { from: this.sentUpTo, to: this.seq });
    this.unsent.clear();
    this.sentUpTo = this.seq;
    this.outbox.push(message);
  }

  deliver(message: LiveMessage | undefined): void {
    if (message) this.handlers?.onMessage(message);
  }

  deliverNext(): void {
    this.deliver(this.outbox.shift());
  }

  alive(): void {
    if (this.isUp) this.deliver({ event: 'board.alive.v1', message: { seq: this.seq, at: AT, speed: 1 } });
  }

  up(): void {
    if (this.isUp || !this.isReachable) return;
    this.isUp = true;
    this.handlers?.onUp();
  }

  down(): void {
    if (!this.isUp) return;
    this.isUp = false;
    this.handlers?.onDown();
  }

  unreadable(): void {
    this.handlers?.onUnreadable(this.event);
  }

  /** Answers the oldest waiting question, as an instance would that is `lag` entries behind. */
  answer(lag = 0): void {
    const pending = this.pending.shift();
    if (pending === undefined) return;
    const seq = Math.max(0, this.seq - lag);
    pending.resolve(this.isReachable ? answered(this.answerTo(pending.asked, seq)) : failed('unreachable'));
  }

  open(handlers: LiveHandlers): void {
    this.handlers = handlers;
  }

  subscribe(): Promise<SubscribeAck | null> {
    return Promise.resolve(this.isUp ? { seq: this.seq } : null);
  }

  leave(): void {
    this.unsent.clear();
  }

  close(): void {
    this.handlers = null;
  }

  protected ask(asked: Q): Promise<Answer<A>> {
    this.loads++;
    return new Promise((resolve) => this.pending.push({ asked, resolve }));
  }

  /** A row as it is from here on. */
  protected put(name: string, row: R): void {
    this.history.push(new Map(this.at(this.seq)).set(name, row));
    this.unsent.add(name);
  }
}
