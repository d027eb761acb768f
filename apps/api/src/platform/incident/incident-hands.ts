import { Injectable } from '@nestjs/common';
import type { Actor, Person } from '@posko/domain';
import type { EntityManager } from 'typeorm';
import type { EntryPlace, NewEntry } from '../journal/journal-types';

/** Open incidents that one person holds, and whose they are to be. */
export interface Passing {
  /** Id of who holds them. */
  readonly from: string;
  /** Nobody, if null: then they wait in the queue for whoever takes them. */
  readonly to: Person | null;
  /** Who brought this about. */
  readonly actor: Actor;
  /** Of which places. */
  readonly isMeant: (place: string) => boolean;
}

/** The transaction that holds the journal's lock, and what the first entry of the passing will be. */
export interface PassingDesk {
  readonly manager: EntityManager;
  readonly place: EntryPlace;
}

type Pass = (passing: Passing, desk: PassingDesk) => Promise<NewEntry[]>;

/**
 * Work changes hands with people: who leaves or hands over leaves nothing behind that nobody else could touch. The incident
 * feature says how, so that others need not know it; it is part of their own transaction.
 */
@Injectable()
export class IncidentHands {
  private passing: Pass | null = null;

  passThrough(pass: Pass): void {
    this.passing = pass;
  }

  /** Writes the incidents and returns the entries that tell of it. */
  pass(passing: Passing, desk: PassingDesk): Promise<NewEntry[]> {
    if (this.passing === null) throw new Error('Nobody passes incidents on');
    return this.passing(passing, desk);
  }
}
