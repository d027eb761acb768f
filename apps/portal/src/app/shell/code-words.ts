const CODE_DIGITS = [2, 4, 6, 10, 13];
/** Two for the province, two for the regency, two for the kecamatan, four for the desa, three for the TPS; dots or none. */
const CODE_AMONG_WORDS = /(?<![\d.])\d{2}\.?\d{2}(?:\.?\d{2}(?:\.?\d{4}(?:\.?\d{3})?)?)?(?!\.?\d)/;

/**
 * The code of a region or TPS that somebody wrote, with dots or spaces or without: `35.78.02.1001`, `3578021001005`; else null.
 * Among words, `TPS 3578021001005`, one of four digits or more: less is the number of a TPS.
 */
export function codeIn(words: string): string | null {
  if (!/^[\d\s.-]+$/.test(words)) return CODE_AMONG_WORDS.exec(words)?.[0].replaceAll('.', '') ?? null;
  const digits = words.replaceAll(/\D/g, '');
  return CODE_DIGITS.includes(digits.length) ? digits : null;
}
