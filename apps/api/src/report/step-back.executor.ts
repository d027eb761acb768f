import { Injectable } from '@nestjs/common';
import { canStepBack } from '@posko/domain';
import type { Person } from '@posko/domain';
import { requirePermission } from '../platform/access/require';
import type { ActDesk, ActExecutor, ActOf, ApprovedOrder } from '../platform/four-eyes/four-eyes';
import { ApiError } from '../platform/http/api-error';
import type { NewEntry } from '../platform/journal/journal-types';
import { clientOf } from '../platform/journal/journal.repository';
import { decideTps } from './tps-aggregate';
import { TpsStateRepository } from '../platform/tps/tps-state.repository';

type StepBack = ActOf<'stepBack'>;

/** Moves a TPS back to an earlier stage. What is asked may have become impossible by the time it is approved. */
@Injectable()
export class StepBackExecutor implements ActExecutor<'stepBack'> {
  constructor(private readonly states: TpsStateRepository) {}

  async check({ tps, stage }: StepBack, person: Person): Promise<string> {
    requirePermission(person, 'approval.ask', tps);
    const state = await this.states.one(tps);
    if (state === null) throw new ApiError('tps-not-found');
    if (!canStepBack(state, stage)) throw new ApiError('step-back-not-earlier');
    return tps;
  }

  async execute({ tps, stage }: StepBack, order: ApprovedOrder, { manager, place }: ActDesk): Promise<NewEntry[]> {
    const client = await clientOf(manager);
    const states = await this.states.load(client, [tps]);
    const { approval: id, reason, askedBy: actor, approvedBy } = order;
    const by = { id: approvedBy.id, name: approvedBy.name };
    const payload = { type: 'stepBack', id, stage, reason, actor, approvedBy: by } as const;
    const decision = decideTps(states.get(tps), { id, requestHash: '', subject: tps, payload }, place);
    if ('refused' in decision) throw new ApiError(decision.refused);
    await this.states.save(client, [decision.state]);
    return [decision.entry];
  }
}
