import type { TotalsRow } from '@posko/contracts';
import type { Contest, ContestOption, ResultState } from '@posko/domain';
import { RESULT_STATES, tpsNumberOf } from '@posko/domain';
import { regionName } from '@posko/ui';
import { mainOptions, mainVotes } from './vote-lines';
import type { Basis } from './vote-lines';

/** What lies one tier below: a region, or a TPS of a desa. */
export interface BelowRow {
  readonly code: string;
  readonly name: string;
  readonly link: readonly string[];
  readonly expected: number;
  /** TPS whose figures are in, by what they are in. */
  readonly tps: Readonly<Record<Basis, number>>;
  /** Of a TPS; null of a region. */
  readonly state: ResultState | null;
  /** By main option; null where there are none to show. */
  readonly votes: ReadonlyMap<string, number> | null;
  /** Its figures wait for a second reader, who must not be swayed by them. */
  readonly isBlind: boolean;
  /** Shares of the options as the background of a bar. */
  readonly gradient: string;
}

const TROUBLE: readonly ResultState[] = ['differing', 'held', 'withdrawn'];

/** A state that asks for somebody's hand. */
export function isTrouble(state: ResultState): boolean {
  return TROUBLE.includes(state);
}

export type SortKey = 'name' | Basis | `option:${string}`;
export interface Sort {
  readonly by: SortKey;
  readonly isDescending: boolean;
}

export interface BelowQuery {
  readonly contest: Contest;
  readonly basis: Basis;
  readonly tpsName: (number: number) => string;
}

export function belowRows(children: readonly TotalsRow[], query: BelowQuery): BelowRow[] {
  return children.map((row) => rowOf(row, query));
}

/** In the chosen order; in that of the codes among equals. */
export function sortedRows(rows: readonly BelowRow[], { by, isDescending }: Sort): BelowRow[] {
  const sign = isDescending ? -1 : 1;
  const value = (row: BelowRow): number =>
    by === 'published' || by === 'held' || by === 'received' ? row.tps[by] : (row.votes?.get(by.slice(7)) ?? -1);
  const compare = (a: BelowRow, b: BelowRow): number =>
    by === 'name' ? a.name.localeCompare(b.name, 'id', { numeric: true }) : value(a) - value(b);
  return rows.toSorted((a, b) => sign * compare(a, b) || a.code.localeCompare(b.code));
}

function rowOf(row: TotalsRow, { contest, basis, tpsName }: BelowQuery): BelowRow {
  const { code, level, expected } = row;
  const isTps = level === 'tps';
  const state = isTps ? (RESULT_STATES.find((one) => (row.states[one] ?? 0) > 0) ?? 'empty') : null;
  const isBlind = state === 'enteredOnce';
  const votes = isBlind || row[basis].tps === 0 ? null : mainVotes(contest, row[basis]);
  return {
    code,
    name: isTps ? tpsName(tpsNumberOf(code)) : regionName(row.name, level),
    link: ['/results', contest.id, ...(isTps ? ['tps', code] : [code])],
    expected,
    tps: { published: row.published.tps, held: row.held.tps, received: row.received.tps },
    state,
    votes,
    isBlind,
    gradient: votes === null ? 'none' : gradientOf(mainOptions(contest), votes),
  };
}

function gradientOf(options: readonly ContestOption[], votes: ReadonlyMap<string, number>): string {
  const all = options.reduce((sum, { id }) => sum + (votes.get(id) ?? 0), 0);
  if (all === 0) return 'none';
  let reached = 0;
  const bands = options.map(({ id, colour }, index) => {
    const from = reached;
    reached += (100 * (votes.get(id) ?? 0)) / all;
    return `${colour ?? greyOf(index)} ${from.toFixed(2)}% ${reached.toFixed(2)}%`;
  });
  return `linear-gradient(90deg, ${bands.join(', ')})`;
}

/** Options without a colour of their own are told apart from their neighbours. */
function greyOf(index: number): string {
  return index % 2 === 0 ? 'var(--posko-text-soft)' : 'var(--posko-line-strong)';
}
