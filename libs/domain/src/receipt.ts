/** Crockford's base 32: no I, L, O, U, so a receipt can be read out over the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
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
  let value = 0;
  for (const digit of seq) {
    const worth = ALPHABET.indexOf(digit);
    if (worth < 0) return null;
    value = value * 32 + worth;
  }
  return Number.isSafeInteger(value) ? value : null;
}

/** A receipt as typed, in its printed form. */
export function normaliseReceipt(receipt: string): string {
  return receipt.trim().toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}

function encode(value: number): string {
  let digits = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 32)) digits = (ALPHABET[rest % 32] ?? '') + digits;
  return digits || '0';
}
