import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { slowed } from './slowed';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('follows at once after a rest, then at most once per period, and never misses the last', async () => {
  const source = signal(0);
  const slow = TestBed.runInInjectionContext(() => slowed(source, 1000));
  const settle = (): void => TestBed.tick();
  settle();
  await jest.advanceTimersByTimeAsync(1000);
  source.set(1);
  settle();
  expect(slow()).toBe(1);
  source.set(2);
  settle();
  source.set(3);
  settle();
  expect(slow()).toBe(1);
  await jest.advanceTimersByTimeAsync(1000);
  expect(slow()).toBe(3);
  source.set(4);
  settle();
  expect(slow()).toBe(3);
  await jest.advanceTimersByTimeAsync(1000);
  expect(slow()).toBe(4);
});
