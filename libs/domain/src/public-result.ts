import type { CHasil } from './form';
import * as z from 'zod';
import { isPublished } from './result';
import type { HoldCode, Result, ResultState } from './result';

/** How far the figures of one TPS have come, as the public may know it. `received`: read, not yet compared or passed. */
export const PUBLIC_STATES = ['empty', 'photo', 'received', 'held', 'counted', 'corrected', 'withdrawn'] as const;
export const PublicState = z.enum(PUBLIC_STATES);
export type PublicState = z.infer<typeof PublicState>;

const PUBLIC_STATE: Readonly<Record<ResultState, PublicState>> = {
  empty: 'empty',
  photoOnly: 'photo',
  enteredOnce: 'received',
  differing: 'held',
  held: 'held',
  passed: 'received',
  published: 'counted',
  corrected: 'corrected',
  withdrawn: 'withdrawn',
};

export function publicStateOf(state: ResultState): PublicState {
  return PUBLIC_STATE[state];
}

/** Figures that the public may see: those that are counted, and no others. */
export function publicForm({ state, form }: Pick<Result, 'state' | 'form'>): CHasil | null {
  return isPublished(state) ? form : null;
}

/**
 * Why it is not counted, as the public may know it: readings that differ by the rule's name, and nothing of one that waits for the
 * other, for what the rules say of it would tell of its figures.
 */
export function publicHolds({ state, holds, hold }: Pick<Result, 'state' | 'holds' | 'hold'>): readonly HoldCode[] {
  if (publicStateOf(state) === 'held') return state === 'differing' && holds.length === 0 ? ['W209'] : holds;
  return publicStateOf(state) === 'withdrawn' || hold === null ? [] : [hold.code];
}
