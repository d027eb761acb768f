export const LANGUAGES = ['id', 'en'] as const;
export type LanguageCode = (typeof LANGUAGES)[number];

export const LOCALES: Readonly<Record<LanguageCode, string>> = { id: 'id-ID', en: 'en-GB' };

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
