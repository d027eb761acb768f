import { Injectable } from '@nestjs/common';
import type { Person, User } from '@posko/domain';
import { requirePermission } from '../platform/access/require';
import { UsersRepository } from '../platform/access/users.repository';
import type { ActDesk, ActExecutor, ActOf, ApprovedOrder, Asker } from '../platform/four-eyes/four-eyes';
import { FourEyes } from '../platform/four-eyes/four-eyes';
import { ApiError, invalidRequest } from '../platform/http/api-error';
import { stableId } from '../platform/journal/chain';
import type { NewEntry } from '../platform/journal/journal-types';
import { granted } from './user-change';
import type { Grant } from './user-change';
import { UserWriter } from './user-writer';

type GrantAct = ActOf<'grantAdministrator'>;

export interface GrantWish {
  /** Of the command that it belongs to. */
  readonly id: string;
  readonly user: User;
  readonly grant: Grant;
  readonly reason: string | undefined;
}

/** Making someone an administrator takes two administrators, each with a scope over what is given. */
@Injectable()
export class UserGrants implements ActExecutor<'grantAdministrator'> {
  constructor(
    private readonly fourEyes: FourEyes,
    private readonly users: UsersRepository,
    private readonly writer: UserWriter,
  ) {}

  requireReason(reason: string | undefined): void {
    if (reason === undefined || reason === '') {
      throw invalidRequest([{ path: 'reason', message: 'is needed: someone else has to approve' }]);
    }
  }

  /** Asks for the grant; returns the approval's id. Asking again for the same command changes nothing. */
  async ask({ id, user, grant, reason = '' }: GrantWish, asker: Asker): Promise<string> {
    const act = { type: 'grantAdministrator', user: user.id, ...grant } as const;
    const asked = await this.fourEyes.ask({ id: stableId(`grant of ${id}`), act, reason }, asker);
    return asked.id;
  }

  async check(act: GrantAct, person: Person): Promise<string> {
    requirePermission(person, 'user.manage', act.scope);
    const user = await this.users.byId(act.user);
    if (user === null) throw new ApiError('user-not-found');
    requirePermission(person, 'user.manage', user.scope);
    if (user.id === person.id) throw new ApiError('own-account');
    return act.scope;
  }

  async execute(act: GrantAct, order: ApprovedOrder, desk: ActDesk): Promise<NewEntry[]> {
    const user = await this.users.byId(act.user, desk.manager);
    if (user === null) throw new ApiError('user-not-found');
    const { id, name } = order.approvedBy;
    return this.writer.change(desk, granted(user, act), { actor: order.askedBy, approvedBy: { id, name } });
  }
}
