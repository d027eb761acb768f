import { Board, RegionTree, markBit, stageIndex } from '@posko/domain';
import { ROOM_ROWS } from '../shell/testing/fake-room';
import { EVERY_TPS, tpsRows } from './tps-rows';
import type { TpsQuery } from './tps-rows';

const board = new Board(new RegionTree(ROOM_ROWS));
const { tree } = board;
const surabaya = tree.indexOf('3578');

function set(code: string, stage: 'open' | 'closed' | 'sent', marks = 0): void {
  board.set(tree.positionOf(code), stageIndex(stage), marks);
}

set('3578041001001', 'open', markBit('overdue'));
set('3578041001003', 'sent');
set('3578041002001', 'closed', markBit('incident'));
set('3578041002005', 'open', markBit('psu'));

function list(query: Partial<TpsQuery>, region = surabaya): string[] {
  return tpsRows(board, region, { ...EVERY_TPS, ...query }).map((position) => tree.tpsCodeAt(position).slice(6));
}

it('lists the TPS of one region only, by code', () => {
  expect(list({})).toEqual(['1001001', '1001002', '1001003', '1001004', '1002001', '1002002', '1002005']);
  expect(list({ isDescending: true })[0]).toBe('1002005');
  expect(list({}, tree.indexOf('3578041002'))).toEqual(['1002001', '1002002', '1002005']);
});

it('filters by stage and mark', () => {
  expect(list({ stage: 'open' })).toEqual(['1001001', '1002005']);
  expect(list({ mark: 'trouble' })).toEqual(['1001001', '1002001']);
  expect(list({ mark: 'psu', stage: 'open' })).toEqual(['1002005']);
});

it('filters by name, number and code', () => {
  expect(list({ text: ' DARM ' })).toHaveLength(4);
  expect(list({ text: 'wonokromo' })).toHaveLength(7);
  expect(list({ text: 'tps 5' })).toEqual(['1002005']);
  expect(list({ text: '001' })).toEqual(['1001001', '1002001']);
  expect(list({ text: '3578041001' })).toHaveLength(4);
  expect(list({ text: 'malang' })).toEqual([]);
});

it('sorts by stage and by trouble, equal ones by code', () => {
  expect(list({ sort: 'stage', isDescending: true }).slice(0, 3)).toEqual(['1001003', '1002001', '1001001']);
  expect(list({ sort: 'trouble', isDescending: true }).slice(0, 3)).toEqual(['1002001', '1001001', '1002005']);
});
