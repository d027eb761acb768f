import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@posko/testing';
import fc from 'fast-check';
import { Throttle } from './throttle';

const RULE = { free: 5, firstMs: 1000, longestMs: 30_000, forgetMs: 15 * 60_000 };

function throttle(size?: number): { clock: FakeClock; throttle: Throttle } {
  const clock = new FakeClock();
  return { clock, throttle: new Throttle(RULE, clock, size) };
}

describe('Throttle', () => {
  it('lets the first tries go at once, then one per interval that grows up to its longest', () => {
    const { clock, throttle: doors } = throttle();
    for (let n = 0; n < 5; n++) expect(doors.take('a')).toBe(0);
    const waits: number[] = [];
    for (let n = 0; n < 8; n++) {
      const wait = doors.take('a');
      waits.push(wait);
      clock.advance({ ms: wait - 1 });
      expect(doors.take('a')).toBe(1);
      clock.advance({ ms: 1 });
      expect(doors.take('a')).toBe(0);
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('counts tries as they are taken, so that many at once are no more than the free ones', () => {
    const { throttle: doors } = throttle();
    const taken = Array.from({ length: 1000 }, () => doors.take('a')).filter((wait) => wait === 0);
    expect(taken).toHaveLength(5);
  });

  it('never makes one lane wait for another', () => {
    const { throttle: doors } = throttle();
    for (let n = 0; n < 1000; n++) doors.take('stranger');
    expect(doors.take('person')).toBe(0);
  });

  it('forgets what stood against a lane after the right secret, or after a rest', () => {
    const { clock, throttle: doors } = throttle();
    for (let n = 0; n < 9; n++) doors.take('a');
    doors.succeeded('a');
    expect(doors.waitOf('a')).toBe(0);
    for (let n = 0; n < 5; n++) expect(doors.take('a')).toBe(0);
    expect(doors.waitOf('a')).toBe(1000);
    clock.advance({ minutes: 15 });
    for (let n = 0; n < 5; n++) expect(doors.take('a')).toBe(0);
  });

  it('gives back a try that was none', () => {
    const { throttle: doors } = throttle();
    for (let n = 0; n < 50; n++) {
      expect(doors.take('a')).toBe(0);
      doors.giveBack('a');
    }
  });

  it('holds no more lanes than it may', () => {
    const { throttle: doors } = throttle(10);
    for (let n = 0; n < 5; n++) doors.take('first');
    expect(doors.take('first')).toBe(1000);
    for (let n = 0; n < 10; n++) doors.take(`name ${n}`);
    expect(doors.waitOf('first')).toBe(0);
  });

  it('lets no guesser have more tries in a time than the rule says, however they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 400 }), (pauses) => {
        const { clock, throttle: doors } = throttle();
        const start = clock.now();
        let taken = 0;
        for (const pause of pauses) {
          clock.advance({ ms: pause });
          if (doors.take('a') === 0) taken += 1;
        }
        const seconds = (clock.now() - start) / 1000;
        expect(taken).toBeLessThanOrEqual(5 + 6 + seconds / 30);
      }),
    );
  });
});
