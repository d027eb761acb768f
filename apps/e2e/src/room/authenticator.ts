import { generateSync } from 'otplib';

const PERIOD_S = 30;

/**
 * The app on somebody's telephone. A code counts once, and one of the period before or after is taken too: so three fresh ones
 * can be had within half a minute, and after that there are the recovery codes.
 */
export class Authenticator {
  private last = 0;

  constructor(
    private readonly secret: string,
    private readonly recoveryCodes: string[] = [],
  ) {}

  /** A code that was not shown before, the oldest that still counts. */
  code(): string {
    const now = Math.floor(Date.now() / 1000 / PERIOD_S);
    const step = [now - 1, now, now + 1].find((one) => one > this.last);
    if (step === undefined) return this.recoveryCode();
    this.last = step;
    return generateSync({ secret: this.secret, epoch: step * PERIOD_S });
  }

  /** One of those on paper. */
  recoveryCode(): string {
    const code = this.recoveryCodes.pop();
    if (code === undefined) throw new Error('No code is left');
    return code;
  }

  keep(recoveryCodes: readonly string[]): void {
    this.recoveryCodes.push(...recoveryCodes);
  }
}
