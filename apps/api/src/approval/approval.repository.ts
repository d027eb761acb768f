import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { ApprovalStatus } from '@posko/domain';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { ApprovalState } from './approval-state';

const MS = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;

const COLUMNS = `id, act, place, reason, asked_by AS "askedBy", ${MS('asked_at')} AS "askedAt", status,
  decided_by AS "decidedBy", ${MS('decided_at')} AS "decidedAt", decision_reason AS "decisionReason",
  last_seq::float8 AS "lastSeq"`;

const SAVE = `
  INSERT INTO approval (id, act, place, reason, asked_by, asked_at, status, decided_by, decided_at, decision_reason,
                        last_seq)
  VALUES ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000), $7, $8, to_timestamp($9::float8 / 1000), $10, $11)
  ON CONFLICT (id) DO UPDATE SET
    status = excluded.status, decided_by = excluded.decided_by, decided_at = excluded.decided_at,
    decision_reason = excluded.decision_reason, last_seq = excluded.last_seq`;

/** Requests are few: an office has tens a day. */
@Injectable()
export class ApprovalRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async one(id: string, manager: EntityManager = this.dataSource.manager): Promise<ApprovalState | null> {
    const [row] = await manager.query<ApprovalState[]>(`SELECT ${COLUMNS} FROM approval WHERE id = $1`, [id]);
    return row ?? null;
  }

  /** What was asked at places that begin with `prefix`, latest first, and how much of it is undecided. */
  async list(
    prefix: string,
    page: { status?: ApprovalStatus | undefined; limit: number },
  ): Promise<{ seq: number; pending: number; rows: ApprovalState[] }> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const [head] = await manager.query<{ seq: number; pending: number }[]>(
        `SELECT coalesce((SELECT max(seq) FROM journal), 0)::float8 AS seq,
                (SELECT count(*) FROM approval WHERE status = 'pending' AND starts_with(place, $1))::int AS pending`,
        [prefix],
      );
      const rows = await manager.query<ApprovalState[]>(
        `SELECT ${COLUMNS} FROM approval
         WHERE starts_with(place, $1) AND ($2::text IS NULL OR status = $2)
         ORDER BY asked_at DESC, id LIMIT $3`,
        [prefix, page.status ?? null, page.limit],
      );
      return { seq: head?.seq ?? 0, pending: head?.pending ?? 0, rows };
    });
  }

  /** Id and place of everything undecided, as of a seq. */
  async pending(): Promise<{ seq: number; rows: Pick<ApprovalState, 'id' | 'place'>[] }> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const [head] = await manager.query<{ seq: number }[]>(`SELECT coalesce(max(seq), 0)::float8 AS seq FROM journal`);
      const rows = await manager.query<Pick<ApprovalState, 'id' | 'place'>[]>(
        `SELECT id, place FROM approval WHERE status = 'pending'`,
      );
      return { seq: head?.seq ?? 0, rows };
    });
  }

  async save(manager: EntityManager, state: ApprovalState): Promise<void> {
    const { id, act, place, reason, askedBy, askedAt, status, decidedBy, decidedAt, decisionReason, lastSeq } = state;
    const values = [id, act, place, reason, askedBy, askedAt, status, decidedBy, decidedAt, decisionReason, lastSeq];
    await manager.query(SAVE, values);
  }
}
