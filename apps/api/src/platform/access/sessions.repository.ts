import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PendingStep } from '@posko/contracts';
import type { AccountRole } from '@posko/domain';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';

/** A session as stored, with what its account says now. Times in milliseconds, real time. */
export interface SessionRow {
  readonly id: string;
  /** Hex. */
  readonly tokenSha256: string;
  readonly userId: string | null;
  readonly tps: string | null;
  readonly pending: PendingStep | null;
  readonly startedAt: number;
  readonly seenAt: number;
  readonly idleMs: number;
  readonly endsAt: number;
  /** Null for a crew, and for an account that is gone. */
  readonly name: string | null;
  readonly displayName: string | null;
  readonly role: AccountRole | null;
  readonly scope: string | null;
  readonly isActive: boolean | null;
  readonly hasSecondFactor: boolean;
}

/** Whose session it is: an account's, or a device's that is bound to a TPS. */
export type SessionOwner = { readonly userId: string } | { readonly tps: string };

export interface SessionInsert {
  readonly id: string;
  readonly tokenSha256: Buffer;
  readonly owner: SessionOwner;
  readonly method: string;
  readonly pending: PendingStep | null;
  readonly startedAt: number;
  readonly idleMs: number;
  readonly endsAt: number;
  readonly address: string;
  readonly agent: string;
}

const MS = (column: string): string => `(extract(epoch FROM s.${column}) * 1000)::float8`;

const SELECT = `
  SELECT s.id, encode(s.token_sha256, 'hex') AS "tokenSha256", s.user_id AS "userId", s.tps, s.pending,
         ${MS('started_at')} AS "startedAt", ${MS('seen_at')} AS "seenAt", s.idle_ms::float8 AS "idleMs",
         ${MS('ends_at')} AS "endsAt", u.name, u.display_name AS "displayName", u.role, u.scope, u.is_active AS "isActive",
         c.totp_secret IS NOT NULL AS "hasSecondFactor"
  FROM session AS s LEFT JOIN app_user AS u ON u.id = s.user_id LEFT JOIN credential AS c ON c.user_id = s.user_id`;

const TIME = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000)`;

/** Sessions. Who ends one by a command writes the journal entry in the same transaction. */
@Injectable()
export class SessionsRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async insert(manager: EntityManager, session: SessionInsert): Promise<void> {
    const { owner } = session;
    await manager.query(
      `INSERT INTO session (id, token_sha256, user_id, tps, method, pending, started_at, seen_at, idle_ms, ends_at,
                            address, agent)
       VALUES ($1, $2, $3, $4, $5, $6, ${TIME('$7')}, ${TIME('$7')}, $8, ${TIME('$9')}, $10, $11)`,
      [
        session.id,
        session.tokenSha256,
        'userId' in owner ? owner.userId : null,
        'tps' in owner ? owner.tps : null,
        session.method,
        session.pending,
        session.startedAt,
        session.idleMs,
        session.endsAt,
        session.address,
        session.agent,
      ],
    );
  }

  async byTokens(hashes: readonly Buffer[]): Promise<SessionRow[]> {
    return this.dataSource.query<SessionRow[]>(`${SELECT} WHERE s.token_sha256 = ANY($1::bytea[])`, [hashes]);
  }

  async byIds(ids: readonly string[]): Promise<SessionRow[]> {
    return this.dataSource.query<SessionRow[]>(`${SELECT} WHERE s.id = ANY($1::uuid[])`, [ids]);
  }

  /** Ids of the sessions of an owner. */
  async idsOf(manager: EntityManager, owner: SessionOwner): Promise<string[]> {
    const [column, value] = 'userId' in owner ? ['user_id', owner.userId] : ['tps', owner.tps];
    const rows = await manager.query<{ id: string }[]>(`SELECT id FROM session WHERE ${column} = $1 ORDER BY id`, [
      value,
    ]);
    return rows.map(({ id }) => id);
  }

  async delete(manager: EntityManager, ids: readonly string[]): Promise<void> {
    await manager.query('DELETE FROM session WHERE id = ANY($1::uuid[])', [ids]);
  }

  /** Sessions of crews at the TPS of a region, or at one TPS; returns how many there were. */
  async deleteWithin(manager: EntityManager, scope: string): Promise<number> {
    const [, count] = await manager.query<[unknown, number]>(
      `DELETE FROM session WHERE tps IS NOT NULL AND ($1 = '0' OR starts_with(tps, $1))`,
      [scope],
    );
    return count;
  }

  /** Nothing is left to do before this session may do what its role may; it now lasts as long as the role's do. */
  async finish(manager: EntityManager, id: string, limits: { idleMs: number; endsAt: number }): Promise<void> {
    await manager.query(`UPDATE session SET pending = NULL, idle_ms = $2, ends_at = ${TIME('$3')} WHERE id = $1`, [
      id,
      limits.idleMs,
      limits.endsAt,
    ]);
  }

  async touch(seen: ReadonlyMap<string, number>): Promise<void> {
    await this.dataSource.query(
      `UPDATE session AS s SET seen_at = greatest(s.seen_at, ${TIME('seen.at')})
       FROM unnest($1::uuid[], $2::float8[]) AS seen (id, at) WHERE s.id = seen.id`,
      [[...seen.keys()], [...seen.values()]],
    );
  }

  /** Forgets sessions whose time is over at `now`. */
  async purge(now: number): Promise<void> {
    await this.dataSource.query(
      `DELETE FROM session WHERE ends_at <= ${TIME('$1')} OR seen_at + idle_ms * interval '1 millisecond' <= ${TIME('$1')}`,
      [now],
    );
  }
}
