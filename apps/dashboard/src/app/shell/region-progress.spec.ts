import { Board, RegionTree, markBit } from '@posko/domain';
import type { RegionProgress } from './region-progress';
import { byTrouble, progressOf, reached } from './region-progress';
import { sortRegions } from './region-sort';
import { ROOM_ROWS } from './testing/fake-room';

function room(): Board {
  const board = new Board(new RegionTree(ROOM_ROWS));
  const { tree } = board;
  board.set(tree.positionOf('3573011001001'), 2, markBit('overdue'));
  board.set(tree.positionOf('3578041001001'), 6, markBit('incident'));
  board.set(tree.positionOf('3578041001002'), 5, 0);
  return board;
}

function regions(): RegionProgress[] {
  const board = room();
  const surabaya = { total: 7, received: 7, at: '2024-11-28T03:15:04Z' };
  return board.tree.children(0).map((region, nth) => progressOf(board, region, nth === 1 ? surabaya : null));
}

describe('progress of a region', () => {
  it('counts everything that stands at a stage or beyond it', () => {
    const [, surabaya] = regions();
    expect(surabaya).toMatchObject({
      name: 'Kota Surabaya',
      total: 7,
      opened: 2,
      counted: 2,
      sent: 1,
      overdue: 0,
      incident: 1,
    });
    expect(reached(surabaya?.stages ?? room().stageCounts(0), 'unreported')).toBe(7);
  });

  it('puts first what has most trouble for its size', () => {
    expect(
      regions()
        .sort(byTrouble)
        .map((row) => row.code),
    ).toEqual(['3578', '3573']);
  });
});

describe('order of the regions', () => {
  const codes = (active: string, direction: 'asc' | 'desc' | ''): string[] =>
    sortRegions(regions(), { active, direction }).map((row) => row.code);

  it.each([
    ['name', '', ['3573', '3578']],
    ['name', 'desc', ['3578', '3573']],
    ['total', 'desc', ['3578', '3573']],
    ['opened', 'desc', ['3573', '3578']],
    ['overdue', 'desc', ['3573', '3578']],
    ['incident', 'asc', ['3573', '3578']],
    ['sirekap', 'asc', ['3573', '3578']],
    ['no such column', 'asc', ['3573', '3578']],
  ] as const)('by %s %s', (active, direction, expected) => {
    expect(codes(active, direction)).toEqual(expected);
  });
});
