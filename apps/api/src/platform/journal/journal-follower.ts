import { Inject, Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { JournalEntry, JournalKind } from '@posko/domain';
import { ClockService } from '../clock/clock.service';
import type { ServerOptions } from '../config';
import { SERVER_OPTIONS } from '../config';
import { ChannelListener } from '../database/channel-listener';
import type { JournalInsert } from './journal-types';
import { JOURNAL_CHANNEL, JournalRepository, entryOf } from './journal.repository';

const READ_LIMIT = 2000;
/** Without a wake-up the journal is looked at this often; it is also how the instance knows that it is current. */
const POLL_MS = 1000;
/** After this long without reaching the database an instance calls itself stale. */
export const STALE_AFTER_MS = 5000;

/** After these, positions and options mean something else: everything is loaded anew. */
const RELOADING: ReadonlySet<string> = new Set<JournalKind>(['register.imported.v1', 'contest.imported.v1']);

/** Something computed from the journal in memory. */
export interface Projection {
  /** Reads its state anew from the tables; returns the seq it is current to. */
  load(): Promise<number>;
  /** Takes entries in order; those it has already seen are not to count twice. */
  apply(entries: readonly JournalEntry[]): void;
}

/** Follows the journal in order and feeds every projection of this instance, after commit only. */
@Injectable()
export class JournalFollower implements BeforeApplicationShutdown {
  private readonly logger = new Logger(JournalFollower.name);
  private readonly projections: Projection[] = [];
  private readonly listener: ChannelListener;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private isWoken = false;
  private isClosed = false;
  private position = -1;
  private confirmedAt = 0;
  private confirmedRealAt = 0;
  private waiting: { seq: number; resolve: () => void }[] = [];

  constructor(
    @Inject(SERVER_OPTIONS) options: ServerOptions,
    private readonly journal: JournalRepository,
    private readonly clock: ClockService,
  ) {
    const wire = { databaseUrl: options.databaseUrl, channel: JOURNAL_CHANNEL, name: 'posko follower' };
    // The wake-up says up to where the journal has grown; without one only a look can tell. Lost ones are no loss: we also poll.
    this.listener = new ChannelListener(wire, (payload) => {
      this.hear(Number(payload ?? NaN));
    });
  }

  /** Order counts: a projection may rely on those before it. */
  register(projection: Projection): void {
    this.projections.push(projection);
  }

  /** Loads every projection and follows from there on. */
  async start(): Promise<void> {
    await this.reload();
    await this.listener.start();
    this.timer = setInterval(() => this.wake(), POLL_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    if (this.timer !== null) clearInterval(this.timer);
    await this.listener.close();
    await this.running;
  }

  /** Entries up to here are in every projection. -1 before the start. */
  get seq(): number {
    return this.position;
  }

  get hasStarted(): boolean {
    return this.position >= 0;
  }

  /** Room time at which this instance last knew itself current, milliseconds since the epoch. */
  get currentAt(): number {
    return this.confirmedAt;
  }

  get isCurrent(): boolean {
    return this.position >= 0 && this.clock.realNow() - this.confirmedRealAt < STALE_AFTER_MS;
  }

  /** Resolves once `seq` is in every projection; false if that takes longer than `timeoutMs`. */
  async reached(seq: number, timeoutMs: number): Promise<boolean> {
    if (this.position >= seq) return true;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), timeoutMs);
      this.waiting.push({
        seq,
        resolve: () => {
          clearTimeout(timer);
          resolve(true);
        },
      });
      this.wake();
    });
  }

  /**
   * Entries that this instance has just committed: taken as they are if they are the next ones, so that they need not be
   * read back. Anything else is left to reading on.
   */
  offer(rows: readonly JournalInsert[]): void {
    if (!this.hasStarted || this.isClosed || rows[0]?.seq !== this.position + 1) return;
    if (rows.some((row) => RELOADING.has(row.kind))) return;
    this.take(rows);
    this.confirm();
  }

  /** A wake-up says up to where the journal has grown; what was taken already needs no look. */
  private hear(seq: number): void {
    if (!(seq <= this.position)) this.wake();
  }

  private wake(): void {
    this.isWoken = true;
    if (this.running !== null || this.isClosed) return;
    this.running = this.catchUp().finally(() => {
      this.running = null;
      if (this.isWoken && !this.isClosed) this.wake();
    });
  }

  private async catchUp(): Promise<void> {
    try {
      while (this.isWoken && !this.isClosed) {
        this.isWoken = false;
        await this.readOn();
      }
    } catch (error) {
      this.isWoken = false;
      this.logger.warn(`The journal cannot be read: ${String(error)}`);
    }
  }

  private async readOn(): Promise<void> {
    for (let isMore = true; isMore;) {
      const rows = await this.journal.after(this.position, READ_LIMIT);
      isMore = rows.length === READ_LIMIT;
      if (rows.some((row) => RELOADING.has(row.kind))) await this.reload();
      else this.take(rows);
      this.confirm();
    }
  }

  /** Rows may have been offered while they were being read. */
  private take(read: readonly JournalInsert[]): void {
    const rows = read.filter((row) => row.seq > this.position);
    if (rows.length === 0) return;
    this.checkOrder(rows);
    const entries = rows.map(entryOf);
    for (const projection of this.projections) projection.apply(entries);
    this.position = rows.at(-1)?.seq ?? this.position;
  }

  /** `seq` is gapless by construction; a hole would mean that something was read too early, and must never be papered over. */
  private checkOrder(rows: readonly JournalInsert[]): void {
    rows.forEach((row, index) => {
      const expected = this.position + 1 + index;
      if (row.seq !== expected) throw new Error(`The journal jumps to ${row.seq} where ${expected} is due`);
    });
  }

  private async reload(): Promise<void> {
    const seqs: number[] = [];
    for (const projection of this.projections) seqs.push(await projection.load());
    this.position = Math.max(0, Math.min(...seqs));
    this.confirm();
  }

  private confirm(): void {
    this.confirmedAt = this.clock.now();
    this.confirmedRealAt = this.clock.realNow();
    const reached = this.waiting.filter((entry) => entry.seq <= this.position);
    this.waiting = this.waiting.filter((entry) => entry.seq > this.position);
    for (const entry of reached) entry.resolve();
  }
}
