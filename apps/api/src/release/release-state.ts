import type { ReleaseStatus, ReleaseSummary } from '@posko/contracts';
import { isKind, isoTime } from '@posko/domain';
import type { Actor, ContestId, JournalEntry, JournalKind, PersonRef } from '@posko/domain';

/** A release as the table has it. Times are milliseconds since the epoch. */
export interface ReleaseState {
  readonly id: string;
  readonly number: number;
  readonly contest: ContestId;
  /** All entries up to this one are in it. */
  readonly seq: number;
  readonly at: number;
  readonly status: ReleaseStatus;
  readonly sha256: string;
  readonly files: ReleaseSummary['files'];
  readonly draftedBy: PersonRef;
  readonly draftedAt: number;
  readonly decidedBy: PersonRef | null;
  readonly decidedAt: number | null;
  readonly reason: string;
  readonly lastSeq: number;
}

type Entry<K extends JournalKind> = Pick<JournalEntry<K>, 'seq' | 'at' | 'body'>;

/** A release as it is when it is frozen. */
export function draftedState({ seq, at, body }: Entry<'release.drafted.v1'>): ReleaseState {
  const { release, number, contest, upTo, asOf, file, actor } = body;
  const undecided = { status: 'draft', files: null, decidedBy: null, decidedAt: null, reason: '' } as const;
  return {
    ...{ id: release, number, contest, seq: upTo, at: Date.parse(asOf), sha256: file },
    ...undecided,
    draftedBy: refOf(actor),
    draftedAt: at,
    lastSeq: seq,
  };
}

/** The same once it is given out. */
export function releasedState(state: ReleaseState, { seq, at, body }: Entry<'release.released.v1'>): ReleaseState {
  const { files, actor } = body;
  return { ...state, status: 'released', files, decidedBy: refOf(actor), decidedAt: at, lastSeq: seq };
}

/** The same once nobody is to have it. */
export function discardedState(state: ReleaseState, { seq, at, body }: Entry<'release.discarded.v1'>): ReleaseState {
  const { reason, actor } = body;
  return { ...state, status: 'discarded', reason, decidedBy: refOf(actor), decidedAt: at, lastSeq: seq };
}

/** Folds an entry into the releases by id. */
export function evolveReleases(states: Map<string, ReleaseState>, entry: JournalEntry): void {
  if (isKind(entry, 'release.drafted.v1')) states.set(entry.body.release, draftedState(entry));
  if (isKind(entry, 'release.released.v1')) {
    const state = states.get(entry.body.release);
    if (state !== undefined) states.set(state.id, releasedState(state, entry));
  }
  if (isKind(entry, 'release.discarded.v1')) {
    const state = states.get(entry.body.release);
    if (state !== undefined) states.set(state.id, discardedState(state, entry));
  }
}

/** As others see it: who, but not from which address. */
export function summaryOf(state: ReleaseState, told: { contestName: string; corrections: number }): ReleaseSummary {
  const { lastSeq: _, at, draftedAt, decidedAt, ...rest } = state;
  return {
    ...rest,
    ...told,
    at: isoTime(at),
    draftedAt: isoTime(draftedAt),
    decidedAt: decidedAt === null ? null : isoTime(decidedAt),
  };
}

export function refOf({ id, name }: Actor): PersonRef {
  return { id, name };
}
