/** Crockford's base 32: no I, L, O, U, so that it can be read out over the phone. */
export const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** As typed, in the printed form: case and look-alike letters are forgiven. */
export function forgiveLookAlikes(text: string): string {
  return text.trim().toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}

/** Worth of each digit, or null if one is none. */
export function readDigits(text: string): number[] | null {
  const digits = Array.from(forgiveLookAlikes(text), (digit) => DIGITS.indexOf(digit));
  return digits.includes(-1) ? null : digits;
}
