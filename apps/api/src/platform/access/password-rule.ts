import { COMMON_PASSWORDS, KEY_RUNS } from './common-passwords';

/** Few enough different characters to be a pattern, not a secret. */
const FEWEST_DIFFERENT = 5;
/** What a name may be lengthened by and still be no secret. */
const BESIDE_NAME = 5;

/** True where a password is among those that everyone tries first: common ones, patterns, and the own name. */
export function isTooCommon(password: string, username: string): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  if (new Set(text).size < FEWEST_DIFFERENT) return true;
  if (COMMON_PASSWORDS.has(text) || COMMON_PASSWORDS.has(wordOf(text))) return true;
  return isRun(text) || isName(text, username.toLowerCase());
}

/** Without spaces, and without the year and the marks that people add when a password is refused. */
function wordOf(text: string): string {
  return text
    .replaceAll(/\s/g, '')
    .replace(/^[^\p{L}]+/u, '')
    .replace(/[^\p{L}]+$/u, '');
}

function isRun(text: string): boolean {
  return KEY_RUNS.some((run) => {
    const twice = run + run;
    return twice.includes(text) || Array.from(twice).reverse().join('').includes(text);
  });
}

function isName(text: string, name: string): boolean {
  const rest = text.replaceAll(name, '');
  return rest.length < text.length && rest.length <= BESIDE_NAME;
}
