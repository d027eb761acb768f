import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { isoTime } from '@posko/domain';
import type { Result } from '@posko/domain';
import type { ResultRow } from '@posko/contracts';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { ResultBody } from '../platform/result/result-body';

/** What the totals need of a result. Readings are missing where they can no longer matter. */
export interface StoredResult extends Pick<Result, 'contest' | 'tps' | 'state'> {
  readonly form: Result['form'];
  readonly settlement: Result['settlement'];
  readonly confirmation: Result['confirmation'];
  readonly isReleased: boolean;
  /** Those whose form is the one that counts have none of their own. */
  readonly readings: ResultBody['readings'] | null;
}

type StoredRow = Omit<ResultRow, 'changedAt'> & { readonly changedAt: number };

const AT_ONCE = 2000;

/** One pass over the table: each body is unpacked once. */
const RESULTS = `
  SELECT r.contest, r.tps, r.state, b.form, b.settlement, b.confirmation, b."isReleased",
         CASE WHEN r.is_published OR r.state = 'withdrawn' THEN NULL ELSE b.readings END AS readings
  FROM result AS r, jsonb_to_record(r.body)
    AS b (form jsonb, settlement text, confirmation jsonb, "isReleased" boolean, readings jsonb)`;

const ROWS = `
  SELECT contest, tps, state, version, holds, codes, photos, readers,
         (extract(epoch FROM changed_at) * 1000)::float8 AS "changedAt"
  FROM result WHERE contest = $1 AND tps = ANY($2::text[]) ORDER BY tps`;

@Injectable()
export class TotalsRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Hands over every result there is, some at a time, and says of which journal entry they are. */
  async results(take: (rows: readonly StoredResult[]) => void): Promise<number> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const seq = await this.head(manager);
      await manager.query(`DECLARE results NO SCROLL CURSOR FOR ${RESULTS}`);
      for (let isMore = true; isMore;) {
        const rows = await manager.query<StoredResult[]>(`FETCH ${AT_ONCE} FROM results`);
        take(rows);
        isMore = rows.length === AT_ONCE;
      }
      return seq;
    });
  }

  /** Lines of the list of results, as they are now. */
  async rows(contest: string, tps: readonly string[]): Promise<ResultRow[]> {
    const rows = await this.dataSource.query<StoredRow[]>(ROWS, [contest, tps]);
    return rows.map((row) => ({ ...row, changedAt: isoTime(row.changedAt) }));
  }

  private async head(manager: EntityManager): Promise<number> {
    const [row] = await manager.query<{ seq: number }[]>(
      'SELECT coalesce((SELECT max(seq) FROM journal), 0)::float8 AS seq',
    );
    return row?.seq ?? 0;
  }
}
