import type { Contest } from './contest';
import { CONTEST_CODES, isOf } from './contest';
import { hasMark, markBit } from './mark';
import { currentPhotos, isPublished } from './result';
import type { Result } from './result';
import type { Stage } from './stage';
import { stageAt, stageIndex } from './stage';
import type { TpsState } from './tps';

/** What an entry about a result does to where its TPS stands; nothing of it is said where nothing changes. */
export interface TpsMove {
  readonly stoodAt?: Stage | undefined;
  readonly standsAt?: Stage | undefined;
  /** Its figures were taken back from the public, or are there again. */
  readonly isWithdrawn?: boolean | undefined;
}

/** How far a result brings its TPS (domain.md section 4): photo and figures received, checked, before the public. */
export function stageOfResult(result: Result): Stage | null {
  const { state, readings } = result;
  if (isPublished(state) || state === 'withdrawn') return 'published';
  if (state === 'passed') return 'verified';
  return readings.length > 0 && currentPhotos(result).length > 0 ? 'sent' : null;
}

/**
 * The move of a TPS when a result of its leading contest goes from `before` to `after`. Only what the result itself newly reached
 * counts: a TPS that a supervisor moved back stays there until its result gets further than it was. Never back by itself.
 */
export function moveOfTps(before: Result, after: Result, tps: Pick<TpsState, 'stage' | 'marks'>): TpsMove {
  const [was, is] = [indexOf(before), indexOf(after)];
  const isWithdrawn = after.state === 'withdrawn';
  return {
    ...(is > was && is > tps.stage ? { stoodAt: stageAt(tps.stage), standsAt: stageAt(is) } : {}),
    ...(isWithdrawn !== (before.state === 'withdrawn') && isWithdrawn !== hasMark(tps.marks, 'publicationWithdrawn')
      ? { isWithdrawn }
      : {}),
  };
}

/** The TPS after such a move. What was sent has not failed to be. */
export function withMove(state: TpsState, move: TpsMove, { at, seq }: { at: number; seq: number }): TpsState {
  const { standsAt, isWithdrawn } = move;
  if (standsAt === undefined && isWithdrawn === undefined) return state;
  const withdrawn = markBit('publicationWithdrawn');
  let { marks } = state;
  if (isWithdrawn !== undefined) marks = isWithdrawn ? marks | withdrawn : marks & ~withdrawn;
  if (standsAt === undefined) return { ...state, marks, lastSeq: seq };
  return { ...state, stage: stageIndex(standsAt), stageAt: at, marks: marks & ~markBit('sendFailed'), lastSeq: seq };
}

/** True where the contest is the first of its TPS in the order of the ballots: the one whose results move the TPS (0023). */
export function leadsAt(contest: Contest, contests: readonly Contest[], tps: string): boolean {
  const rank = CONTEST_CODES.indexOf(contest.code);
  return !contests.some(({ code, regions }) => CONTEST_CODES.indexOf(code) < rank && isOf({ regions }, tps));
}

function indexOf(result: Result): number {
  const stage = stageOfResult(result);
  return stage === null ? -1 : stageIndex(stage);
}
