import type { IncidentChanged } from '@posko/contracts';
import { BehaviorSubject } from 'rxjs';
import { answered, failed } from './answer';
import type { Answer, Failure } from './answer';
import { Appointment } from './appointment';
import { GRACE_MS, POLL_EVERY_MS, STALE_AFTER_MS, connectionState } from './feed-status';
import { IncidentLine } from './incident-line';
import type { IncidentPage } from './incident-line';
import { NO_STATUS } from './incident-question';
import type { IncidentFeedStatus, IncidentListing, IncidentQuestion } from './incident-question';
import { LiveSubscription } from './live-subscription';
import type { LiveMessage, LiveSource } from './live-source';
import { REAL_SCHEDULER, backoff } from './scheduler';
import type { Scheduler } from './scheduler';

export interface IncidentFeedOptions<P extends IncidentPage> {
  readonly question: IncidentQuestion<P>;
  readonly live: LiveSource;
  readonly scheduler?: Scheduler;
}

/** So many rows on one screen: beyond it the list begins anew. */
export const MOST_ROWS = 10_000;
const RETRY = { base: 500, max: 15_000 };
/** A gap is repaired at once, then at a growing distance while the server's answer does not reach it. */
const REPAIR = { base: 250, max: 5_000 };
/** Signs of life ahead of us may tell of a lost message; mostly they tell of entries that are no incidents. */
const AHEAD = { base: 6_000, max: 120_000 };
/** What only the server can judge is asked for together. */
const GATHER_MS = 1_500;
const TICK_MS = 1_000;

/**
 * A list of incidents, live: pages over HTTP, changes over the live source, repaired by the gap rule (`IncidentLine`). Without a
 * live connection it fetches every 15 s and says so. Made anew for each question.
 */
export class IncidentFeed<P extends IncidentPage = IncidentPage> {
  readonly list = new BehaviorSubject<IncidentListing<P> | null>(null);
  readonly status = new BehaviorSubject<IncidentFeedStatus>(NO_STATUS);

  private readonly question: IncidentQuestion<P>;
  private readonly scheduler: Scheduler;
  private readonly subscription: LiveSubscription;
  private readonly fetching: Appointment;
  private line: IncidentLine;
  private head: P | null = null;
  private isRunning = false;
  private isFetching = false;
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

  constructor({ question, live, scheduler = REAL_SCHEDULER }: IncidentFeedOptions<P>) {
    this.question = question;
    this.scheduler = scheduler;
    this.line = new IncidentLine(question);
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
    this.subscription.follow({ kind: 'incident', region: this.question.region });
    this.fetching.within(0);
    this.tick();
  }

  stop(): void {
    this.isRunning = false;
    this.isFetching = false;
    this.fetching.callOff();
    this.cancelTick?.();
    this.subscription.close();
  }

  /** Fetches the list now, whatever was planned. */
  refresh(): void {
    if (this.isRunning) this.fetching.within(0);
  }

  /** Loads the page after those that are here. */
  async more(): Promise<void> {
    const { line } = this;
    const { next } = line;
    if (next === null || this.isFetching || !this.isRunning) return;
    this.isFetching = true;
    const answer = await this.question.load(next);
    if (!this.isStill(line)) return;
    this.isFetching = false;
    this.failure = answer.isOk ? null : answer.failure;
    // An instance that lags: what it says of these rows may be older than what we know of them.
    if (answer.isOk && line.next === next && !line.append(answer.value)) this.repair();
    this.emit();
  }

  private isStill(line: IncidentLine): boolean {
    return this.isRunning && this.line === line;
  }

  private onSubscribed(seq: number): void {
    this.wantedSeq = seq;
    this.isServerOlder = seq < this.line.seq;
    if (this.line.seq !== seq || !this.isInLine()) return this.fetching.within(0);
    if (this.question.isTimed !== true) this.fetching.callOff();
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
    if (live.event === 'incident.changed.v1') this.onChanged(live.message);
    else if (live.event === 'board.alive.v1') this.onAlive(live.message.seq);
  }

  private onChanged(message: IncidentChanged): void {
    if (message.region !== this.question.region) return;
    const { rows, seq } = this.line;
    this.line.receive(message);
    if (this.line.seq > seq) {
      this.vain = 0;
      this.aheadSince = null;
      this.isServerOlder = false;
      if (this.isInLine()) this.nowCurrent();
    }
    if (this.line.hasGap) this.repair();
    if (this.line.isUncertain) this.fetching.within(GATHER_MS);
    if (this.line.rows.length > MOST_ROWS) this.beginAnew();
    else if (this.line.rows === rows) this.publish();
    else this.emit();
  }

  /**
   * A sign of life: nothing was said of incidents since the last message. If the instance stays ahead of us for long, one may
   * have been lost for all we know; asking settles it, ever more rarely while it was in vain.
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

  private beginAnew(): void {
    this.line = new IncidentLine(this.question);
    this.isFetching = false;
    this.refresh();
  }

  /** Nothing is known that the list does not hold. */
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
    const { line } = this;
    this.isFetching = true;
    const startedAt = this.scheduler.now();
    const answer = await this.pages(line.rows.length);
    if (!this.isStill(line)) return;
    this.isFetching = false;
    this.failure = answer.isOk ? null : answer.failure;
    if (answer.isOk) this.take(answer.value, startedAt);
    this.planNext(answer.isOk);
    this.emit();
  }

  /** As many pages as there are rows now, so that the list does not shrink under its reader. */
  private async pages(rows: number): Promise<Answer<readonly P[]>> {
    const pages: P[] = [];
    let count = 0;
    let after: string | null = null;
    do {
      const answer: Answer<P> = await this.question.load(after);
      if (!answer.isOk) return answer;
      pages.push(answer.value);
      count += answer.value.rows.length;
      after = answer.value.next;
    } while (after !== null && count < rows);
    return answered(pages);
  }

  private take(pages: readonly P[], startedAt: number): void {
    const before = this.line.seq;
    if (!this.line.load(pages)) return;
    this.head = pages[0] ?? null;
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
    const isPolled = !this.subscription.isUp || this.question.isTimed === true;
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
    const { rows, next, seq } = this.line;
    if (this.head !== null && seq >= 0) this.list.next({ rows, hasMore: next !== null, head: this.head });
    this.publish();
  }

  private publish(): void {
    const { currentAt, failure } = this;
    const { isUp: isSubscribed, heardAt, downSince } = this.subscription;
    const now = this.scheduler.now();
    const hasBoard = this.head !== null;
    const state = connectionState({ now, isSubscribed, hasBoard, heardAt, downSince, currentAt, failure });
    const next: IncidentFeedStatus = { state, seq: this.line.seq < 0 ? null : this.line.seq, currentAt, failure };
    const last = this.status.value;
    const isSame = (Object.keys(next) as (keyof IncidentFeedStatus)[]).every((key) => last[key] === next[key]);
    if (!isSame) this.status.next(next);
  }
}
