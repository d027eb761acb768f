import { Injectable } from '@nestjs/common';
import type { InvitationRequest, InvitationResponse } from '@posko/contracts';
import { isoTime } from '@posko/domain';
import type { Person } from '@posko/domain';
import { Attempts } from '../platform/access/attempts';
import type { Attempt } from '../platform/access/attempts';
import type { Transaction } from '../platform/access/credentials.repository';
import { isTooCommon } from '../platform/access/password-rule';
import { Passwords } from '../platform/access/passwords';
import { sha256 } from '../platform/access/secret';
import { SessionDoor } from '../platform/access/session-door';
import { actorOf } from '../platform/access/signed-in';
import type { Visitor } from '../platform/access/visitor';
import { networkOf } from '../platform/http/address';
import { ApiError } from '../platform/http/api-error';
import type { NewEntry } from '../platform/journal/journal-types';
import { InvitedAccounts } from './invited-accounts';
import type { Invited } from './invited-accounts';
import { personOf } from './sign-in.service';
import type { Entered } from './sign-in.service';

/** One-time links: whom they are for, and in by setting a password. Whoever tries links that are none is slowed. */
@Injectable()
export class InvitationService {
  constructor(
    private readonly attempts: Attempts,
    private readonly invited: InvitedAccounts,
    private readonly passwords: Passwords,
    private readonly door: SessionDoor,
  ) {}

  async look(token: string, visitor: Visitor): Promise<InvitationResponse> {
    const { account, endsAt } = await this.find(token, visitor);
    const { name: username, displayName } = account.user;
    return { username, displayName, endsAt: isoTime(endsAt) };
  }

  /** Sets the password and lets in. Other sessions of the account end, and whoever has a second factor shows it still. */
  async accept({ token, password }: InvitationRequest, visitor: Visitor): Promise<Entered> {
    const { account } = await this.find(token, visitor);
    const { user, credential } = account;
    if (isTooCommon(password, user.name)) throw new ApiError('password-too-common');
    const hash = await this.passwords.hash(password, { key: user.id, isKnown: true });
    const person = personOf(user);
    const hasSecondFactor = credential.totpSecret !== null;
    const pending = hasSecondFactor ? 'second-factor' : this.invited.pendingOf(person);
    const owner = { userId: user.id };
    const opened = await this.door.open(
      { person, owner, method: 'invitation', pending, hasSecondFactor, origin: visitor },
      async (manager) => {
        if (!(await this.invited.setPassword(manager, { token: sha256(token), userId: user.id, hash })))
          throw new ApiError('invitation-refused');
        return this.entriesOf(manager, person, visitor);
      },
    );
    return { opened, name: user.name };
  }

  private async entriesOf(manager: Transaction, person: Person, { address }: Visitor): Promise<NewEntry[]> {
    const actor = actorOf(person, address);
    const body = { user: person.id, credential: 'password' as const, actor };
    const ended = await this.door.endAll(manager, person, actor);
    return [{ kind: 'credential.changed.v1', subject: person.scope, body }, ...ended];
  }

  private async find(token: string, { address }: Visitor): Promise<Invited> {
    const attempt: Attempt = this.attempts.take('invitation', networkOf(address));
    const invited = await this.invited.byToken(sha256(token));
    if (invited === null) throw new ApiError('invitation-refused');
    attempt.wasNone();
    return invited;
  }
}
