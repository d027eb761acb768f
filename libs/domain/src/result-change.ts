import type { Actor, PersonRef } from './person';
import type { Decision, DecisionType, Photo, PhotoDoubt, Reading, Result, ResultState } from './result';
import { currentPhotos, isPublished } from './result';
import type { Rule } from './form-rule';
import type { Verdict } from './result-gate';

/** Decisions that make sense in a state (drawn in docs/result-states.md). */
export const RESULT_DECISIONS: Readonly<Record<ResultState, readonly DecisionType[]>> = {
  empty: ['hold'],
  photoOnly: ['hold'],
  enteredOnce: ['hold', 'release', 'explain'],
  differing: ['resolve', 'hold', 'release', 'explain'],
  held: ['resolve', 'confirm', 'hold', 'release', 'explain'],
  passed: ['publish', 'hold', 'explain', 'resolve'],
  published: ['withdraw', 'correct', 'confirm', 'explain'],
  withdrawn: ['correct', 'explain'],
  corrected: ['withdraw', 'correct', 'confirm', 'explain'],
};

/** What nobody decides about figures that they typed themselves. */
const OF_OTHERS: readonly DecisionType[] = ['resolve', 'confirm', 'publish', 'correct'];

export type ResultRefusal = 'state' | 'ownReading' | 'notHeld' | 'noFigures' | 'notBroken';

export interface Act {
  readonly by: Actor;
  /** Milliseconds, by the room's clock. */
  readonly at: number;
}

/** The result with one more reading. A later one of the same person takes the place of the earlier. */
export function withReading(result: Result, reading: Reading): Result {
  const others = result.readings.filter(({ by }) => by.id !== reading.by.id);
  return { ...result, version: result.version + 1, readings: [...others, reading] };
}

/** The result with one more photo; `replaces` names the one whose place it takes. The same bytes are there once at a time. */
export function withPhoto(result: Result, photo: Photo, replaces: string | null): Result {
  const photos = result.photos.map((known) =>
    known.sha256 === replaces && known.replacedBy === null ? { ...known, replacedBy: photo.sha256 } : known,
  );
  const isThere = photos.some(({ sha256, replacedBy }) => sha256 === photo.sha256 && replacedBy === null);
  return { ...result, version: result.version + 1, photos: isThere ? photos : [...photos, photo] };
}

/** The result with one more doubt about a photo of it, found when another one came elsewhere. */
export function withPhotoDoubt(result: Result, sha256: string, doubt: PhotoDoubt): Result {
  const photos = result.photos.map((known) =>
    known.sha256 === sha256 && !known.doubts.includes(doubt) ? { ...known, doubts: [...known.doubts, doubt] } : known,
  );
  return { ...result, version: result.version + 1, photos };
}

/** Why this person may not decide so, or null. Whoever typed a reading does not judge between the readings. */
export function decisionRefusal(
  result: Result,
  decision: Decision,
  person: Pick<PersonRef, 'id'>,
): ResultRefusal | null {
  if (!RESULT_DECISIONS[result.state].includes(decision.type)) return 'state';
  const hasRead = result.readings.some(({ by }) => by.id === person.id);
  if (hasRead && OF_OTHERS.includes(decision.type)) return 'ownReading';
  if ((decision.type === 'resolve' || decision.type === 'confirm') && result.form === null) return 'noFigures';
  if (decision.type === 'explain' && !isSaidOf(result, decision.code)) return 'notBroken';
  return decision.type === 'release' && result.hold === null ? 'notHeld' : null;
}

/**
 * There is something to explain only where a rule speaks of the form. Of a reading that waits for the other nobody is told, so
 * that no question tells of its figures.
 */
function isSaidOf({ state, codes, holds }: Result, code: Rule): boolean {
  return state === 'enteredOnce' || codes.includes(code) || holds.includes(code);
}

/** The result after a decision, before the gate has looked at it again. */
export function withDecision(result: Result, decision: Decision, { by, at }: Act): Result {
  const word = { reason: decision.reason, by: { id: by.id, name: by.name }, at: new Date(at).toISOString() };
  const next = { ...result, version: result.version + 1 };
  const seen = result.readings.map(({ id }) => id);
  switch (decision.type) {
    case 'resolve':
      return { ...next, form: decision.form, settlement: 'resolution', resolution: word, confirmation: null, seen };
    case 'confirm':
      return { ...next, confirmation: word, seen };
    case 'hold':
      return { ...next, hold: { ...word, code: decision.code }, isReleased: false };
    case 'release':
      return { ...next, hold: null };
    case 'publish':
      return { ...next, isReleased: true };
    case 'explain':
      return { ...next, explanations: { ...result.explanations, [decision.code]: word } };
    case 'withdraw':
      return { ...next, withdrawal: { ...word, document: decision.document }, isReleased: false };
    case 'correct': {
      const { document, form } = decision;
      const withdrawal = result.withdrawal === null ? {} : { withdrawal: result.withdrawal };
      const before = result.form === null ? [] : [{ ...word, document, before: result.form, ...withdrawal }];
      const corrections = [...result.corrections, ...before];
      // Whoever corrects by a document has seen the paper: the rules' errors are part of what they decide.
      return { ...next, form, settlement: 'correction', corrections, withdrawal: null, confirmation: word, seen };
    }
  }
}

/** The result with what the gate said of it. */
export function withVerdict(result: Result, verdict: Verdict): Result {
  return { ...result, ...verdict };
}

/**
 * What somebody may see of a result. Double entry is blind: while one reading waits for the other, its figures are for nobody
 * but who wrote them.
 */
export function blinded(result: Result, person: Pick<PersonRef, 'id'>): Result {
  if (result.state !== 'enteredOnce' || result.readings.some(({ by }) => by.id === person.id)) return result;
  const holds = result.hold === null ? [] : [result.hold.code];
  return { ...result, readings: [], form: null, codes: [], holds, explanations: {} };
}

/** Figures that count towards what was received, and those that count towards what is published. */
export function countedForms(result: Pick<Result, 'form' | 'state'>): {
  readonly received: Result['form'];
  readonly published: Result['form'];
} {
  return { received: result.form, published: isPublished(result.state) ? result.form : null };
}

/** True where something is there that the public may see at once. */
export function hasPublicPhoto(result: Result): boolean {
  return currentPhotos(result).length > 0;
}
