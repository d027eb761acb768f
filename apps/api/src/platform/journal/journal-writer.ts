import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { ClockService } from '../clock/clock.service';
import { ApiError } from '../http/api-error';
import { entryHash, stableId } from './chain';
import { CommandQueue, repeatOf } from './command-queue';
import type { Accepted, Aggregate, EntryPlace, JournalHead, JournalInsert, NewEntry, Outcome } from './journal-types';
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
   * the first entry and does not run `work`; with another hash it throws `idempotency-conflict`. `place` is what the entry
   * will have, for rows that tell it; whatever `work` throws leaves nothing behind.
   */
  async transact(
    command: { id: string; requestHash: string },
    work: (manager: EntityManager, place: EntryPlace) => Promise<NewEntry>,
  ): Promise<Accepted> {
    return this.transactAll(command, async (manager, place) => [await work(manager, place)]);
  }

  /**
   * The same for what is several entries at once, such as a change and the end of sessions that follows from it: all of them
   * or none. The first stands for the command and is what comes back; the others have ids of their own that follow from it.
   */
  async transactAll(
    command: { id: string; requestHash: string },
    work: (manager: EntityManager, place: EntryPlace) => Promise<readonly [NewEntry, ...NewEntry[]]>,
  ): Promise<Accepted> {
    return this.dataSource.transaction(async (manager) => {
      await this.journal.lock(manager);
      const { head, known } = await this.journal.lookWith(manager, command.id);
      const [earlier] = known;
      if (earlier !== undefined) return acceptedOrThrow(repeatOf(earlier, command));
      const at = this.clock.now();
      const [first, ...others] = await work(manager, { seq: head.seq + 1, at });
      const lead = rowOf(first, { head, at, ...command });
      const rows = [lead];
      for (const entry of others) {
        const id = stableId(`${command.id} ${rows.length}`);
        rows.push(rowOf(entry, { head: rows.at(-1) ?? lead, at, id, requestHash: command.requestHash }));
      }
      await this.journal.insertWith(manager, rows);
      const { seq, hash } = lead;
      return { entry: { seq, at, commandId: command.id, ...first }, hash, isRepeat: false };
    });
  }
}

function rowOf(
  entry: NewEntry,
  place: { head: JournalHead; at: number; id: string; requestHash: string },
): JournalInsert {
  const { kind, subject } = entry;
  const body = JSON.stringify(entry.body);
  const unsealed = { seq: place.head.seq + 1, at: place.at, kind, subject, commandId: place.id, body };
  return { ...unsealed, requestHash: place.requestHash, hash: entryHash(place.head.hash, unsealed) };
}

/** Turns a refusal into the error that clients get. */
export function acceptedOrThrow(outcome: Outcome): Accepted {
  if ('refused' in outcome) throw new ApiError(outcome.refused, outcome.params);
  return outcome;
}
