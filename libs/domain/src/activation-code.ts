import { DIGITS, readDigits } from './base32';

/**
 * One-time code by which a crew binds its device to its TPS: nine random digits of base 32 and one that checks them.
 * The check is a sum over GF(32) in which each place weighs differently, so every wrong digit and every two exchanged ones
 * are told from a code that was never given out.
 */
export const ACTIVATION_CODE_LENGTH = 10;
/** Random bits in a code come from so many bytes, five bits of each. */
export const ACTIVATION_CODE_BYTES = ACTIVATION_CODE_LENGTH - 1;

/** x^5 + x^2 + 1, irreducible over GF(2). */
const FIELD = 0b100101;

/** The code that nine bytes make; of each byte the lowest five bits count. */
export function activationCodeOf(bytes: Uint8Array): string {
  const digits = Array.from(bytes.subarray(0, ACTIVATION_CODE_BYTES), (byte) => byte & 31);
  return [...digits, checkDigit(digits)].map((digit) => DIGITS[digit]).join('');
}

/** A code as typed (case, spaces, dashes and look-alike letters are forgiven) in its printed form; null if it cannot be one. */
export function readActivationCode(text: string): string | null {
  const digits = readDigits(text.replaceAll(/[\s-]/g, ''));
  if (digits?.length !== ACTIVATION_CODE_LENGTH) return null;
  const isSound = checkDigit(digits.slice(0, -1)) === digits.at(-1);
  return isSound ? digits.map((digit) => DIGITS[digit]).join('') : null;
}

/** As it is printed and read out: in two halves. */
export function printedActivationCode(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** Horner's rule: the first digit weighs α^9, the last α, so that the check digit itself weighs 1. */
function checkDigit(digits: readonly number[]): number {
  return digits.reduce((sum, digit) => doubled(sum ^ digit), 0);
}

/** Times α, the field's generator. */
function doubled(value: number): number {
  const shifted = value << 1;
  return shifted > 31 ? shifted ^ FIELD : shifted;
}
