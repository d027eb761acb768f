import type { PublishedContest } from '@posko/contracts';
import type { Moment } from './moments';
import { mainOptions } from './vote-lines';

const FIGURES = ['counted', 'received', 'held', 'corrected', 'withdrawn'] as const;
const LABELS = {
  counted: 'portal.counted',
  received: 'portal.received',
  held: 'portal.column.held',
  corrected: 'portal.state.corrected',
  withdrawn: 'portal.state.withdrawn',
} as const;
const SUMS = ['valid', 'invalid'] as const;
const SUM_LABELS = { valid: 'portal.valid', invalid: 'portal.invalid' } as const;

type Label = (typeof LABELS)[keyof typeof LABELS] | (typeof SUM_LABELS)[keyof typeof SUM_LABELS];

/** A figure that is another one now. Its name is a sentence of the dictionary, or an option's own. */
export interface Change {
  readonly id: string;
  readonly label: Label | null;
  readonly name: string;
  readonly before: number;
  readonly now: number;
}

type Seen = Omit<Moment, 'seenAt'>;

/** What differs between two moments of a region, TPS first, then votes in the order of the ballot. */
export function changesBetween(contest: Pick<PublishedContest, 'options'>, before: Seen, now: Seen): Change[] {
  const tps = FIGURES.map((id) => ({ id, label: LABELS[id], name: id, before: before[id], now: now[id] }));
  const options = mainOptions(contest).map((option) => ({
    id: option.id,
    label: null,
    name: `${option.number}. ${option.name}`,
    before: before.votes[option.id] ?? 0,
    now: now.votes[option.id] ?? 0,
  }));
  const sums = SUMS.map((id) => ({
    id,
    label: SUM_LABELS[id],
    name: id,
    before: before.votes[id] ?? 0,
    now: now.votes[id] ?? 0,
  }));
  return [...tps, ...options, ...sums].filter((change) => change.before !== change.now);
}
