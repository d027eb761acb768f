import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { NextCallResponse, OutcomeAnswer, OutcomeRequest } from '@posko/contracts';
import { isoTime } from '@posko/domain';
import type { Actor, TpsCode } from '@posko/domain';
import type * as z from 'zod';
import { ClockService } from '../platform/clock/clock.service';
import { ApiError } from '../platform/http/api-error';
import { requestHash } from '../platform/journal/chain';
import { JournalWriter } from '../platform/journal/journal-writer';
import { SilenceReader } from '../platform/silence/silence-reader';
import { CallListService } from './call-list.service';
import { CallRepository } from './call.repository';
import type { Transaction } from './call.repository';

/** A TPS is one operator's for so long, by the real clock: it is people who telephone, also in a rehearsal that runs fast. */
const LEASE_MS = 10 * 60_000;
/** A TPS that was called rests for so long, by the room's clock, whatever came of it: a crew that was reached will report. */
const REST_MS = 20 * 60_000;

/** Someone who calls, and where. */
export interface Caller {
  readonly actor: Actor;
  /** A region within the scope, or the scope itself. */
  readonly region: string;
  /** Not this one again. */
  readonly skip?: string | undefined;
}

/** What there is to choose from: silent TPS, longest first. */
type Choice = Pick<Caller, 'actor' | 'skip'> & { readonly silent: readonly string[] };

/** The TPS that an operator has from now on, and how many wait for others. */
interface Given {
  readonly tps: string | null;
  readonly left: number;
  readonly isNew: boolean;
}

/** Rolls a transaction back in which there is nothing to write. */
class NothingNew extends Error {}

@Injectable()
export class CallService {
  constructor(
    private readonly calls: CallRepository,
    private readonly lists: CallListService,
    private readonly silence: SilenceReader,
    private readonly writer: JournalWriter,
    private readonly clock: ClockService,
  ) {}

  /** The TPS that this person holds, if it is still silent; else the longest silent one that nobody has or had just now. */
  async next(caller: Caller): Promise<NextCallResponse> {
    const { tps, left } = await this.give(caller);
    const [row = null] = tps === null ? [] : await this.lists.describe([tps]);
    // It may have reported between these lines: then it is nobody's any more.
    if (row === null && tps !== null) return this.next(caller);
    return { seq: this.silence.current.seq, at: isoTime(this.clock.now()), left, tps: row };
  }

  /** Keeps what came of a call. Late, it counts too, unless the TPS has gone to someone else meanwhile. */
  async end(
    tps: TpsCode,
    { id, ...wish }: z.output<typeof OutcomeRequest>,
    actor: Actor,
  ): Promise<{ answer: OutcomeAnswer; isRepeat: boolean }> {
    if (this.silence.tree.positionOf(tps) < 0) throw new ApiError('tps-not-found');
    const command = { id, requestHash: requestHash('call.ended', tps, { ...wish, person: actor.id }) };
    const { entry, isRepeat } = await this.writer.transact(command, async (manager, { at }) => {
      const { any, own } = await this.calls.latest(manager, tps, actor.id);
      const isLate = own !== undefined && own.until <= this.clock.realNow();
      if (own === undefined || (isLate && any?.id !== own.id)) throw new ApiError('call-not-taken');
      const said = { outcome: wish.outcome, note: wish.note, phone: wish.phone ?? null };
      await this.calls.end(manager, { id: own.id, endedAt: at, ...said });
      return { kind: 'call.ended.v1', subject: tps, body: { ...said, actor } };
    });
    return { answer: { seq: entry.seq }, isRepeat };
  }

  /** Under the journal's lock, so that two who ask at once, on whatever instances, never get the same. */
  private async give(caller: Caller): Promise<Given> {
    const id = randomUUID();
    const { actor, region } = caller;
    const { tree } = this.silence;
    // Read before the lock: sixty thousand TPS take longer to look through than the journal should stand still.
    const silent = this.silence.within(region).map(({ position }) => tree.tpsCodeAt(position));
    let given: Given = { tps: null, left: 0, isNew: false };
    try {
      await this.writer.transact({ id, requestHash: requestHash('call.taken', '', id) }, async (manager, { at }) => {
        given = await this.choose(manager, { ...caller, silent }, at);
        if (!given.isNew || given.tps === null) throw new NothingNew();
        const until = this.clock.realNow() + LEASE_MS;
        const person = { person: actor.id, personName: actor.name };
        await this.calls.take(manager, { id, tps: given.tps, ...person, takenAt: at, until });
        return { kind: 'call.taken.v1', subject: given.tps, body: { until: isoTime(until), actor } };
      });
    } catch (error) {
      if (!(error instanceof NothingNew)) throw error;
    }
    return given;
  }

  private async choose(manager: Transaction, { actor, silent, skip }: Choice, at: number): Promise<Given> {
    const instants = { at, realAt: this.clock.realNow() };
    const busy = await this.calls.busy(manager, instants, REST_MS);
    const free = silent.filter((tps) => tps !== skip && !busy.has(tps));
    const held = (await this.calls.held(manager, actor.id, instants.realAt))?.tps;
    if (held !== undefined && held !== skip && silent.includes(held)) {
      return { tps: held, left: free.length, isNew: false };
    }
    const [tps = null] = free;
    return { tps, left: Math.max(0, free.length - 1), isNew: tps !== null };
  }
}
