import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@posko/testing';
import { RefusalTally } from './refusal-tally';
import type { Refusal } from './refusal-tally';

const refusal = (changes: Partial<Refusal> = {}): Refusal => ({
  code: 'sign-in-refused',
  route: 'POST /api/session',
  place: '',
  name: 'siti',
  address: '10.0.0.7',
  ...changes,
});

describe('RefusalTally', () => {
  it('tells of the first at once, and of the rest of its minute together', () => {
    const clock = new FakeClock();
    const tally = new RefusalTally(clock);
    expect(tally.note(refusal())).toEqual({ refusal: refusal(), times: 1, since: clock.now() });
    clock.advance({ seconds: 5 });
    const since = clock.now();
    for (let n = 0; n < 400; n++) expect(tally.note(refusal())).toBeNull();
    clock.advance({ seconds: 54 });
    expect(tally.due()).toEqual([]);
    clock.advance({ seconds: 1 });
    expect(tally.due()).toEqual([{ refusal: refusal(), times: 400, since }]);
    expect(tally.note(refusal())).not.toBeNull();
  });

  it('tells nothing more of a single one', () => {
    const clock = new FakeClock();
    const tally = new RefusalTally(clock);
    tally.note(refusal());
    clock.advance({ minutes: 2 });
    expect(tally.due()).toEqual([]);
  });

  it('tells names, addresses, codes and places apart', () => {
    const tally = new RefusalTally(new FakeClock());
    const others = [{ name: 'budi' }, { address: '10.0.0.8' }, { code: 'too-many-attempts' }, { place: '3578' }];
    for (const other of [{}, ...others]) expect(tally.note(refusal(other))).not.toBeNull();
  });

  it('holds a bounded number of counters, whatever comes', () => {
    const clock = new FakeClock();
    const tally = new RefusalTally(clock);
    let told = 0;
    for (let n = 0; n < 10_000; n++) {
      const code = n % 2 === 0 ? 'sign-in-refused' : 'too-many-attempts';
      if (tally.note(refusal({ code, name: `name-${n}`, address: `10.0.${n % 200}.${n % 250}` })) !== null) told += 1;
    }
    expect(told).toBe(100);
    clock.advance({ minutes: 1 });
    const due = tally.due();
    expect(due.map(({ refusal: { name, address }, times }) => [name, address, times])).toEqual([
      ['', '', 4950],
      ['', '', 4950],
    ]);
  });

  it('gives everything at the end', () => {
    const tally = new RefusalTally(new FakeClock());
    tally.note(refusal());
    tally.note(refusal());
    expect(tally.due(true)).toMatchObject([{ times: 1 }]);
    expect(tally.due(true)).toEqual([]);
  });
});
