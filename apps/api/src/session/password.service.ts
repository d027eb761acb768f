import { Injectable } from '@nestjs/common';
import type { PasswordRequest } from '@posko/contracts';
import { CredentialsRepository } from '../platform/access/credentials.repository';
import { isTooCommon } from '../platform/access/password-rule';
import { Passwords } from '../platform/access/passwords';
import { SessionDoor } from '../platform/access/session-door';
import { ApiError } from '../platform/http/api-error';
import { PasswordCheck } from './password-check';
import type { Self } from './self';

@Injectable()
export class PasswordService {
  constructor(
    private readonly check: PasswordCheck,
    private readonly passwords: Passwords,
    private readonly credentials: CredentialsRepository,
    private readonly door: SessionDoor,
  ) {}

  /** A new password for the own account. Whoever else is signed in with the old one is out. */
  async change({ current, next }: PasswordRequest, { signedIn, actor, visitor }: Self): Promise<void> {
    const { person } = signedIn;
    // A crew has no account, and so no password.
    if (person.role === 'field') throw new ApiError('forbidden');
    if (isTooCommon(next, person.name)) throw new ApiError('password-too-common');
    const { account, lane, attempt } = await this.check.check({ username: person.name, password: current }, visitor);
    const hash = await this.passwords.hash(next, lane);
    await this.door.write(async (manager) => {
      const now = await this.credentials.byId(person.id, manager);
      if (now?.credential.passwordHash !== account.credential.passwordHash) throw new ApiError('sign-in-refused');
      await this.credentials.setPassword(manager, person.id, hash);
      const ended = await this.door.endOthers(manager, signedIn, actor);
      const body = { user: person.id, credential: 'password' as const, actor };
      return [{ kind: 'credential.changed.v1', subject: person.scope, body }, ...ended];
    });
    attempt.succeeded();
  }
}
