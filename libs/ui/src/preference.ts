const PREFIX = 'posko.';

/** A choice remembered in this browser, if it is one of `allowed`. Storage may be forbidden; then there is none. */
export function readPreference<T extends string>(name: string, allowed: readonly T[]): T | null {
  try {
    const value = globalThis.localStorage.getItem(PREFIX + name);
    return allowed.find((entry) => entry === value) ?? null;
  } catch {
    return null;
  }
}

/** Remembers a choice; does nothing where storage is forbidden. */
export function writePreference(name: string, value: string): void {
  try {
    globalThis.localStorage.setItem(PREFIX + name, value);
  } catch {
    // A private window without storage: the choice holds until the page is left.
  }
}
