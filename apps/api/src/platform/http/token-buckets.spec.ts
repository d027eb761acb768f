import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@posko/testing';
import fc from 'fast-check';
import { TokenBuckets } from './token-buckets';

describe('TokenBuckets', () => {
  it('gives a minute at once, and then as much as time brings', () => {
    const clock = new FakeClock();
    const buckets = new TokenBuckets(60, clock);
    for (let n = 0; n < 60; n++) expect(buckets.take('siti')).toBe(0);
    expect(buckets.take('siti')).toBe(1000);
    clock.advance({ ms: 400 });
    expect(buckets.take('siti')).toBe(600);
    clock.advance({ ms: 600 });
    expect([buckets.take('siti'), buckets.take('siti')]).toEqual([0, 1000]);
    expect(buckets.take('budi')).toBe(0);
  });

  it('is never fuller than a minute', () => {
    const clock = new FakeClock();
    const buckets = new TokenBuckets(10, clock);
    buckets.take('siti');
    clock.advance({ hours: 5 });
    const given = Array.from({ length: 30 }, () => buckets.take('siti')).filter((wait) => wait === 0);
    expect(given).toHaveLength(10);
  });

  it('bears a clock that is set back', () => {
    const clock = new FakeClock();
    const buckets = new TokenBuckets(2, clock);
    buckets.take('siti');
    clock.advance({ hours: -1 });
    expect([buckets.take('siti'), buckets.take('siti')]).toEqual([0, 30_000]);
  });

  it('may be without limit', () => {
    const buckets = new TokenBuckets(Infinity, new FakeClock());
    for (let n = 0; n < 10_000; n++) expect(buckets.take('drill')).toBe(0);
  });

  it('keeps to its rate, however requests come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 300 }), (pauses) => {
        const clock = new FakeClock();
        const start = clock.now();
        const buckets = new TokenBuckets(60, clock);
        let given = 0;
        for (const pause of pauses) {
          clock.advance({ ms: pause });
          if (buckets.take('x') === 0) given += 1;
        }
        expect(given).toBeLessThanOrEqual(60 + (clock.now() - start) / 1000 + 1e-6);
      }),
    );
  });
});
