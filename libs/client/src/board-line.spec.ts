import { describe, expect, it } from '@jest/globals';
import { Board, RegionTree, scopeIndex } from '@posko/domain';
import { SMALL_ROWS, smallTree } from '@posko/testing';
import { BoardLine } from './board-line';

describe('a board of a part of the register', () => {
  const whole = smallTree();
  const city = whole.indexOf('3578');
  const offset = whole.first[city] ?? 0;
  const size = whole.count[city] ?? 0;
  const part = (): BoardLine => {
    const rows = SMALL_ROWS.filter(([code]) => code.startsWith('3578'));
    return new BoardLine(new Board(new RegionTree(rows)), 1, offset);
  };

  it('has the region as its root', () => {
    const { tree } = part().board;
    expect([tree.codeOf(0), tree.size, tree.pathOf(0)]).toEqual(['3578', size, [0]]);
    expect([scopeIndex(tree, '0'), scopeIndex(whole, '3578'), scopeIndex(tree, '3501')]).toEqual([0, city, -1]);
  });

  it('takes live positions, which are those of the whole register, as its own', () => {
    const line = part();
    line.load({ seq: 4, at: 0, register: 1, stages: new Uint8Array(size), marks: new Uint8Array(size) });
    const at = '2024-11-27T00:00:00.000Z';
    const changed = line.receive({ region: '3578', from: 4, to: 5, at, tps: [[offset + 2, 2, 1]], regions: [] });
    expect(changed).toEqual([2]);
    expect([line.board.stages[2], line.board.marks[2], line.board.stageCounts(0).open]).toEqual([2, 1, 1]);
    expect(line.board.tree.tpsCodeAt(2)).toBe(whole.tpsCodeAt(offset + 2));
  });
});
