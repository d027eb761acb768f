/** Rules have codes that people know, as E106; other reasons have their words alone. */
export function isRule(code: string): boolean {
  return /^[EW]\d/.test(code);
}
