import { TestBed } from '@angular/core/testing';
import { Rotation } from './rotation';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function rotation(): Rotation {
  TestBed.configureTestingModule({ providers: [Rotation] });
  return TestBed.inject(Rotation);
}

it('shows each scene for its time and begins again', async () => {
  const turns = rotation();
  turns.start(['mosaik', 'overdue'], 10);
  expect(turns.scene()).toBe('mosaik');
  await jest.advanceTimersByTimeAsync(10_000);
  expect([turns.scene(), turns.index()]).toEqual(['overdue', 1]);
  await jest.advanceTimersByTimeAsync(10_000);
  expect(turns.scene()).toBe('mosaik');
});

it('stays with one scene, and starts anew when told', async () => {
  const turns = rotation();
  turns.start(['mosaik', 'overdue'], 10);
  await jest.advanceTimersByTimeAsync(10_000);
  turns.start(['stages'], 10);
  expect(turns.scene()).toBe('stages');
  await jest.advanceTimersByTimeAsync(60_000);
  expect(turns.scene()).toBe('stages');
});
