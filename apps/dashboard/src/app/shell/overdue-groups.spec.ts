import { Board, RegionTree, markBit } from '@posko/domain';
import type { ResponseOf } from './board-store';
import { overdueGroups } from './overdue-groups';
import { ROOM_ROWS } from './testing/fake-room';

const row = (code: string, since: string): ResponseOf<'overdue'>['rows'][number] => ({
  code,
  stage: 'ready',
  missing: 'open',
  since,
  lastReceivedAt: null,
});

it('makes one call of each kecamatan, in the order of the longest silence', () => {
  const board = new Board(new RegionTree(ROOM_ROWS));
  for (const code of ['3578041002005', '3573011001001', '3578041001003', '3578041001004']) {
    board.set(board.tree.positionOf(code), 1, markBit('overdue'));
  }
  const list = {
    seq: 1,
    at: '2024-11-27T06:00:00Z',
    total: 4,
    rows: [
      row('3578041002005', '2024-11-27T00:30:00Z'),
      row('3573011001001', '2024-11-27T00:40:00Z'),
      row('3578041001003', '2024-11-27T00:50:00Z'),
    ],
  };
  const groups = overdueGroups(list, board);
  expect(groups.map(({ kecamatan, kabupaten, total }) => `${kecamatan}, ${kabupaten}: ${total}`)).toEqual([
    'Wonokromo, Kota Surabaya: 3',
    'Blimbing, Kota Malang: 1',
  ]);
  expect(groups[0]?.rows.map(({ number, desa }) => `${number} ${desa}`)).toEqual(['5 Wonokromo', '3 Darmo']);
});

it('keeps a TPS of a kecamatan that the register does not know', () => {
  const board = new Board(new RegionTree(ROOM_ROWS));
  const list = { seq: 1, at: '', total: 1, rows: [row('1101012001001', '2024-11-27T00:30:00Z')] };
  expect(overdueGroups(list, board)[0]?.total).toBe(1);
});
