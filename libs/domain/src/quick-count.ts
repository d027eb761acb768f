import * as z from 'zod';
import { OptionId } from './contest';
import type { Contest } from './contest';
import { FreeText } from './text';

const Time = z.iso.datetime({ offset: true });

/** Hundredths of a percent: as institutes publish them. */
const Percent = z
  .number()
  .min(0)
  .max(100)
  .refine((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6, { message: 'has at most two decimals' });

/** What an institute says it counted, as it was published. */
export const QuickCount = z.strictObject({
  institute: FreeText.min(1).max(100),
  at: Time.describe('as of when, as the institute says'),
  sample: z.int().min(1).max(1_000_000).describe('TPS in its sample'),
  margin: Percent.describe('of error, in percentage points, as it says'),
  shares: z.record(OptionId, Percent).describe('percent of the valid votes, by option'),
});
export type QuickCount = z.infer<typeof QuickCount>;

/** A quick count held against the real count, option by option, in percent and percentage points. */
export const QuickCountLine = z.object({
  option: OptionId,
  quick: z.number(),
  real: z.number().nullable().describe('null while nothing is counted'),
  difference: z.number().nullable().describe('real less quick'),
  isWithin: z.boolean().nullable().describe('no further apart than the margin that the institute gives'),
});
export type QuickCountLine = z.infer<typeof QuickCountLine>;

/** Rounding of each share apart lets them miss a hundred by so much. */
const SUM_SLACK = 1;

/** Why the shares cannot be those of this contest, in words for a developer; null where they can. */
export function sharesFault(shares: QuickCount['shares'], { options }: Pick<Contest, 'options'>): string | null {
  const own = options.filter(({ kind }) => kind !== 'person').map(({ id }) => id);
  const named = own.length > 0 ? own : options.map(({ id }) => id);
  const strange = Object.keys(shares).find((id) => !named.includes(id));
  if (strange !== undefined) return `${strange} is no option of this contest`;
  const missing = named.find((id) => shares[id] === undefined);
  if (missing !== undefined) return `${missing} is missing`;
  const sum = Object.values(shares).reduce((total, share) => total + share, 0);
  return Math.abs(sum - 100) > SUM_SLACK ? `they add up to ${sum.toFixed(2)} and not to 100` : null;
}

/** The quick count beside the votes counted so far; `votes` by option, or by party where the contest has parties. */
export function besideCount(
  { shares, margin }: Pick<QuickCount, 'shares' | 'margin'>,
  votes: Readonly<Record<string, number>>,
): QuickCountLine[] {
  const all = Object.keys(shares).reduce((sum, id) => sum + (votes[id] ?? 0), 0);
  return Object.entries(shares).map(([option, quick]) => {
    if (all === 0) return { option, quick, real: null, difference: null, isWithin: null };
    const real = hundredths((100 * (votes[option] ?? 0)) / all);
    const difference = hundredths(real - quick);
    return { option, quick, real, difference, isWithin: Math.abs(difference) <= margin };
  });
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
