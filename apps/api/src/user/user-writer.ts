import { Injectable } from '@nestjs/common';
import type { RESETS } from '@posko/contracts';
import { may } from '@posko/domain';
import type { Actor, PersonRef, User } from '@posko/domain';
import { SessionsRepository } from '../platform/access/sessions.repository';
import { UsersRepository } from '../platform/access/users.repository';
import { ApiError } from '../platform/http/api-error';
import { IncidentHands } from '../platform/incident/incident-hands';
import type { PassingDesk } from '../platform/incident/incident-hands';
import type { NewEntry } from '../platform/journal/journal-types';
import type { NewInvitation } from './invitation';
import type { UserChange } from './user-change';
import { UserRepository } from './user.repository';
import type { Transaction } from './user.repository';

/** Who stands behind a change. */
export interface Behind {
  readonly actor: Actor;
  readonly approvedBy?: PersonRef;
}

export interface Reset {
  readonly what: (typeof RESETS)[number];
  readonly actor: Actor;
  readonly invitation: NewInvitation | null;
}

/** What decides where somebody may work. */
const RIGHTS: readonly (keyof User)[] = ['isActive', 'role', 'scope'];

/** Writes accounts within the transaction that holds the journal's lock, and says what the journal is to tell of it. */
@Injectable()
export class UserWriter {
  constructor(
    private readonly repository: UserRepository,
    private readonly users: UsersRepository,
    private readonly sessions: SessionsRepository,
    private readonly hands: IncidentHands,
  ) {}

  async create(manager: Transaction, users: readonly User[], actor: Actor): Promise<NewEntry[]> {
    await this.users.save(manager, users);
    return users.map((user) => ({ kind: 'user.created.v1', subject: user.scope, body: { user, actor } }));
  }

  /** Entries of a change, which come first in their transaction; none where nothing is other than before. */
  async change(desk: PassingDesk, change: UserChange, { actor, approvedBy }: Behind): Promise<NewEntry[]> {
    const { user, changed, end } = change;
    const { manager } = desk;
    if (changed.length === 0) return [];
    await this.refuseIfLast(manager, user);
    await this.users.save(manager, [user]);
    const body = { user, changed, actor, ...(approvedBy === undefined ? {} : { approvedBy }) };
    const entry: NewEntry = { kind: 'user.changed.v1', subject: user.scope, body };
    // The end first: connections are told why before the change closes them.
    const entries = end === null ? [entry] : [await this.end(manager, user, { reason: end, actor }), entry];
    const place = { ...desk.place, seq: desk.place.seq + entries.length };
    return [...entries, ...(await this.letGo({ manager, place }, change, actor))];
  }

  /** Incidents that the account may not work on any more would be nobody's to touch: they go back to the queue. */
  private async letGo(desk: PassingDesk, { user, changed }: UserChange, actor: Actor): Promise<NewEntry[]> {
    if (!changed.some((field) => RIGHTS.includes(field))) return [];
    const isMeant = (place: string): boolean => !user.isActive || !may(user, 'incident.write', place);
    return this.hands.pass({ from: user.id, to: null, actor, isMeant }, desk);
  }

  /** Signs an account out everywhere; every instance hears of it by the entry. */
  async end(
    manager: Transaction,
    user: User,
    { reason, actor }: { reason: 'deactivated' | 'reset'; actor: Actor },
  ): Promise<NewEntry> {
    await this.sessions.delete(manager, await this.sessions.idsOf(manager, { userId: user.id }));
    return { kind: 'session.ended.v1', subject: user.scope, body: { person: user.id, session: null, reason, actor } };
  }

  /** Takes a secret away, and for a password gives the link to set another. */
  async reset(manager: Transaction, user: User, { what, actor, invitation }: Reset): Promise<NewEntry[]> {
    if (what === 'sessions') return [];
    if (what === 'secondFactor') await this.repository.forgetSecondFactor(manager, user.id);
    else await this.repository.forgetPassword(manager, user.id);
    if (invitation !== null) await this.invite(manager, [{ user, invitation }]);
    const body = { user: user.id, credential: what, actor };
    return [{ kind: 'credential.changed.v1', subject: user.scope, body }];
  }

  async invite(
    manager: Transaction,
    invited: readonly { user: Pick<User, 'id'>; invitation: NewInvitation }[],
  ): Promise<void> {
    const links = invited.map(({ user, invitation }) => ({ token: invitation.hash, userId: user.id }));
    await this.repository.invite(manager, links, invited[0]?.invitation.endsAt ?? 0);
  }

  /** Someone has to be left who can let others in. Asked under the journal's lock: two cannot dismiss each other at once. */
  private async refuseIfLast(manager: Transaction, user: User): Promise<void> {
    const roots = await this.repository.rootAdministrators(manager);
    if (!roots.includes(user.id) || roots.length > 1) return;
    const isStill =
      user.isActive && user.role === 'administrator' && (await this.repository.isRoot(manager, user.scope));
    if (!isStill) throw new ApiError('last-administrator');
  }
}
