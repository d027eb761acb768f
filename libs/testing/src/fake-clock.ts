import type { Clock } from '@posko/domain';

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  private time: number;

  /** @param start ISO time with offset; without one, the voting day at 09.00 WIB. */
  constructor(start = '2024-11-27T09:00:00+07:00') {
    this.time = Date.parse(start);
  }

  now(): number {
    return this.time;
  }

  advance(by: {
    readonly hours?: number;
    readonly minutes?: number;
    readonly seconds?: number;
    readonly ms?: number;
  }): void {
    this.time += (by.hours ?? 0) * 3_600_000 + (by.minutes ?? 0) * 60_000 + (by.seconds ?? 0) * 1000 + (by.ms ?? 0);
  }

  /** Clocks get set back, too. */
  set(time: string): void {
    this.time = Date.parse(time);
  }
}
