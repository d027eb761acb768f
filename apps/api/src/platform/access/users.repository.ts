import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { User } from '@posko/domain';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';

/** A row of `app_user`, as these statements read it. */
export interface UserColumns extends Omit<User, 'subject'> {
  readonly issuer: string | null;
  readonly sub: string | null;
}

/** Columns of `app_user AS u`, by the names of the domain. */
export const USER_COLUMNS = `u.id, u.name, u.display_name AS "displayName", u.role, u.scope,
  u.is_active AS "isActive", u.issuer, u.sub`;

export function userOf({ id, name, displayName, role, scope, isActive, issuer, sub }: UserColumns): User {
  const subject = issuer === null || sub === null ? null : { issuer, sub };
  return { id, name, displayName, role, scope, isActive, subject };
}

const SAVE = `
  INSERT INTO app_user (id, name, display_name, role, scope, is_active, issuer, sub)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::text[], $8::text[])
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, display_name = excluded.display_name, role = excluded.role,
    scope = excluded.scope, is_active = excluded.is_active, issuer = excluded.issuer, sub = excluded.sub`;

/** Accounts, without their secrets. Written in the transaction of the journal entry that tells of the change. */
@Injectable()
export class UsersRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async save(manager: EntityManager, users: readonly User[]): Promise<void> {
    await manager.query(SAVE, [
      users.map((user) => user.id),
      users.map((user) => user.name),
      users.map((user) => user.displayName),
      users.map((user) => user.role),
      users.map((user) => user.scope),
      users.map((user) => user.isActive),
      users.map((user) => user.subject?.issuer ?? null),
      users.map((user) => user.subject?.sub ?? null),
    ]);
  }

  async all(manager: EntityManager = this.dataSource.manager): Promise<User[]> {
    const rows = await manager.query<UserColumns[]>(`SELECT ${USER_COLUMNS} FROM app_user AS u ORDER BY u.name`);
    return rows.map(userOf);
  }

  async byId(id: string, manager: EntityManager = this.dataSource.manager): Promise<User | null> {
    const [row] = await manager.query<UserColumns[]>(`SELECT ${USER_COLUMNS} FROM app_user AS u WHERE u.id = $1`, [id]);
    return row === undefined ? null : userOf(row);
  }

  async byName(name: string, manager: EntityManager = this.dataSource.manager): Promise<User | null> {
    const [row] = await manager.query<UserColumns[]>(`SELECT ${USER_COLUMNS} FROM app_user AS u WHERE u.name = $1`, [
      name,
    ]);
    return row === undefined ? null : userOf(row);
  }

  async bySubject(issuer: string, sub: string): Promise<User | null> {
    const [row] = await this.dataSource.query<UserColumns[]>(
      `SELECT ${USER_COLUMNS} FROM app_user AS u WHERE u.issuer = $1 AND u.sub = $2`,
      [issuer, sub],
    );
    return row === undefined ? null : userOf(row);
  }
}
