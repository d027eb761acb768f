import { Injectable } from '@nestjs/common';
import type { Actor, DangerousAct, DangerousActType, Person, PersonRef } from '@posko/domain';
import type { EntityManager } from 'typeorm';
import type { EntryPlace, NewEntry } from '../journal/journal-types';

export type ActOf<T extends DangerousActType> = Extract<DangerousAct, { type: T }>;

/** What two people want by now. */
export interface ApprovedOrder {
  readonly approval: string;
  readonly reason: string;
  readonly askedBy: Actor;
  readonly approvedBy: Actor;
}

/** The transaction that holds the journal's lock, and what the first entry of the act will be. */
export interface ActDesk {
  readonly manager: EntityManager;
  readonly place: EntryPlace;
}

/** How a feature does one kind of dangerous act. */
export interface ActExecutor<T extends DangerousActType> {
  /**
   * Throws what is in the way: this person may not want it there (`forbidden` comes before anything that tells of the
   * place), or it is not possible as things stand. Asked of whoever asks and of whoever approves. Returns the region or TPS.
   */
  check(act: ActOf<T>, person: Person): Promise<string>;
  /**
   * Does it: writes the tables with `manager` and returns the entries that tell of it. Decision and act are one
   * transaction, so there is no approval without its act and no act twice. What this throws leaves the request undecided.
   */
  execute(act: ActOf<T>, order: ApprovedOrder, desk: ActDesk): Promise<readonly NewEntry[]>;
}

export interface AskOrder {
  /** Command, and id of the approval: asking again with the same one changes nothing. */
  readonly id: string;
  readonly act: DangerousAct;
  readonly reason: string;
}

/** Who asks: rights, and as the journal names them. */
export interface Asker {
  readonly person: Person;
  readonly actor: Actor;
}

/** What was asked, as far as those who ask from other features need it. */
export interface Asked {
  readonly id: string;
  readonly place: string;
  readonly askedBy: PersonRef;
}

type Executor = ActExecutor<DangerousActType>;
type Ask = (order: AskOrder, asker: Asker) => Promise<Asked>;

/**
 * Acts that two people have to want. Features say here how each is done; the approval feature says how one asks, so that
 * others can ask without knowing it.
 */
@Injectable()
export class FourEyes {
  private readonly executors = new Map<DangerousActType, Executor>();
  private asking: Ask | null = null;

  register<T extends DangerousActType>(type: T, executor: ActExecutor<T>): void {
    if (this.executors.has(type)) throw new Error(`The act ${type} has an executor already`);
    this.executors.set(type, executor as unknown as Executor);
  }

  /** Acts that can be done. */
  get types(): DangerousActType[] {
    return [...this.executors.keys()];
  }

  executorOf(type: DangerousActType): Executor {
    const executor = this.executors.get(type);
    if (executor === undefined) throw new Error(`Nobody does the act ${type}`);
    return executor;
  }

  askThrough(ask: Ask): void {
    this.asking = ask;
  }

  /** Asks for an act; throws whatever stands in its way. */
  ask(order: AskOrder, asker: Asker): Promise<Asked> {
    if (this.asking === null) throw new Error('Nobody takes requests for approval');
    return this.asking(order, asker);
  }
}
