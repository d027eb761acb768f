import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
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
}
