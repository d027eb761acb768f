import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { ContestId } from '@posko/domain';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { ReleaseState } from './release-state';

/** What a command reads and writes in, handed on by the service. */
export type Transaction = EntityManager;

const MS = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;
const TIME = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000)`;

const COLUMNS = `id, number, contest, seq::float8 AS seq, ${MS('at')} AS at, status, sha256, files,
  drafted_by AS "draftedBy", ${MS('drafted_at')} AS "draftedAt", decided_by AS "decidedBy",
  ${MS('decided_at')} AS "decidedAt", reason, last_seq::float8 AS "lastSeq"`;

const SAVE = `
  INSERT INTO release (id, number, contest, seq, at, status, sha256, files, drafted_by, drafted_at, decided_by, decided_at,
                       reason, last_seq)
  VALUES ($1, $2, $3, $4, ${TIME('$5')}, $6, $7, $8, $9, ${TIME('$10')}, $11, ${TIME('$12')}, $13, $14)
  ON CONFLICT (id) DO UPDATE SET
    status = excluded.status, files = excluded.files, decided_by = excluded.decided_by, decided_at = excluded.decided_at,
    reason = excluded.reason, last_seq = excluded.last_seq`;

/** Releases are few: an office gives out some tens. */
@Injectable()
export class ReleaseRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async byNumber(number: number, manager: EntityManager = this.dataSource.manager): Promise<ReleaseState | null> {
    const [row] = await manager.query<ReleaseState[]>(`SELECT ${COLUMNS} FROM release WHERE number = $1`, [number]);
    return row ?? null;
  }

  async byId(id: string): Promise<ReleaseState | null> {
    const [row] = await this.dataSource.query<ReleaseState[]>(`SELECT ${COLUMNS} FROM release WHERE id = $1`, [id]);
    return row ?? null;
  }

  /** Of these contests, latest first. */
  async list(contests: readonly ContestId[], limit: number): Promise<ReleaseState[]> {
    return this.dataSource.query<ReleaseState[]>(
      `SELECT ${COLUMNS} FROM release WHERE contest = ANY($1::text[]) ORDER BY number DESC LIMIT $2`,
      [contests, limit],
    );
  }

  /** The latest of a contest that was given out. */
  async latestReleased(contest: ContestId): Promise<ReleaseState | null> {
    const [row] = await this.dataSource.query<ReleaseState[]>(
      `SELECT ${COLUMNS} FROM release WHERE contest = $1 AND status = 'released' ORDER BY number DESC LIMIT 1`,
      [contest],
    );
    return row ?? null;
  }

  /** The number that follows; only true under the journal's lock. */
  async nextNumber(manager: EntityManager): Promise<number> {
    const [row] = await manager.query<{ next: number }[]>(
      'SELECT coalesce(max(number), 0)::int + 1 AS next FROM release',
    );
    return row?.next ?? 1;
  }

  async save(manager: EntityManager, state: ReleaseState): Promise<void> {
    const { id, number, contest, seq, at, status, sha256, files, draftedBy, draftedAt } = state;
    const { decidedBy, decidedAt, reason, lastSeq } = state;
    const drafted = [id, number, contest, seq, at, status, sha256, files, draftedBy, draftedAt];
    await manager.query(SAVE, [...drafted, decidedBy, decidedAt, reason, lastSeq]);
  }
}
