import type { BoardAlive, BoardChanged, BoardReset, SubscribeAck } from '@posko/contracts';
import { Board, RegionTree } from '@posko/domain';
import { BehaviorSubject, Subject } from 'rxjs';
import { failed } from './answer';
import type { Answer, Failure } from './answer';
import { BoardLine } from './board-line';
import type { ChangedPositions } from './board-line';
import { FIRST_STATUS, GRACE_MS, POLL_EVERY_MS, STALE_AFTER_MS, connectionState } from './feed-status';
import type { FeedStatus, RoomTime } from './feed-status';
import type { HttpClient } from './http-client';
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
  readonly http: Pick<HttpClient, 'call' | 'snapshot'>;
  readonly live: LiveSource;
  readonly scheduler?: Scheduler;
}

const RETRY = { base: 500, max: 15_000 };
/** A gap is repaired at once, then at a growing distance while the server's answer does not reach it. */
const REPAIR = { base: 250, max: 5_000 };
const TICK_MS = 1_000;

/**
 * The live board of the whole register: regions and snapshot over HTTP, changes over the live source, repaired by the gap rule.
 * Without a live connection it fetches every 15 s and says so. Nothing here is ever a mixture: what is shown is the server's
 * board at `status.seq`.
 */
export class BoardFeed {
  readonly board = new BehaviorSubject<Board | null>(null);
  readonly changes = new Subject<BoardChange>();
  readonly status = new BehaviorSubject<FeedStatus>(FIRST_STATUS);
  /** Sirekap's figures were imported anew. */
  readonly sirekapChanges = new Subject<void>();

  private readonly http: BoardFeedOptions['http'];
  private readonly live: LiveSource;
  private readonly scheduler: Scheduler;
  private line: BoardLine | null = null;
  private etag: { readonly value: string; readonly seq: number } | null = null;
  private isClosed = false;
  /** Grows with each connection, so that an answer to an older one is not taken for this one's. */
  private connection = 0;
  private isSubscribed = false;
  private heardAt = Number.NEGATIVE_INFINITY;
  private downSince = 0;
  private wantedSeq = -1;
  private lastAliveSeq = -1;
  private wantedRegister: number | null = null;
  private isFetching = false;
  private attempts = 0;
  private repairs = 0;
  private currentAt: number | null = null;
  private room: RoomTime | null = null;
  private failure: Failure | null = null;
  private cancelFetch: (() => void) | null = null;
  private cancelTick: (() => void) | null = null;

  constructor(options: BoardFeedOptions) {
    this.http = options.http;
    this.live = options.live;
    this.scheduler = options.scheduler ?? REAL_SCHEDULER;
  }

  start(): void {
    this.downSince = this.scheduler.now();
    this.live.open({
      onUp: () => void this.subscribe(++this.connection, 0),
      onDown: () => this.onDown(),
      onMessage: (message) => this.onMessage(message),
      onUnreadable: () => this.onUnreadable(),
    });
    void this.fetch();
    this.tick();
  }

  close(): void {
    this.isClosed = true;
    this.connection++;
    this.cancelFetch?.();
    this.cancelTick?.();
    this.live.close();
  }

  /** Fetches the board now, whatever was planned. */
  refresh(): void {
    this.plan(0);
  }

  private async subscribe(connection: number, attempt: number): Promise<void> {
    const root = this.line?.board.tree.codeOf(0);
    // Before the first board nobody knows which region is the root; the first fetch comes back here.
    if (root === undefined) return;
    const answer = await this.live.subscribe(root);
    if (connection !== this.connection || this.isClosed) return;
    if (answer === null || 'code' in answer) {
      const wait = backoff(attempt, RETRY, this.scheduler.random());
      this.scheduler.after(wait, () => {
        if (connection === this.connection) void this.subscribe(connection, attempt + 1);
      });
      return;
    }
    this.onSubscribed(answer);
  }

  private onSubscribed(answer: Extract<SubscribeAck, { seq: number }>): void {
    this.isSubscribed = true;
    this.heardAt = this.scheduler.now();
    this.lastAliveSeq = -1;
    this.wantedSeq = answer.seq;
    if (this.line?.seq === answer.seq) this.nowCurrent();
    else this.plan(0);
    this.publish();
  }

  private onDown(): void {
    this.connection++;
    this.isSubscribed = false;
    this.downSince = this.scheduler.now();
    if (!this.isFetching) this.plan(GRACE_MS);
    this.publish();
  }

  private onMessage(live: LiveMessage): void {
    if (this.isClosed) return;
    this.heardAt = this.scheduler.now();
    switch (live.event) {
      case 'board.changed.v1':
        return this.onChanged(live.message);
      case 'board.reset.v1':
        return this.onReset(live.message);
      case 'board.alive.v1':
        return this.onAlive(live.message);
      case 'sirekap.changed.v1':
        return this.sirekapChanges.next();
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
      this.hearRoom(Date.parse(message.at), this.room?.speed ?? 1);
      if (this.isInLine()) this.nowCurrent();
      this.emit(line, positions);
    }
    if (line.hasGap && !this.isFetching && this.repairs === 0) this.plan(0);
  }

  private onReset(message: BoardReset): void {
    this.line?.freeze();
    this.wantedSeq = Math.max(this.wantedSeq, message.seq);
    this.wantedRegister = message.register;
    this.plan(0);
  }

  /** An instance says how far it is. Being behind once is a matter of milliseconds; twice, a message was lost. */
  private onAlive(message: BoardAlive): void {
    this.hearRoom(Date.parse(message.at), message.speed);
    const seq = this.line?.seq ?? -1;
    if (seq === message.seq && this.isInLine()) this.nowCurrent();
    const isLeftBehind = this.lastAliveSeq > seq || message.seq < seq;
    this.lastAliveSeq = message.seq;
    if (isLeftBehind && !this.isFetching && this.repairs === 0) this.plan(0);
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

  private plan(ms: number): void {
    if (this.isClosed) return;
    this.cancelFetch?.();
    this.cancelFetch = this.scheduler.after(ms, () => void this.fetch());
  }

  private async fetch(): Promise<void> {
    if (this.isFetching || this.isClosed) return;
    this.isFetching = true;
    const startedAt = this.scheduler.now();
    const answer = await this.fetchBoard(startedAt);
    this.isFetching = false;
    if (this.isClosed) return;
    this.failure = answer.isOk ? null : answer.failure;
    this.planNext(answer.isOk);
    this.publish();
  }

  private planNext(isOk: boolean): void {
    if (!isOk) return this.plan(backoff(this.attempts++, RETRY, this.scheduler.random()));
    this.attempts = 0;
    const isBehind = !this.isInLine() || this.isAheadOfServer();
    if (isBehind) return this.plan(backoff(this.repairs++, REPAIR, this.scheduler.random()));
    this.repairs = 0;
    this.cancelFetch?.();
    this.cancelFetch = null;
    const jitter = 0.9 + 0.2 * this.scheduler.random();
    if (!this.isSubscribed) this.plan(POLL_EVERY_MS * jitter);
  }

  /** The instance that we follow says less than we hold: it lags, or its past was replaced. */
  private isAheadOfServer(): boolean {
    const said = Math.max(this.wantedSeq, this.lastAliveSeq);
    return this.isSubscribed && said >= 0 && this.line !== null && said < this.line.seq;
  }

  private async fetchBoard(startedAt: number): Promise<Answer<void>> {
    const line = await this.currentLine();
    if (!line.isOk) return line;
    const etag = this.etag?.seq === line.value.seq && line.value === this.line && !line.value.hasGap ? this.etag.value : null;
    const answer = await this.http.snapshot(etag);
    if (!answer.isOk || this.isClosed) return answer.isOk ? { isOk: true, value: undefined } : answer;
    if (answer.value === 'unchanged') {
      // As of the moment of asking: the answer may have been long on its way.
      this.currentAt = Math.max(this.currentAt ?? 0, startedAt);
      return { isOk: true, value: undefined };
    }
    const { snapshot, etag: tag } = answer.value;
    if (snapshot.register !== line.value.register || snapshot.stages.length !== line.value.board.tree.size) {
      this.wantedRegister = snapshot.register;
      return this.line === line.value ? this.fetchBoard(startedAt) : failed('not-ready');
    }
    this.take(line.value, snapshot, { tag, startedAt });
    return { isOk: true, value: undefined };
  }

  private take(
    line: BoardLine,
    snapshot: Parameters<BoardLine['load']>[0],
    origin: { tag: string | null; startedAt: number },
  ): void {
    const isNew = line !== this.line;
    if (isNew && this.line) line.adopt(this.line);
    const before = line.seq;
    const positions = line.load(snapshot);
    if (line.seq < this.wantedSeq && line.seq < before) this.wantedSeq = line.seq;
    if (snapshot.seq === line.seq) this.etag = origin.tag === null ? null : { value: origin.tag, seq: snapshot.seq };
    if (snapshot.seq >= before) {
      this.currentAt = Math.max(this.currentAt ?? 0, origin.startedAt);
      this.hearRoom(snapshot.at, this.room?.speed ?? 1);
    }
    this.line = line;
    if (isNew) this.adopted(line);
    this.emit(line, isNew ? null : positions);
  }

  private adopted(line: BoardLine): void {
    this.wantedRegister = null;
    this.board.next(line.board);
    if (this.connection > 0 && !this.isSubscribed) void this.subscribe(this.connection, 0);
  }

  /** The line we have, or a new one if there is none or the register is another. */
  private async currentLine(): Promise<Answer<BoardLine>> {
    const isOther = this.wantedRegister !== null && this.wantedRegister !== this.line?.register;
    if (this.line !== null && !isOther) return { isOk: true, value: this.line };
    const regions = await this.http.call('regions', {});
    if (!regions.isOk) return regions;
    const { rows, version } = regions.value;
    return { isOk: true, value: new BoardLine(new Board(new RegionTree(rows)), version) };
  }

  private emit(line: BoardLine, positions: ChangedPositions): void {
    this.publish();
    if (positions === null || positions.length > 0) this.changes.next({ board: line.board, seq: line.seq, positions });
  }

  private nowCurrent(): void {
    this.currentAt = this.scheduler.now();
  }

  private hearRoom(at: number, speed: number): void {
    this.room = { at, heardAt: this.scheduler.now(), speed };
  }

  private tick(): void {
    this.cancelTick = this.scheduler.after(TICK_MS, () => {
      const isSilent = this.isSubscribed && this.scheduler.now() - this.heardAt >= STALE_AFTER_MS;
      if (isSilent && !this.isFetching && this.cancelFetch === null) this.plan(0);
      this.publish();
      this.tick();
    });
  }

  private publish(): void {
    const state = connectionState({
      now: this.scheduler.now(),
      isSubscribed: this.isSubscribed,
      hasBoard: this.line !== null,
      heardAt: this.heardAt,
      downSince: this.downSince,
      currentAt: this.currentAt,
      failure: this.failure,
    });
    const next: FeedStatus = {
      state,
      seq: this.line === null ? null : this.line.seq,
      currentAt: this.currentAt,
      room: this.room,
      failure: this.failure,
    };
    const last = this.status.value;
    const isSame = (Object.keys(next) as (keyof FeedStatus)[]).every((key) => last[key] === next[key]);
    if (!isSame) this.status.next(next);
  }
}
