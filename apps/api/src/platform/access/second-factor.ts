import { randomBytes } from 'node:crypto';
import { generateSecret, generateURI, verifySync } from 'otplib';
import { RECOVERY_CODE_LENGTH, readRecoveryCode, recoveryCodeOf } from '@posko/domain';
import { sha256 } from './secret';

/** RFC 6238, as every authenticator app has it. */
const PERIOD_SECONDS = 30;
const ISSUER = 'Posko';

export const RECOVERY_CODES = 10;

export function newTotpSecret(): string {
  return generateSecret();
}

/** What the authenticator app reads from the picture. */
export function totpUri(secret: string, username: string): string {
  return generateURI({ issuer: ISSUER, label: username, secret });
}

/** The time step that a code belongs to, one step early or late at most; null if the code is wrong. */
export function totpStep(secret: string, code: string, now: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const result = verifySync({ secret, token: code, epoch: Math.floor(now / 1000), epochTolerance: PERIOD_SECONDS });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}

export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => recoveryCodeOf(randomBytes(RECOVERY_CODE_LENGTH)));
}

/** What is kept of a recovery code; null if what was typed cannot be one. Eighty random bits need no slow hash. */
export function recoveryHash(typed: string): Buffer | null {
  const code = readRecoveryCode(typed);
  return code === null ? null : sha256(code);
}
