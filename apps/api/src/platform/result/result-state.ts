import type { ContestId, JournalBody, Result, TpsCode } from '@posko/domain';
import type { TpsRow } from '../tps/tps-state.repository';

/** A result as it is kept. */
export interface ResultRecord {
  readonly result: Result;
  readonly lastSeq: number;
  /** Milliseconds since the epoch, by the room's clock. */
  readonly changedAt: number;
}

/** A photo that was tied to a result, as its entry says. */
export interface KeptPhoto {
  readonly seq: number;
  readonly at: number;
  readonly commandId: string;
  readonly tps: TpsCode;
  readonly body: JournalBody<'evidence.kept.v1'>;
}

/** A record within a batch, with the photos that came in it. */
export interface ResultState extends ResultRecord {
  readonly kept: readonly KeptPhoto[];
  /** Where the TPS stands; null where another contest leads there, and this one does not move it. */
  readonly tps: TpsRow | null;
  /** It was moved in this batch. */
  readonly hasMoved: boolean;
}

/** Names a result among all: the subject of its commands. The journal's subject is the TPS alone. */
export function resultKey(contest: ContestId, tps: TpsCode): string {
  return `${contest}/${tps}`;
}
