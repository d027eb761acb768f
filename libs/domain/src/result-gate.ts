import type { Profile } from './contest';
import type { CHasil, FieldPath } from './form';
import { differencesOf } from './form';
import { checkForm, codesOf, isError } from './form-rule';
import type { Rule } from './form-rule';
import type { HoldCode, Result, ResultState } from './result';
import { countedForm, currentPhotos, isElsewhere, isPublished, isSettledForGood } from './result';

/** What an office settles for itself. */
export interface ResultPolicy {
  /** Readings by different people that must agree; crews' own count. */
  readonly readings: 1 | 2;
  /** What passes is published at once; else somebody else's act. */
  readonly publishesAtOnce: boolean;
}

export const DEFAULT_RESULT_POLICY: ResultPolicy = { readings: 2, publishesAtOnce: true };

/** What the gate says of a result, to be kept with what it says it of. */
export type Verdict = Pick<Result, 'state' | 'form' | 'settlement' | 'differences' | 'codes' | 'holds'>;

interface Rules {
  readonly profile: Profile;
  readonly policy: ResultPolicy;
}

/**
 * Says which figures count, what the rules say of them, and whether they may be published: photos at once, figures only when no
 * error stands or a verifier has confirmed it, and no difference is open. It never blocks receipt.
 */
export function gate(result: Result, { profile, policy }: Rules): Verdict {
  const settled = settle(result, policy);
  // Whoever read something had the paper: nothing on it is a missing block, photo or not.
  const hasPhoto = settled.form !== null || currentPhotos(result).length > 0;
  const ofForm = codesOf(checkForm(settled.form, profile, hasPhoto));
  const codes: Rule[] = currentPhotos(result).some(isElsewhere) ? [...ofForm, 'W207'] : ofForm;
  const said = { ...settled, codes };
  const holds = holdsOf(result, said);
  return { ...said, holds, state: stateOf(result, { ...said, holds }, policy) };
}

type Settled = Pick<Verdict, 'form' | 'settlement' | 'differences'>;

function settle(result: Result, policy: ResultPolicy): Settled {
  const { readings } = result;
  const form = countedForm(result);
  if (form === null) return { form, settlement: null, differences: [] };
  if (isSettledForGood(result)) return { form, settlement: result.settlement, differences: unseen(result, form) };
  // All of them: two against one is no agreement, a third person looks at the paper.
  const differences = unionOf(readings.map((reading) => differencesOf(form, reading.form)));
  const isSettled = differences.length === 0 && readings.length >= policy.readings;
  return { form, settlement: isSettled ? (readings.length > 1 ? 'agreement' : 'single') : null, differences };
}

/** What is read otherwise than it was settled, but for what was known to whoever settled it. */
function unseen({ readings, seen }: Result, form: CHasil): string[] {
  const later = readings.filter(({ id }) => !seen.includes(id));
  return unionOf(later.map((reading) => differencesOf(form, reading.form)));
}

function unionOf(paths: readonly (readonly FieldPath[])[]): FieldPath[] {
  return [...new Set(paths.flat())];
}

function holdsOf(
  { hold, confirmation }: Result,
  { form, codes, differences }: Omit<Verdict, 'holds' | 'state'>,
): HoldCode[] {
  const errors: HoldCode[] = form === null || confirmation !== null ? [] : codes.filter(isError);
  return [...errors, ...(differences.length > 0 ? (['W209'] as const) : []), ...(hold === null ? [] : [hold.code])];
}

function stateOf(result: Result, verdict: Omit<Verdict, 'state'>, { publishesAtOnce }: ResultPolicy): ResultState {
  const { form, settlement, differences, holds } = verdict;
  if (form === null) return holds.length > 0 ? 'held' : currentPhotos(result).length > 0 ? 'photoOnly' : 'empty';
  if (result.withdrawal !== null) return 'withdrawn';
  const isOut = isPublished(result.state) || result.isReleased || settlement === 'correction';
  // What is public goes only by a withdrawal or a correction: never silently, whatever comes in later.
  if (isOut) return result.corrections.length > 0 ? 'corrected' : 'published';
  if (settlement === null) return differences.length > 0 ? 'differing' : 'enteredOnce';
  if (holds.length > 0) return 'held';
  return publishesAtOnce ? 'published' : 'passed';
}
