import type { ContestOption, QuickCount } from '@posko/domain';
import { instantAt } from './local-instant';

/** What is typed of a quick count, as it is typed. */
export interface QuickCountDraft {
  readonly institute: string;
  /** As a `datetime-local` field has it, in the place's time. */
  readonly at: string;
  readonly sample: string;
  readonly margin: string;
  /** By option. */
  readonly shares: Readonly<Record<string, string>>;
}

export type DraftFault = { readonly field: string; readonly fault: 'missing' | 'number' | 'whole' };

const WHOLE = /^\d{1,7}$/;
const DECIMAL = /^\d{1,3}([.,]\d{1,2})?$/;
const HUNDRED = 100;
/** Rounding of each share apart lets them miss a hundred by so much. */
const SUM_SLACK = 1;

/** Options that institutes give shares of: pairs and the empty column, parties, or persons where there are no others. */
export function sharedOptions(options: readonly ContestOption[]): ContestOption[] {
  const own = options.filter(({ kind }) => kind !== 'person');
  return own.length > 0 ? own : [...options];
}

/** `52,4` or `52.4`; null for what is no share. */
export function shareOf(text: string): number | null {
  const typed = text.trim();
  if (!DECIMAL.test(typed)) return null;
  const value = Number(typed.replace(',', '.'));
  return value > HUNDRED ? null : value;
}

/** The first field that is not filled in as it has to be. */
export function faultOf(draft: QuickCountDraft, options: readonly ContestOption[]): DraftFault | null {
  const fields: readonly (readonly [string, string, 'text' | 'whole' | 'number'])[] = [
    ['institute', draft.institute, 'text'],
    ['at', draft.at, 'text'],
    ['sample', draft.sample, 'whole'],
    ['margin', draft.margin, 'number'],
    ...sharedOptions(options).map(({ id }) => [id, draft.shares[id] ?? '', 'number'] as const),
  ];
  for (const [field, typed, kind] of fields) {
    const text = typed.trim();
    if (text === '') return { field, fault: 'missing' };
    if (kind === 'number' && shareOf(text) === null) return { field, fault: 'number' };
    if (kind === 'whole' && !(WHOLE.test(text) && Number(text) > 0)) return { field, fault: 'whole' };
  }
  return null;
}

/** Sum of the shares so far, in hundredths kept exact. */
export function sumOf({ shares }: Pick<QuickCountDraft, 'shares'>, options: readonly ContestOption[]): number {
  const cents = sharedOptions(options).map(({ id }) => Math.round(HUNDRED * (shareOf(shares[id] ?? '') ?? 0)));
  return cents.reduce((sum, one) => sum + one, 0) / HUNDRED;
}

export function isHundred(sum: number): boolean {
  return Math.abs(sum - HUNDRED) <= SUM_SLACK;
}

/** The quick count of a draft without a fault. */
export function figuresOf(
  draft: QuickCountDraft,
  options: readonly ContestOption[],
  utcOffsetMinutes: number,
): QuickCount {
  const shares = sharedOptions(options).map(({ id }) => [id, shareOf(draft.shares[id] ?? '') ?? 0] as const);
  return {
    institute: draft.institute.trim(),
    at: instantAt(draft.at, utcOffsetMinutes),
    sample: Number(draft.sample),
    margin: shareOf(draft.margin) ?? 0,
    shares: Object.fromEntries(shares),
  };
}
