import { isRecord } from './register-record';
import type { RegisterLine } from './register-record';
import { readRow } from './register-row';
import type { RegisterCells } from './register-row';

const GOOD: RegisterCells = {
  kode_desa: '3578011001',
  nomor_tps: '7',
  provinsi: 'Jawa Timur',
  kabupaten: 'Kota Surabaya',
  kecamatan: 'Karangpilang',
  desa: 'Waru Gunung',
  dpt_l: '260',
  dpt_p: '271',
};

const read = (cells: Partial<RegisterCells>): RegisterLine => readRow(12, { ...GOOD, ...cells }, 600);

/** Columns that were refused. */
function refused(cells: Partial<RegisterCells>): (string | undefined)[] {
  const line = read(cells);
  return isRecord(line) ? [] : line.map((issue) => issue.column);
}

describe('readRow', () => {
  it('reads a TPS', () => {
    expect(read({})).toEqual({
      line: 12,
      desaCode: '3578011001',
      number: 7,
      names: { provinsi: 'Jawa Timur', kabupaten: 'Kota Surabaya', kecamatan: 'Karangpilang', desa: 'Waru Gunung' },
      dptL: 260,
      dptP: 271,
    });
  });

  it('forgives dots in the code, leading zeros, spaces around and between', () => {
    expect(read({ kode_desa: ' 35.78.01.1001 ', nomor_tps: '007', desa: '  Waru   Gunung ' })).toEqual(read({}));
  });

  it.each([
    ['a code of another level', { kode_desa: '357801' }, 'kode_desa'],
    ['a code with letters', { kode_desa: '35780110O1' }, 'kode_desa'],
    ['a code that begins with 0', { kode_desa: '0578011001' }, 'kode_desa'],
    ['number 0', { nomor_tps: '0' }, 'nomor_tps'],
    ['number 1000', { nomor_tps: '1000' }, 'nomor_tps'],
    ['a fraction', { dpt_l: '260.5' }, 'dpt_l'],
    ['a negative figure', { dpt_l: '-1' }, 'dpt_l'],
    ['an empty figure', { dpt_p: '' }, 'dpt_p'],
    ['digits of another script', { dpt_p: '２７１' }, 'dpt_p'],
    ['more women than a TPS may have', { dpt_p: '601' }, 'dpt_p'],
    ['more voters than a TPS may have', { dpt_l: '300', dpt_p: '301' }, 'dpt_p'],
    ['a missing name', { kecamatan: ' ' }, 'kecamatan'],
    ['bytes that are no UTF-8', { desa: 'Soka\uFFFDan' }, 'desa'],
    ['a line break within a name', { desa: 'Waru\nGunung' }, 'desa'],
    ['an endless name', { kabupaten: 'x'.repeat(101) }, 'kabupaten'],
  ])('refuses %s', (_case, cells, column) => {
    expect(refused(cells)).toEqual([column]);
  });

  it('takes a TPS that is exactly full', () => {
    expect(refused({ dpt_l: '300', dpt_p: '300' })).toEqual([]);
  });

  it('names everything that is wrong with a line at once, and what it found', () => {
    expect(read({ kode_desa: 'abc', dpt_l: 'x'.repeat(500), provinsi: '' })).toEqual([
      { line: 12, column: 'kode_desa', reason: '"abc" is no code of a desa: 10 digits are wanted' },
      { line: 12, column: 'dpt_l', reason: `"${'x'.repeat(40)}…" is no whole number from 0 to 600` },
      { line: 12, column: 'provinsi', reason: 'the name is missing' },
    ]);
  });
});
