import { Logger } from '@nestjs/common';
import type { Clock } from '@posko/domain';
import type { PoolClient } from 'pg';
import { ApiError } from '../http/api-error';
import { entryHash } from './chain';
import type { Accepted, Aggregate, Command, JournalHead, JournalInsert, Outcome } from './journal-types';
import type { JournalRepository } from './journal.repository';
import { entryOf } from './journal.repository';
import { together } from './writer-pool';
import type { WriterPool } from './writer-pool';

/** Commands taken into one transaction at most: one fsync carries them all. */
const BATCH_LIMIT = 512;
/** Commands waiting at most; beyond it the server says so instead of growing. */
const QUEUE_LIMIT = 20_000;

interface Waiting<P> {
  readonly command: Command<P>;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** What a queue works with. */
export interface QueueDesk {
  readonly journal: JournalRepository;
  readonly connections: WriterPool;
  readonly clock: Clock;
  /** Told of what was committed here, so that it need not read it back. */
  readonly follower: { offer(rows: readonly JournalInsert[]): void };
}

/** What one command came to within a batch that is not committed yet. */
interface Settled<P> {
  readonly waiting: Waiting<P>;
  readonly outcome: Outcome;
}

/**
 * Group commit: commands that arrive while a transaction is under way share the next one. A command is answered after
 * the COMMIT that holds it, never before; if the batch fails, none of it happened and every command is told so.
 */
export class CommandQueue<P, S> {
  private readonly logger = new Logger(CommandQueue.name);
  private queue: Waiting<P>[] = [];
  private isRunning = false;

  private readonly journal: JournalRepository;
  private readonly connections: WriterPool;
  private readonly clock: Clock;
  private readonly followed: QueueDesk['follower'];

  constructor(
    private readonly aggregate: Aggregate<P, S>,
    desk: QueueDesk,
  ) {
    this.journal = desk.journal;
    this.connections = desk.connections;
    this.clock = desk.clock;
    this.followed = desk.follower;
  }

  submit(command: Command<P>): Promise<Outcome> {
    if (this.queue.length >= QUEUE_LIMIT) throw new ApiError('not-ready');
    return new Promise((resolve, reject) => {
      this.queue.push({ command, resolve, reject });
      if (!this.isRunning) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    try {
      while (this.queue.length > 0) {
        const batch = this.queue.slice(0, BATCH_LIMIT);
        this.queue = this.queue.slice(BATCH_LIMIT);
        await this.commit(batch);
      }
    } finally {
      this.isRunning = false;
    }
  }

  private async commit(batch: readonly Waiting<P>[]): Promise<void> {
    try {
      const settled = await this.transaction(batch);
      for (const { waiting, outcome } of settled) waiting.resolve(outcome);
    } catch (error) {
      await this.afterFailure(batch, error);
    }
  }

  /** One bad command must not take its neighbours down: a batch the database refused is tried again one by one. */
  private async afterFailure(batch: readonly Waiting<P>[], error: unknown): Promise<void> {
    if (isRefusedByDatabase(error) && batch.length > 1) {
      for (const waiting of batch) await this.commit([waiting]);
      return;
    }
    this.logger.error(`A batch of ${batch.length} was not committed: ${String(error)}`);
    for (const { reject } of batch) reject(new ApiError('not-ready'));
  }

  private async transaction(batch: readonly Waiting<P>[]): Promise<Settled<P>[]> {
    return this.connections.use((client) => this.work(client, batch));
  }

  /**
   * Two trips to the database for any number of commands: the connection is pipelined, so what is awaited together travels
   * together. An insert that fails takes its COMMIT with it.
   */
  private async work(client: PoolClient, batch: readonly Waiting<P>[]): Promise<Settled<P>[]> {
    const subjects = [...new Set(batch.flatMap(({ command: { subject, also = [] } }) => [subject, ...also]))];
    const ids = batch.map(({ command }) => command.id);
    const [, { head, known }, states] = await together(client, () =>
      Promise.all([this.journal.begin(client), this.journal.look(client, ids), this.aggregate.load(client, subjects)]),
    );
    const desk = new BatchDesk(this.aggregate, { head, known, states, at: this.clock.now() });
    const settled = batch.map((waiting) => ({ waiting, outcome: desk.settle(waiting.command) }));
    await together(client, () => Promise.all(this.write(client, desk)));
    this.followed.offer(desk.inserts);
    return settled;
  }

  private write(client: PoolClient, desk: BatchDesk<P, S>): Promise<void>[] {
    const commit = (): Promise<void> => this.journal.commit(client, desk.lastSeq);
    if (desk.inserts.length === 0) return [commit()];
    return [this.journal.insert(client, desk.inserts), this.aggregate.save(client, desk.changedStates()), commit()];
  }
}

interface BatchStart<S> {
  readonly head: JournalHead;
  readonly known: readonly JournalInsert[];
  readonly states: Map<string, S>;
  readonly at: number;
}

/** Decides the commands of one batch in turn, each on what the ones before it left. Nothing here waits. */
class BatchDesk<P, S> {
  readonly inserts: JournalInsert[] = [];
  private readonly byId: Map<string, JournalInsert>;
  private readonly changed = new Map<string, S>();
  private head: JournalHead;

  constructor(
    private readonly aggregate: Aggregate<P, S>,
    private readonly start: BatchStart<S>,
  ) {
    this.byId = new Map(start.known.map((row) => [row.commandId, row]));
    this.head = start.head;
  }

  /** Where the journal ends once this batch is in it. */
  get lastSeq(): number {
    return this.head.seq;
  }

  changedStates(): S[] {
    return [...this.changed.values()];
  }

  settle(command: Command<P>): Outcome {
    const earlier = this.byId.get(command.id);
    return earlier === undefined ? this.decide(command) : repeatOf(earlier, command);
  }

  private decide(command: Command<P>): Outcome {
    const place = { seq: this.head.seq + 1, at: this.start.at };
    const stateOf = (subject: string): S | undefined => this.changed.get(subject) ?? this.start.states.get(subject);
    const changed = (): S[] => this.changedStates();
    const decision = this.aggregate.decide(stateOf(command.subject), command, { ...place, stateOf, changed });
    if ('refused' in decision) return decision;
    const { kind, subject } = decision.entry;
    const body = JSON.stringify(decision.entry.body);
    const unsealed = { ...place, kind, subject, commandId: command.id, body };
    const hash = entryHash(this.head.hash, unsealed);
    const row = { ...unsealed, requestHash: command.requestHash, hash };
    this.inserts.push(row);
    this.byId.set(command.id, row);
    this.changed.set(command.subject, decision.state);
    this.head = row;
    return { entry: { ...place, commandId: command.id, ...decision.entry }, hash, isRepeat: false };
  }
}

/** The first answer again, or a conflict where the same id came with something else. */
export function repeatOf(earlier: JournalInsert, command: Pick<Command, 'requestHash'>): Outcome {
  if (earlier.requestHash !== command.requestHash) return { refused: 'idempotency-conflict' };
  return { entry: entryOf(earlier), hash: earlier.hash, isRepeat: true } satisfies Accepted;
}

/** Errors with an SQLSTATE of classes 22 and 23 (bad data, broken constraint) are about a row, not about the connection. */
function isRefusedByDatabase(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^2[23]/.test(code);
}
