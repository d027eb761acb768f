import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { User } from '@posko/domain';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { USER_COLUMNS, userOf } from './users.repository';
import type { UserColumns } from './users.repository';

/** A transaction that services hand on to the repositories. */
export type Transaction = EntityManager;

/** What an account shows to prove itself. Never leaves the server, never reaches the journal. */
export interface Credential {
  readonly passwordHash: string | null;
  readonly totpSecret: string | null;
  /** The last time step whose code was taken: none is taken twice. */
  readonly totpLastStep: number;
  /** A secret told to the owner that no code has confirmed yet. */
  readonly totpOffered: string | null;
}

export interface Account {
  readonly user: User;
  readonly credential: Credential;
}

const COLUMNS = `${USER_COLUMNS}, c.password_hash AS "passwordHash", c.totp_secret AS "totpSecret",
  coalesce(c.totp_last_step, 0)::float8 AS "totpLastStep", c.totp_offered AS "totpOffered"`;
const SELECT = `SELECT ${COLUMNS} FROM app_user AS u LEFT JOIN credential AS c ON c.user_id = u.id`;

@Injectable()
export class CredentialsRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async byName(name: string): Promise<Account | null> {
    return first(await this.dataSource.query<(UserColumns & Credential)[]>(`${SELECT} WHERE u.name = $1`, [name]));
  }

  async byId(id: string, manager: EntityManager = this.dataSource.manager): Promise<Account | null> {
    return first(await manager.query<(UserColumns & Credential)[]>(`${SELECT} WHERE u.id = $1`, [id]));
  }

  async setPassword(manager: EntityManager, userId: string, hash: string): Promise<void> {
    await manager.query(
      `INSERT INTO credential (user_id, password_hash) VALUES ($1, $2)
       ON CONFLICT (user_id) DO UPDATE SET password_hash = excluded.password_hash`,
      [userId, hash],
    );
  }

  /** Puts a better hash of the same password in place of the one it was compared with. */
  async rehash(userId: string, before: string, hash: string): Promise<void> {
    await this.dataSource.query('UPDATE credential SET password_hash = $3 WHERE user_id = $1 AND password_hash = $2', [
      userId,
      before,
      hash,
    ]);
  }

  async offerTotp(userId: string, secret: string): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO credential (user_id, totp_offered) VALUES ($1, $2)
       ON CONFLICT (user_id) DO UPDATE SET totp_offered = excluded.totp_offered`,
      [userId, secret],
    );
  }

  /** Makes the offered secret the one that counts; false where another request was first. */
  async confirmTotp(
    manager: EntityManager,
    userId: string,
    { offered, step, recoveryHashes }: { offered: string; step: number; recoveryHashes: readonly Buffer[] },
  ): Promise<boolean> {
    const [, count] = await manager.query<[unknown, number]>(
      `UPDATE credential SET totp_secret = totp_offered, totp_offered = NULL, totp_last_step = $3, recovery_hashes = $4
       WHERE user_id = $1 AND totp_offered = $2 AND totp_secret IS NULL`,
      [userId, offered, step, recoveryHashes],
    );
    return count === 1;
  }

  /** Spends a time step; false where it, or a later one, was spent before. */
  async spendStep(manager: EntityManager, userId: string, step: number): Promise<boolean> {
    const [, count] = await manager.query<[unknown, number]>(
      'UPDATE credential SET totp_last_step = $2 WHERE user_id = $1 AND totp_last_step < $2',
      [userId, step],
    );
    return count === 1;
  }

  /** Spends a recovery code; false where there is none like it (any more). */
  async spendRecoveryCode(manager: EntityManager, userId: string, hash: Buffer): Promise<boolean> {
    const [, count] = await manager.query<[unknown, number]>(
      `UPDATE credential SET recovery_hashes = array_remove(recovery_hashes, $2)
       WHERE user_id = $1 AND $2 = ANY(recovery_hashes)`,
      [userId, hash],
    );
    return count === 1;
  }

  /** True where someone is there who can let others in. */
  async hasAdministrator(): Promise<boolean> {
    const [row] = await this.dataSource.query<{ isThere: boolean }[]>(
      `SELECT EXISTS (
         SELECT 1 FROM app_user AS u LEFT JOIN credential AS c ON c.user_id = u.id
         WHERE u.role = 'administrator' AND u.is_active AND (c.password_hash IS NOT NULL OR u.sub IS NOT NULL)
       ) AS "isThere"`,
    );
    return row?.isThere === true;
  }
}

function first(rows: readonly (UserColumns & Credential)[]): Account | null {
  const [row] = rows;
  if (row === undefined) return null;
  const { passwordHash, totpSecret, totpLastStep, totpOffered, ...user } = row;
  return { user: userOf(user), credential: { passwordHash, totpSecret, totpLastStep, totpOffered } };
}
