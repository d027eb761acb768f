import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { contestName, readPaslon } from './paslon';

const PUBLISHED_DIR = resolve('../shared/data/sirekap-pilkada-2024/paslon');

const entry = (number: number, nama: string, warna: unknown = '#8CB9BD'): object => {
  return { ts: '2024-11-21 21:55:15', nama, warna, nomor_urut: number };
};
const FILE = {
  '3578': { '1000805': entry(2, 'KOLOM KOSONG - '), '1000804': entry(1, 'A - B ', 'grey') },
  '3501': { '1000723': entry(1, 'C - D'), '1000724': entry(2, 'E - F') },
  '1101': { '1000200': entry(1, 'G - H') },
};
const NAMES: Readonly<Record<string, string>> = { '3501': 'Pacitan', '3578': 'Kota Surabaya' };
const nameOf = (region: string): string | undefined => NAMES[region];

describe('readPaslon', () => {
  it('makes a contest of every area that the register has, options in the order of the ballot', () => {
    const { contests, otherAreas } = readPaslon('pkwkk', FILE, nameOf);
    expect(contests.map(({ id, name, regions, profile }) => [id, name, regions, profile])).toEqual([
      ['pkwkk-3501', 'Bupati Pacitan', ['3501'], 'pilkada'],
      ['pkwkk-3578', 'Wali Kota Surabaya', ['3578'], 'pilkada'],
    ]);
    expect(contests[1]?.options).toEqual([
      { id: '1000804', kind: 'paslon', number: 1, name: 'A - B', colour: null, party: null },
      { id: '1000805', kind: 'kolomKosong', number: 2, name: 'Kolom Kosong', colour: '#8CB9BD', party: null },
    ]);
    expect(otherAreas).toEqual(['1101']);
  });

  it('reads the president’s, which names no area', () => {
    const { contests } = readPaslon('ppwp', { '100025': entry(1, 'A - B'), '100026': entry(2, 'C - D') }, nameOf);
    expect(contests).toMatchObject([
      { id: 'ppwp-0', name: 'Presiden dan Wakil Presiden', regions: ['0'], profile: 'pemilu' },
    ]);
  });

  it.each([
    ['no object', []],
    ['an area that is no code', { jatim: { '1': entry(1, 'A - B') } }],
    ['an option without a number', { '3501': { '1000723': { nama: 'A - B' } } }],
    ['an area without options', { '3501': {} }],
    ['an option that is no id', { '3501': { progres: entry(1, 'A - B') } }],
  ])('refuses %s', (_case, json) => {
    expect(() => readPaslon('pkwkk', json, nameOf)).toThrow();
  });

  const isPublishedHere = existsSync(PUBLISHED_DIR);
  const here = isPublishedHere ? '' : ` (skipped: no ${PUBLISHED_DIR})`;

  (isPublishedHere ? it : it.skip)(`reads the published ones of 2024${here}`, () => {
    const read = (code: 'pkwkp' | 'pkwkk'): unknown => {
      return JSON.parse(readFileSync(resolve(PUBLISHED_DIR, `${code}.json`), 'utf8'));
    };
    const ofJatim = (region: string): string | undefined => (region.startsWith('35') ? `KOTA ${region}` : undefined);
    const [governor] = readPaslon('pkwkp', read('pkwkp'), ofJatim).contests;
    expect(governor?.options.map(({ id, number, colour }) => [id, number, colour])).toEqual([
      ['1000032', 1, '#B67352'],
      ['1000033', 2, '#8CB9BD'],
      ['1000034', 3, '#C7B7A3'],
    ]);
    const { contests, otherAreas } = readPaslon('pkwkk', read('pkwkk'), ofJatim);
    expect([contests.length, otherAreas.length]).toEqual([38, 470]);
    const single = contests.filter(({ options }) => options.some(({ kind }) => kind === 'kolomKosong'));
    expect(single.map(({ id }) => id)).toEqual(['pkwkk-3503', 'pkwkk-3521', 'pkwkk-3525', 'pkwkk-3575', 'pkwkk-3578']);
    expect(single.every(({ options }) => options.length === 2)).toBe(true);
  });
});

describe('contestName', () => {
  it.each([
    ['pkwkp', '35', 'JAWA TIMUR', 'Gubernur Jawa Timur'],
    ['pkwkp', '31', 'DKI JAKARTA', 'Gubernur DKI Jakarta'],
    ['pkwkp', '34', 'Daerah Istimewa Yogyakarta', 'Gubernur Daerah Istimewa Yogyakarta'],
    ['pkwkk', '3526', 'BANGKALAN', 'Bupati Bangkalan'],
    ['pkwkk', '3571', 'Kota Kediri', 'Wali Kota Kediri'],
    ['pkwkk', '3506', 'Kabupaten Kediri', 'Bupati Kediri'],
  ] as const)('%s of %s %s is %s', (code, region, name, shown) => {
    expect(contestName(code, region, name)).toBe(shown);
  });
});
