import { Injectable } from '@nestjs/common';
import { ContestName } from '@posko/contracts';
import { TpsCode } from '@posko/domain';
import { ContestHolder } from '../platform/contest/contest-holder';
import { ApiError } from '../platform/http/api-error';
import { RegisterHolder } from '../platform/register/register-holder';
import type { EvidenceOrder } from './evidence.service';

/** Finds the result that an address means. */
@Injectable()
export class EvidencePlaces {
  constructor(
    private readonly contests: ContestHolder,
    private readonly register: RegisterHolder,
  ) {}

  /** A code that cannot be one is as unknown as one that is not in the register. */
  find(contest: string, tpsCode: string): Pick<EvidenceOrder, 'contest' | 'tps'> {
    const tps = TpsCode.safeParse(tpsCode).data;
    if (tps === undefined || this.register.current().tree.positionOf(tps) < 0) throw new ApiError('tps-not-found');
    const name = ContestName.safeParse(contest).data;
    if (name === undefined) throw new ApiError('contest-not-found');
    return { contest: this.contests.find(name, tps), tps };
  }
}
