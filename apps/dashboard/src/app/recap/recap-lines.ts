import type { RecapPart } from '@posko/contracts';
import type { Contest, RecapFigures } from '@posko/domain';
import { linesOf, sumOfFigures } from '@posko/domain';
import type { TextOf, recapMessages } from '@posko/ui';

export type RecapText = TextOf<typeof recapMessages>;

export const SUM_LINES = ['valid', 'invalid', 'total'] as const;
type SumLine = (typeof SUM_LINES)[number];

/** Lines of a D.Hasil in the order of the paper: the ballot, then the three sums. */
export function linesOn({ options }: Pick<Contest, 'options'>): string[] {
  return [...options.map(({ id }) => id), ...SUM_LINES];
}

/** What a line is called: `1 Luluk - Lukmanul`, `Suara sah`. */
export function lineName({ options }: Pick<Contest, 'options'>, line: string, t: RecapText): string {
  if (isSum(line)) return t(`recap.sum.${line}`);
  const option = options.find(({ id }) => id === line);
  if (option === undefined) return line;
  return option.kind === 'kolomKosong' ? t('recap.kolomKosong') : `${option.number} ${option.name}`;
}

export function isSum(line: string): line is SumLine {
  return SUM_LINES.some((sum) => sum === line);
}

/** A line of the D.Hasil beside what the tier below makes of it. */
export interface ComparedLine {
  readonly line: string;
  readonly here: number | null;
  readonly below: number | null;
  readonly difference: number | null;
  /** `warn`: what is still out may explain it. `alarm`: nothing that is still out can. */
  readonly trouble: 'warn' | 'alarm' | null;
}

interface Compared {
  readonly figures: RecapFigures | null;
  readonly parts: readonly RecapPart[];
  /** TPS that are not in yet. */
  readonly missing: number;
}

export function comparedLines(
  contest: Pick<Contest, 'options'>,
  { figures, parts, missing }: Compared,
): ComparedLine[] {
  const there = parts.flatMap((part) => (part.figures === null ? [] : [part.figures]));
  const here = figures === null ? null : linesOf(figures);
  const below = there.length === 0 ? null : linesOf(sumOfFigures(there));
  return linesOn(contest).map((line) => {
    const [a, b] = [here?.get(line) ?? null, below?.get(line) ?? null];
    const difference = a === null || b === null ? null : a - b;
    return { line, here: a, below: b, difference, trouble: troubleOf(difference, missing) };
  });
}

function troubleOf(difference: number | null, missing: number): ComparedLine['trouble'] {
  if (difference === null || difference === 0) return null;
  return difference > 0 && missing > 0 ? 'warn' : 'alarm';
}

/** Lines that a correction changed. */
export function changedLines(
  contest: Pick<Contest, 'options'>,
  before: RecapFigures,
  after: RecapFigures,
): { readonly line: string; readonly before: number; readonly after: number }[] {
  const [left, right] = [linesOf(before), linesOf(after)];
  return linesOn(contest).flatMap((line) => {
    const [a, b] = [left.get(line) ?? 0, right.get(line) ?? 0];
    return a === b ? [] : [{ line, before: a, after: b }];
  });
}

/** `+1.234`, `-5`: a difference as it is written. */
export function signed(value: number, text: string): string {
  return value > 0 ? `+${text}` : text;
}
