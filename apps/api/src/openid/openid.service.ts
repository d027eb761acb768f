import { Inject, Injectable } from '@nestjs/common';
import type { PendingStep } from '@posko/contracts';
import { SECOND_FACTOR_ROLES } from '@posko/domain';
import type { User } from '@posko/domain';
import { CredentialsRepository } from '../platform/access/credentials.repository';
import { SessionDoor } from '../platform/access/session-door';
import type { Origin } from '../platform/access/session-door';
import type { OpenedSession } from '../platform/access/session-store';
import { actorOf } from '../platform/access/signed-in';
import { UsersRepository } from '../platform/access/users.repository';
import { SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';
import { ApiError } from '../platform/http/api-error';
import type { NewEntry } from '../platform/journal/journal-types';
import { hasSecondFactor, namesOf } from './openid-person';
import type { Vouched } from './openid-provider';

interface Found {
  readonly user: User;
  /** Found by name: from now on it belongs to this person at the provider. */
  readonly isNew: boolean;
}

/** Signs people in whom the office's provider vouches for. It never makes an account: who may come in is decided here. */
@Injectable()
export class OpenIdService {
  constructor(
    @Inject(SERVER_OPTIONS) private readonly options: ServerOptions,
    private readonly users: UsersRepository,
    private readonly credentials: CredentialsRepository,
    private readonly door: SessionDoor,
  ) {}

  async signIn(vouched: Vouched, origin: Origin): Promise<OpenedSession> {
    const found = await this.accountOf(vouched);
    const { user } = found;
    const pending = await this.pendingOf(user, vouched);
    const { id, name, displayName, role, scope } = user;
    const person = { id, name, displayName, role, scope };
    const isProven = hasSecondFactor(vouched.claims);
    const entering = {
      person,
      owner: { userId: id },
      method: 'openid',
      pending,
      hasSecondFactor: isProven,
      origin,
    } as const;
    return this.door.open(entering, async (manager): Promise<NewEntry[]> => {
      const present = await this.users.byId(id, manager);
      if (present?.isActive !== true || present.role !== role) throw new ApiError('sign-in-refused');
      if (!found.isNew) return [];
      const linked = { ...present, subject: { issuer: vouched.issuer, sub: vouched.claims.sub } };
      await this.users.save(manager, [linked]);
      const body = { user: linked, changed: ['subject'], actor: actorOf(person, origin.address) };
      return [{ kind: 'user.changed.v1', subject: scope, body }];
    });
  }

  /** The account that belongs to this person at the provider. Throws `sign-in-refused` where there is none. */
  private async accountOf({ issuer, claims }: Vouched): Promise<Found> {
    const linked = await this.users.bySubject(issuer, claims.sub);
    if (linked?.isActive === true) return { user: linked, isNew: false };
    if (linked !== null) throw new ApiError('sign-in-refused');
    for (const name of namesOf(claims, this.options.openid?.domain)) {
      const user = await this.users.byName(name);
      // A name is no proof enough for roles that can harm many: those are linked by hand (`posko user link`).
      if (user?.isActive === true && user.subject === null && !SECOND_FACTOR_ROLES.includes(user.role)) {
        return { user, isNew: true };
      }
    }
    throw new ApiError('sign-in-refused');
  }

  /** Who has a second factor with us shows it, unless the provider asked for one: its second factor is as good. */
  private async pendingOf(user: User, { claims }: Vouched): Promise<PendingStep | null> {
    if (hasSecondFactor(claims)) return null;
    const account = await this.credentials.byId(user.id);
    const isNeeded = SECOND_FACTOR_ROLES.includes(user.role) || typeof account?.credential.totpSecret === 'string';
    return isNeeded ? 'second-factor' : null;
  }
}
