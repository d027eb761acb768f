// The api writes the same numbers into releases: how they look is said in one place.
export { LANGUAGES, LOCALES, formatNumber, signedNumber } from '@posko/domain';
export type { LanguageCode } from '@posko/domain';
