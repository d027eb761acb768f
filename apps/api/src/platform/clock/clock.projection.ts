import { Injectable } from '@nestjs/common';
import { isKind } from '@posko/domain';
import type { JournalEntry } from '@posko/domain';
import type { Projection } from '../journal/journal-follower';
import { JournalRepository } from '../journal/journal.repository';
import { ClockService } from './clock.service';

/** Keeps the room's clock as the journal says. */
@Injectable()
export class ClockProjection implements Projection {
  constructor(
    private readonly journal: JournalRepository,
    private readonly clock: ClockService,
  ) {}

  async load(): Promise<number> {
    const { seq } = await this.journal.head();
    const entry = await this.journal.latest('clock.set.v1');
    if (entry !== null) this.clock.follow(entry);
    return seq;
  }

  apply(entries: readonly JournalEntry[]): void {
    for (const entry of entries) if (isKind(entry, 'clock.set.v1')) this.clock.follow(entry);
  }
}
