import { NATIONAL_CODE } from '@posko/domain';

/** Sorts after every digit. */
const AFTER_DIGITS = ':';

/**
 * The codes of a scope as a range that an index finds: from the first on, up to before the second. Codes are digits and the
 * columns are compared byte by byte, so everything that begins with `3578` lies from `3578` up to `3578:`.
 */
export function codeRange(scope: string): readonly [from: string, before: string] {
  return scope === NATIONAL_CODE ? ['', AFTER_DIGITS] : [scope, scope + AFTER_DIGITS];
}
