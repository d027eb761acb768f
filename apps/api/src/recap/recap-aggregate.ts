import type { RecapCommand } from '@posko/contracts';
import { canAct, emptyRecap, withAct } from '@posko/domain';
import type { Actor, ContestId, JournalEntry, Recap, RegionCode } from '@posko/domain';
import type { Command, Decision, EntryPlace } from '../platform/journal/journal-types';

/** A recapitulation with the entry that made it what it is. */
export interface RecapState {
  readonly recap: Recap;
  readonly lastSeq: number;
}

export type RecapWish = Pick<RecapCommand, 'version' | 'act'> & {
  readonly contest: ContestId;
  readonly region: RegionCode;
  readonly actor: Actor;
};

/** Decides an act of a plenary. Pure; the rules are the domain's. */
export function decideRecap(
  state: RecapState | undefined,
  { id, payload }: Command<RecapWish>,
  { seq, at }: EntryPlace,
): Decision<RecapState> {
  const { contest, region, version, act, actor } = payload;
  const recap = state?.recap ?? emptyRecap(contest, region);
  if (version !== recap.version) return { refused: 'stale-version', params: { current: recap } };
  if (!canAct(recap, act)) return { refused: 'recap-transition', params: { status: recap.status } };
  const after = withAct(recap, act, { by: actor, at, id });
  const body = { contest, act, version: after.version, status: after.status, actor };
  return { entry: { kind: 'recap.acted.v1', subject: region, body }, state: { recap: after, lastSeq: seq } };
}

/** The recapitulation after an entry, which the entry alone says with what was before it. */
export function evolveRecap(
  state: RecapState | undefined,
  { seq, at, subject, commandId, body }: JournalEntry<'recap.acted.v1'>,
): RecapState {
  const before = state?.recap ?? emptyRecap(body.contest, subject as RegionCode);
  return { recap: withAct(before, body.act, { by: body.actor, at, id: commandId }), lastSeq: seq };
}

/** What a queue knows a recapitulation by. */
export function keyOf({ contest, region }: { contest: string; region: string }): string {
  return `${contest}/${region}`;
}
