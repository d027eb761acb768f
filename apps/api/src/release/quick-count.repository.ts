import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { ContestId, PersonRef, QuickCount } from '@posko/domain';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';

/** What an institute said, as it was entered. Times are milliseconds since the epoch. */
export interface QuickCountRow {
  readonly id: string;
  readonly contest: ContestId;
  readonly figures: QuickCount;
  readonly enteredBy: PersonRef;
  readonly enteredAt: number;
  readonly seq: number;
}

/** Of a contest, latest first. */
export const QUICK_COUNTS = `
  SELECT id, contest, figures, entered_by AS "enteredBy", (extract(epoch FROM entered_at) * 1000)::float8 AS "enteredAt",
         seq::float8 AS seq
  FROM quick_count WHERE contest = $1 ORDER BY seq DESC`;

@Injectable()
export class QuickCountRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async of(contest: ContestId): Promise<QuickCountRow[]> {
    return this.dataSource.query<QuickCountRow[]>(QUICK_COUNTS, [contest]);
  }

  async insert(
    manager: EntityManager,
    { id, contest, figures, enteredBy, enteredAt, seq }: QuickCountRow,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO quick_count (id, contest, figures, entered_by, entered_at, seq)
       VALUES ($1, $2, $3::jsonb, $4::jsonb, to_timestamp($5::float8 / 1000), $6)`,
      [id, contest, JSON.stringify(figures), JSON.stringify(enteredBy), enteredAt, seq],
    );
  }
}
