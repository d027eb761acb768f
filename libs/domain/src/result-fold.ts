import type { JournalEntry } from './journal';
import { isKind } from './journal';
import { countedForm } from './result';
import type { Result } from './result';
import type { Verdict } from './result-gate';
import { withDecision, withPhoto, withPhotoDoubt, withReading, withVerdict } from './result-change';

type Kept = Omit<Verdict, 'form'>;

/** The result after an entry of the journal; entries of other kinds leave it as it is. */
export function evolveResult(result: Result, entry: JournalEntry): Result {
  if (isKind(entry, 'result.entered.v1')) {
    const { reading, verdict } = entry.body;
    return judged(withReading(result, reading), verdict);
  }
  if (isKind(entry, 'result.decided.v1')) {
    const { decision, actor, verdict } = entry.body;
    return judged(withDecision(result, decision, { by: actor, at: entry.at }), verdict);
  }
  if (isKind(entry, 'evidence.kept.v1')) {
    const { photo, replaces, verdict } = entry.body;
    return judged(withPhoto(result, photo, replaces), verdict);
  }
  if (isKind(entry, 'evidence.matched.v1')) {
    const { sha256, doubt, verdict } = entry.body;
    return judged(withPhotoDoubt(result, sha256, doubt), verdict);
  }
  return result;
}

/** Which figures count follows from the result: the entry need not say them twice. */
function judged(result: Result, verdict: Kept): Result {
  return withVerdict(result, { ...verdict, form: countedForm(result) });
}
