import type { BoardAlive, BoardChanged, BoardReset } from '@posko/contracts';
import type { Board } from '@posko/domain';
import { BehaviorSubject, Subject } from 'rxjs';
import { failed } from './answer';
import type { Answer, Failure } from './answer';
import type { BoardLine, ChangedPositions } from './board-line';
import { BoardLoader } from './board-loader';
import type { BoardHttp, Loaded } from './board-loader';
import { FIRST_STATUS, GRACE_MS, POLL_EVERY_MS, STALE_AFTER_MS, connectionState } from './feed-status';
import type { FeedStatus, RoomTime } from './feed-status';
import { LiveSubscription } from './live-subscription';
import type { LiveMessage, LiveSource } from './live-source';
import { REAL_SCHEDULER, backoff } from './scheduler';
import type { Scheduler } from './scheduler';

/** A batch of changes, already on the board. */
export interface BoardChange {
  readonly board: Board;
  readonly seq: number;
  /** TPS that changed, or null: paint everything. */
  readonly positions: ChangedPositions;
}

export interface BoardFeedOptions {
  readonly http: BoardHttp;
  readonly live: LiveSource;
  readonly scheduler?: Scheduler;
}

const RETRY = { base: 500, max: 15_000 };
/** A gap is repaired at once, then at a growing distance while the server's answer does not reach it. */
const REPAIR = { base: 250, max: 5_000 };
const TICK_MS = 1_000;

/**
 * The live board of what the person may see: regions and snapshot over HTTP, changes over the live source, repaired by the gap rule.
 * Without a live connection it fetches every 15 s and says so. Nothing here is ever a mixture: what is shown is the server's
 * board at `status.seq`.
 */
export class BoardFeed {
  readonly board = new BehaviorSubject<Board | null>(null);
  readonly changes = new Subject<BoardChange>();
  readonly status = new BehaviorSubject<FeedStatus>(FIRST_STATUS);
  /** Sirekap's figures were imported anew. */
  readonly sirekapChanges = new Subject<void>();
  /** The server says that the session is over, and why (`not-signed-in`, or as `session.ended.v1` has it). */
  readonly sessionEnds = new Subject<string>();

  private readonly loader: BoardLoader;
  private readonly scheduler: Scheduler;
  private readonly subscription: LiveSubscription;
  private line: BoardLine | null = null;
  private isRunning = false;
  /** Grows with each stop: an answer to a question from before it is not heard. */
  private run = 0;
  private isFetching = false;
  private attempts = 0;
  private repairs = 0;
  private wantedSeq = -1;
  private wantedRegister: number | null = null;
  private lastAliveSeq = -1;
  /** The instance we follow says less than we hold: it lags, or its past was replaced. */
  private isServerOlder = false;
  private currentAt: number | null = null;
  private room: RoomTime | null = null;
  private failure: Failure | null = null;
  private cancelFetch: (() => void) | null = null;
  private cancelTick: (() => void) | null = null;

  constructor(options: BoardFeedOptions) {
    this.loader = new BoardLoader(options.http);
    this.scheduler = options.scheduler ?? REAL_SCHEDULER;
    this.subscription = new LiveSubscription(options.live, this.scheduler, {
      onSubscribed: (seq) => this.onSubscribed(seq),
      onDown: () => this.onDown(),
      onRefused: () => this.sessionEnds.next('not-signed-in'),
      onMessage: (message) => this.onMessage(message),
      onUnreadable: () => this.onUnreadable(),
    });
  }

  /** Starts, or goes on after a stop. */
  start(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.subscription.open();
    this.plan(0);
    this.tick();
  }

  /** Asks and hears nothing more until it is started again; the board stays as it was last. */
  stop(): void {
    this.isRunning = false;
    this.run++;
    this.isFetching = false;
    this.callOff();
    this.cancelTick?.();
    this.subscription.close();
  }

  /** Fetches the board now, whatever was planned. */
  refresh(): void {
    this.plan(0);
  }

  private onSubscribed(seq: number): void {
    this.lastAliveSeq = -1;
    this.wantedSeq = seq;
    this.isServerOlder = this.line !== null && seq < this.line.seq;
    if (this.line?.seq !== seq || !this.isInLine()) return this.plan(0);
    this.callOff();
    this.failure = null;
    this.nowCurrent();
    this.publish();
  }

  private onDown(): void {
    this.isServerOlder = false;
    this.plan(GRACE_MS);
    this.publish();
  }

  private onMessage(live: LiveMessage): void {
    switch (live.event) {
      case 'board.changed.v1':
        return this.onChanged(live.message);
      case 'board.reset.v1':
        return this.onReset(live.message);
      case 'board.alive.v1':
        return this.onAlive(live.message);
      case 'sirekap.changed.v1':
        return this.sirekapChanges.next();
      case 'session.ended.v1':
        return this.sessionEnds.next(live.message.reason);
      case 'incident.changed.v1':
      case 'incident.presence.v1':
      case 'approval.changed.v1':
      case 'result.changed.v1':
      case 'totals.changed.v1':
      case 'recap.changed.v1':
        return;
      default:
        return live satisfies never;
    }
  }

  private onChanged(message: BoardChanged): void {
    const line = this.line;
    if (line === null || message.region !== line.board.tree.codeOf(0)) return;
    const before = line.seq;
    const positions = line.receive(message);
    if (line.seq > before) {
      this.isServerOlder = false;
      this.hearRoom(Date.parse(message.at), this.room?.speed ?? 1);
      if (this.isInLine()) this.nowCurrent();
      this.emit(line, positions);
    }
    if (line.hasGap) this.repair();
  }

  private onReset(message: BoardReset): void {
    this.line?.freeze();
    this.wantedSeq = Math.max(this.wantedSeq, message.seq);
    this.wantedRegister = message.register;
    this.plan(0);
  }

  /**
   * An instance says how far it is. Being behind once is a matter of milliseconds; twice, a message was lost or entries came
   * that change nothing. Either way a snapshot settles it.
   */
  private onAlive(message: BoardAlive): void {
    const seq = this.line?.seq ?? -1;
    this.hearRoom(Date.parse(message.at), message.speed);
    this.isServerOlder = message.seq < seq;
    if (message.seq === seq && this.isInLine()) this.nowCurrent();
    if (this.isServerOlder || this.lastAliveSeq > seq) this.repair();
    this.lastAliveSeq = message.seq;
    this.publish();
  }

  private onUnreadable(): void {
    this.failure = failed('unreadable').failure;
    this.publish();
  }

  /** Nothing is known that the board does not hold. */
  private isInLine(): boolean {
    return this.line !== null && !this.line.hasGap && this.line.seq >= this.wantedSeq;
  }

  /** Fetches at once, unless a fetch is under way or a repair is already planned. */
  private repair(): void {
    if (!this.isFetching && this.repairs === 0) this.plan(0);
  }

  private plan(ms: number): void {
    if (!this.isRunning) return;
    this.callOff();
    this.cancelFetch = this.scheduler.after(ms, () => {
      this.cancelFetch = null;
      void this.fetch();
    });
  }

  private callOff(): void {
    this.cancelFetch?.();
    this.cancelFetch = null;
  }

  private async fetch(): Promise<void> {
    if (this.isFetching || !this.isRunning) return;
    this.isFetching = true;
    const { run } = this;
    const startedAt = this.scheduler.now();
    const answer = await this.loader.load(this.line, { register: this.wantedRegister, seq: this.wantedSeq });
    if (this.hasStoppedSince(run)) return;
    this.isFetching = false;
    if (answer.isOk) this.take(answer.value, startedAt);
    this.failure = answer.isOk ? null : answer.failure;
    this.planNext(answer);
    this.publish();
  }

  private hasStoppedSince(run: number): boolean {
    return run !== this.run;
  }

  private planNext(answer: Answer<Loaded>): void {
    if (!answer.isOk) return this.plan(backoff(this.attempts++, RETRY, this.scheduler.random()));
    this.attempts = 0;
    if (!this.isInLine() || this.isServerOlder)
      return this.plan(backoff(this.repairs++, REPAIR, this.scheduler.random()));
    this.repairs = 0;
    this.callOff();
    if (!this.subscription.isUp) this.plan(POLL_EVERY_MS * (0.9 + 0.2 * this.scheduler.random()));
  }

  private take(loaded: Loaded, startedAt: number): void {
    // As of the moment of asking: the answer may have been long on its way.
    if (loaded === 'unchanged') return this.nowCurrent(startedAt);
    const { line, snapshot } = loaded;
    const isNew = line !== this.line;
    if (isNew && this.line !== null) line.adopt(this.line);
    const before = line.seq;
    const positions = line.load(snapshot);
    this.line = line;
    if (snapshot.seq >= before || line.seq < before) {
      this.isServerOlder = false;
      this.nowCurrent(startedAt);
      this.hearRoom(snapshot.at, this.room?.speed ?? 1);
    }
    // A server that lost its past (a data folder started anew) is believed in the end.
    if (line.seq < before) this.wantedSeq = line.seq;
    if (isNew) this.adopted(line);
    this.emit(line, isNew ? null : positions);
  }

  private adopted(line: BoardLine): void {
    this.wantedRegister = null;
    this.board.next(line.board);
    this.subscription.follow({ kind: 'board', region: line.board.tree.codeOf(0) });
  }

  private emit(line: BoardLine, positions: ChangedPositions): void {
    this.publish();
    if (positions === null || positions.length > 0) this.changes.next({ board: line.board, seq: line.seq, positions });
  }

  private nowCurrent(at = this.scheduler.now()): void {
    this.currentAt = Math.max(this.currentAt ?? at, at);
  }

  private hearRoom(at: number, speed: number): void {
    this.room = { at, heardAt: this.scheduler.now(), speed };
  }

  private tick(): void {
    this.cancelTick = this.scheduler.after(TICK_MS, () => {
      const isSilent = this.subscription.isUp && this.scheduler.now() - this.subscription.heardAt >= STALE_AFTER_MS;
      if (isSilent && !this.isFetching && this.cancelFetch === null) this.plan(POLL_EVERY_MS / 3);
      this.publish();
      this.tick();
    });
  }

  private publish(): void {
    const { currentAt, room, failure } = this;
    const { isUp: isSubscribed, heardAt, downSince } = this.subscription;
    const hasBoard = this.line !== null;
    const now = this.scheduler.now();
    const state = connectionState({ now, isSubscribed, hasBoard, heardAt, downSince, currentAt, failure });
    const next: FeedStatus = { state, seq: this.line?.seq ?? null, currentAt, room, failure };
    const last = this.status.value;
    const isSame = (Object.keys(next) as (keyof FeedStatus)[]).every((key) => last[key] === next[key]);
    if (!isSame) this.status.next(next);
  }
}
