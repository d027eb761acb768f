import { Injectable } from '@nestjs/common';
import type { Person } from '@posko/domain';
import { requirePermission } from '../platform/access/require';
import type { ActDesk, ActExecutor, ActOf, ApprovedOrder } from '../platform/four-eyes/four-eyes';
import { ApiError, invalidRequest } from '../platform/http/api-error';
import type { NewEntry } from '../platform/journal/journal-types';
import { RegisterRepository } from '../platform/register/register.repository';

type Correction = ActOf<'correctRegister'>;

/** Corrects the voters on the list of one TPS. The import it came with stays as it was, and so do all positions. */
@Injectable()
export class CorrectionExecutor implements ActExecutor<'correctRegister'> {
  constructor(private readonly register: RegisterRepository) {}

  async check({ tps, dptL, dptP }: Correction, person: Person): Promise<string> {
    requirePermission(person, 'approval.ask', tps);
    const before = await this.register.dptOf(tps);
    if (before === null) throw new ApiError('tps-not-found');
    if (before.dptL === dptL && before.dptP === dptP) {
      throw invalidRequest([{ path: 'act.dptL', message: 'the register has these figures already' }]);
    }
    return tps;
  }

  async execute({ tps, dptL, dptP }: Correction, order: ApprovedOrder, { manager }: ActDesk): Promise<NewEntry[]> {
    const before = await this.register.dptOf(tps, manager);
    if (before === null) throw new ApiError('tps-not-found');
    await this.register.correct(manager, tps, { dptL, dptP });
    const { reason, askedBy: actor, approvedBy } = order;
    const by = { id: approvedBy.id, name: approvedBy.name };
    return [
      {
        kind: 'register.corrected.v1',
        subject: tps,
        body: { dptL, dptP, before, reason, actor, approvedBy: by },
      },
    ];
  }
}
