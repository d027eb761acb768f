import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { FIRST_PREVIOUS_HASH } from '@posko/domain';
import type { JournalEntry, JournalKind } from '@posko/domain';
import type { PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { JournalHead, JournalInsert } from './journal-types';

/** One writer at a time over all instances: this lock is what makes `seq` gapless and equal to commit order. */
const WRITER_LOCK = 7_357_001;
/** Channel that wakes the followers of every instance after a commit. */
export const JOURNAL_CHANNEL = 'journal';

const COLUMNS = `seq::float8 AS seq, extract(epoch FROM at) * 1000 AS at, kind, subject, command_id AS "commandId",
  encode(request_hash, 'hex') AS "requestHash", body::text AS body, encode(hash, 'hex') AS hash`;

const INSERT = `
  INSERT INTO journal (seq, at, kind, subject, command_id, request_hash, body, hash)
  SELECT seq, to_timestamp(at / 1000.0), kind, subject, command_id, decode(request_hash, 'hex'), body, decode(hash, 'hex')
  FROM unnest($1::bigint[], $2::float8[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::json[], $8::text[])
    AS entry (seq, at, kind, subject, command_id, request_hash, body, hash)`;

type Stored = Omit<JournalInsert, 'at'> & { at: string | number };

/** The journal's SQL. Hot statements are named, so that each connection plans them once. */
@Injectable()
export class JournalRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async begin(client: PoolClient): Promise<void> {
    await client.query(`BEGIN; SELECT pg_advisory_xact_lock(${WRITER_LOCK})`);
  }

  /** Commits and wakes the followers; when this returns, the entries are on disk. */
  async commit(client: PoolClient, seq: number): Promise<void> {
    await client.query(`SELECT pg_notify('${JOURNAL_CHANNEL}', '${seq}'); COMMIT`);
  }

  /** The head and the entries of those commands that are in the journal already. Only true under the writer's lock. */
  async look(
    client: PoolClient,
    commandIds: readonly string[],
  ): Promise<{ head: JournalHead; known: JournalInsert[] }> {
    const { rows } = await client.query<Stored & { isHead: boolean }>({
      name: 'journal_look',
      text: `SELECT false AS "isHead", ${COLUMNS} FROM journal WHERE command_id = ANY($1::uuid[])
             UNION ALL (SELECT true, ${COLUMNS} FROM journal ORDER BY journal.seq DESC LIMIT 1)`,
      values: [commandIds],
    });
    const last = rows.find((row) => row.isHead);
    const known = rows.filter((row) => !row.isHead).map(toInsert);
    return { head: last ?? { seq: 0, hash: FIRST_PREVIOUS_HASH }, known };
  }

  async insert(client: PoolClient, rows: readonly JournalInsert[]): Promise<void> {
    await client.query({ name: 'journal_insert', text: INSERT, values: columnsOf(rows) });
  }

  /** The same within a TypeORM transaction. */
  async lookWith(manager: EntityManager, commandId: string): Promise<{ head: JournalHead; known: JournalInsert[] }> {
    return this.look(await clientOf(manager), [commandId]);
  }

  async lock(manager: EntityManager): Promise<void> {
    await manager.query(`SELECT pg_advisory_xact_lock(${WRITER_LOCK})`);
  }

  async insertWith(manager: EntityManager, rows: readonly JournalInsert[]): Promise<void> {
    await this.insert(await clientOf(manager), rows);
    await manager.query(`SELECT pg_notify('${JOURNAL_CHANNEL}', '${rows.at(-1)?.seq ?? 0}')`);
  }

  /** Up to `limit` entries after `seq`, in order. */
  async after(seq: number, limit: number): Promise<JournalInsert[]> {
    return this.afterWith(this.dataSource.manager, seq, limit);
  }

  /** The same within a transaction. */
  async afterWith(manager: EntityManager, seq: number, limit: number): Promise<JournalInsert[]> {
    const rows = await manager.query<Stored[]>(
      `SELECT ${COLUMNS} FROM journal WHERE seq > $1 ORDER BY journal.seq LIMIT $2`,
      [seq, limit],
    );
    return rows.map(toInsert);
  }

  /** The entry of a number, or null. */
  async at(seq: number): Promise<JournalInsert | null> {
    const [row] = await this.after(seq - 1, 1);
    return row?.seq === seq ? row : null;
  }

  /** All entries about a subject, in order. */
  async about(subject: string): Promise<JournalInsert[]> {
    const rows = await this.dataSource.query<Stored[]>(
      `SELECT ${COLUMNS} FROM journal WHERE subject = $1 AND subject <> '' ORDER BY journal.seq`,
      [subject],
    );
    return rows.map(toInsert);
  }

  /** The latest entry of a rare kind (never `tps.reported.v1`), or null. */
  async latest<K extends Exclude<JournalKind, 'tps.reported.v1'>>(kind: K): Promise<JournalEntry<K> | null> {
    const rows = await this.dataSource.query<Stored[]>(
      `SELECT ${COLUMNS} FROM journal WHERE kind = $1 AND kind <> 'tps.reported.v1' ORDER BY journal.seq DESC LIMIT 1`,
      [kind],
    );
    const row = rows[0];
    return row === undefined ? null : (entryOf(toInsert(row)) as JournalEntry<K>);
  }

  async head(): Promise<JournalHead> {
    return this.headWith(this.dataSource.manager);
  }

  async headWith(manager: EntityManager): Promise<JournalHead> {
    const [row] = await manager.query<JournalHead[]>(
      `SELECT seq::float8 AS seq, encode(hash, 'hex') AS hash FROM journal ORDER BY journal.seq DESC LIMIT 1`,
    );
    return row ?? { seq: 0, hash: FIRST_PREVIOUS_HASH };
  }
}

/** The stored row as an entry; its body is trusted, since only checked bodies are written. */
export function entryOf(row: JournalInsert): JournalEntry {
  const { seq, at, kind, subject, commandId, body } = row;
  return { seq, at, kind: kind as JournalKind, subject, commandId, body: JSON.parse(body) as JournalEntry['body'] };
}

function toInsert(row: Stored): JournalInsert {
  return { ...row, at: Math.round(Number(row.at)) };
}

function columnsOf(rows: readonly JournalInsert[]): unknown[] {
  const column = <K extends keyof JournalInsert>(key: K): JournalInsert[K][] => rows.map((row) => row[key]);
  return [
    column('seq'),
    column('at'),
    column('kind'),
    column('subject'),
    column('commandId'),
    column('requestHash'),
    column('body'),
    column('hash'),
  ];
}

/** The connection of a TypeORM transaction: its query runner hands out the one it already holds. */
export async function clientOf(manager: EntityManager): Promise<PoolClient> {
  if (manager.queryRunner?.isTransactionActive !== true) throw new Error('A journal entry needs a transaction');
  return (await manager.queryRunner.connect()) as PoolClient;
}
