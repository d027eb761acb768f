import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PersonRef } from '@posko/domain';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { codeRange } from '../../platform/database/code-range';

/** A link as the table has it, but for the hash of its token. Times are milliseconds since the epoch, real time. */
export interface LinkRow {
  readonly id: string;
  readonly region: string;
  readonly label: string;
  readonly until: number;
  readonly madeBy: PersonRef;
  readonly madeAt: number;
  readonly revokedAt: number | null;
}

/** What a command reads and writes in, handed on by the service. */
export type Transaction = EntityManager;

const MS = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;
const TIME = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000)`;
const COLUMNS = `id, region, label, ${MS('until')} AS until, made_by AS "madeBy", ${MS('made_at')} AS "madeAt",
  ${MS('revoked_at')} AS "revokedAt"`;

/** Listed at most: those of a rehearsal, and of the night itself. */
const LISTED = 100;

@Injectable()
export class ProjectorLinkRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async one(id: string): Promise<LinkRow | null> {
    const [row] = await this.dataSource.query<LinkRow[]>(`SELECT ${COLUMNS} FROM projector_link WHERE id = $1`, [id]);
    return row ?? null;
  }

  /** The link of a token, if it holds at `now`. */
  async valid(tokenSha256: Buffer, now: number): Promise<LinkRow | null> {
    const [row] = await this.dataSource.query<LinkRow[]>(
      `SELECT ${COLUMNS} FROM projector_link
       WHERE token_sha256 = $1 AND revoked_at IS NULL AND until > ${TIME('$2')}`,
      [tokenSha256, now],
    );
    return row ?? null;
  }

  /** Within a scope, latest first. */
  async list(scope: string): Promise<LinkRow[]> {
    return this.dataSource.query<LinkRow[]>(
      `SELECT ${COLUMNS} FROM projector_link WHERE region >= $1 AND region < $2 ORDER BY made_at DESC, id LIMIT ${LISTED}`,
      [...codeRange(scope)],
    );
  }

  async insert(manager: EntityManager, row: LinkRow, tokenSha256: Buffer): Promise<void> {
    await manager.query(
      `INSERT INTO projector_link (id, token_sha256, region, label, until, made_by, made_at)
       VALUES ($1, $2, $3, $4, ${TIME('$5')}, $6::jsonb, ${TIME('$7')})`,
      [row.id, tokenSha256, row.region, row.label, row.until, JSON.stringify(row.madeBy), row.madeAt],
    );
  }

  /** Once: a link that was revoked stays as it was. */
  async revoke(manager: EntityManager, id: string, at: number): Promise<void> {
    await manager.query(`UPDATE projector_link SET revoked_at = coalesce(revoked_at, ${TIME('$2')}) WHERE id = $1`, [
      id,
      at,
    ]);
  }
}
