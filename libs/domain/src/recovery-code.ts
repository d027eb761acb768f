import { DIGITS, readDigits } from './base32';

/** Five random bits each: eighty cannot be guessed. */
export const RECOVERY_CODE_LENGTH = 16;

/** A code for the day on which the telephone with the second factor is lost, from one byte per digit; its lowest five bits count. */
export function recoveryCodeOf(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, RECOVERY_CODE_LENGTH), (byte) => DIGITS[byte & 31]).join('');
}

/** A code as typed (case, spaces, dashes and look-alike letters are forgiven) in its plain form; null if it cannot be one. */
export function readRecoveryCode(text: string): string | null {
  const digits = readDigits(text.replaceAll(/[\s-]/g, ''));
  return digits?.length === RECOVERY_CODE_LENGTH ? digits.map((digit) => DIGITS[digit]).join('') : null;
}

/** As it is printed: in groups of four. */
export function printedRecoveryCode(code: string): string {
  return code.replaceAll(/.{4}(?=.)/g, '$&-');
}
