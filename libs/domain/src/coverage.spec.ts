import { describe, expect, it } from '@jest/globals';
import { coverageOf, villageKindOf } from './coverage';
import type { CoveredGroup } from './coverage';
import { coverageSentence, listed, missingWhere } from './coverage-words';

const PARTS = [
  { code: '3526', name: 'KABUPATEN BANGKALAN' },
  { code: '3578', name: 'KOTA SURABAYA' },
  { code: '3501', name: 'PACITAN' },
];
const group = (part: string, tps: number, isCounted: boolean, rest: Partial<CoveredGroup> = {}): CoveredGroup => {
  return { part, tps, isCounted, voters: 500 * tps, villageKind: 'desa', ...rest };
};
const NIGHT = [
  group('3526', 1743, true),
  group('3526', 57, false, { voters: 57 * 420 }),
  group('3578', 3900, true, { villageKind: 'kelurahan' }),
  group('3578', 12, false, { villageKind: 'kelurahan', voters: 12 * 420 }),
  group('3501', 1000, true),
];

describe('coverage', () => {
  it('compares what is missing with what is in, largest first', () => {
    const coverage = coverageOf(NIGHT, PARTS);
    expect(coverage.missing).toEqual({ tps: 69, voters: 69 * 420, kelurahan: 12 });
    expect(coverage.counted).toEqual({ tps: 6643, voters: 500 * 6643, kelurahan: 3900 });
    expect(coverage.regions).toEqual([
      { code: '3526', name: 'KABUPATEN BANGKALAN', expected: 1800, missing: 57 },
      { code: '3578', name: 'KOTA SURABAYA', expected: 3912, missing: 12 },
    ]);
  });

  it('is one sentence with its numbers, in both languages', () => {
    const coverage = coverageOf(NIGHT, PARTS);
    expect(coverageSentence(coverage, 'id').replaceAll('\u00a0', ' ')).toBe(
      '69 dari 6.712 TPS (1,03 %) belum dihitung, terbanyak di Bangkalan (57 dari 1.800) dan Kota Surabaya (12 dari 3.912); 17,4 % di antaranya di kelurahan dan selebihnya di desa, sedangkan dari yang sudah dihitung 58,7 % di kelurahan; rata-rata 420 pemilih DPT per TPS, sedangkan TPS yang sudah dihitung 500.',
    );
    expect(coverageSentence(coverage, 'en')).toContain('69 of 6,712 TPS (1.03%) are not counted yet');
  });

  it('says nothing of villages whose codes do not tell what they are', () => {
    const coverage = coverageOf([group('3501', 5, true, { villageKind: null }), group('3501', 1, false)], PARTS);
    expect(coverage.hasSettlements).toBe(false);
    expect(coverageSentence(coverage, 'id')).not.toContain('kelurahan');
  });

  it('is short where all is in, and where nothing is', () => {
    expect(coverageSentence(coverageOf([group('3501', 5, true)], PARTS), 'id')).toBe('Semua 5 TPS sudah dihitung.');
    expect(coverageSentence(coverageOf([group('3501', 5, false)], PARTS), 'en')).toBe(
      'None of the 5 TPS is counted yet.',
    );
  });

  it('names three at the most', () => {
    const coverage = coverageOf(
      ['1', '2', '3', '4'].map((part, index) => group(`350${part}`, 9 - index, false)),
      ['1', '2', '3', '4'].map((part) => ({ code: `350${part}`, name: `K${part}` })),
    );
    expect(missingWhere(coverage, 'id')).toBe('K1 (9 dari 9), K2 (8 dari 8) dan K3 (7 dari 7)');
    expect(listed(['satu'], 'id')).toBe('satu');
  });

  it.each([
    ['3578011001', 'kelurahan'],
    ['3578011001001', 'kelurahan'],
    ['3501012001', 'desa'],
    ['9999999001', null],
    ['3501', null],
  ])('%s lies in a %s', (code, kind) => {
    expect(villageKindOf(code)).toBe(kind);
  });
});
