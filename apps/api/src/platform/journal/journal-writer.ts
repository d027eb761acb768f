import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { ClockService } from '../clock/clock.service';
import { ApiError } from '../http/api-error';
import { entryHash } from './chain';
import { CommandQueue, repeatOf } from './command-queue';
import type { Accepted, Aggregate, NewEntry, Outcome } from './journal-types';
import { JournalFollower } from './journal-follower';
import { JournalRepository } from './journal.repository';
import { WriterPool } from './writer-pool';

/** The only way into the journal. */
@Injectable()
export class JournalWriter {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly journal: JournalRepository,
    private readonly clock: ClockService,
    private readonly connections: WriterPool,
    private readonly follower: JournalFollower,
  ) {}

  /** A queue for commands that come in crowds: batches of them share one transaction. */
  queueFor<P, S>(aggregate: Aggregate<P, S>): CommandQueue<P, S> {
    const { journal, connections, clock, follower } = this;
    return new CommandQueue(aggregate, { journal, connections, clock, follower });
  }

  /**
   * Runs `work` under the journal's lock and appends the entry it returns, in one transaction. The same id again returns
   * the first entry and does not run `work`; with another hash it throws `idempotency-conflict`.
   */
  async transact(
    command: { id: string; requestHash: string },
    work: (manager: EntityManager) => Promise<NewEntry>,
  ): Promise<Accepted> {
    return this.dataSource.transaction(async (manager) => {
      await this.journal.lock(manager);
      const { head, known } = await this.journal.lookWith(manager, command.id);
      const [earlier] = known;
      if (earlier !== undefined) return acceptedOrThrow(repeatOf(earlier, command));
      const entry = await work(manager);
      const body = JSON.stringify(entry.body);
      const unsealed = { seq: head.seq + 1, at: this.clock.now(), ...entry, commandId: command.id, body };
      const hash = entryHash(head.hash, unsealed);
      await this.journal.insertWith(manager, { ...unsealed, requestHash: command.requestHash, hash });
      return { entry: { ...unsealed, body: entry.body }, hash, isRepeat: false };
    });
  }
}

/** Turns a refusal into the error that clients get. */
export function acceptedOrThrow(outcome: Outcome): Accepted {
  if ('refused' in outcome) throw new ApiError(outcome.refused);
  return outcome;
}
