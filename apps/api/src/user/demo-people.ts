import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SYSTEM_ACTOR, Scope } from '@posko/domain';
import type { AccountRole, Actor } from '@posko/domain';
import { UsersRepository } from '../platform/access/users.repository';
import { DEMO_ACTOR_NAME, SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';
import { ActivationIssueService } from './activation/activation-issue.service';
import { UserMaintenanceService } from './user-maintenance.service';

/** Known to everyone who reads this: a demo has nothing to hide, and only its own machine reaches it. */
const PASSWORD = 'demo-posko-2024';
const PROVINSI = '35';
const SURABAYA = '3578';
/** The first TPS of Surabaya. */
const CREW_TPS = '3578011001001';
const ACTOR: Actor = { ...SYSTEM_ACTOR, name: DEMO_ACTOR_NAME };

const PEOPLE: readonly (readonly [username: string, displayName: string, role: AccountRole, region: string])[] = [
  ['admin', 'Admin Demo', 'administrator', PROVINSI],
  ['penyelia', 'Penyelia Demo', 'supervisor', PROVINSI],
  ['operator', 'Operator Demo', 'operator', PROVINSI],
  ['operator.surabaya', 'Operator Demo Surabaya', 'operator', SURABAYA],
  ['verifikator', 'Verifikator Demo', 'verifier', PROVINSI],
  ['komisioner', 'Komisioner Demo', 'commissioner', PROVINSI],
  // What one drafts for the press, another gives out.
  ['komisioner.dua', 'Komisioner Kedua Demo', 'commissioner', PROVINSI],
  ['pemantau', 'Pemantau Demo', 'viewer', PROVINSI],
];

export interface DemoPeople {
  readonly people: readonly {
    readonly username: string;
    readonly password: string;
    readonly role: AccountRole;
    readonly region: string;
  }[];
  /** One crew, and the code that binds a device to its TPS. */
  readonly crew: { readonly tps: string; readonly code: string };
}

/** The made-up people of a demo: one for each role, two operators, two commissioners, and a crew. */
@Injectable()
export class DemoPeopleService {
  constructor(
    @Inject(SERVER_OPTIONS) private readonly options: ServerOptions,
    private readonly users: UsersRepository,
    private readonly maintenance: UserMaintenanceService,
    private readonly activations: ActivationIssueService,
  ) {}

  /** Makes those that are missing; a demo that goes on has them already. */
  async make(): Promise<DemoPeople> {
    if (!this.options.isDemo) throw new Error('People with known passwords are for demos only');
    const present = new Set((await this.users.all()).map(({ name }) => name));
    for (const [username, displayName, role, region] of PEOPLE.filter(([name]) => !present.has(name))) {
      const account = { username, displayName, role, scope: Scope.parse(region), password: PASSWORD };
      await this.maintenance.add({ ...account, hasSecondFactor: false }, ACTOR);
    }
    const people = PEOPLE.map(([username, , role, region]) => ({ username, password: PASSWORD, role, region }));
    return { people, crew: await this.crew() };
  }

  private async crew(): Promise<DemoPeople['crew']> {
    const { csv } = await this.activations.issue({ id: randomUUID(), region: Scope.parse(CREW_TPS) }, ACTOR);
    return { tps: CREW_TPS, code: csv.trimEnd().split(',').at(-1) ?? '' };
  }
}
