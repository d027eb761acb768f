import type { ResultResponse } from '@posko/contracts';
import type { CHasil, Contest, Decision, DecisionType, FieldPath, Person, Result, ResultRefusal } from '@posko/domain';
import { blankForm, currentPhotos, decisionRefusal, figuresOfForm, isError, may } from '@posko/domain';
import type { Figure, Finding } from '@posko/domain';
import { PROFILES, checkForm } from '@posko/domain';
import type { FormTexts } from '../shell/form-figures';
import { formOf, textsOf } from '../shell/form-figures';

/** Figures of a form by somebody: a reading, or what is in force. */
export interface Source {
  readonly key: string;
  /** Null for what is in force. */
  readonly by: string | null;
  readonly source: Result['readings'][number]['source'] | null;
  readonly texts: FormTexts;
}

export type Refusal = ResultRefusal | 'permission';

/** Whoever looks at the result, and what for. */
export interface Viewed {
  readonly result: Result;
  readonly contest: Contest;
  readonly person: Pick<Person, 'id' | 'role' | 'scope'>;
}

/** What stands against what: readings side by side; what is in force before a reading that came later. */
export function sourcesOf(result: Pick<Result, 'readings' | 'form' | 'settlement'>): Source[] {
  const readings = result.readings.map(({ id, by, source, form }): Source => ({
    key: id,
    by: by.name,
    source,
    texts: textsOf(form),
  }));
  if (result.settlement === null || result.form === null) return readings;
  const force: Source = { key: 'force', by: null, source: null, texts: textsOf(result.form) };
  const others = readings.filter(({ texts }) => Object.keys(texts).some((path) => texts[path] !== force.texts[path]));
  return [force, ...others];
}

/** The form as it counts now, to begin with. */
export function startingTexts(result: Pick<Result, 'form'>, contest: Pick<Contest, 'options'>): FormTexts {
  return textsOf(result.form ?? blankForm(contest));
}

/** What the rules say of the figures as they are chosen. */
export function verifierFindings(result: Result, contest: Contest, texts: FormTexts): Finding[] {
  return checkForm(formOf(contest, texts), PROFILES[contest.profile], currentPhotos(result).length > 0);
}

/** Why this person cannot decide so about what they see, or null. */
export function refusalOf(viewed: Viewed, type: DecisionType): Refusal | null {
  const { result, contest, person } = viewed;
  const refusal = decisionRefusal(result, probeOf(type, result, contest), person);
  if (refusal !== null) return refusal;
  const isPublic = type === 'withdraw' || type === 'correct';
  return isPublic && !may(person, 'result.correct', result.tps) ? 'permission' : null;
}

/** The decision that is due: differing figures first, then what stands so on the paper, then what waits to go out. */
export function dueDecision(viewed: Viewed, isChanged: boolean): DecisionType | null {
  const { result } = viewed;
  const can = (type: DecisionType): boolean => refusalOf(viewed, type) === null;
  if ((result.differences.length > 0 || isChanged) && can('resolve')) return 'resolve';
  if (result.codes.some(isError) && result.confirmation === null && can('confirm')) return 'confirm';
  if (result.hold !== null && can('release')) return 'release';
  return can('publish') ? 'publish' : null;
}

/** Paths on which what was typed is not what was there. */
export function changedPaths(before: FormTexts, now: FormTexts): FieldPath[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].filter(
    (path) => (before[path] ?? '') !== (now[path] ?? ''),
  );
}

/** What happened to a result while somebody looked at an older version of it. */
export interface Meanwhile {
  readonly before: Result['state'];
  readonly now: Result['state'];
  readonly figures: readonly { readonly path: FieldPath; readonly before: Figure; readonly now: Figure }[];
  readonly lines: ResultResponse['lineage'];
}

export function meanwhileOf(before: ResultResponse, now: ResultResponse): Meanwhile {
  return {
    before: before.result.state,
    now: now.result.state,
    figures: figureChanges(before.result.form, now.result.form),
    lines: now.lineage.filter(({ seq }) => seq > before.seq),
  };
}

function figureChanges(before: CHasil | null, now: CHasil | null): Meanwhile['figures'] {
  const [left, right] = [before, now].map((form) =>
    form === null ? new Map<FieldPath, Figure>() : figuresOfForm(form),
  );
  if (left === undefined || right === undefined) return [];
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((path) => ({ path, before: left.get(path) ?? null, now: right.get(path) ?? null }))
    .filter((change) => change.before !== change.now);
}

function probeOf(type: DecisionType, result: Result, contest: Contest): Decision {
  const form = result.form ?? blankForm(contest);
  const [reason, document] = ['x', 'x'];
  switch (type) {
    case 'resolve':
      return { type, form, reason };
    case 'correct':
      return { type, form, reason, document };
    case 'withdraw':
      return { type, reason, document };
    case 'hold':
      return { type, code: 'illegible', reason };
    case 'explain':
      return { type, code: result.codes[0] ?? 'W201', reason };
    case 'confirm':
    case 'release':
    case 'publish':
      return { type, reason };
    default:
      return type satisfies never;
  }
}
