import { Inject, Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { isoTime } from '@posko/domain';
import type { Calendar } from '@posko/domain';
import { requestHash, stableId } from '../platform/journal/chain';
import { JournalFollower } from '../platform/journal/journal-follower';
import { JournalWriter } from '../platform/journal/journal-writer';
import { CALENDAR } from '../platform/config';
import { ClockService } from '../platform/clock/clock.service';
import { BoardProjection } from './board.projection';

const TICK_MS = 1000;
const MINUTE_MS = 60_000;

/**
 * Writes `calendar.passed` when a deadline makes some TPS overdue, so that overdue marks are part of the journal and every
 * instance shows the same. Minutes in which nothing changes leave no entry. All instances tick; the id, made from the
 * minute, lets only one of them write it.
 */
@Injectable()
export class CalendarTicker implements BeforeApplicationShutdown {
  private readonly logger = new Logger(CalendarTicker.name);
  private timer: NodeJS.Timeout | null = null;
  private isTicking = false;
  private checkedMinute = 0;
  private checkedSeq = -1;

  constructor(
    @Inject(CALENDAR) private readonly calendar: Calendar,
    private readonly board: BoardProjection,
    private readonly follower: JournalFollower,
    private readonly writer: JournalWriter,
    private readonly clock: ClockService,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.tickSafely(), TICK_MS);
  }

  beforeApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /** One look at the clock; true if an entry was written. */
  async tick(): Promise<boolean> {
    const minute = Math.floor(this.clock.now() / MINUTE_MS) * MINUTE_MS;
    const passed = this.board.passedAt;
    const isChecked = minute === this.checkedMinute && this.board.seq === this.checkedSeq;
    if (!this.follower.isCurrent || isChecked || !this.isDue(minute, passed)) return false;
    this.checkedMinute = minute;
    this.checkedSeq = this.board.seq;
    if (!this.board.wouldChange(minute)) return false;
    const at = isoTime(minute);
    const route = `calendar.passed after ${passed ?? 'nothing'}, clock ${this.clock.settingSeq}`;
    const command = { id: stableId(`${route}\n${at}`), requestHash: requestHash(route, '', at) };
    const { isRepeat } = await this.writer.transact(command, () =>
      Promise.resolve({ kind: 'calendar.passed.v1', subject: '', body: { at } }),
    );
    return !isRepeat;
  }

  /** Before the first deadline nothing is owed; after the close, one last entry lifts the marks. */
  private isDue(minute: number, passed: number | null): boolean {
    const first = this.calendar.deadlines[0]?.at ?? Infinity;
    if (minute < first) return false;
    return passed === null ? minute < this.calendar.closesAt : minute > passed;
  }

  private async tickSafely(): Promise<void> {
    if (this.isTicking) return;
    this.isTicking = true;
    try {
      await this.tick();
    } catch (error) {
      this.logger.warn(`Deadlines could not be passed: ${String(error)}`);
    } finally {
      this.isTicking = false;
    }
  }
}
