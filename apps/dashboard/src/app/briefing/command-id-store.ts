import { newCommandId } from '@posko/client';

/** Ids of commands on their way: sent again after a lost answer, it is the same command. */
export class CommandIds {
  private readonly ids = new Map<string, string>();

  of(what: object): string {
    const key = JSON.stringify(what);
    const id = this.ids.get(key) ?? newCommandId();
    this.ids.set(key, id);
    return id;
  }

  /** It was answered: the same done again is another. */
  settle(what: object): void {
    this.ids.delete(JSON.stringify(what));
  }
}
