import { describe, expect, it } from '@jest/globals';
import { correctedTps, correctionsSince, tpsOfCorrections } from './release-corrections';
import type { CorrectedEntry } from './release-corrections';

const entry = (seq: number, tps: string, change: Partial<CorrectedEntry> = {}): CorrectedEntry => {
  return { tps, seq, at: 1000 * seq, state: 'published', decision: null, reason: null, document: null, ...change };
};
const withdrawn = { state: 'withdrawn', decision: 'withdraw', reason: 'salah foto', document: 'BA 1' } as const;
const corrected = { state: 'corrected', decision: 'correct', reason: 'salah baca', document: 'BA 2' } as const;

describe('what was corrected of a release since', () => {
  it('is of TPS that were counted in it, and of none that came or went before or after', () => {
    const entries = [
      entry(1, 'counted'),
      entry(2, 'goneBefore'),
      entry(3, 'goneBefore', withdrawn),
      entry(4, 'correctedBefore', corrected),
      // The release is of entry 5.
      entry(6, 'cameAfter'),
      entry(7, 'cameAfter', withdrawn),
      entry(8, 'counted', withdrawn),
      entry(9, 'correctedBefore', corrected),
      entry(10, 'goneBefore', corrected),
    ];
    const corrections = correctionsSince(entries, 5);
    expect(corrections.map(({ tps, act }) => [tps, act])).toEqual([
      ['correctedBefore', 'corrected'],
      ['counted', 'withdrawn'],
    ]);
    expect(corrections[1]).toEqual({
      tps: 'counted',
      act: 'withdrawn',
      seq: 8,
      at: '1970-01-01T00:00:08.000Z',
      reason: 'salah foto',
      document: 'BA 1',
    });
  });

  it('counts a TPS once that was taken back and put right, and tells both', () => {
    const entries = [entry(1, 'a'), entry(6, 'a', withdrawn), entry(7, 'a', corrected), entry(8, 'a')];
    const corrections = correctionsSince(entries, 5);
    expect([corrections.length, correctedTps(corrections)]).toEqual([2, 1]);
    expect(correctionsSince(entries, 7)).toEqual([]);
  });

  it('names each TPS once, the latest first, and no more than can be told', () => {
    const entries = [entry(1, 'a'), entry(2, 'b'), entry(6, 'a', withdrawn), entry(7, 'b', withdrawn)];
    const corrections = correctionsSince([...entries, entry(8, 'a', corrected)], 5);
    expect(tpsOfCorrections(corrections, 2)).toEqual(['a', 'b']);
    expect(tpsOfCorrections(corrections, 1)).toEqual(['a']);
  });
});
