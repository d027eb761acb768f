import type { ResultChanged, ResultList, ResultRow, TotalsChanged, TotalsResponse } from '@posko/contracts';
import { BehaviorSubject } from 'rxjs';
import { failed } from './answer';
import type { Answer, Failure } from './answer';
import { Appointment } from './appointment';
import { ResultListLine, TotalsLine } from './contest-line';
import { FIRST_STATUS, GRACE_MS, POLL_EVERY_MS, STALE_AFTER_MS, connectionState } from './feed-status';
import type { FeedStatus } from './feed-status';
import type { GapLine } from './gap-line';
import { LiveSubscription } from './live-subscription';
import type { LiveMessage, LiveSource } from './live-source';
import { REAL_SCHEDULER, backoff } from './scheduler';
import type { Scheduler } from './scheduler';

/** What is followed, and how it is asked for. */
export interface ContestQuestion<V> {
  /** Id of the contest: messages know it by no other name. */
  readonly contest: string;
  readonly region: string;
  load(): Promise<Answer<V>>;
}

export type ContestFeedStatus = Pick<FeedStatus, 'state' | 'seq' | 'currentAt' | 'failure'>;

export interface ContestFeedOptions<V> {
  readonly question: ContestQuestion<V>;
  readonly live: LiveSource;
  readonly scheduler?: Scheduler;
}

interface Followed<V extends { readonly seq: number }, M extends ContestMessage> {
  readonly kind: 'totals' | 'result';
  readonly line: GapLine<V, M>;
  /** The message as far as it is of the kind that the line takes. */
  read(live: LiveMessage): M | null;
}

type ContestMessage = TotalsChanged | ResultChanged;

const RETRY = { base: 500, max: 15_000 };
/** A gap is repaired at once, then at a growing distance while the server's answer does not reach it. */
const REPAIR = { base: 250, max: 5_000 };
/** Signs of life ahead of us may tell of a lost message; mostly they tell of entries about something else. */
const AHEAD = { base: 6_000, max: 120_000 };
const TICK_MS = 1_000;

/**
 * Something of a contest within a region, live: the whole over HTTP, changes over the live source, repaired by the gap rule
 * (`GapLine`). Without a live connection it fetches every 15 s and says so. Made anew for each question.
 */
export class ContestFeed<V extends { readonly seq: number }, M extends ContestMessage> {
  readonly value = new BehaviorSubject<V | null>(null);
  readonly status = new BehaviorSubject<ContestFeedStatus>(FIRST_STATUS);

  private readonly question: ContestQuestion<V>;
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
    { question, live, scheduler = REAL_SCHEDULER }: ContestFeedOptions<V>,
    private readonly followed: Followed<V, M>,
  ) {
    this.question = question;
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
    const { contest, region } = this.question;
    this.subscription.open();
    this.subscription.follow({ kind: this.followed.kind, contest, region });
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

  private get line(): GapLine<V, M> {
    return this.followed.line;
  }

  private onSubscribed(seq: number): void {
    this.wantedSeq = seq;
    this.isServerOlder = seq < this.line.seq;
    if (this.line.seq !== seq || !this.isInLine()) return this.fetching.within(0);
    this.fetching.callOff();
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
    const { contest, region } = this.question;
    if (message !== null && message.contest === contest && message.region === region) this.onChanged(message);
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
    if (this.line.hasGap) this.repair();
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
    const { seq, hasGap } = this.line;
    return seq >= 0 && seq >= this.wantedSeq && !hasGap;
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
    const { round } = this;
    this.isFetching = true;
    const startedAt = this.scheduler.now();
    const answer = await this.question.load();
    if (round !== this.round) return;
    this.isFetching = false;
    this.failure = answer.isOk ? null : answer.failure;
    if (answer.isOk) this.take(answer.value, startedAt);
    this.planNext(answer.isOk);
    this.emit();
  }

  private take(value: V, startedAt: number): void {
    const before = this.line.seq;
    if (!this.line.load(value)) return;
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
    if (!this.subscription.isUp) this.fetching.within(POLL_EVERY_MS * (0.9 + 0.2 * random));
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
    const next: ContestFeedStatus = { state, seq: this.line.value?.seq ?? null, currentAt, failure };
    const last = this.status.value;
    const isSame = (Object.keys(next) as (keyof ContestFeedStatus)[]).every((key) => last[key] === next[key]);
    if (!isSame) this.status.next(next);
  }
}

export type TotalsFeed = ContestFeed<TotalsResponse, TotalsChanged>;
export type ResultListFeed = ContestFeed<ResultList, ResultChanged>;

/** Totals of a region of a contest and of what lies one tier below, live. */
export function totalsFeed(options: ContestFeedOptions<TotalsResponse>): TotalsFeed {
  return new ContestFeed(options, {
    kind: 'totals',
    line: new TotalsLine(),
    read: (live) => (live.event === 'totals.changed.v1' ? live.message : null),
  });
}

/** The beginning of a list of results, live; `belongs` says of a row whether it is on the list. */
export function resultListFeed(
  options: ContestFeedOptions<ResultList>,
  belongs: (row: ResultRow) => boolean,
): ResultListFeed {
  return new ContestFeed(options, {
    kind: 'result',
    line: new ResultListLine(belongs),
    read: (live) => (live.event === 'result.changed.v1' ? live.message : null),
  });
}
