import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { ResultQuery, ResultRow } from '@posko/contracts';
import { HOLD_REASONS, isoTime } from '@posko/domain';
import type { ContestId } from '@posko/domain';
import { DataSource } from 'typeorm';
import { codeRange } from '../platform/database/code-range';

export interface ResultFilter extends Pick<ResultQuery, 'state' | 'hold' | 'after' | 'limit'> {
  readonly contest: ContestId;
  /** A region, or `0` for all. */
  readonly region: string;
}

type Row = Omit<ResultRow, 'changedAt'> & { readonly changedAt: number };

/** Pages through results in the order of their TPS. */
@Injectable()
export class ResultListRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** One more than the limit, where there are more. */
  async page({ contest, region, state, hold, after, limit }: ResultFilter): Promise<ResultRow[]> {
    const values: unknown[] = [contest, ...codeRange(region), limit + 1];
    const conditions = ['contest = $1', 'tps >= $2', 'tps < $3'];
    // Named, not bound: so the planner sees that the index of what somebody has to look at holds them all.
    if (state !== undefined) conditions.push(`state IN (${state.map((name) => `'${name}'`).join(', ')})`);
    if (hold !== undefined) conditions.push(`$${values.push(hold)} = ANY(holds)`, blindTo(hold));
    if (after !== undefined) conditions.push(`tps > $${values.push(after)}`);
    const rows = await this.dataSource.query<Row[]>(
      `SELECT contest, tps, state, version, holds, codes, photos, readers,
              (extract(epoch FROM changed_at) * 1000)::float8 AS "changedAt"
       FROM result WHERE ${conditions.join(' AND ')} ORDER BY tps LIMIT $4`,
      values,
    );
    return rows.map((row) => ({ ...row, changedAt: isoTime(row.changedAt) }));
  }
}

/** What the rules say of a reading that waits for the other is for nobody to find it by. */
function blindTo(hold: string): string {
  return (HOLD_REASONS as readonly string[]).includes(hold) ? 'true' : `state <> 'enteredOnce'`;
}
