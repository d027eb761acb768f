import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Board } from './board';
import { MARKS, hasMark } from './mark';
import { RegionTree } from './region-tree';
import type { RegionRow } from './region-tree';
import { STAGES } from './stage';

const ROWS: RegionRow[] = [
  ['35', 'JAWA TIMUR', 9],
  ['3501', 'PACITAN', 5],
  ['350101', 'DONOROJO', 5],
  ['3501012001', 'WIDORO', 2],
  ['3501012002', 'SAWAHAN', 3, [1, 3, 7]],
  ['3578', 'SURABAYA', 4],
  ['357801', 'KARANG PILANG', 4],
  ['3578011001', 'WARUGUNUNG', 4],
];
const tree = new RegionTree(ROWS);
const change = fc.tuple(fc.nat({ max: 8 }), fc.nat({ max: 8 }), fc.nat({ max: 255 }));

describe('the board', () => {
  it('counts every region right after any changes, as a count from scratch would', () => {
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const board = new Board(tree);
        for (const [position, stage, marks] of changes) board.set(position, stage, marks);
        const fresh = new Board(tree);
        fresh.load(board.stages, board.marks);
        for (let region = 0; region < tree.regionCount; region++) {
          const inside = (tps: number): boolean => tree.isWithin(tree.desaAt[tps] ?? -1, region);
          const tps = Array.from({ length: tree.size }, (_, position) => position).filter(inside);
          for (const [index, stage] of STAGES.entries()) {
            expect(board.stageCounts(region)[stage]).toBe(tps.filter((at) => board.stages[at] === index).length);
          }
          for (const mark of MARKS) {
            expect(board.markCounts(region)[mark]).toBe(tps.filter((at) => hasMark(board.marks[at] ?? 0, mark)).length);
          }
          expect([...board.countersOf(region)]).toEqual([...fresh.countersOf(region)]);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('says whether anything changed', () => {
    const board = new Board(tree);
    expect([board.set(3, 2, 0), board.set(3, 2, 0), board.set(3, 2, 1), board.set(99, 1, 0)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it('refuses a snapshot of another register', () => {
    expect(() => new Board(tree).load(new Uint8Array(8), new Uint8Array(8))).toThrow(RangeError);
  });
});

describe('the region tree', () => {
  it('finds every TPS by its code and back, also where numbers have gaps', () => {
    for (let position = 0; position < tree.size; position++) {
      expect(tree.positionOf(tree.tpsCodeAt(position))).toBe(position);
    }
    expect(tree.tpsCodeAt(4)).toBe('3501012002007');
    expect(tree.positionOf('3501012002002')).toBe(-1);
    expect(tree.positionOf('9901012002002')).toBe(-1);
    expect(tree.positionOf('')).toBe(-1);
  });

  it('gives each region one run of positions', () => {
    const runs = tree.codes.map((code, index) => [code, tree.first[index], tree.count[index]]);
    expect(runs).toEqual([
      ['35', 0, 9],
      ['3501', 0, 5],
      ['350101', 0, 5],
      ['3501012001', 0, 2],
      ['3501012002', 2, 3],
      ['3578', 5, 4],
      ['357801', 5, 4],
      ['3578011001', 5, 4],
    ]);
  });

  it('knows parents, children and the way up', () => {
    expect(tree.children(0).map((index) => tree.codeOf(index))).toEqual(['3501', '3578']);
    expect(tree.pathOf(tree.indexOf('3501012002')).map((index) => tree.codeOf(index))).toEqual([
      '3501012002',
      '350101',
      '3501',
      '35',
    ]);
  });

  it('puts the nation above several provinces', () => {
    const nation = new RegionTree([
      ['0', 'INDONESIA', 3],
      ...(['35', '51'] as const).flatMap((code, i): RegionRow[] => [
        [code, code, i + 1],
        [`${code}01`, '', i + 1],
        [`${code}0101`, '', i + 1],
        [`${code}01012001`, '', i + 1],
      ]),
    ]);
    expect([nation.size, nation.children(0).length, nation.levels[0]]).toEqual([3, 2, 'nasional']);
    const board = new Board(nation);
    board.set(2, 3, 0);
    expect(board.stageCounts(0)).toMatchObject({ unreported: 2, closed: 1 });
  });
});
