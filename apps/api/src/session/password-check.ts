import { Injectable } from '@nestjs/common';
import { Attempts } from '../platform/access/attempts';
import type { Attempt } from '../platform/access/attempts';
import { CredentialsRepository } from '../platform/access/credentials.repository';
import type { Account, Credential } from '../platform/access/credentials.repository';
import { Devices } from '../platform/access/devices';
import type { QueueLane } from '../platform/access/fair-queue';
import { Passwords } from '../platform/access/passwords';
import type { Visitor } from '../platform/access/visitor';
import { networkOf } from '../platform/http/address';
import { ApiError } from '../platform/http/api-error';

/** Longer than any name; what is longer is none, and need not fill the memory. */
const NAME_LENGTH = 64;

export interface Guess {
  readonly username: string;
  readonly password: string;
}

/** An account whose password was right. */
export interface Proven {
  readonly account: Account & { readonly credential: Credential & { readonly passwordHash: string } };
  /** Where the person stands in line, also for what follows. */
  readonly lane: QueueLane;
  readonly attempt: Attempt;
}

/**
 * Compares a name and a password. The same refusal after about the same time whether the name, the password or the account is
 * wrong. The throttle comes before anything that costs something; a device on which the person is known has a lane of its own,
 * so that no stranger can close the door on them.
 */
@Injectable()
export class PasswordCheck {
  constructor(
    private readonly attempts: Attempts,
    private readonly passwords: Passwords,
    private readonly credentials: CredentialsRepository,
    private readonly devices: Devices,
  ) {}

  async check({ username, password }: Guess, visitor: Visitor): Promise<Proven> {
    const name = username.trim().toLowerCase().slice(0, NAME_LENGTH);
    const lane = await this.laneOf(name, visitor);
    const attempt = this.take(name, lane);
    // No text of the database holds this character, and so no name.
    const account = name.includes('\0') ? null : await this.credentials.byName(name);
    const kept = account?.credential.passwordHash ?? null;
    if (account === null || kept === null || !account.user.isActive) {
      await this.passwords.pretend(password, lane);
      throw new ApiError('sign-in-refused');
    }
    if (!(await this.passwords.isRight(password, kept, lane))) throw new ApiError('sign-in-refused');
    return { account: { ...account, credential: { ...account.credential, passwordHash: kept } }, lane, attempt };
  }

  private async laneOf(name: string, { device, address }: Visitor): Promise<QueueLane> {
    const known = await this.devices.known(device, name);
    if (known !== null) return { key: `${name} on ${known}`, isKnown: true };
    return { key: `${name} from ${networkOf(address)}`, isKnown: false };
  }

  private take(name: string, lane: QueueLane): Attempt {
    const own = this.attempts.take('password', lane.key);
    if (lane.isKnown) return own;
    const all = this.attempts.take('name', name);
    return {
      succeeded: () => {
        own.succeeded();
        all.succeeded();
      },
      wasNone: () => {
        own.wasNone();
        all.wasNone();
      },
    };
  }
}
