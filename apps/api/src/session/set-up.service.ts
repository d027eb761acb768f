import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { NATIONAL_CODE, SYSTEM_ACTOR, Scope, isoTime } from '@posko/domain';
import type { User } from '@posko/domain';
import { CredentialsRepository } from '../platform/access/credentials.repository';
import type { Transaction } from '../platform/access/credentials.repository';
import { invitationPath } from '../platform/access/invitation-link';
import { InvitationsRepository } from '../platform/access/invitations.repository';
import { newToken, sha256 } from '../platform/access/secret';
import { UsersRepository } from '../platform/access/users.repository';
import { ClockService } from '../platform/clock/clock.service';
import { requestHash } from '../platform/journal/chain';
import type { NewEntry } from '../platform/journal/journal-types';
import { JournalWriter } from '../platform/journal/journal-writer';

const DAY_MS = 24 * 3_600_000;
/** Asked by every visitor of the sign-in page; the answer changes once in a lifetime. */
const REMEMBER_MS = 5000;
const FIRST_NAME = 'admin';

/** The way in before anyone is in: shown once, to whoever starts the server. */
export interface SetUpLink {
  readonly username: string;
  /** Path and token, to be put behind the server's address. */
  readonly path: string;
  readonly endsAt: string;
}

/** Makes the first administrator. There is no default password: a one-time link sets one. */
@Injectable()
export class SetUpService {
  private remembered: { needsIt: boolean; until: number } | null = null;

  constructor(
    private readonly users: UsersRepository,
    private readonly credentials: CredentialsRepository,
    private readonly invitations: InvitationsRepository,
    private readonly journal: JournalWriter,
    private readonly clock: ClockService,
  ) {}

  /** True while nobody is there who could let others in. */
  async needsSetUp(): Promise<boolean> {
    const now = performance.now();
    if (this.remembered === null || now > this.remembered.until) {
      const needsIt = !(await this.credentials.hasAdministrator());
      this.remembered = { needsIt, until: now + REMEMBER_MS };
    }
    return this.remembered.needsIt;
  }

  /** A new link for the first administrator, in place of any before; null once there is one. */
  async link(): Promise<SetUpLink | null> {
    if (await this.credentials.hasAdministrator()) return null;
    const token = newToken();
    const endsAt = this.clock.realNow() + DAY_MS;
    const id = randomUUID();
    let username = FIRST_NAME;
    await this.journal.transactAll({ id, requestHash: requestHash('setUp', '', id) }, async (manager) => {
      const { user, entries } = await this.firstAdministrator(manager);
      username = user.name;
      await this.invitations.replace(manager, { userId: user.id, endsAt }, sha256(token));
      const body = { user: user.id, credential: 'invitation' as const, actor: SYSTEM_ACTOR };
      const invited: NewEntry = { kind: 'credential.changed.v1', subject: user.scope, body };
      const [first = invited] = entries;
      return entries.length === 0 ? [invited] : [first, invited];
    });
    return { username, path: invitationPath(token), endsAt: isoTime(endsAt) };
  }

  /** The account made at an earlier start, or a new one; the name is taken only from accounts that are no such administrator. */
  private async firstAdministrator(manager: Transaction): Promise<{ user: User; entries: NewEntry[] }> {
    const all = await this.users.all(manager);
    const known = all.find(
      ({ role, scope, isActive }) => role === 'administrator' && scope === NATIONAL_CODE && isActive,
    );
    if (known !== undefined) return { user: known, entries: [] };
    const names = new Set(all.map(({ name }) => name));
    let name = FIRST_NAME;
    for (let n = 2; names.has(name); n++) name = `${FIRST_NAME}-${n}`;
    const user: User = {
      id: randomUUID(),
      name,
      displayName: 'Administrator',
      role: 'administrator',
      scope: Scope.parse(NATIONAL_CODE),
      isActive: true,
      subject: null,
    };
    await this.users.save(manager, [user]);
    return { user, entries: [{ kind: 'user.created.v1', subject: user.scope, body: { user, actor: SYSTEM_ACTOR } }] };
  }
}
