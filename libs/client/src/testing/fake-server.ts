import type { BoardChanged, BoardSnapshot, SubscribeAck } from '@posko/contracts';
import type { RegionRow } from '@posko/domain';
import { answered, failed } from '../answer';
import type { Answer } from '../answer';
import type { BoardHttp } from '../board-loader';
import type { HttpClient, SnapshotAnswer, SnapshotCall } from '../http-client';
import type { Room } from '../live-room';
import type { LiveHandlers, LiveMessage, LiveSource } from '../live-source';

/** Two desa with twelve and eight TPS: what the feed's specs play with. */
export const STAGE_ROWS: readonly RegionRow[] = [
  ['35', 'JAWA TIMUR', 20],
  ['3578', 'KOTA SURABAYA', 20],
  ['357801', 'KARANGPILANG', 20],
  ['3578011001', 'WARUGUNUNG', 12],
  ['3578011002', 'KARANGPILANG', 8],
];
const SIZE = 20;
const AT = '2024-11-27T13:00:00.000+07:00';

interface PendingSnapshot {
  readonly call: SnapshotCall;
  readonly resolve: (answer: Answer<SnapshotAnswer>) => void;
}

/** A server that the spec commits to, flushes and breaks by hand; it remembers its board at every seq. */
export class FakeServer implements LiveSource {
  readonly history: { stages: Uint8Array; marks: Uint8Array }[] = [
    { stages: new Uint8Array(SIZE), marks: new Uint8Array(SIZE) },
  ];
  register = 1;
  isReachable = true;
  regionCalls = 0;
  snapshotCalls = 0;
  readonly outbox: LiveMessage[] = [];
  private readonly pendingSnapshots: PendingSnapshot[] = [];
  private handlers: LiveHandlers | null = null;
  private isUp = false;
  private sentUpTo = 0;
  private readonly unsent = new Set<number>();
  readonly left: Room[] = [];

  get seq(): number {
    return this.history.length - 1;
  }

  commit(position: number, stage: number, marks: number): void {
    const last = this.at(this.seq);
    const next = { stages: last.stages.slice(), marks: last.marks.slice() };
    next.stages[position] = stage;
    next.marks[position] = marks;
    this.history.push(next);
    this.unsent.add(position);
  }

  /** An entry that moves no TPS, such as a repeated report. */
  commitNothing(): void {
    this.history.push(this.at(this.seq));
  }

  at(seq: number): { stages: Uint8Array; marks: Uint8Array } {
    const state = this.history[seq];
    if (state === undefined) throw new RangeError(`No state at ${seq}`);
    return state;
  }

  /** Ends a window: the message goes to the outbox, from where the spec delivers, repeats or loses it. */
  flush(): void {
    if (this.unsent.size === 0) return;
    const now = this.at(this.seq);
    const tps = [...this.unsent].map((p): [number, number, number] => [p, now.stages[p] ?? 0, now.marks[p] ?? 0]);
    this.unsent.clear();
    const message: BoardChanged = { region: '35', from: this.sentUpTo, to: this.seq, at: AT, tps, regions: [] };
    this.sentUpTo = this.seq;
    this.outbox.push({ event: 'board.changed.v1', message });
  }

  reset(): void {
    this.unsent.clear();
    this.sentUpTo = this.seq;
    const message = { region: '35', seq: this.seq, register: this.register };
    this.outbox.push({ event: 'board.reset.v1', message });
  }

  deliver(message: LiveMessage | undefined): void {
    if (message) this.handlers?.onMessage(message);
  }

  /** The next message in order. */
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

  refuse(): void {
    this.handlers?.onRefused();
  }

  unreadable(): void {
    this.handlers?.onUnreadable('board.changed.v1');
  }

  /** Answers the oldest waiting snapshot request with the board of now, or as out of reach. */
  answerSnapshot(): void {
    const pending = this.pendingSnapshots.shift();
    if (pending === undefined) return;
    if (!this.isReachable) return pending.resolve(failed('unreachable'));
    if (pending.call.etag === `"${this.seq}"`) return pending.resolve(answered('unchanged'));
    if ((pending.call.min ?? 0) > this.seq) return pending.resolve(failed('not-ready'));
    pending.resolve(answered({ snapshot: this.snapshot(), etag: `"${this.seq}"` }));
  }

  private snapshot(): BoardSnapshot {
    const { stages, marks } = this.at(this.seq);
    return { seq: this.seq, at: Date.parse(AT), register: this.register, stages: stages.slice(), marks: marks.slice() };
  }

  readonly http: BoardHttp = {
    call: (() => {
      this.regionCalls++;
      const regions = answered({ version: this.register, tps: SIZE, rows: STAGE_ROWS });
      return Promise.resolve(this.isReachable ? regions : failed('unreachable'));
    }) as unknown as HttpClient['call'],
    snapshot: (call: SnapshotCall) => {
      this.snapshotCalls++;
      return new Promise((resolve) => this.pendingSnapshots.push({ call, resolve }));
    },
  };

  open(handlers: LiveHandlers): void {
    this.handlers = handlers;
  }

  subscribe(): Promise<SubscribeAck | null> {
    return Promise.resolve(this.isUp ? { seq: this.seq } : null);
  }

  leave(room: Room): void {
    this.left.push(room);
  }

  close(): void {
    this.handlers = null;
  }
}
