import { describe, expect, it } from '@jest/globals';
import { Board, RegionTree, scopeIndex } from '@posko/domain';
import { BoardLine } from './board-line';
import { STAGE_ROWS } from './testing/fake-server';

describe('a board of a part of the register', () => {
  const desa = '3578011002';
  const whole = new RegionTree(STAGE_ROWS);
  const offset = whole.first[whole.indexOf(desa)] ?? 0;
  const size = 8;
  const part = (): BoardLine => {
    const rows = STAGE_ROWS.filter(([code]) => code === desa);
    return new BoardLine(new Board(new RegionTree(rows)), 1, offset);
  };

  it('has the region as its root', () => {
    const { tree } = part().board;
    expect([tree.codeOf(0), tree.size, tree.pathOf(0)]).toEqual([desa, size, [0]]);
    expect([scopeIndex(tree, '0'), scopeIndex(whole, desa), scopeIndex(tree, '3578')]).toEqual([0, 4, -1]);
  });

  it('takes live positions, which are those of the whole register, as its own', () => {
    const line = part();
    line.load({ seq: 4, at: 0, register: 1, stages: new Uint8Array(size), marks: new Uint8Array(size) });
    const at = '2024-11-27T00:00:00.000Z';
    const changed = line.receive({ region: desa, from: 4, to: 5, at, tps: [[offset + 2, 2, 1]], regions: [] });
    expect(changed).toEqual([2]);
    expect([line.board.stages[2], line.board.marks[2], line.board.stageCounts(0).open]).toEqual([2, 1, 1]);
    expect(line.board.tree.tpsCodeAt(2)).toBe(whole.tpsCodeAt(offset + 2));
  });
});
