import fc from 'fast-check';
import { RegionTree } from '@posko/domain';
import type { RegisterRows } from '../../platform/register/register-rows';
import { chunksOf, registerOfChunks } from '../../platform/register/register-chunk';
import { RegisterBuilder } from './register-builder';
import type { RegisterRecord } from './register-record';

function record(desaCode: string, number: number, more: Partial<RegisterRecord> = {}): RegisterRecord {
  const names = {
    provinsi: `P ${desaCode.slice(0, 2)}`,
    kabupaten: `K ${desaCode.slice(0, 4)}`,
    kecamatan: `C ${desaCode.slice(0, 6)}`,
    desa: `D ${desaCode}`,
  };
  return { line: number, desaCode, number, names, dptL: 200 + number, dptP: 210 + number, ...more };
}

function build(records: readonly RegisterRecord[]): RegisterRows {
  const builder = new RegisterBuilder();
  for (const each of records) expect(builder.add(each)).toEqual([]);
  return builder.build();
}

describe('RegisterBuilder', () => {
  it('puts TPS in code order, whatever order they come in, with every region above them', () => {
    const rows = build([
      record('3578021001', 1),
      record('3578011001', 3),
      record('3578011001', 1),
      record('3501012001', 2),
    ]);
    expect(rows.tpsCodes).toEqual(['3501012001002', '3578011001001', '3578011001003', '3578021001001']);
    expect([...rows.dptL]).toEqual([202, 201, 203, 201]);
    expect(rows.regions.map(({ code, parentCode, level, tpsCount }) => [code, parentCode, level, tpsCount])).toEqual([
      ['35', null, 'provinsi', 4],
      ['3501', '35', 'kabupaten', 1],
      ['350101', '3501', 'kecamatan', 1],
      ['3501012001', '350101', 'desa', 1],
      ['3578', '35', 'kabupaten', 3],
      ['357801', '3578', 'kecamatan', 2],
      ['3578011001', '357801', 'desa', 2],
      ['357802', '3578', 'kecamatan', 1],
      ['3578021001', '357802', 'desa', 1],
    ]);
  });

  it('puts the nation above more than one provinsi', () => {
    const { regions } = build([record('3578021001', 1), record('1101012001', 1)]);
    expect(regions[0]).toEqual({ code: '0', name: 'INDONESIA', level: 'nasional', parentCode: null, tpsCount: 2 });
    expect(regions.filter(({ level }) => level === 'provinsi').map(({ parentCode }) => parentCode)).toEqual(['0', '0']);
  });

  it('refuses a TPS that is there already and says where', () => {
    const builder = new RegisterBuilder();
    builder.add(record('3578011001', 1, { line: 2 }));
    expect(builder.add(record('3578011001', 1, { line: 9 }))).toEqual([
      { line: 9, column: 'nomor_tps', reason: 'TPS 3578011001001 is on line 2 already' },
    ]);
    expect(builder.tpsCount).toBe(1);
  });

  it('refuses another name for a region that has one', () => {
    const builder = new RegisterBuilder();
    const first = record('3578011001', 1, { line: 2 });
    builder.add(first);
    const second = record('3578011002', 1, { line: 3 });
    expect(builder.add({ ...second, names: { ...second.names, kecamatan: 'Karang Pilang' } })).toEqual([
      { line: 3, column: 'kecamatan', reason: '357801 is "Karang Pilang" here and "C 357801" on line 2' },
    ]);
  });

  it('gives a tree in which every TPS is found where the register has it, and survives its own chunks', async () => {
    const place = fc.record({
      kab: fc.integer({ min: 1, max: 3 }),
      kec: fc.integer({ min: 1, max: 3 }),
      number: fc.integer({ min: 1, max: 999 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(place, { minLength: 1, selector: (p) => JSON.stringify(p) }), async (places) => {
        const rows = build(places.map(({ kab, kec, number }) => record(`110${kab}0${kec}2001`, number)));
        const numbers = Map.groupBy(rows.tpsCodes, (code) => code.slice(0, 10));
        const tree = new RegionTree(
          rows.regions.map(({ code, name, tpsCount }) => [
            code,
            name,
            tpsCount,
            (numbers.get(code) ?? []).map((tps) => Number(tps.slice(10))),
          ]),
        );
        rows.tpsCodes.forEach((code, position) => expect(tree.positionOf(code)).toBe(position));
        expect(tree.count[0]).toBe(places.length);
        expect(await registerOfChunks(await chunksOf(rows))).toEqual(rows);
      }),
    );
  });
});
