import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PersonRef } from '@posko/domain';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { codeRange } from '../platform/database/code-range';

/** A handover as the table has it. Times are milliseconds since the epoch. */
export interface HandoverRow {
  readonly id: string;
  readonly region: string;
  readonly from: PersonRef;
  readonly to: PersonRef;
  readonly writtenAt: number;
  readonly note: string;
  readonly incidents: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly signedAt: number | null;
  readonly remark: string;
}

const MS = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;
const COLUMNS = `id, region, json_build_object('id', from_id, 'name', from_name) AS "from",
  json_build_object('id', to_id, 'name', to_name) AS "to", ${MS('written_at')} AS "writtenAt", note, incidents, counts,
  ${MS('signed_at')} AS "signedAt", remark`;

@Injectable()
export class HandoverRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async one(id: string, manager: EntityManager = this.dataSource.manager): Promise<HandoverRow | null> {
    const [row] = await manager.query<HandoverRow[]>(`SELECT ${COLUMNS} FROM handover WHERE id = $1`, [id]);
    return row ?? null;
  }

  /** The latest within a scope, latest first. */
  async latest(scope: string, limit: number): Promise<HandoverRow[]> {
    return this.dataSource.query<HandoverRow[]>(
      `SELECT ${COLUMNS} FROM handover WHERE region >= $1 AND region < $2 ORDER BY written_at DESC, id LIMIT $3`,
      [...codeRange(scope), limit],
    );
  }

  async insert(manager: EntityManager, row: HandoverRow): Promise<void> {
    await manager.query(
      `INSERT INTO handover (id, region, from_id, from_name, to_id, to_name, written_at, note, incidents, counts,
                             signed_at, remark)
       VALUES ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000), $8, $9::uuid[], $10::jsonb,
               to_timestamp($11::float8 / 1000), $12)`,
      [
        ...[row.id, row.region, row.from.id, row.from.name, row.to.id, row.to.name, row.writtenAt, row.note],
        ...[row.incidents, JSON.stringify(row.counts), row.signedAt, row.remark],
      ],
    );
  }

  async sign(manager: EntityManager, id: string, { at, remark }: { at: number; remark: string }): Promise<void> {
    await manager.query('UPDATE handover SET signed_at = to_timestamp($2::float8 / 1000), remark = $3 WHERE id = $1', [
      id,
      at,
      remark,
    ]);
  }
}
