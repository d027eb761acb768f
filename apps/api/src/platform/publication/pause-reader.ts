import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PublishedPause } from '@posko/contracts';
import { isoTime } from '@posko/domain';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';

/** Whether publication stands still: the last word on it is in the journal. */
@Injectable()
export class PauseReader {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Since when and why; null where it goes on. Whoever holds the journal's lock asks by their own connection. */
  async current(manager: EntityManager = this.dataSource.manager): Promise<PublishedPause | null> {
    const [row] = await manager.query<{ kind: string; at: number; reason: string }[]>(
      `SELECT kind, (extract(epoch FROM at) * 1000)::float8 AS at, body ->> 'reason' AS reason
       FROM journal WHERE kind IN ('publication.paused.v1', 'publication.resumed.v1') AND kind <> 'tps.reported.v1'
       ORDER BY journal.seq DESC LIMIT 1`,
    );
    return row?.kind === 'publication.paused.v1' ? { since: isoTime(row.at), reason: row.reason } : null;
  }
}
