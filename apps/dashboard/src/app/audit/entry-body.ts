/** Reads what an entry holds, whatever that is: a newer server may say more, and what may not be seen is left out. */
export class EntryBody {
  constructor(private readonly body: unknown) {}

  /** The value at a path such as `user.displayName`; undefined where there is none. */
  at(path: string): unknown {
    let value: unknown = this.body;
    for (const name of path.split('.')) {
      if (typeof value !== 'object' || value === null) return undefined;
      value = (value as Record<string, unknown>)[name];
    }
    return value;
  }

  text(path: string): string {
    const value = this.at(path);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  }

  number(path: string): number {
    const value = this.at(path);
    return typeof value === 'number' ? value : 0;
  }

  isSet(path: string): boolean {
    return this.at(path) === true;
  }

  /** How many are listed there. */
  count(path: string): number {
    const value = this.at(path);
    return Array.isArray(value) ? value.length : 0;
  }

  list(path: string): string[] {
    const value = this.at(path);
    return Array.isArray(value) ? value.filter((part) => typeof part === 'string') : [];
  }

  /** Names of what is written there: of a change, what it changed. */
  names(path: string): string[] {
    const value = this.at(path);
    return typeof value === 'object' && value !== null ? Object.keys(value) : [];
  }
}
