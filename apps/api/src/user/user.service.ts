import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { NewUserCommand, ResetCommand, UserAnswer, UserList, UserPatchCommand, UserQuery } from '@posko/contracts';
import type { JournalBody, Person, User } from '@posko/domain';
import { requirePermission } from '../platform/access/require';
import { UsersRepository } from '../platform/access/users.repository';
import { ClockService } from '../platform/clock/clock.service';
import type { Asker } from '../platform/four-eyes/four-eyes';
import { ApiError } from '../platform/http/api-error';
import type { PassingDesk } from '../platform/incident/incident-hands';
import { requestHash } from '../platform/journal/chain';
import type { NewEntry } from '../platform/journal/journal-types';
import { JournalWriter } from '../platform/journal/journal-writer';
import { invitationOf, newInvitation } from './invitation';
import type { NewInvitation } from './invitation';
import { afterReset, beginning, changeOf } from './user-change';
import type { Grant, UserChange } from './user-change';
import { UserGrants } from './user-grants';
import { UserWriter } from './user-writer';
import { UserRepository } from './user.repository';
import type { Transaction } from './user.repository';

export interface AnsweredUser {
  readonly answer: UserAnswer;
  readonly isRepeat: boolean;
}

/** Accounts, as administrators of a scope make and change them. */
@Injectable()
export class UserService {
  constructor(
    private readonly repository: UserRepository,
    private readonly users: UsersRepository,
    private readonly writer: UserWriter,
    private readonly grants: UserGrants,
    private readonly journal: JournalWriter,
    private readonly clock: ClockService,
  ) {}

  list(query: UserQuery, person: Person): Promise<UserList> {
    return this.repository.list(query.region ?? person.scope, query, this.clock.realNow());
  }

  /** A new account and its one-time link. Of a repeat the link is not known any more: only its hash is kept. */
  async create(command: NewUserCommand, asker: Asker): Promise<AnsweredUser> {
    const { id, username: name, displayName, region: scope, reason } = command;
    requirePermission(asker.person, 'user.manage', scope);
    await this.requireRegion(scope);
    const { role, grant } = beginning({ role: command.role, scope });
    if (grant !== null) this.grants.requireReason(reason);
    const user: User = { id: randomUUID(), name, displayName, role, scope, isActive: true, subject: null };
    const invitation = newInvitation(this.clock.realNow());
    const { entry, isRepeat } = await this.journal.transactAll(
      { id, requestHash: requestHash('createUser', name, command) },
      async (manager) => {
        if ((await this.users.byName(name, manager)) !== null) throw new ApiError('username-taken');
        await this.writer.invite(manager, [{ user, invitation }]);
        return anyOf(await this.writer.create(manager, [user], asker.actor));
      },
    );
    const made = (entry.body as JournalBody<'user.created.v1'>).user;
    const approval = await this.ask({ id, user: made, grant, reason }, asker);
    return { answer: await this.answer(made.id, isRepeat ? null : invitation, approval), isRepeat };
  }

  async change(userId: string, command: UserPatchCommand, asker: Asker): Promise<AnsweredUser> {
    const { id, ...patch } = command;
    const before = await this.known(userId, asker.person);
    if (patch.region !== undefined) {
      requirePermission(asker.person, 'user.manage', patch.region);
      await this.requireRegion(patch.region);
    }
    const isOwn = before.id === asker.person.id;
    const wish = changeOf(before, patch);
    if (isOwn && (wish.grant !== null || wish.changed.some((field) => field !== 'displayName'))) {
      throw new ApiError('own-account');
    }
    if (wish.grant !== null) this.grants.requireReason(patch.reason);
    const { isRepeat } = await this.commit(
      { id, requestHash: requestHash('changeUser', userId, command), isNeeded: wish.changed.length > 0 },
      async (desk) => {
        const user = await this.present(userId, desk.manager);
        return this.writer.change(desk, changeOf(user, patch), asker);
      },
    );
    const approval = await this.ask({ id, user: before, grant: wish.grant, reason: patch.reason }, asker);
    return { answer: await this.answer(userId, null, approval), isRepeat };
  }

  async reset(userId: string, command: ResetCommand, asker: Asker): Promise<AnsweredUser> {
    const { id, what, reason } = command;
    const before = await this.known(userId, asker.person);
    if (before.id === asker.person.id && what !== 'sessions') throw new ApiError('own-account');
    const wish = resetOf(before, what);
    if (wish.grant !== null) this.grants.requireReason(reason);
    const invitation = what === 'password' ? newInvitation(this.clock.realNow()) : null;
    const { isRepeat } = await this.commit(
      { id, requestHash: requestHash('resetUser', userId, command), isNeeded: true },
      async (desk) => {
        const { manager } = desk;
        const user = await this.present(userId, manager);
        const { actor } = asker;
        const changes = await this.writer.change(desk, { ...resetOf(user, what), end: null }, { actor });
        const reset = await this.writer.reset(manager, user, { what, actor, invitation });
        return [...changes, ...reset, await this.writer.end(manager, user, { reason: 'reset', actor })];
      },
    );
    const approval = await this.ask({ id, user: before, grant: wish.grant, reason }, asker);
    return { answer: await this.answer(userId, isRepeat ? null : invitation, approval), isRepeat };
  }

  /** The account, if this person may manage it. */
  private async known(userId: string, person: Person): Promise<User> {
    const user = await this.users.byId(userId);
    if (user === null) throw new ApiError('user-not-found');
    requirePermission(person, 'user.manage', user.scope);
    return user;
  }

  private async present(userId: string, manager: Transaction): Promise<User> {
    const user = await this.users.byId(userId, manager);
    if (user === null) throw new ApiError('user-not-found');
    return user;
  }

  private async requireRegion(code: string): Promise<void> {
    if (!(await this.repository.knownRegions([code])).has(code)) throw new ApiError('region-not-found');
  }

  /** Runs `work` under the journal's lock, once for each command; where it turns out that nothing is to do, nothing is written. */
  private async commit(
    { isNeeded, ...command }: { id: string; requestHash: string; isNeeded: boolean },
    work: (desk: PassingDesk) => Promise<NewEntry[]>,
  ): Promise<{ isRepeat: boolean }> {
    if (!isNeeded) return { isRepeat: false };
    try {
      return await this.journal.transactAll(command, async (manager, place) => anyOf(await work({ manager, place })));
    } catch (error) {
      if (error instanceof NothingToDo) return { isRepeat: false };
      throw error;
    }
  }

  private async ask({ grant, ...wish }: Wish, asker: Asker): Promise<string | null> {
    return grant === null ? null : this.grants.ask({ ...wish, grant }, asker);
  }

  private async answer(id: string, invitation: NewInvitation | null, approval: string | null): Promise<UserAnswer> {
    const user = await this.repository.row(id, this.clock.realNow());
    if (user === null) throw new ApiError('user-not-found');
    return { user, invitation: invitation === null ? null : invitationOf(invitation), approval };
  }
}

interface Wish {
  readonly id: string;
  readonly user: User;
  readonly grant: Grant | null;
  readonly reason: string | undefined;
}

function resetOf(user: User, what: ResetCommand['what']): UserChange {
  return what === 'sessions' ? changeOf(user, {}) : afterReset(user);
}

/** Somebody else made the same change a moment before. */
class NothingToDo extends Error {}

function anyOf([first, ...others]: readonly NewEntry[]): [NewEntry, ...NewEntry[]] {
  if (first === undefined) throw new NothingToDo();
  return [first, ...others];
}
