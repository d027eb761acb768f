import { Injectable } from '@nestjs/common';
import type { Actor } from '@posko/domain';
import { Attempts } from '../platform/access/attempts';
import { CredentialsRepository } from '../platform/access/credentials.repository';
import type { Account, Transaction } from '../platform/access/credentials.repository';
import { recoveryHash, totpStep } from '../platform/access/second-factor';
import { ClockService } from '../platform/clock/clock.service';
import { ApiError } from '../platform/http/api-error';
import type { NewEntry } from '../platform/journal/journal-types';

/** A code that looks right: it counts once it is spent, in the transaction of what it opens. */
export interface ShownCode {
  spend(manager: Transaction, actor: Actor): Promise<NewEntry[]>;
  /** To be told once that transaction is through. */
  succeeded(): void;
}

/** Checks codes of the second factor, and recovery codes in their place. Each counts once. */
@Injectable()
export class SecondFactorCheck {
  constructor(
    private readonly attempts: Attempts,
    private readonly credentials: CredentialsRepository,
    private readonly clock: ClockService,
  ) {}

  /** Throws unless `code` may be one of the account. `place` is where the person stands: a device of their own, or anywhere. */
  check({ user, credential }: Account, code: string, place: string): ShownCode {
    const attempt = this.attempts.take('secondFactor', `${user.id} ${place}`);
    const typed = code.replaceAll(/\s/g, '');
    const step = totpStep(credential.totpSecret ?? '', typed, this.clock.realNow());
    const hash = step === null ? recoveryHash(typed) : null;
    if (step === null && hash === null) throw new ApiError('sign-in-refused');
    const spend = async (manager: Transaction, actor: Actor): Promise<NewEntry[]> => {
      if (step !== null) return this.spendStep(manager, user.id, step);
      return hash === null ? [] : this.spendRecoveryCode(manager, { ...user, hash }, actor);
    };
    return {
      spend,
      succeeded: () => {
        attempt.succeeded();
      },
    };
  }

  /** The same for a key that was offered and counts from now on. */
  checkOffered({ user }: Account, offered: string, code: string): { step: number; succeeded: () => void } {
    const attempt = this.attempts.take('secondFactor', `${user.id} offered`);
    const step = totpStep(offered, code.replaceAll(/\s/g, ''), this.clock.realNow());
    if (step === null) throw new ApiError('sign-in-refused');
    return {
      step,
      succeeded: () => {
        attempt.succeeded();
      },
    };
  }

  private async spendStep(manager: Transaction, userId: string, step: number): Promise<NewEntry[]> {
    if (!(await this.credentials.spendStep(manager, userId, step))) throw new ApiError('sign-in-refused');
    return [];
  }

  private async spendRecoveryCode(
    manager: Transaction,
    { id, scope, hash }: { id: string; scope: string; hash: Buffer },
    actor: Actor,
  ): Promise<NewEntry[]> {
    if (!(await this.credentials.spendRecoveryCode(manager, id, hash))) throw new ApiError('sign-in-refused');
    return [{ kind: 'credential.changed.v1', subject: scope, body: { user: id, credential: 'recoveryCodes', actor } }];
  }
}
