import { BehaviorSubject } from 'rxjs';
import { failed } from './answer';
import type { Answer, Failure } from './answer';
import { Appointment } from './appointment';
import { FIRST_STATUS, GRACE_MS, POLL_EVERY_MS, STALE_AFTER_MS, connectionState } from './feed-status';
import type { FeedStatus } from './feed-status';
import type { Room } from './live-room';
import { LiveSubscription } from './live-subscription';
import type { LiveMessage, LiveSource } from './live-source';
import { REAL_SCHEDULER, backoff } from './scheduler';
import type { Scheduler } from './scheduler';

/** What a feed holds, under the gap rule: `GapLine` for one value, `IncidentLine` for a list in pages. */
export interface FeedLine<V, M, A> {
  /** Another object whenever something changed; null before the first answer. */
  readonly value: V | null;
  /** Journal entry up to which it is current; -1 where it has to be loaded. */
  readonly seq: number;
  /** A message is known that cannot be reached. */
  readonly hasGap: boolean;
  /** Something changed that only the server can judge. */
  readonly isUncertain: boolean;
  receive(message: M): void;
  /** Takes an answer, unless it is older than what is here; whether it was taken. */
  load(answer: A): boolean;
}

/** What is followed: `V` is shown, `M` carries it on, `A` is what the server answers. */
export interface Followed<V, M, A = V> {
  readonly room: Room;
  readonly line: FeedLine<V, M, A>;
  /** It changes by mere passing of time as well: it is asked for every few seconds. */
  readonly isTimed?: boolean;
  /** The message, as far as it is one of this room's. */
  read(live: LiveMessage): M | null;
  load(): Promise<Answer<A>>;
}

export type LiveFeedStatus = Pick<FeedStatus, 'state' | 'seq' | 'currentAt' | 'failure'>;

export interface LiveFeedSource {
  readonly live: LiveSource;
  readonly scheduler?: Scheduler;
}

const RETRY = { base: 500, max: 15_000 };
/** A gap is repaired at once, then at a growing distance while the server's answer does not reach it. */
const REPAIR = { base: 250, max: 5_000 };
/** Signs of life ahead of us may tell of a lost message; mostly they tell of entries about something else. */
const AHEAD = { base: 6_000, max: 120_000 };
/** What only the server can judge is asked for together. */
const GATHER_MS = 1_500;
const TICK_MS = 1_000;

/**
 * Something that the server answers over HTTP and carries on in a live room, repaired by the gap rule. Without a live connection
 * it fetches every 15 s and says so. Made anew for each question.
 */
export class LiveFeed<V, M, A = V> {
  readonly value = new BehaviorSubject<V | null>(null);
  readonly status = new BehaviorSubject<LiveFeedStatus>(FIRST_STATUS);

  private readonly line: FeedLine<V, M, A>;
  private readonly scheduler: Scheduler;
  private readonly subscription: LiveSubscription;
  private readonly fetching: Appointment;
  private isRunning = false;
  private isFetching = false;
  /** Grows when it stops, so that an answer that comes later is not taken. */
  private round = 0;
  private attempts = 0;
  private repairs = 0;
  private wantedSeq = -1;
  /** The instance we follow says less than we hold: it lags, or its past was replaced. */
  private isServerOlder = false;
  private aheadSince: number | null = null;
  private vain = 0;
  private currentAt: number | null = null;
  private failure: Failure | null = null;
  private cancelTick: (() => void) | null = null;

  constructor(
    { live, scheduler = REAL_SCHEDULER }: LiveFeedSource,
    private readonly followed: Followed<V, M, A>,
  ) {
    this.line = followed.line;
    this.scheduler = scheduler;
    this.fetching = new Appointment(scheduler, () => void this.fetch());
    this.subscription = new LiveSubscription(live, scheduler, {
      onSubscribed: (seq) => this.onSubscribed(seq),
      onDown: () => this.onDown(),
      onRefused: () => this.publish(),
      onMessage: (message) => this.onMessage(message),
      onUnreadable: () => this.onUnreadable(),
    });
  }

  start(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.subscription.open();
    this.subscription.follow(this.followed.room);
    this.fetching.within(0);
    this.tick();
  }

  stop(): void {
    this.isRunning = false;
    this.round++;
    this.isFetching = false;
    this.fetching.callOff();
    this.cancelTick?.();
    this.subscription.close();
  }

  /** Fetches now, whatever was planned. */
  refresh(): void {
    if (this.isRunning) this.fetching.within(0);
  }

  /** Adds what the server says beside what is followed, such as a further page; `take` says whether it fits. */
  protected async add<T>(ask: () => Promise<Answer<T>>, take: (value: T) => boolean): Promise<void> {
    if (this.isFetching || !this.isRunning) return;
    const answer = await this.asked(ask);
    if (answer === null) return;
    if (answer.isOk && !take(answer.value)) this.repair();
    this.emit();
  }

  private onSubscribed(seq: number): void {
    this.wantedSeq = seq;
    this.isServerOlder = seq < this.line.seq;
    if (this.line.seq !== seq || !this.isInLine()) return this.fetching.within(0);
    if (this.followed.isTimed !== true) this.fetching.callOff();
    this.failure = null;
    this.nowCurrent();
    this.publish();
  }

  private onDown(): void {
    this.isServerOlder = false;
    this.fetching.within(GRACE_MS);
    this.publish();
  }

  private onMessage(live: LiveMessage): void {
    if (live.event === 'board.alive.v1') return this.onAlive(live.message.seq);
    const message = this.followed.read(live);
    if (message !== null) this.onChanged(message);
  }

  private onChanged(message: M): void {
    const { seq } = this.line;
    this.line.receive(message);
    if (this.line.seq > seq) {
      this.vain = 0;
      this.aheadSince = null;
      this.isServerOlder = false;
      if (this.isInLine()) this.nowCurrent();
    }
    if (this.line.hasGap || this.line.seq < 0) this.repair();
    if (this.line.isUncertain) this.fetching.within(GATHER_MS);
    this.emit();
  }

  /**
   * A sign of life: nothing was said of us since the last message. If the instance stays ahead of us for long, one may have been
   * lost for all we know; asking settles it, ever more rarely while it was in vain.
   */
  private onAlive(seq: number): void {
    const now = this.scheduler.now();
    if (seq < this.line.seq) this.isServerOlder = true;
    else if (this.isInLine()) this.nowCurrent();
    if (seq <= this.line.seq) this.aheadSince = null;
    else this.aheadSince ??= now;
    if (this.isServerOlder) this.repair();
    if (this.aheadSince !== null && now - this.aheadSince >= Math.min(AHEAD.max, AHEAD.base * 2 ** this.vain)) {
      this.vain++;
      this.aheadSince = null;
      this.fetching.within(0);
    }
    this.publish();
  }

  private onUnreadable(): void {
    this.failure = failed('unreadable').failure;
    this.publish();
  }

  /** Nothing is known that the value does not hold. */
  private isInLine(): boolean {
    const { seq, hasGap, isUncertain } = this.line;
    return seq >= 0 && seq >= this.wantedSeq && !hasGap && !isUncertain;
  }

  /** Fetches at once, unless a fetch is under way or a repair is already planned. */
  private repair(): void {
    if (!this.isFetching && this.repairs === 0) this.fetching.within(0);
  }

  private async fetch(): Promise<void> {
    if (!this.isRunning) return;
    if (this.isFetching) {
      this.fetching.within(REPAIR.base);
      return;
    }
    const startedAt = this.scheduler.now();
    const answer = await this.asked(() => this.followed.load());
    if (answer === null) return;
    if (answer.isOk) this.take(answer.value, startedAt);
    this.planNext(answer.isOk);
    this.emit();
  }

  /** The server's answer; null where nobody waits for it any more. */
  private async asked<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T> | null> {
    const { round } = this;
    this.isFetching = true;
    const answer = await ask();
    if (round !== this.round) return null;
    this.isFetching = false;
    this.failure = answer.isOk ? null : answer.failure;
    return answer;
  }

  private take(answer: A, startedAt: number): void {
    const before = this.line.seq;
    if (!this.line.load(answer)) return;
    this.isServerOlder = false;
    // A server that lost its past (a data folder started anew) is believed in the end.
    if (this.line.seq < before) this.wantedSeq = this.line.seq;
    if (this.isInLine()) this.nowCurrent(startedAt);
  }

  private planNext(isOk: boolean): void {
    const random = this.scheduler.random();
    if (!isOk) return this.fetching.within(backoff(this.attempts++, RETRY, random));
    this.attempts = 0;
    if (!this.isInLine() || this.isServerOlder) return this.fetching.within(backoff(this.repairs++, REPAIR, random));
    this.repairs = 0;
    const isPolled = !this.subscription.isUp || this.followed.isTimed === true;
    if (isPolled) this.fetching.within(POLL_EVERY_MS * (0.9 + 0.2 * random));
  }

  private nowCurrent(at = this.scheduler.now()): void {
    this.currentAt = Math.max(this.currentAt ?? at, at);
  }

  private tick(): void {
    this.cancelTick = this.scheduler.after(TICK_MS, () => {
      const isSilent = this.subscription.isUp && this.scheduler.now() - this.subscription.heardAt >= STALE_AFTER_MS;
      if (isSilent && !this.isFetching) this.fetching.within(POLL_EVERY_MS / 3);
      this.publish();
      this.tick();
    });
  }

  private emit(): void {
    const { value } = this.line;
    if (value !== this.value.value) this.value.next(value);
    this.publish();
  }

  private publish(): void {
    const { currentAt, failure } = this;
    const { isUp: isSubscribed, heardAt, downSince } = this.subscription;
    const now = this.scheduler.now();
    const hasBoard = this.line.value !== null;
    const state = connectionState({ now, isSubscribed, hasBoard, heardAt, downSince, currentAt, failure });
    const next: LiveFeedStatus = { state, seq: this.line.seq < 0 ? null : this.line.seq, currentAt, failure };
    const last = this.status.value;
    const isSame = (Object.keys(next) as (keyof LiveFeedStatus)[]).every((key) => last[key] === next[key]);
    if (!isSame) this.status.next(next);
  }
}
