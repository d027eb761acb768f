import { Injectable } from '@nestjs/common';
import { SYSTEM_ACTOR } from '@posko/domain';
import { ContestRepository } from '../platform/contest/contest.repository';
import { JournalRepository } from '../platform/journal/journal.repository';
import { RegisterHolder } from '../platform/register/register-holder';
import { ContestImportService } from './contest-import.service';
import { jatimContests } from './jatim-contests';

/** What the journal calls the register that comes with Posko. */
const OWN_REGISTER = 'Jawa Timur';

/** The contests of Jawa Timur beside the register that comes with Posko. */
@Injectable()
export class JatimContestsService {
  constructor(
    private readonly journal: JournalRepository,
    private readonly repository: ContestRepository,
    private readonly register: RegisterHolder,
    private readonly importer: ContestImportService,
  ) {}

  /** Brings them where that register stands and no contests were ever imported; returns how many, 0 where it does not. */
  async seed(): Promise<number> {
    const { revision } = await this.repository.load();
    const register = await this.journal.latest('register.imported.v1');
    if (revision > 0 || register?.body.source !== OWN_REGISTER) return 0;
    const { tree } = await this.register.load();
    const contests = jatimContests((region) => tree.names[tree.indexOf(region)]);
    const result = await this.importer.import({ name: OWN_REGISTER, contests, actor: SYSTEM_ACTOR });
    return result.contests;
  }
}
