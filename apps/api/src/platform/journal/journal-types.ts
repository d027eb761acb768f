import type { JournalBody, JournalEntry, JournalKind } from '@posko/domain';
import type { ErrorBody, ErrorCode } from '@posko/contracts';
import type { PoolClient } from 'pg';

/** An entry before it has its place in the journal. */
export interface NewEntry<K extends JournalKind = JournalKind> {
  readonly kind: K;
  readonly subject: string;
  readonly body: JournalBody<K>;
}

/** Where an entry comes to stand, and when: milliseconds since the epoch, by the room's clock. */
export interface EntryPlace {
  readonly seq: number;
  readonly at: number;
}

/** A client's wish: its id makes it happen once, its hash tells a repeat from a conflict. */
export interface Command<P = unknown> {
  readonly id: string;
  /** SHA-256 in hex, see `requestHash`. */
  readonly requestHash: string;
  readonly subject: string;
  /** Others whose state it depends on. */
  readonly also?: readonly string[];
  readonly payload: P;
}

/** A command that was accepted: its entry, durable, and whether it had been before. */
export interface Accepted {
  readonly entry: JournalEntry;
  /** Hex. */
  readonly hash: string;
  readonly isRepeat: boolean;
}

/** A command that was refused, and what the client is told about it; nothing was written. */
export interface Refused {
  readonly refused: ErrorCode;
  readonly params?: ErrorBody['params'];
}

export type Outcome = Accepted | Refused;

/** Where a command's entry will stand, and what is as it was left by the commands before it. */
export interface Situation<S> extends EntryPlace {
  readonly stateOf: (subject: string) => S | undefined;
  /** Everything that these left other than it was. */
  readonly changed: () => readonly S[];
}

export type Decision<S> = { readonly entry: NewEntry; readonly state: S } | Refused;

/**
 * Commands about one kind of thing that are decided and stored in batches. `load` and `save` take a whole batch each;
 * `decide` is pure, and sees what earlier commands of the same batch did.
 */
export interface Aggregate<P, S> {
  load(client: PoolClient, subjects: readonly string[]): Promise<Map<string, S>>;
  decide(state: S | undefined, command: Command<P>, situation: Situation<S>): Decision<S>;
  save(client: PoolClient, states: readonly S[]): Promise<void>;
}

/** A row as written: the entry, its text and its place in the chain. */
export interface JournalInsert {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly subject: string;
  readonly commandId: string;
  readonly requestHash: string;
  readonly body: string;
  readonly hash: string;
}

/** The last entry: where the next one continues. */
export interface JournalHead {
  readonly seq: number;
  readonly hash: string;
}
