import { RegionTree } from '@posko/domain';
import type { RegionRow } from '@posko/domain';
import { SearchIndex, plainWords } from './search-index';

const ROWS: RegionRow[] = [
  ['35', 'JAWA TIMUR', 26],
  ['3511', 'KABUPATEN BONDOWOSO', 3],
  ['351101', 'WONOSARI', 3],
  ['3511012001', 'SUMBER WONO', 3, [1, 4, 12]],
  ['3573', 'KOTA MALANG', 2],
  ['357301', 'BLIMBING', 2],
  ['3573011001', 'DARMO INDAH', 2],
  ['3578', 'KOTA SURABAYA', 21],
  ['357804', 'WONOKROMO', 21],
  ['3578041001', 'DARMO', 15],
  ['3578041002', 'WONOKROMO', 6],
];
const index = new SearchIndex(new RegionTree(ROWS));
const codes = (text: string): string[] => index.find(text).map((find) => find.code);

describe('search by code', () => {
  it('finds a TPS by its whole code and TPS by the beginning of one', () => {
    expect(codes('3578041001012')).toEqual(['3578041001012']);
    expect(codes('35780410010').slice(0, 3)).toEqual(['3578041001001', '3578041001002', '3578041001003']);
    expect(index.find('3578041001012')[0]).toMatchObject({
      kind: 'tps',
      label: 'TPS 012',
      place: 'Darmo, Wonokromo, Kota Surabaya',
    });
  });

  it('finds regions by the beginning, the largest first, dots and spaces forgiven', () => {
    expect(codes('35.78')).toEqual(['3578', '357804', '3578041001', '3578041002']);
    expect(codes('3578 04 1001')).toEqual(['3578041001']);
    expect(codes('99')).toEqual([]);
    expect(codes('35780410010123')).toEqual([]);
  });

  it('knows numbers that are not in a row', () => {
    expect(codes('35110120010')).toEqual(['3511012001001', '3511012001004', '3511012001012']);
  });
});

describe('search by name', () => {
  it('puts the same name before longer ones, and larger regions before smaller', () => {
    expect(codes('wonokromo')).toEqual(['357804', '3578041002']);
    expect(codes('wono')).toEqual(['351101', '357804', '3578041002', '3511012001']);
    expect(codes('darmo')).toEqual(['3578041001', '3573011001']);
  });

  it('takes words of what a place lies in, in any case and order', () => {
    expect(codes('darmo MALANG')).toEqual(['3573011001']);
    expect(codes('surabaya dar')).toEqual(['3578041001']);
    expect(codes('kota surabaya')[0]).toBe('3578');
    expect(codes('surabaya')[0]).toBe('3578');
  });

  it('leads to a TPS by number and desa', () => {
    expect(codes('tps 12 darmo')).toEqual(['3578041001012']);
    expect(codes('darmo tps012')).toEqual(['3578041001012']);
    expect(codes('tps 12')).toEqual([]);
    expect(codes('tps 99 darmo')).toEqual([]);
  });

  it('finds nothing for nothing, and nothing that is not there', () => {
    expect(codes('')).toEqual([]);
    expect(codes('   ')).toEqual([]);
    expect(codes('zzz')).toEqual([]);
  });
});

it('reads words without accents and signs', () => {
  expect(plainWords("Gn. Ányar (Timur)'s")).toEqual(['gn', 'anyar', 'timur', 's']);
});
