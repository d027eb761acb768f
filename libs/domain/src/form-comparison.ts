import { figuresOfForm } from './form';
import type { CHasil, FieldPath } from './form';

/** A figure on which two sources of the same form differ. */
export interface FieldDifference {
  readonly path: FieldPath;
  readonly ours: number;
  readonly theirs: number;
}

/** How our form of a TPS stands beside that of another source, such as Sirekap. */
export const COMPARISONS = ['same', 'differing', 'onlyOurs', 'onlyTheirs', 'incomparable', 'neither'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export interface FormComparison {
  readonly outcome: Comparison;
  /** Rule W209. */
  readonly fields: readonly FieldDifference[];
}

/**
 * Compares what both have: a figure that one of them does not show says nothing (Sirekap shows no ballots and no disabled
 * voters). `incomparable`: both have figures, and none that the other has too.
 */
export function compareForms(ours: CHasil | null, theirs: CHasil | null): FormComparison {
  const left = shownBy(ours);
  const right = shownBy(theirs);
  if (left.size === 0 || right.size === 0) return { outcome: loneOutcome(left.size > 0, right.size > 0), fields: [] };
  const fields: FieldDifference[] = [];
  let shared = 0;
  for (const [path, figure] of left) {
    const other = right.get(path);
    if (other === undefined) continue;
    shared += 1;
    if (other !== figure) fields.push({ path, ours: figure, theirs: other });
  }
  if (shared === 0) return { outcome: 'incomparable', fields };
  return { outcome: fields.length === 0 ? 'same' : 'differing', fields };
}

function shownBy(form: CHasil | null): Map<FieldPath, number> {
  const figures = form === null ? [] : [...figuresOfForm(form)];
  return new Map(figures.filter((entry): entry is [FieldPath, number] => entry[1] !== null));
}

function loneOutcome(hasOurs: boolean, hasTheirs: boolean): Comparison {
  if (hasOurs) return 'onlyOurs';
  return hasTheirs ? 'onlyTheirs' : 'neither';
}
