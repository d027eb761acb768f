import { DIGITS, forgiveLookAlikes, readDigits } from './base32';

const PROOF_DIGITS = 8;

/**
 * Receipt of a journal entry: its number and the first 40 bits of its hash, as `SEQ-PROOF1-PROOF2` in base 32.
 * It finds the entry without an index and cannot be guessed.
 * @param hash the entry's hash, at least 5 bytes
 */
export function receiptOf(seq: number, hash: Uint8Array): string {
  const proof = hash.subarray(0, 5).reduce((value, byte) => value * 256 + byte, 0);
  const digits = encode(proof).padStart(PROOF_DIGITS, '0');
  return `${encode(seq)}-${digits.slice(0, 4)}-${digits.slice(4)}`;
}

/** Number of the entry a receipt tells of, or null if it has not the form of one. Case and look-alike letters are forgiven. */
export function seqOfReceipt(receipt: string): number | null {
  const [seq, ...proof] = normaliseReceipt(receipt).split('-');
  if (!seq || seq.length > 10 || proof.join('').length !== PROOF_DIGITS) return null;
  const value = readDigits(seq)?.reduce((sum, digit) => sum * 32 + digit, 0) ?? NaN;
  return Number.isSafeInteger(value) ? value : null;
}

/** A receipt as typed, in its printed form. */
export function normaliseReceipt(receipt: string): string {
  return forgiveLookAlikes(receipt);
}

function encode(value: number): string {
  let digits = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 32)) digits = (DIGITS[rest % 32] ?? '') + digits;
  return digits || '0';
}
