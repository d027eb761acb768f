import { Inject, Injectable, Logger } from '@nestjs/common';
import type { SignInRequest } from '@posko/contracts';
import type { Person, User } from '@posko/domain';
import { CredentialsRepository } from '../platform/access/credentials.repository';
import type { Transaction } from '../platform/access/credentials.repository';
import { Passwords } from '../platform/access/passwords';
import { SessionDoor, pendingOf } from '../platform/access/session-door';
import type { OpenedSession } from '../platform/access/session-store';
import { actorOf } from '../platform/access/signed-in';
import type { Visitor } from '../platform/access/visitor';
import { SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';
import { ApiError } from '../platform/http/api-error';
import type { NewEntry } from '../platform/journal/journal-types';
import { PasswordCheck } from './password-check';
import type { Proven } from './password-check';
import { SecondFactorCheck } from './second-factor-check';
import type { ShownCode } from './second-factor-check';

/** Someone let in: the session, and the name that the device may know from now on. */
export interface Entered {
  readonly opened: OpenedSession;
  readonly name: string;
}

@Injectable()
export class SignInService {
  private readonly logger = new Logger(SignInService.name);

  constructor(
    @Inject(SERVER_OPTIONS) private readonly options: Pick<ServerOptions, 'isDemo'>,
    private readonly door: SessionDoor,
    private readonly check: PasswordCheck,
    private readonly codes: SecondFactorCheck,
    private readonly credentials: CredentialsRepository,
    private readonly passwords: Passwords,
  ) {}

  async signIn({ code, ...guess }: SignInRequest, visitor: Visitor): Promise<Entered> {
    const proven = await this.check.check(guess, visitor);
    const shown = this.shownCode(proven, code);
    const opened = await this.open(proven, shown, visitor);
    proven.attempt.succeeded();
    shown?.succeeded();
    this.refresh(proven, guess.password);
    return { opened, name: proven.account.user.name };
  }

  /** The code of whoever has a second factor; the right password alone is no guess, and no sign-in either. */
  private shownCode({ account, lane, attempt }: Proven, code: string | undefined): ShownCode | null {
    if (account.credential.totpSecret === null) return null;
    attempt.wasNone();
    if (code === undefined) throw new ApiError('second-factor-required');
    return this.codes.check(account, code, lane.isKnown ? lane.key : '');
  }

  private open({ account }: Proven, shown: ShownCode | null, visitor: Visitor): Promise<OpenedSession> {
    const { user, credential } = account;
    const person = personOf(user);
    const hasSecondFactor = credential.totpSecret !== null;
    const pending = pendingOf(person, { hasSecondFactor, isDemo: this.options.isDemo });
    const owner = { userId: user.id };
    return this.door.open(
      { person, owner, method: 'password', pending, hasSecondFactor, origin: visitor },
      async (manager): Promise<NewEntry[]> => {
        await this.refuseIfChanged(manager, account);
        return (await shown?.spend(manager, actorOf(person, visitor.address))) ?? [];
      },
    );
  }

  /** What was true when the password was compared may have been undone while it was. */
  private async refuseIfChanged(manager: Transaction, { user, credential }: Proven['account']): Promise<void> {
    const now = await this.credentials.byId(user.id, manager);
    const isSame =
      now?.user.isActive === true &&
      now.credential.passwordHash === credential.passwordHash &&
      now.credential.totpSecret === credential.totpSecret;
    if (!isSame) throw new ApiError('sign-in-refused');
  }

  /** Hashes made with parameters of another day are made anew, now that the password is at hand. */
  private refresh({ account, lane }: Proven, password: string): void {
    const { passwordHash } = account.credential;
    if (!this.passwords.isOutdated(passwordHash)) return;
    this.passwords
      .hash(password, lane)
      .then((hash) => this.credentials.rehash(account.user.id, passwordHash, hash))
      .catch((error: unknown) => {
        this.logger.warn(`A password could not be hashed anew: ${String(error)}`);
      });
  }
}

export function personOf({ id, name, displayName, role, scope }: User): Person {
  return { id, name, displayName, role, scope };
}
