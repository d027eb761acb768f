import { Injectable } from '@nestjs/common';
import type { RecoveryCodes, SecondFactorOffer, SecondFactorRequest } from '@posko/contracts';
import { printedRecoveryCode } from '@posko/domain';
import type { Actor, JournalBody } from '@posko/domain';
import { CredentialsRepository } from '../platform/access/credentials.repository';
import type { Account, Transaction } from '../platform/access/credentials.repository';
import { newRecoveryCodes, newTotpSecret, recoveryHash, totpUri } from '../platform/access/second-factor';
import { SessionDoor } from '../platform/access/session-door';
import { limitsOf } from '../platform/access/session-limits';
import { SessionsRepository } from '../platform/access/sessions.repository';
import type { SignedIn } from '../platform/access/signed-in';
import { ApiError } from '../platform/http/api-error';
import type { NewEntry } from '../platform/journal/journal-types';
import { PasswordCheck } from './password-check';
import { SecondFactorCheck } from './second-factor-check';
import type { Self } from './self';

/** Sets up the second factor of the own account, and takes it from whoever came in by a link and has one already. */
@Injectable()
export class SecondFactorService {
  constructor(
    private readonly credentials: CredentialsRepository,
    private readonly codes: SecondFactorCheck,
    private readonly passwords: PasswordCheck,
    private readonly sessions: SessionsRepository,
    private readonly door: SessionDoor,
  ) {}

  /** A key for the authenticator app. A key offered before is void from then on. */
  async offer({ person }: SignedIn): Promise<SecondFactorOffer> {
    const { credential } = await this.accountOf(person.id);
    if (credential.totpSecret !== null) throw new ApiError('second-factor-set');
    const secret = newTotpSecret();
    await this.credentials.offerTotp(person.id, secret);
    return { secret, uri: totpUri(secret, person.name) };
  }

  async confirm(request: SecondFactorRequest, self: Self): Promise<RecoveryCodes> {
    const account = await this.accountOf(self.signedIn.person.id);
    const { totpSecret, totpOffered } = account.credential;
    if (totpSecret === null) return this.setUp({ account, offered: totpOffered, request }, self);
    if (self.signedIn.pending !== 'second-factor') throw new ApiError('second-factor-set');
    return this.show(account, request.code, self);
  }

  private async setUp(
    { account, offered, request }: { account: Account; offered: string | null; request: SecondFactorRequest },
    self: Self,
  ): Promise<RecoveryCodes> {
    const { signedIn, actor } = self;
    if (offered === null) throw new ApiError('sign-in-refused');
    // Whoever finds a screen unlocked must not make it their own; one who has just signed in has shown the password.
    if (signedIn.pending === null) await this.checkPassword(request.password, self);
    const { step, succeeded } = this.codes.checkOffered(account, offered, request.code);
    const recoveryCodes = newRecoveryCodes();
    const recoveryHashes = recoveryCodes.map(recoveryHash).filter((hash) => hash !== null);
    await this.door.write(async (manager) => {
      const isFirst = await this.credentials.confirmTotp(manager, account.user.id, { offered, step, recoveryHashes });
      if (!isFirst) throw new ApiError('second-factor-set');
      await this.finish(manager, signedIn);
      return [changed(account, 'secondFactor', actor)];
    });
    succeeded();
    return { recoveryCodes: recoveryCodes.map(printedRecoveryCode) };
  }

  /** Finishes a sign-in by link: the link stands for the password only. */
  private async show(account: Account, code: string, { signedIn, actor }: Self): Promise<RecoveryCodes> {
    const shown = this.codes.check(account, code, '');
    await this.door.write(async (manager) => {
      const spent = await shown.spend(manager, actor);
      await this.finish(manager, signedIn);
      const [lead = changed(account, 'invitation', actor), ...others] = spent;
      return [lead, ...others];
    });
    shown.succeeded();
    return { recoveryCodes: [] };
  }

  private async checkPassword(password: string | undefined, { signedIn, visitor }: Self): Promise<void> {
    if (password === undefined) throw new ApiError('sign-in-refused');
    const { attempt } = await this.passwords.check({ username: signedIn.person.name, password }, visitor);
    attempt.succeeded();
  }

  private async finish(manager: Transaction, { pending, person, session, startedAt }: SignedIn): Promise<void> {
    if (pending !== 'second-factor') return;
    const { idleMs, absoluteMs } = limitsOf(person.role, false);
    await this.sessions.finish(manager, session, { idleMs, endsAt: startedAt + absoluteMs });
  }

  /** A crew has no account. */
  private async accountOf(id: string): Promise<Account> {
    const account = await this.credentials.byId(id);
    if (account === null) throw new ApiError('forbidden');
    return account;
  }
}

function changed(
  { user }: Account,
  credential: JournalBody<'credential.changed.v1'>['credential'],
  actor: Actor,
): NewEntry {
  return { kind: 'credential.changed.v1', subject: user.scope, body: { user: user.id, credential, actor } };
}
