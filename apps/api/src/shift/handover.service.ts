import { Injectable } from '@nestjs/common';
import type { Handover, HandoverList, HandoverRequest, SignatureRequest } from '@posko/contracts';
import { covers, isoTime, may } from '@posko/domain';
import type { Actor, Person, PersonRef } from '@posko/domain';
import type * as z from 'zod';
import { People } from '../platform/access/people';
import { requirePermission } from '../platform/access/require';
import { ApiError, invalidRequest } from '../platform/http/api-error';
import { IncidentHands } from '../platform/incident/incident-hands';
import { requestHash } from '../platform/journal/chain';
import { JournalWriter } from '../platform/journal/journal-writer';
import { writtenOf } from './handover.replayer';
import { HandoverRepository } from './handover.repository';
import type { HandoverRow } from './handover.repository';
import { ShiftRepository } from './shift.repository';
import { ShiftService, rowsOf } from './shift.service';

/** Handovers listed: some days of three shifts. */
const LISTED = 30;

/** Someone who signs. */
export interface Signer {
  readonly person: Person;
  readonly actor: Actor;
}

interface Signed {
  readonly answer: Handover;
  readonly isRepeat: boolean;
}

/** One shift leaves, another comes: who leaves writes down what is open and signs by it, who comes signs that they have it. */
@Injectable()
export class HandoverService {
  constructor(
    private readonly handovers: HandoverRepository,
    private readonly shift: ShiftService,
    private readonly shifts: ShiftRepository,
    private readonly people: People,
    private readonly writer: JournalWriter,
    private readonly hands: IncidentHands,
  ) {}

  async list(scope: string): Promise<HandoverList> {
    const rows = await this.handovers.latest(scope, LISTED);
    return {
      rows: rows.map((row) => {
        const { incidents: _, ...summary } = this.toldOf(row);
        return summary;
      }),
    };
  }

  async one(id: string, person: Person): Promise<Handover> {
    const row = await this.handovers.one(id);
    if (row === null) throw new ApiError('handover-not-found');
    requirePermission(person, 'shift.read', row.region);
    return this.answer(row);
  }

  async write({ id, ...wish }: z.output<typeof HandoverRequest>, { person, actor }: Signer): Promise<Signed> {
    requirePermission(person, 'shift.sign', wish.region);
    this.shift.refOf(wish.region);
    const to = this.successor(wish.to, wish.region, person);
    const command = { id, requestHash: requestHash('handover.written', wish.region, { ...wish, from: person.id }) };
    const { isRepeat } = await this.writer.transact(command, async (manager, { at }) => {
      const { counts, open, promised, waiting } = await this.shift.left(manager, wish.region, at);
      const incidents = [...new Set([...open, ...promised, ...waiting].map((incident) => incident.id))];
      const body = { handover: id, region: wish.region, to, note: wish.note, incidents, counts, actor };
      await this.handovers.insert(manager, writtenOf(body, at));
      return { kind: 'handover.written.v1', subject: wish.region, body };
    });
    return { answer: await this.one(id, person), isRepeat };
  }

  /**
   * Only whom it was written to can say that they have it, and only once. What the other held in the region, as far as they
   * may work on it, is theirs from then on.
   */
  async sign(
    handover: string,
    { id, ...wish }: z.output<typeof SignatureRequest>,
    { person, actor }: Signer,
  ): Promise<Signed> {
    const command = { id, requestHash: requestHash('handover.signed', handover, { ...wish, by: person.id }) };
    const { isRepeat } = await this.writer.transactAll(command, async (manager, { seq, at }) => {
      const row = await this.handovers.one(handover, manager);
      if (row === null) throw new ApiError('handover-not-found');
      requirePermission(person, 'shift.sign', row.region);
      if (row.to.id !== person.id) throw new ApiError('forbidden');
      if (row.signedAt !== null) throw new ApiError('handover-signed');
      await this.handovers.sign(manager, handover, { at, remark: wish.remark });
      const body = { handover, remark: wish.remark, actor };
      const isMeant = (place: string): boolean => covers(row.region, place);
      const passing = { from: row.from.id, to: person, actor, isMeant };
      const passed = await this.hands.pass(passing, { manager, place: { seq: seq + 1, at } });
      return [{ kind: 'handover.signed.v1', subject: row.region, body }, ...passed];
    });
    return { answer: await this.one(handover, person), isRepeat };
  }

  /** Another person who may sign there. */
  private successor(id: string, region: string, from: Person): PersonRef {
    if (id === from.id) throw invalidRequest([{ path: 'to', message: 'must be someone else' }]);
    const user = this.people.byId(id);
    if (user?.isActive !== true || !may(user, 'shift.sign', region)) throw new ApiError('user-not-found');
    return { id: user.id, name: user.name };
  }

  private async answer(row: HandoverRow): Promise<Handover> {
    return { ...this.toldOf(row), incidents: rowsOf(await this.shifts.byIds(row.incidents)) };
  }

  private toldOf(row: HandoverRow): Omit<Handover, 'incidents'> & { incidents: readonly string[] } {
    return {
      ...row,
      region: this.shift.refOf(row.region),
      counts: { ...row.counts },
      writtenAt: isoTime(row.writtenAt),
      signedAt: row.signedAt === null ? null : isoTime(row.signedAt),
    };
  }
}
