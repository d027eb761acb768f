import { Inject, Injectable } from '@nestjs/common';
import { readClock } from '@posko/domain';
import type { Clock, ClockSetting, JournalEntry } from '@posko/domain';

/** Token of the real clock, replaced in specs. */
export const REAL_CLOCK = Symbol('REAL_CLOCK');

/** The room's clock: the real one, until a rehearsal sets it. Follows `clock.set.v1`, so that all instances show the same. */
@Injectable()
export class ClockService implements Clock {
  private setting: ClockSetting | null = null;
  private seq = 0;

  constructor(@Inject(REAL_CLOCK) private readonly real: Clock) {}

  now(): number {
    return this.setting === null ? this.real.now() : readClock(this.setting, this.real.now());
  }

  realNow(): number {
    return this.real.now();
  }

  /** Times real time; 1 unless a rehearsal says otherwise, 0 while paused. */
  get speed(): number {
    return this.setting?.speed ?? 1;
  }

  /** Number of the entry that set the clock, 0 while it is the real one. */
  get settingSeq(): number {
    return this.seq;
  }

  follow(entry: JournalEntry<'clock.set.v1'>): void {
    const { at, speed, realAt } = entry.body;
    this.seq = entry.seq;
    this.setting = { at: Date.parse(at), speed, realAt: Date.parse(realAt) };
  }
}
