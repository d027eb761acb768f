import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PublishedPause } from '@posko/contracts';
import { isoTime } from '@posko/domain';
import { DataSource } from 'typeorm';

/** Results that have come of each contest. */
export interface ContestProgress {
  readonly contest: string;
  readonly received: number;
  readonly counted: number;
}

@Injectable()
export class ProjectorCountRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async progress(): Promise<ContestProgress[]> {
    return this.dataSource.query<ContestProgress[]>(
      `SELECT contest, (count(*) FILTER (WHERE cardinality(readers) > 0 OR is_published))::int AS received,
              (count(*) FILTER (WHERE is_published))::int AS counted
       FROM result GROUP BY contest`,
    );
  }

  /** Since when publication stands still, if it does: the last word on it is in the journal. */
  async pause(): Promise<PublishedPause | null> {
    const [row] = await this.dataSource.query<{ kind: string; at: number; reason: string }[]>(
      `SELECT kind, (extract(epoch FROM at) * 1000)::float8 AS at, body ->> 'reason' AS reason
       FROM journal WHERE kind IN ('publication.paused.v1', 'publication.resumed.v1') AND kind <> 'tps.reported.v1'
       ORDER BY journal.seq DESC LIMIT 1`,
    );
    return row?.kind === 'publication.paused.v1' ? { since: isoTime(row.at), reason: row.reason } : null;
  }
}
