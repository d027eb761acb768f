import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RegisterRecord } from '../import/register-record';
import { atLeastOneEach, jatimRegister, JATIM_DPT } from './jatim-register';
import { jatimAreas, kpuCodeOf } from './jatim-areas';
import { TPS_PER_KECAMATAN } from './tps-per-kecamatan';

/** KPU's published TPS per regency, governor's election of 27 November 2024. */
const TPS_PER_REGENCY =
  '3501 1004 3502 1519 3503 1115 3504 1630 3505 1764 3506 2348 3507 4042 3508 1650 3509 4046 3510 2732 ' +
  '3511 1202 3512 1030 3513 1739 3514 2338 3515 2733 3516 1618 3517 1942 3518 1617 3519 1142 3520 1033 ' +
  '3521 1374 3522 2120 3523 1867 3524 2073 3525 1868 3526 1473 3527 1344 3528 1270 3529 1971 3571 405 ' +
  '3572 213 3573 1188 3574 328 3575 280 3576 192 3577 275 3578 3964 3579 302';
const PUBLISHED_DIR = resolve('../shared/data/jatim');

let register: RegisterRecord[];

beforeAll(async () => {
  register = await jatimRegister();
});

const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);

function countBy(digits: number): Map<string, number> {
  const groups = Map.groupBy(register, (record) => record.desaCode.slice(0, digits));
  return new Map([...groups].map(([code, records]) => [code, records.length]));
}

describe('the register of Jawa Timur', () => {
  it('has the published tiers: 38 regencies, 666 kecamatan, 8,494 desa, 60,751 TPS', () => {
    expect([4, 6, 10].map((digits) => countBy(digits).size)).toEqual([38, 666, 8494]);
    expect(register).toHaveLength(60_751);
  });

  it('has the published number of TPS in every kecamatan and regency', () => {
    expect(countBy(6)).toEqual(TPS_PER_KECAMATAN);
    const published = TPS_PER_REGENCY.split(' ');
    expect([...countBy(4)].flatMap(([code, tps]) => [code, String(tps)])).toEqual(published);
  });

  it('adds up to the published voters, none above 600 at a TPS, most of them 380 to 600', () => {
    expect(sum(register.map(({ dptL }) => dptL))).toBe(JATIM_DPT.l);
    expect(sum(register.map(({ dptP }) => dptP))).toBe(JATIM_DPT.p);
    const sizes = register.map(({ dptL, dptP }) => dptL + dptP);
    expect(sizes.reduce((a, b) => Math.max(a, b))).toBeLessThanOrEqual(600);
    expect(sizes.filter((size) => size >= 380).length / sizes.length).toBeGreaterThan(0.95);
    expect(new Set(sizes).size).toBeGreaterThan(200);
    expect(register.every(({ dptL, dptP }) => dptL > 0 && dptP > 0)).toBe(true);
  });

  it('numbers the TPS of a desa from 1 and lists them in code order', () => {
    const codes = register.map(({ desaCode, number }) => desaCode + String(number).padStart(3, '0'));
    expect(codes).toEqual([...codes].sort());
    expect(new Set(codes).size).toBe(codes.length);
    for (const records of Map.groupBy(register, ({ desaCode }) => desaCode).values()) {
      expect(records.at(-1)?.number).toBe(records.length);
    }
  });

  it('never changes: the hash of the whole', () => {
    const text = register
      .map(({ desaCode, number, names, dptL, dptP }) =>
        JSON.stringify([desaCode, number, Object.values(names), dptL, dptP]),
      )
      .join('\n');
    expect(createHash('sha256').update(text).digest('hex')).toBe(
      'c12280c1fca70e0f3c42c3fa990b9792fde340cb8b5230b107333b04f5111949',
    );
  });

  it('follows weights where there are some, and leaves no desa of a weighted kecamatan without a TPS', async () => {
    const weights = new Map([
      ['3501012001', 90],
      ['3501012002', 10],
    ]);
    const weighted = await jatimRegister(weights);
    const tpsOf = Map.groupBy(weighted, ({ desaCode }) => desaCode);
    const donorojo = [...tpsOf].filter(([code]) => code.startsWith('350101')).map(([, records]) => records.length);
    expect(donorojo).toEqual([49, 6, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(weighted).toHaveLength(60_751);
  });
});

describe('the regions', () => {
  it('carry KPU names: only a kota says what it is, an apostrophe is one', async () => {
    const names = new Map((await jatimAreas()).map((area) => [area.code, area.names]));
    expect(names.get('3501012001')).toEqual({
      provinsi: 'Jawa Timur',
      kabupaten: 'Pacitan',
      kecamatan: 'Donorojo',
      desa: 'Widoro',
    });
    expect(names.get('3572011001')?.kabupaten).toBe('Kota Blitar');
    expect(names.get('3513152017')?.desa).toBe("Soka'an");
  });

  it('carry the code of KPU for the one desa that Kemendagri codes otherwise', async () => {
    const codes = (await jatimAreas()).map(({ code }) => code);
    expect(codes).toContain(kpuCodeOf('3515041013'));
    expect(codes).not.toContain('3515041013');
    expect(kpuCodeOf('3501012001')).toBe('3501012001');
  });
});

describe('atLeastOneEach', () => {
  it('takes from the largest for those with none, as far as it goes', () => {
    expect(atLeastOneEach([5, 0, 0, 2])).toEqual([3, 1, 1, 2]);
    expect(atLeastOneEach([1, 0, 1])).toEqual([1, 0, 1]);
    expect(atLeastOneEach([3, 1, 1])).toEqual([3, 1, 1]);
  });
});

const isPublishedHere = existsSync(PUBLISHED_DIR);
const here = isPublishedHere ? '' : ` (skipped: no ${PUBLISHED_DIR})`;

(isPublishedHere ? describe : describe.skip)(`against the published files${here}`, () => {
  const read = (name: string): string[][] =>
    readFileSync(resolve(PUBLISHED_DIR, name), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(','));

  function columns(name: string, key: string, value: string): Map<string, number> {
    const [header = [], ...rows] = read(name);
    const [k, v] = [header.indexOf(key), header.indexOf(value)];
    return new Map(rows.map((row) => [row[k] ?? '', Number(row[v])]));
  }

  it('every regency and kecamatan has the TPS of the published tables', () => {
    expect(countBy(4)).toEqual(columns('regencies.csv', 'kode', 'tps_pilkada2024'));
    expect(countBy(6)).toEqual(columns('kecamatan.csv', 'kode_kec', 'tps_pilkada2024'));
  });

  it('has the desa of the published list', () => {
    const desa = [...columns('desa.csv', 'kode_desa', 'tps_pemilu2024').keys()].map(kpuCodeOf);
    expect(new Set(desa)).toEqual(new Set(countBy(10).keys()));
  });
});
