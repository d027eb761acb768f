import { Injectable } from '@nestjs/common';
import type { JournalEntry } from '@posko/domain';
import type { EntityManager } from 'typeorm';

/**
 * Makes tables again from the journal alone. `store` writes to the same table names as ever; whoever rebuilds has put empty
 * temporary tables of these names in front of the real ones.
 */
export interface Replayer {
  readonly tables: readonly string[];
  /** Entries come in order, from the first on. */
  take(entry: JournalEntry): void | Promise<void>;
  store(manager: EntityManager): Promise<void>;
}

/** Features that keep tables say here how the journal makes them. */
@Injectable()
export class ReplayRegistry {
  private readonly makers: (() => Replayer)[] = [];

  /** Order counts: what is stored later may read what was stored before. */
  register(maker: () => Replayer): void {
    this.makers.push(maker);
  }

  replayers(): Replayer[] {
    return this.makers.map((make) => make());
  }
}
