import type { Board, RegionTree, Stage } from '@posko/domain';
import { desaCodeOf, tpsNumberOf } from '@posko/domain';
import { regionName } from '@posko/ui';
import type { ResponseOf } from './board-store';

/** One overdue TPS, named. Times are ISO 8601. */
export interface OverdueTps {
  readonly code: string;
  readonly number: number;
  readonly desa: string;
  readonly missing: Stage;
  readonly since: string;
  readonly lastReceivedAt: string | null;
}

/** The overdue TPS of one kecamatan: one call to its PPK. */
export interface OverdueGroup {
  readonly code: string;
  readonly kecamatan: string;
  readonly kabupaten: string;
  /** All overdue TPS of the kecamatan, by the live board. */
  readonly total: number;
  readonly rows: readonly OverdueTps[];
}

/** The list by kecamatan; the group with the longest silence first, and within it the longest first. */
export function overdueGroups(list: ResponseOf<'overdue'>, board: Board): OverdueGroup[] {
  const { tree } = board;
  const byKecamatan = Map.groupBy(list.rows, (row) => row.code.slice(0, 6));
  return [...byKecamatan].map(([code, rows]) => {
    const index = tree.indexOf(code);
    return {
      code,
      kecamatan: nameOf(tree, index),
      kabupaten: nameOf(tree, tree.parent[index] ?? -1),
      total: index < 0 ? rows.length : Math.max(rows.length, board.markCounts(index).overdue),
      rows: rows.map((row) => ({
        code: row.code,
        number: tpsNumberOf(row.code),
        desa: nameOf(tree, tree.indexOf(desaCodeOf(row.code))),
        missing: row.missing,
        since: row.since,
        lastReceivedAt: row.lastReceivedAt,
      })),
    };
  });
}

function nameOf(tree: RegionTree, index: number): string {
  return regionName(tree.nameOf(index), tree.levels[index] ?? 'desa');
}
