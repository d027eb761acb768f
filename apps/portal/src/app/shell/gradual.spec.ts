import { TestBed } from '@angular/core/testing';
import { signal } from '@angular/core';
import { gradually } from './gradual';

describe('rows drawn gradually', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('are a few at first, then all, and all again when there are more', () => {
    const total = signal(25);
    const limit = TestBed.runInInjectionContext(() => gradually(total));
    const seen: number[] = [];
    const look = (): void => {
      TestBed.tick();
      seen.push(limit());
      jest.advanceTimersToNextTimer();
    };
    for (let turn = 0; turn < 4; turn++) look();
    total.set(31);
    for (let turn = 0; turn < 3; turn++) look();
    expect(seen).toEqual([10, 20, 30, 30, 30, 40, 40]);
  });
});
