import { Inject, Injectable } from '@nestjs/common';
import type { PendingStep } from '@posko/contracts';
import type { Person } from '@posko/domain';
import { CredentialsRepository } from '../platform/access/credentials.repository';
import type { Account, Transaction } from '../platform/access/credentials.repository';
import { InvitationsRepository } from '../platform/access/invitations.repository';
import { pendingOf } from '../platform/access/session-door';
import { ClockService } from '../platform/clock/clock.service';
import { SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';

export interface Invited {
  readonly account: Account;
  /** Real time. */
  readonly endsAt: number;
}

/** Accounts that a one-time link is for. */
@Injectable()
export class InvitedAccounts {
  constructor(
    @Inject(SERVER_OPTIONS) private readonly options: Pick<ServerOptions, 'isDemo'>,
    private readonly invitations: InvitationsRepository,
    private readonly credentials: CredentialsRepository,
    private readonly clock: ClockService,
  ) {}

  /** The account of a link that still opens; null for any other, also where the account was deactivated since. */
  async byToken(token: Buffer): Promise<Invited | null> {
    const invitation = await this.invitations.find(token, this.clock.realNow());
    if (invitation === null) return null;
    const account = await this.credentials.byId(invitation.userId);
    return account?.user.isActive === true ? { account, endsAt: invitation.endsAt } : null;
  }

  /** Spends the link and sets the password; false where someone else was first, or the account is not to come in any more. */
  async setPassword(
    manager: Transaction,
    { token, userId, hash }: { token: Buffer; userId: string; hash: string },
  ): Promise<boolean> {
    const spent = await this.invitations.spend(manager, token, this.clock.realNow());
    const account = await this.credentials.byId(userId, manager);
    if (spent?.userId !== userId || account?.user.isActive !== true) return false;
    await this.credentials.setPassword(manager, userId, hash);
    return true;
  }

  pendingOf(person: Person): PendingStep | null {
    return pendingOf(person, { hasSecondFactor: false, isDemo: this.options.isDemo });
  }
}
