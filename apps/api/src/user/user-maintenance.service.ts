import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ResetCommand, UserRow } from '@posko/contracts';
import { NATIONAL_CODE, SYSTEM_ACTOR } from '@posko/domain';
import type { AccountRole, Actor, Scope, User } from '@posko/domain';
import { isTooCommon } from '../platform/access/password-rule';
import { Passwords } from '../platform/access/passwords';
import { newTotpSecret, totpUri } from '../platform/access/second-factor';
import { UsersRepository } from '../platform/access/users.repository';
import { ClockService } from '../platform/clock/clock.service';
import { ApiError } from '../platform/http/api-error';
import { requestHash } from '../platform/journal/chain';
import type { EntryPlace, NewEntry } from '../platform/journal/journal-types';
import { JournalWriter } from '../platform/journal/journal-writer';
import { newInvitation } from './invitation';
import { UserWriter } from './user-writer';
import { UserRepository } from './user.repository';
import type { Transaction } from './user.repository';

/** As the journal names whoever sits at the server's own keyboard. */
const MACHINE_ACTOR: Actor = { ...SYSTEM_ACTOR, name: 'posko user' };
const LANE = { key: 'posko user', isKnown: true };
const PAGE = 500;

export interface NewAccount {
  readonly username: string;
  readonly displayName: string;
  readonly role: AccountRole;
  readonly scope: Scope;
  readonly password: string;
  /** Set up the second factor at once, for scripts that make their codes themselves. */
  readonly hasSecondFactor: boolean;
}

export interface MadeAccount {
  readonly user: User;
  /** What an authenticator reads; told once. */
  readonly secondFactor: string | null;
}

export interface ResetOutcome {
  readonly user: User;
  /** Path of the one-time link to set a password, where that was asked for. */
  readonly invitation: { readonly path: string; readonly endsAt: string } | null;
}

/**
 * What the command line does: no permission is asked, nobody has to approve, since whoever runs commands on the server's
 * machine has the database anyway. The journal tells of it all the same.
 */
@Injectable()
export class UserMaintenanceService {
  constructor(
    private readonly repository: UserRepository,
    private readonly writer: UserWriter,
    private readonly users: UsersRepository,
    private readonly passwords: Passwords,
    private readonly journal: JournalWriter,
    private readonly clock: ClockService,
  ) {}

  /** Throws `region-not-found`, `username-taken`, `password-too-common`. */
  async add(account: NewAccount, actor: Actor = MACHINE_ACTOR): Promise<MadeAccount> {
    const { username: name, displayName, role, scope, password } = account;
    if (isTooCommon(password, name)) throw new ApiError('password-too-common');
    const regions = await this.repository.knownRegions([scope]);
    if (!regions.has(scope) && (await this.repository.hasRegister())) throw new ApiError('region-not-found');
    const passwordHash = await this.passwords.hash(password, LANE);
    const totpSecret = account.hasSecondFactor ? newTotpSecret() : null;
    const user: User = { id: randomUUID(), name, displayName, role, scope, isActive: true, subject: null };
    await this.write(async (manager) => {
      if ((await this.users.byName(name, manager)) !== null) throw new ApiError('username-taken');
      await this.repository.equip(manager, user.id, { passwordHash, totpSecret });
      return this.writer.create(manager, [user], actor);
    });
    return { user, secondFactor: totpSecret === null ? null : totpUri(totpSecret, name) };
  }

  /** All accounts, in the order of their names. */
  async list(): Promise<UserRow[]> {
    const rows: UserRow[] = [];
    for (let isMore = true; isMore;) {
      const query = { limit: PAGE, after: rows.at(-1)?.name };
      const page = await this.repository.list(NATIONAL_CODE, query, this.clock.realNow());
      rows.push(...page.rows);
      isMore = page.rows.length === PAGE;
    }
    return rows;
  }

  /** Takes secrets away and ends all sessions. Throws `user-not-found`. */
  async reset(username: string, what: readonly ResetCommand['what'][]): Promise<ResetOutcome> {
    const user = await this.known(username);
    const invitation = what.includes('password') ? newInvitation(this.clock.realNow()) : null;
    await this.write(async (manager) => {
      const entries: NewEntry[] = [];
      for (const one of what) {
        const reset = { what: one, actor: MACHINE_ACTOR, invitation: one === 'password' ? invitation : null };
        entries.push(...(await this.writer.reset(manager, user, reset)));
      }
      return [...entries, await this.writer.end(manager, user, { reason: 'reset', actor: MACHINE_ACTOR })];
    });
    if (invitation === null) return { user, invitation };
    return { user, invitation: { path: invitation.path, endsAt: new Date(invitation.endsAt).toISOString() } };
  }

  /** Ties an account to one at the identity provider, or with `null` unties it. Throws `user-not-found`, `username-taken`. */
  async link(username: string, subject: User['subject']): Promise<User> {
    const user = { ...(await this.known(username)), subject };
    const other = subject === null ? null : await this.users.bySubject(subject.issuer, subject.sub);
    if (other !== null && other.id !== user.id) throw new ApiError('username-taken');
    await this.write((manager, place) => {
      const change = { user, changed: ['subject' as const], grant: null, end: null };
      return this.writer.change({ manager, place }, change, { actor: MACHINE_ACTOR });
    });
    return user;
  }

  private async known(username: string): Promise<User> {
    const user = await this.users.byName(username);
    if (user === null) throw new ApiError('user-not-found');
    return user;
  }

  private async write(work: (manager: Transaction, place: EntryPlace) => Promise<NewEntry[]>): Promise<void> {
    const id = randomUUID();
    await this.journal.transactAll({ id, requestHash: requestHash('posko user', '', id) }, async (manager, place) => {
      const [first, ...others] = await work(manager, place);
      if (first === undefined) throw new Error('Nothing to write down');
      return [first, ...others];
    });
  }
}
