import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PublishedPause } from '@posko/contracts';
import { isoTime } from '@posko/domain';
import { DataSource } from 'typeorm';

/** Whether publication stands still: the last word on it is in the journal. */
@Injectable()
export class PauseReader {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Since when and why; null where it goes on. */
  async current(): Promise<PublishedPause | null> {
    const [row] = await this.dataSource.query<{ kind: string; at: number; reason: string }[]>(
      `SELECT kind, (extract(epoch FROM at) * 1000)::float8 AS at, body ->> 'reason' AS reason
       FROM journal WHERE kind IN ('publication.paused.v1', 'publication.resumed.v1') AND kind <> 'tps.reported.v1'
       ORDER BY journal.seq DESC LIMIT 1`,
    );
    return row?.kind === 'publication.paused.v1' ? { since: isoTime(row.at), reason: row.reason } : null;
  }
}
