import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { apportion } from './apportion';
import { readClock } from './clock';
import { RegionCode, TpsCode, desaCodeOf, levelOf, parentCodeOf, tpsCodeFrom, tpsNumberOf } from './code';
import { normaliseReceipt, receiptOf, seqOfReceipt } from './receipt';

describe('apportion', () => {
  it('adds up exactly, never takes a whole seat from a quota, and is the same every time', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 100_000 }),
        fc.array(fc.nat({ max: 5000 }), { minLength: 1, maxLength: 60 }),
        (total, weights) => {
          const parts = apportion(total, weights);
          expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
          const sum = weights.reduce((a, b) => a + b, 0);
          if (sum > 0)
            parts.forEach((part, i) => expect(Math.abs(part - (total * (weights[i] ?? 0)) / sum)).toBeLessThan(1));
          expect(apportion(total, weights)).toEqual(parts);
        },
      ),
    );
  });

  it('splits evenly where nothing weighs', () => {
    expect(apportion(7, [0, 0, 0])).toEqual([3, 2, 2]);
  });
});

describe('receipts', () => {
  const hashes = fc.uint8Array({ minLength: 32, maxLength: 32 });

  it('lead back to their entry', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 45 }), hashes, (seq, hash) => {
        expect(seqOfReceipt(receiptOf(seq, hash))).toBe(seq);
      }),
    );
  });

  it('survive being read out: small letters, O for 0, I and L for 1', () => {
    const receipt = receiptOf(32 * 32 + 1, new Uint8Array(32));
    expect(receipt).toBe('101-0000-0000');
    expect(normaliseReceipt(' lOi-oooo-0000 ')).toBe(receipt);
  });

  it('that are none are told from those that are', () => {
    for (const text of ['', '1', '1-2', 'U-0000-0000', '-0000-0000', '1-0000-00000', 'ZZZZZZZZZZZ-0000-0000']) {
      expect(seqOfReceipt(text)).toBeNull();
    }
  });
});

describe('codes', () => {
  it('tell level and parent by their length', () => {
    expect(['0', '35', '3578', '357801', '3578011001'].map((code) => [levelOf(code), parentCodeOf(code)])).toEqual([
      ['nasional', null],
      ['provinsi', null],
      ['kabupaten', '35'],
      ['kecamatan', '3578'],
      ['desa', '357801'],
    ]);
    expect(() => levelOf('35780')).toThrow(RangeError);
  });

  it('of TPS take apart and put together', () => {
    const code = tpsCodeFrom('3578011001', 7);
    expect([code, desaCodeOf(code), tpsNumberOf(code)]).toEqual(['3578011001007', '3578011001', 7]);
  });

  it('are checked: no TPS 000, no letters, no other length', () => {
    expect(['3578011001001', '3578011001999'].every((code) => TpsCode.safeParse(code).success)).toBe(true);
    for (const code of ['3578011001000', '357801100100', '35780110010011', '357801100100a', '0578011001001']) {
      expect(TpsCode.safeParse(code).success).toBe(false);
    }
    for (const code of ['', '3', '351', '35.78', '00']) expect(RegionCode.safeParse(code).success).toBe(false);
  });
});

describe('the clock of a rehearsal', () => {
  it('runs at its speed from where it was set, stands while paused, and never before its start', () => {
    const setting = { at: 1_000_000, speed: 120, realAt: 500 };
    expect([readClock(setting, 500), readClock(setting, 1500), readClock(setting, 0)]).toEqual([1e6, 1_120_000, 1e6]);
    expect(readClock({ ...setting, speed: 0 }, 99_999)).toBe(1e6);
  });
});
