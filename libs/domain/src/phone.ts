/** Country code of Indonesia; numbers without one are numbers here. */
const INDONESIA = '62';
/** Shortest piece of a number that tells anything: a prefix such as 0812. */
const SHORTEST = 3;

/**
 * The digits that make two spellings of a telephone number the same: `0812-3456-789`, `+62 812 3456 789`, `62812…` and
 * `812…` all give `628123456789`. Empty where there are none. A beginning of a number gives the beginning of its digits.
 */
export function phoneDigits(text: string): string {
  const digits = text.replaceAll(/\D/g, '');
  if (text.trim().startsWith('+')) return digits;
  if (digits.startsWith('00')) return digits.slice(2);
  if (digits.startsWith('0')) return INDONESIA + digits.slice(1);
  return digits.startsWith('8') ? INDONESIA + digits : digits;
}

/** True where someone types a telephone number: nothing but digits and what stands between them, begun as numbers are. */
export function looksLikePhone(text: string): boolean {
  const typed = text.trim();
  if (!/^\+?[\d\s().-]+$/.test(typed)) return false;
  return typed.replaceAll(/\D/g, '').length >= SHORTEST && /^(\+|0|8|62|\()/.test(typed);
}
