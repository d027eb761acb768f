import type { CHasil, Contest, FieldPath, Figure, Finding, VoterRow } from '@posko/domain';
import { FIGURE_MAX, blankForm, checkForm, figuresOfForm, PROFILES } from '@posko/domain';

/** A form while somebody types: what stands in each field, `` where nothing does. */
export type FormTexts = Readonly<Record<FieldPath, string>>;

const MOST_DIGITS = String(FIGURE_MAX).length;

/** What a field keeps of what was typed: digits, as many as a figure may have. */
export function digitsOf(typed: string): string {
  return typed.replaceAll(/\D/g, '').slice(0, MOST_DIGITS);
}

export function figureOf(text: string | undefined): Figure {
  return text === undefined || text === '' ? null : Number(text);
}

export function textsOf(form: CHasil): FormTexts {
  return Object.fromEntries(
    [...figuresOfForm(form)].map(([path, figure]) => [path, figure === null ? '' : String(figure)]),
  );
}

/** The form as its figures say; fields of none are not filled. */
export function formOf(contest: Pick<Contest, 'options'>, texts: FormTexts): CHasil {
  const at = (path: FieldPath): Figure => figureOf(texts[path]);
  const row = (path: FieldPath): VoterRow => ({ l: at(`${path}.l`), p: at(`${path}.p`), j: at(`${path}.j`) });
  const filled = (votes: Readonly<Record<string, Figure>>, path: FieldPath): Record<string, Figure> =>
    Object.fromEntries(Object.keys(votes).map((id) => [id, at(`${path}.${id}`)]));
  const { options, parties } = blankForm(contest).votes;
  return {
    voters: { dpt: row('voters.dpt') },
    came: { dpt: row('came.dpt'), moved: row('came.moved'), ktp: row('came.ktp'), total: row('came.total') },
    ballots: {
      received: at('ballots.received'),
      used: at('ballots.used'),
      spoiled: at('ballots.spoiled'),
      unused: at('ballots.unused'),
    },
    disability: { came: row('disability.came') },
    votes: {
      options: filled(options, 'votes.options'),
      ...(parties === undefined ? {} : { parties: filled(parties, 'votes.parties') }),
      valid: at('votes.valid'),
      invalid: at('votes.invalid'),
      total: at('votes.total'),
    },
  };
}

/**
 * What the rules say of what was typed so far, as soon as the last field of a rule was left: half a number is nobody's mistake.
 * That a block is missing is said once the end of the form was reached.
 */
export function findingsOf(
  contest: Pick<Contest, 'options' | 'profile'>,
  texts: FormTexts,
  left: { readonly fields: ReadonlySet<FieldPath>; readonly isAtEnd: boolean },
): Finding[] {
  const settled = Object.fromEntries(Object.entries(texts).filter(([path]) => left.fields.has(path)));
  const all = checkForm(formOf(contest, settled), PROFILES[contest.profile]);
  return all.filter(({ code }) => code !== 'E112' || left.isAtEnd);
}
