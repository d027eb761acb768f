import { Inject, Injectable } from '@nestjs/common';
import { isKind } from '@posko/domain';
import type { JournalEntry } from '@posko/domain';
import type { Projection } from '../journal/journal-follower';
import { JournalRepository } from '../journal/journal.repository';
import { SERVER_OPTIONS } from '../config';
import type { ServerOptions } from '../config';
import { ClockService } from './clock.service';

/**
 * Keeps the room's clock as the journal says, in a rehearsal. In earnest the clock is the real one, whatever rehearsals were
 * held on the same database.
 */
@Injectable()
export class ClockProjection implements Projection {
  constructor(
    @Inject(SERVER_OPTIONS) private readonly options: Pick<ServerOptions, 'isRehearsal'>,
    private readonly journal: JournalRepository,
    private readonly clock: ClockService,
  ) {}

  async load(): Promise<number> {
    const { seq } = await this.journal.head();
    const entry = await this.journal.latest('clock.set.v1');
    if (entry !== null) this.apply([entry]);
    return seq;
  }

  apply(entries: readonly JournalEntry[]): void {
    if (!this.options.isRehearsal) return;
    for (const entry of entries) if (isKind(entry, 'clock.set.v1')) this.clock.follow(entry);
  }
}
