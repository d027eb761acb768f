import type { PublishedContest } from '@posko/contracts';
import type { CHasil, Figure } from '@posko/domain';
import { ballotLines, voteSums, voterLines } from './form-rows';
import type { NumberLine, VoterLine } from './form-rows';

/** A figure of a form before and after an act. Its name is a row of the form, or an option's own. */
export interface ActFigure {
  readonly path: string;
  readonly words: VoterLine['label'] | NumberLine['label'] | null;
  readonly sex: 'l' | 'p' | 'j' | null;
  readonly name: string;
  readonly before: Figure;
  readonly after: Figure;
}

const SEXES = ['l', 'p', 'j'] as const;

/**
 * The figures on which two forms of a TPS differ, votes first. Without a form after it, as where it was taken back, all that had
 * been public of the votes.
 */
export function differing(contest: PublishedContest, before: CHasil, after: CHasil | null): ActFigure[] {
  const votes = [...optionFigures(contest, before, after), ...sums(before, after)];
  if (after === null) return votes.filter((figure) => figure.before !== null);
  const voters = voterLines(before, contest.profile).flatMap(({ label, row }, index) => {
    const other = voterLines(after, contest.profile)[index]?.row;
    return SEXES.map((sex) => ({
      path: `${label}.${sex}`,
      words: label,
      sex,
      name: label,
      before: row[sex],
      after: other?.[sex] ?? null,
    }));
  });
  return [...votes, ...voters].filter((figure) => figure.before !== figure.after);
}

function optionFigures({ options }: PublishedContest, before: CHasil, after: CHasil | null): ActFigure[] {
  return options.map(({ id, number, name }) => ({
    path: id,
    words: null,
    sex: null,
    name: `${number}. ${name}`,
    before: before.votes.options[id] ?? null,
    after: after?.votes.options[id] ?? null,
  }));
}

function sums(before: CHasil, after: CHasil | null): ActFigure[] {
  const linesOf = (form: CHasil): NumberLine[] => [...voteSums(form), ...ballotLines(form)];
  const others = after === null ? [] : linesOf(after);
  return (after === null ? voteSums(before) : linesOf(before)).map(({ label, figure }, index) => ({
    path: label,
    words: label,
    sex: null,
    name: label,
    before: figure,
    after: others[index]?.figure ?? null,
  }));
}
