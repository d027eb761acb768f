import { RegionTree, desaCodeOf } from '@posko/domain';
import type { RegionRow } from '@posko/domain';

/** One TPS of the small register, as the register's import and tables want it. */
export interface SmallTps {
  readonly position: number;
  readonly code: string;
  readonly desaCode: string;
  readonly number: number;
  readonly dptL: number;
  readonly dptP: number;
}

/**
 * A province with 2 kabupaten, 4 kecamatan, 8 desa and 40 TPS. The desa have 2 to 8 TPS; the last one's numbers have a gap
 * (001, 002, 004, 005), as in real registers where a TPS was merged into another.
 */
export const SMALL_ROWS: readonly RegionRow[] = [
  ['35', 'JAWA TIMUR', 40],
  ['3501', 'PACITAN', 20],
  ['350101', 'DONOROJO', 10],
  ['3501012001', 'WIDORO', 2],
  ['3501012002', 'SAWAHAN', 8],
  ['350102', 'PUNUNG', 10],
  ['3501022001', 'KENDAL', 5],
  ['3501022002', 'TINATAR', 5],
  ['3578', 'KOTA SURABAYA', 20],
  ['357801', 'KARANG PILANG', 12],
  ['3578011001', 'WARUGUNUNG', 6],
  ['3578011002', 'KARANG PILANG', 6],
  ['357802', 'WONOCOLO', 8],
  ['3578021001', 'SIDOSERMO', 4],
  ['3578021002', 'BENDUL MERISI', 4, [1, 2, 4, 5]],
];

export function smallTree(): RegionTree {
  return new RegionTree(SMALL_ROWS);
}

/** The 40 TPS in register order. Voters differ per TPS, so that a sum of the wrong ones shows. */
export function smallTps(): SmallTps[] {
  const tree = smallTree();
  return Array.from({ length: tree.size }, (_, position) => {
    const code = tree.tpsCodeAt(position);
    return {
      position,
      code,
      desaCode: desaCodeOf(code),
      number: tree.tpsNumberAt(position),
      dptL: 200 + position,
      dptP: 220 + 2 * position,
    };
  });
}

/** Code of the TPS at a position of the small register; throws beyond its 40. */
export function smallTpsCode(position: number): string {
  const tps = smallTps()[position];
  if (tps === undefined) throw new RangeError(`The small register has no position ${position}`);
  return tps.code;
}
