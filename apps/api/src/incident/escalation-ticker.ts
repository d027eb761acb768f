import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { ClockService } from '../platform/clock/clock.service';
import { JournalFollower } from '../platform/journal/journal-follower';
import { IncidentRepository } from './incident.repository';
import { IncidentService } from './incident.service';

const TICK_MS = 1000;
/** Taken in one tick at most: what a long pause or a leap of the clock leaves behind is worked off bit by bit. */
const TICK_LIMIT = 200;

/**
 * Gives incidents on which nobody acted in time to the next tier up. All instances look; an entry's id is made from the
 * incident and its version, so that only one of them writes it.
 */
@Injectable()
export class EscalationTicker implements BeforeApplicationShutdown {
  private readonly logger = new Logger(EscalationTicker.name);
  private timer: NodeJS.Timeout | null = null;
  private isTicking = false;

  constructor(
    private readonly incidents: IncidentRepository,
    private readonly service: IncidentService,
    private readonly follower: JournalFollower,
    private readonly clock: ClockService,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.tickSafely(), TICK_MS);
  }

  beforeApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /** One look at the clock; how many this instance gave to the next tier. */
  async tick(): Promise<number> {
    if (!this.follower.isCurrent) return 0;
    const due = await this.incidents.toEscalate(this.clock.now(), TICK_LIMIT);
    const done = await Promise.all(due.map(({ id, version }) => this.service.escalate(id, version)));
    return done.filter(Boolean).length;
  }

  private async tickSafely(): Promise<void> {
    if (this.isTicking) return;
    this.isTicking = true;
    try {
      await this.tick();
    } catch (error) {
      this.logger.warn(`Incidents could not be escalated: ${String(error)}`);
    } finally {
      this.isTicking = false;
    }
  }
}
