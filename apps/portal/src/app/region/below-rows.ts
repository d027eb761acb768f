import type { PublishedContest, PublishedRow } from '@posko/contracts';
import { regionName } from '@posko/ui';
import { leaderOf, voteLines } from '../shell/vote-lines';
import type { VoteLine } from '../shell/vote-lines';

/** A region of the table, with all that it can be sorted by. */
export interface BelowRow {
  readonly row: PublishedRow;
  readonly name: string;
  readonly lines: readonly VoteLine[];
  readonly leader: VoteLine | null;
}

/** `name`, `tps`, …, or the id of an option. */
export type SortKey = string;

export interface Sorting {
  readonly key: SortKey;
  readonly isDescending: boolean;
}

export function belowRows(contest: PublishedContest, rows: readonly PublishedRow[]): BelowRow[] {
  return rows.map((row) => {
    const lines = voteLines(contest, row.votes);
    return { row, name: regionName(row.name, row.level), lines, leader: leaderOf(lines) };
  });
}

/** Sorted by a column; those that are alike stay in the order of their codes. */
export function sorted(rows: readonly BelowRow[], { key, isDescending }: Sorting): BelowRow[] {
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (key === 'name') return sign * a.name.localeCompare(b.name, 'id');
    return sign * (valueOf(a, key) - valueOf(b, key)) || (a.row.code < b.row.code ? -1 : 1);
  });
}

function valueOf({ row, lines, leader }: BelowRow, key: SortKey): number {
  const { expected, counted } = row.counts;
  switch (key) {
    case 'code':
      return 0;
    case 'tps':
      return expected;
    case 'counted':
      return counted;
    case 'percent':
      return expected > 0 ? counted / expected : 0;
    case 'held':
      return row.states.held ?? 0;
    case 'leader':
      return leader === null ? 0 : leader.votes / leader.of;
    default:
      return lines.find(({ option }) => option.id === key)?.votes ?? 0;
  }
}
