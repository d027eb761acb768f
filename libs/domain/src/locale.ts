export const LANGUAGES = ['id', 'en'] as const;
export type LanguageCode = (typeof LANGUAGES)[number];

export const LOCALES: Readonly<Record<LanguageCode, string>> = { id: 'id-ID', en: 'en-GB' };

const NO_BREAK_SPACE = '\u00a0';

/** A format costs a hundred times what using it does: each is made once. */
const numberFormats = new Map<string, Intl.NumberFormat>();

/** `60.751`, in English `60,751`. */
export function formatNumber(value: number, language: LanguageCode, digits = 0): string {
  const key = language + String(digits);
  let format = numberFormats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(LOCALES[language], { minimumFractionDigits: digits, maximumFractionDigits: digits });
    numberFormats.set(key, format);
  }
  return format.format(value);
}

/** A difference with its sign: `+0,42`, `−1,10`, `0,00`. */
export function signedNumber(value: number, language: LanguageCode, digits = 0): string {
  const sign = value === 0 ? '' : value < 0 ? '−' : '+';
  return sign + formatNumber(Math.abs(value), language, digits);
}

/** With the sign that it is written with: `81,64 %`, in English `81.64%`. */
export function percentText(value: number, language: LanguageCode, digits = 2): string {
  return formatNumber(value, language, digits) + (language === 'id' ? NO_BREAK_SPACE : '') + '%';
}

/**
 * Share of a whole: `81,64 %`. Never rounds up to a full 100 % or down to 0 % what is neither; a dash without a whole.
 * @param digits after the decimal sign
 */
export function formatPercent(share: { part: number; total: number }, language: LanguageCode, digits = 2): string {
  if (share.total <= 0) return '–';
  const step = 10 ** digits;
  const exact = (share.part / share.total) * 100 * step;
  const rounded = Math.round(exact);
  const isWhole = share.part === share.total || share.part === 0;
  const kept = isWhole ? rounded : Math.min(100 * step - 1, Math.max(1, rounded));
  return percentText(kept / step, language, digits);
}
