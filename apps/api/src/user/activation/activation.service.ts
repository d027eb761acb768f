import { Injectable } from '@nestjs/common';
import type { ActivationCommand } from '@posko/contracts';
import { readActivationCode } from '@posko/domain';
import { Attempts } from '../../platform/access/attempts';
import { crewOf } from '../../platform/access/held-session';
import { SessionDoor } from '../../platform/access/session-door';
import type { Origin } from '../../platform/access/session-door';
import type { OpenedSession } from '../../platform/access/session-store';
import { actorOf } from '../../platform/access/signed-in';
import { ClockService } from '../../platform/clock/clock.service';
import { networkOf } from '../../platform/http/address';
import { ApiError } from '../../platform/http/api-error';
import { codeHash } from './activation-codes';
import { ActivationRepository } from './activation.repository';
import type { StoredCode } from './activation.repository';

/** A device that did not hear the answer may show its code once more within this time. */
const LOST_ANSWER_MS = 10 * 60_000;

/** Binds devices to TPS: a code is spent in the transaction that opens the session. */
@Injectable()
export class ActivationService {
  constructor(
    private readonly activations: ActivationRepository,
    private readonly attempts: Attempts,
    private readonly door: SessionDoor,
    private readonly clock: ClockService,
  ) {}

  async activate(command: ActivationCommand, origin: Origin): Promise<OpenedSession> {
    const { tps } = command;
    const code = readActivationCode(command.code);
    // A slip of the finger is no guess: such a code was never given out, and saying so tells nothing.
    if (code === null) throw new ApiError('activation-refused', { isSlip: true });
    const network = networkOf(origin.address);
    const attempts = [
      this.attempts.take('activationAddress', network),
      this.attempts.take('activation', `${tps} ${network}`),
    ];
    const hash = codeHash(tps, code);
    const device = command.id ?? null;
    // Looked at before the journal's lock is taken: wrong codes must not make reports wait.
    this.check(await this.activations.code(tps), hash, device);
    const person = crewOf(tps);
    const owner = { tps };
    const entering = { person, owner, method: 'activation', pending: null, hasSecondFactor: false, origin } as const;
    const opened = await this.door.open(entering, async (manager) => {
      this.check(await this.activations.code(tps, manager), hash, device);
      await this.activations.spend(manager, tps, { at: this.clock.realNow(), by: device });
      return this.door.endAll(manager, person, actorOf(person, origin.address));
    });
    for (const attempt of attempts) attempt.succeeded();
    return opened;
  }

  private check(stored: StoredCode | null, hash: string, device: string | null): void {
    if (stored === null || stored.hash !== hash || !this.isOpen(stored, device))
      throw new ApiError('activation-refused');
  }

  private isOpen({ usedAt, usedBy }: StoredCode, device: string | null): boolean {
    if (usedAt === null) return true;
    return device !== null && usedBy === device && this.clock.realNow() - usedAt < LOST_ANSWER_MS;
  }
}
