import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { Approval, ApprovalCommand, ApprovalList, DecisionCommand } from '@posko/contracts';
import { NATIONAL_CODE, decisionFault } from '@posko/domain';
import type { ApprovalStatus, Person } from '@posko/domain';
import { requirePermission } from '../platform/access/require';
import { FourEyes } from '../platform/four-eyes/four-eyes';
import type { ActDesk, Asker } from '../platform/four-eyes/four-eyes';
import { ApiError } from '../platform/http/api-error';
import { requestHash } from '../platform/journal/chain';
import type { Accepted, NewEntry } from '../platform/journal/journal-types';
import { JournalWriter } from '../platform/journal/journal-writer';
import { ApprovalRepository } from './approval.repository';
import { approvalOf, askedState, decidedState } from './approval-state';
import type { ApprovalState, AskedEntry, DecidedEntry } from './approval-state';

/** What a command came to, and whether it had been given before. */
export interface Answered {
  readonly approval: Approval;
  readonly isRepeat: boolean;
}

interface Decision {
  readonly command: DecisionCommand;
  readonly decider: Asker;
}

/** One asks, another decides; who approves, acts: the decision and what it allows are one transaction. */
@Injectable()
export class ApprovalService implements OnModuleInit {
  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly writer: JournalWriter,
    private readonly fourEyes: FourEyes,
  ) {}

  onModuleInit(): void {
    this.fourEyes.askThrough(async (order, asker) => (await this.ask(order, asker)).approval);
  }

  async list(person: Person, page: { status?: ApprovalStatus | undefined; limit: number }): Promise<ApprovalList> {
    const prefix = person.scope === NATIONAL_CODE ? '' : person.scope;
    const { seq, pending, rows } = await this.approvals.list(prefix, page);
    return { seq, pending, rows: rows.map(approvalOf) };
  }

  /** The id of the command is the id of the request. */
  async ask(command: ApprovalCommand, { person, actor }: Asker): Promise<Answered> {
    const { id, act, reason } = command;
    const place = await this.placeFor(command, person);
    requirePermission(person, 'approval.ask', place);
    const hash = requestHash('approval.ask', '', { act, reason });
    const accepted = await this.writer.transact({ id, requestHash: hash }, async (manager, at) => {
      const body = { approval: id, act, place, reason, actor };
      await this.approvals.save(manager, askedState({ ...at, body }));
      return { kind: 'approval.asked.v1', subject: place, body } satisfies NewEntry;
    });
    return answered(accepted, askedState(accepted.entry as AskedEntry));
  }

  async decide(id: string, command: DecisionCommand, decider: Asker): Promise<Answered> {
    const known = await this.approvals.one(id);
    if (known === null) throw new ApiError('approval-not-found');
    const { person } = decider;
    requirePermission(person, 'approval.read', known.place);
    if (command.status !== 'withdrawn') requirePermission(person, 'approval.decide', known.place);
    // What was done already is not possible any more; the same command again is to get its first answer all the same.
    if (command.status === 'approved' && known.status === 'pending') await this.check(known, person);
    const hash = requestHash('approval.decide', id, { status: command.status, reason: command.reason });
    const accepted = await this.writer.transactAll({ id: command.id, requestHash: hash }, (manager, place) =>
      this.enter(id, { command, decider }, { manager, place }),
    );
    return answered(accepted, decidedState(known, accepted.entry as DecidedEntry));
  }

  /** A repeat asks about what may have been done since: only what is new is checked. */
  private async placeFor({ id, act }: ApprovalCommand, person: Person): Promise<string> {
    const known = await this.approvals.one(id);
    return known?.place ?? this.fourEyes.executorOf(act.type).check(act, person);
  }

  private async check({ act, askedBy }: ApprovalState, person: Person): Promise<void> {
    if (decisionFault({ status: 'pending', askedBy }, person, 'approved') !== null) return;
    await this.fourEyes.executorOf(act.type).check(act, person);
  }

  private async enter(
    id: string,
    { command, decider }: Decision,
    { manager, place }: ActDesk,
  ): Promise<[NewEntry, ...NewEntry[]]> {
    const state = await this.approvals.one(id, manager);
    if (state === null) throw new ApiError('approval-not-found');
    const { status, reason } = command;
    const fault = decisionFault(state, decider.person, status);
    if (fault !== null) throw new ApiError(fault);
    const body = { approval: id, status, reason, actor: decider.actor };
    await this.approvals.save(manager, decidedState(state, { ...place, body }));
    const entry: NewEntry = { kind: 'approval.decided.v1', subject: state.place, body };
    if (status !== 'approved') return [entry];
    const order = { approval: id, reason: state.reason, askedBy: state.askedBy, approvedBy: decider.actor };
    const desk = { manager, place: { ...place, seq: place.seq + 1 } };
    return [entry, ...(await this.fourEyes.executorOf(state.act.type).execute(state.act, order, desk))];
  }
}

function answered({ isRepeat }: Accepted, state: ApprovalState): Answered {
  return { approval: approvalOf(state), isRepeat };
}
