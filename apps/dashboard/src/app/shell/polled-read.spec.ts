import { signal } from '@angular/core';
import type { Answer } from './board-store';
import { PolledRead, freshnessOf } from './polled-read';

const EVERY = 1000;

function polled(read: () => Promise<Answer<number>> | null): {
  read: PolledRead<number>;
  pass: (ms: number) => Promise<void>;
} {
  const now = signal(Date.now());
  return {
    read: new PolledRead({ read, everyMs: EVERY, now }),
    pass: async (ms) => {
      await jest.advanceTimersByTimeAsync(ms);
      now.set(Date.now());
    },
  };
}

const unreachable = { isOk: false, failure: { code: 'unreachable' } } as const;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a polled read', () => {
  it('asks again and again, and tells the age of what it has', async () => {
    let count = 0;
    const { read, pass } = polled(() => Promise.resolve({ isOk: true, value: ++count }));
    expect([read.state(), read.ageMs()]).toEqual(['loading', null]);
    await read.refresh();
    expect([read.state(), read.value()]).toEqual(['ready', 1]);
    await pass(EVERY);
    expect(read.value()).toBe(2);
    read.stop();
    await pass(5 * EVERY);
    expect([read.value(), read.ageMs(), read.freshness()]).toEqual([2, 5 * EVERY, 'stale']);
  });

  it('keeps the last value through a failure and says so', async () => {
    let answer: Answer<number> = { isOk: true, value: 1 };
    const { read, pass } = polled(() => Promise.resolve(answer));
    await read.refresh();
    answer = unreachable;
    await pass(EVERY);
    expect([read.state(), read.value(), read.freshness()]).toEqual(['ready', 1, 'offline']);
    answer = { isOk: true, value: 2 };
    await pass(EVERY);
    expect([read.value(), read.freshness()]).toEqual([2, 'live']);
  });

  it('has failed where there was never an answer, unless the server is merely starting', async () => {
    const { read } = polled(() => Promise.resolve(unreachable));
    await read.refresh();
    expect(read.state()).toBe('error');
    const starting = polled(() => Promise.resolve({ isOk: false, failure: { code: 'not-ready' } }));
    await starting.read.refresh();
    expect(starting.read.state()).toBe('loading');
  });

  it('drops an answer that was overtaken', async () => {
    const late: ((answer: Answer<number>) => void)[] = [];
    const { read } = polled(() => new Promise((resolve) => late.push(resolve)));
    const first = read.refresh();
    const second = read.refresh();
    late[1]?.({ isOk: true, value: 2 });
    late[0]?.({ isOk: true, value: 1 });
    await Promise.all([first, second]);
    expect(read.value()).toBe(2);
  });

  it('asks nothing while it cannot', async () => {
    const { read } = polled(() => null);
    await read.refresh();
    expect(read.state()).toBe('loading');
  });
});

it.each([
  ['connecting', 'live'],
  ['live', 'live'],
  ['polling', 'polling'],
  ['stale', 'stale'],
  ['offline', 'offline'],
  ['error', 'offline'],
] as const)('a board that is %s counts as %s', (state, freshness) => {
  expect(freshnessOf(state)).toBe(freshness);
});
