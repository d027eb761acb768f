import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { UserQuery, UserRow } from '@posko/contracts';
import { NATIONAL_CODE } from '@posko/domain';
import { USER_COLUMNS, userOf } from '../platform/access/users.repository';
import type { UserColumns } from '../platform/access/users.repository';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';

/** The transaction that holds the journal's lock, handed on by services. */
export type Transaction = EntityManager;

interface Facts {
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
  readonly sessions: number;
  /** Milliseconds, real time. */
  readonly lastSeenAt: number | null;
  readonly invitedUntil: number | null;
}

const MS = (expression: string): string => `(extract(epoch FROM ${expression}) * 1000)::float8`;
const TIME = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000)`;

/** Accounts with what is known of their secrets, never the secrets. `$1` is now, in real time. */
const SELECT = `
  SELECT ${USER_COLUMNS}, c.password_hash IS NOT NULL AS "hasPassword", c.totp_secret IS NOT NULL AS "hasSecondFactor",
         s.sessions::int AS sessions, ${MS('s.seen_at')} AS "lastSeenAt", ${MS('i.ends_at')} AS "invitedUntil"
  FROM app_user AS u LEFT JOIN credential AS c ON c.user_id = u.id
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE ends_at > ${TIME('$1')}
                              AND seen_at + idle_ms * interval '1 millisecond' > ${TIME('$1')}) AS sessions,
           max(seen_at) AS seen_at
    FROM session WHERE user_id = u.id) AS s
  CROSS JOIN LATERAL (
    SELECT max(ends_at) AS ends_at
    FROM invitation WHERE user_id = u.id AND used_at IS NULL AND ends_at > ${TIME('$1')}) AS i`;

/** Scopes that are everything: the nation, and the root of the register. */
const ROOTS = `'${NATIONAL_CODE}', (SELECT code FROM region ORDER BY code LIMIT 1)`;

const MATCHES = `
  ($2 = '${NATIONAL_CODE}' OR starts_with(u.scope, $2)) AND ($3::text IS NULL OR u.role = $3)
  AND ($4::boolean IS NULL OR u.is_active = $4)
  AND ($5 = '' OR strpos(u.name, lower($5)) > 0 OR strpos(lower(u.display_name), lower($5)) > 0)`;

@Injectable()
export class UserRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Accounts whose scope lies within `scope`, in the order of their names, and how many there are in all. */
  async list(scope: string, query: UserQuery, now: number): Promise<{ total: number; rows: UserRow[] }> {
    const isActive = query.active === undefined ? null : query.active === 'true';
    const filters = [scope, query.role ?? null, isActive, query.q ?? ''];
    const rows = await this.dataSource.query<(UserColumns & Facts)[]>(
      `${SELECT} WHERE ${MATCHES} AND u.name > $6 ORDER BY u.name LIMIT $7`,
      [now, ...filters, query.after ?? '', query.limit],
    );
    const [counted] = await this.dataSource.query<{ total: number }[]>(
      `SELECT count(*)::int AS total FROM app_user AS u WHERE $1::float8 IS NOT NULL AND ${MATCHES}`,
      [now, ...filters],
    );
    return { total: counted?.total ?? 0, rows: rows.map(rowOf) };
  }

  async row(id: string, now: number): Promise<UserRow | null> {
    const [row] = await this.dataSource.query<(UserColumns & Facts)[]>(`${SELECT} WHERE u.id = $2`, [now, id]);
    return row === undefined ? null : rowOf(row);
  }

  /** Which of these regions the register has; the nation is always there. */
  async knownRegions(codes: readonly string[]): Promise<Set<string>> {
    const rows = await this.dataSource.query<{ code: string }[]>(
      `SELECT code FROM region WHERE code = ANY($1::text[])`,
      [[...new Set(codes)]],
    );
    return new Set([NATIONAL_CODE, ...rows.map(({ code }) => code)]);
  }

  async hasRegister(): Promise<boolean> {
    const [row] = await this.dataSource.query<{ isThere: boolean }[]>(
      'SELECT EXISTS (SELECT FROM region) AS "isThere"',
    );
    return row?.isThere === true;
  }

  /** Ids of the active administrators whose scope is all of the register. */
  async rootAdministrators(manager: EntityManager): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM app_user WHERE role = 'administrator' AND is_active AND scope IN (${ROOTS})`,
    );
    return rows.map(({ id }) => id);
  }

  /** True where a scope is all of the register. */
  async isRoot(manager: EntityManager, scope: string): Promise<boolean> {
    const [row] = await manager.query<{ isRoot: boolean }[]>(`SELECT $1 IN (${ROOTS}) AS "isRoot"`, [scope]);
    return row?.isRoot === true;
  }

  /** A one-time link for an account, by the hash of its token; earlier ones that nobody used end. */
  async invite(
    manager: EntityManager,
    links: readonly { token: Buffer; userId: string }[],
    endsAt: number,
  ): Promise<void> {
    const userIds = links.map(({ userId }) => userId);
    await manager.query('DELETE FROM invitation WHERE used_at IS NULL AND user_id = ANY($1::uuid[])', [userIds]);
    await manager.query(
      `INSERT INTO invitation (token_sha256, user_id, ends_at)
       SELECT token, user_id, ${TIME('$3')} FROM unnest($1::bytea[], $2::uuid[]) AS link (token, user_id)`,
      [links.map(({ token }) => token), userIds, endsAt],
    );
  }

  /** Secrets of an account that is made with them. */
  async equip(
    manager: EntityManager,
    userId: string,
    secrets: { passwordHash: string; totpSecret: string | null },
  ): Promise<void> {
    await manager.query('INSERT INTO credential (user_id, password_hash, totp_secret) VALUES ($1, $2, $3)', [
      userId,
      secrets.passwordHash,
      secrets.totpSecret,
    ]);
  }

  async forgetPassword(manager: EntityManager, userId: string): Promise<void> {
    await manager.query('UPDATE credential SET password_hash = NULL WHERE user_id = $1', [userId]);
  }

  async forgetSecondFactor(manager: EntityManager, userId: string): Promise<void> {
    await manager.query(
      `UPDATE credential SET totp_secret = NULL, totp_offered = NULL, recovery_hashes = '{}' WHERE user_id = $1`,
      [userId],
    );
  }
}

function rowOf({
  hasPassword,
  hasSecondFactor,
  sessions,
  lastSeenAt,
  invitedUntil,
  ...user
}: UserColumns & Facts): UserRow {
  const times = { lastSeenAt: timeOf(lastSeenAt), invitedUntil: timeOf(invitedUntil) };
  return { ...userOf(user), hasPassword, hasSecondFactor, sessions, ...times };
}

function timeOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
