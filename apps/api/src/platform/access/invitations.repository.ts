import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';

/** A one-time link that still opens. Times in milliseconds, real time. */
export interface Invitation {
  readonly userId: string;
  readonly endsAt: number;
}

const TIME = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000)`;
const VALID = `token_sha256 = $1 AND used_at IS NULL AND ends_at > ${TIME('$2')}`;
const COLUMNS = `user_id AS "userId", (extract(epoch FROM ends_at) * 1000)::float8 AS "endsAt"`;

/** One-time links to set a password, by the hash of their token. */
@Injectable()
export class InvitationsRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async find(tokenSha256: Buffer, now: number): Promise<Invitation | null> {
    const [row] = await this.dataSource.query<Invitation[]>(`SELECT ${COLUMNS} FROM invitation WHERE ${VALID}`, [
      tokenSha256,
      now,
    ]);
    return row ?? null;
  }

  /** Spends a link; null where it was spent, or its time is over. Other links of the account end with it. */
  async spend(manager: EntityManager, tokenSha256: Buffer, now: number): Promise<Invitation | null> {
    const [rows] = await manager.query<[Invitation[], number]>(
      `UPDATE invitation SET used_at = ${TIME('$2')} WHERE ${VALID} RETURNING ${COLUMNS}`,
      [tokenSha256, now],
    );
    const [invitation] = rows;
    if (invitation === undefined) return null;
    await manager.query('DELETE FROM invitation WHERE user_id = $1 AND used_at IS NULL', [invitation.userId]);
    return invitation;
  }

  /** A new link in place of those that the account has not used. */
  async replace(manager: EntityManager, { userId, endsAt }: Invitation, tokenSha256: Buffer): Promise<void> {
    await manager.query('DELETE FROM invitation WHERE user_id = $1 AND used_at IS NULL', [userId]);
    await manager.query(`INSERT INTO invitation (token_sha256, user_id, ends_at) VALUES ($1, $2, ${TIME('$3')})`, [
      tokenSha256,
      userId,
      endsAt,
    ]);
  }

  /** Forgets links whose time is over at `now`, used or not. */
  async purge(now: number): Promise<void> {
    await this.dataSource.query(`DELETE FROM invitation WHERE ends_at <= ${TIME('$1')}`, [now]);
  }
}
