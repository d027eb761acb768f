import type { Approval } from '@posko/contracts';
import { isKind, isoTime } from '@posko/domain';
import type { Actor, ApprovalStatus, DangerousAct, JournalEntry, PersonRef } from '@posko/domain';

/** A request for a dangerous act, as the table has it. Times are milliseconds since the epoch. */
export interface ApprovalState {
  readonly id: string;
  readonly act: DangerousAct;
  readonly place: string;
  readonly reason: string;
  readonly askedBy: Actor;
  readonly askedAt: number;
  readonly status: ApprovalStatus;
  readonly decidedBy: Actor | null;
  readonly decidedAt: number | null;
  readonly decisionReason: string;
  readonly lastSeq: number;
}

export type AskedEntry = Pick<JournalEntry<'approval.asked.v1'>, 'seq' | 'at' | 'body'>;
export type DecidedEntry = Pick<JournalEntry<'approval.decided.v1'>, 'seq' | 'at' | 'body'>;

/** A request as it is when it is asked. */
export function askedState({ seq, at, body }: AskedEntry): ApprovalState {
  const { approval, act, place, reason, actor } = body;
  const undecided = { status: 'pending', decidedBy: null, decidedAt: null, decisionReason: '' } as const;
  return { id: approval, act, place, reason, askedBy: actor, askedAt: at, ...undecided, lastSeq: seq };
}

/** The same after a decision. */
export function decidedState(state: ApprovalState, { seq, at, body }: DecidedEntry): ApprovalState {
  const { status, reason, actor } = body;
  return { ...state, status, decidedBy: actor, decidedAt: at, decisionReason: reason, lastSeq: seq };
}

/** Folds an entry into the requests by id. */
export function evolveApprovals(states: Map<string, ApprovalState>, entry: JournalEntry): void {
  if (isKind(entry, 'approval.asked.v1')) states.set(entry.body.approval, askedState(entry));
  if (!isKind(entry, 'approval.decided.v1')) return;
  const state = states.get(entry.body.approval);
  if (state !== undefined) states.set(state.id, decidedState(state, entry));
}

/** As others see it: who, but not from which address. */
export function approvalOf(state: ApprovalState): Approval {
  const { askedBy, askedAt, decidedBy, decidedAt, ...rest } = state;
  return {
    ...rest,
    askedBy: refOf(askedBy),
    askedAt: isoTime(askedAt),
    decidedBy: decidedBy === null ? null : refOf(decidedBy),
    decidedAt: decidedAt === null ? null : isoTime(decidedAt),
  };
}

function refOf({ id, name }: Actor): PersonRef {
  return { id, name };
}
