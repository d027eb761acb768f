import type { Readable } from 'node:stream';

/** A file on its way in: on disk, not yet under its name. */
export interface Received {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

export interface Content {
  readonly stream: Readable;
  readonly bytes: number;
}

/**
 * Bytes kept under their SHA-256 in hex, with what was made from them beside them (`<sha256>-thumb`). The name is the content,
 * so nothing is ever replaced by something else.
 */
export interface ContentStore {
  /** Writes a stream to a file; fails with `payload-too-large` beyond `limit` bytes. Nothing stays if it fails. */
  receive(body: Readable, limit: number): Promise<Received>;
  /** Gives a received file its name; it is durable when this returns. */
  settle(received: Received): Promise<void>;
  discard(received: Pick<Received, 'path'>): Promise<void>;
  /** Keeps what was made from kept bytes beside them. */
  add(name: string, bytes: Buffer): Promise<void>;
  has(name: string): Promise<boolean>;
  /** The bytes of a name, or null if they are not there. */
  read(name: string): Promise<Content | null>;
  /** Removes what processes that died left half received; returns how many. */
  sweep(): Promise<number>;
}

const NAME = /^([0-9a-f]{64})(-[a-z]{1,16})?$/;

/** Where a name lies: no other name than a hash ever becomes a path. */
export function placeOf(name: string): readonly [string, string, string] {
  if (!NAME.test(name)) throw new Error('This is no name of kept bytes');
  return [name.slice(0, 2), name.slice(2, 4), name];
}
