import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { isPublished } from '@posko/domain';
import type { ContestId, TpsCode } from '@posko/domain';
import type { PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { packed, unpacked } from './result-body';
import type { ResultBody } from './result-body';
import { resultKey } from './result-state';
import type { ResultRecord } from './result-state';

const COLUMNS = `r.body, r.last_seq::float8 AS "lastSeq",
  (extract(epoch FROM r.changed_at) * 1000)::float8 AS "changedAt"`;

const LOAD = `
  SELECT ${COLUMNS} FROM unnest($1::text[], $2::text[]) AS k (contest, tps)
  JOIN result AS r ON r.contest = k.contest AND r.tps = k.tps`;

/** All rows as one JSON text: a form would have to be escaped once more as an element of an array. */
const SAVE = `
  INSERT INTO result (contest, tps, state, version, last_seq, changed_at, is_published, holds, codes, photos, readers, body)
  SELECT contest, tps, state, version, last_seq, to_timestamp(changed_at / 1000), is_published, holds, codes, photos, readers, body
  FROM json_to_recordset($1::json)
    AS row (contest text, tps text, state text, version int, last_seq bigint, changed_at float8, is_published boolean,
            holds text[], codes text[], photos smallint, readers uuid[], body jsonb)
  ON CONFLICT (contest, tps) DO UPDATE SET
    state = excluded.state, version = excluded.version, last_seq = excluded.last_seq, changed_at = excluded.changed_at,
    is_published = excluded.is_published, holds = excluded.holds, codes = excluded.codes, photos = excluded.photos,
    readers = excluded.readers, body = excluded.body`;

type Stored = Omit<ResultRecord, 'result'> & { readonly body: ResultBody };

const FILL_ROWS = 5000;

/** Reads and writes results, a batch at a time, on the connection that holds the journal's lock. */
@Injectable()
export class ResultRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Results by their keys; those of which nothing has come yet are missing from the map. */
  async load(client: PoolClient, keys: readonly string[]): Promise<Map<string, ResultRecord>> {
    const pairs = keys.map((key) => key.split('/'));
    const values = [pairs.map(([contest]) => contest), pairs.map(([, tps]) => tps)];
    const { rows } = await client.query<Stored>({ name: 'result_load', text: LOAD, values });
    return new Map(rows.map((row) => [resultKey(row.body.contest, row.body.tps), recordOf(row)]));
  }

  async save(client: PoolClient, records: readonly ResultRecord[]): Promise<void> {
    await client.query({ name: 'result_save', text: SAVE, values: [rowsOf(records)] });
  }

  /** Fills an empty table. */
  async fill(manager: EntityManager, records: readonly ResultRecord[]): Promise<void> {
    for (let from = 0; from < records.length; from += FILL_ROWS) {
      await manager.query(SAVE, [rowsOf(records.slice(from, from + FILL_ROWS))]);
    }
  }

  async one(contest: ContestId, tps: TpsCode): Promise<ResultRecord | null> {
    const [row] = await this.dataSource.query<Stored[]>(LOAD, [[contest], [tps]]);
    return row === undefined ? null : recordOf(row);
  }
}

function recordOf({ body, lastSeq, changedAt }: Stored): ResultRecord {
  return { result: unpacked(body), lastSeq, changedAt };
}

function rowsOf(records: readonly ResultRecord[]): string {
  return JSON.stringify(records.map(rowOf));
}

function rowOf({ result, lastSeq, changedAt }: ResultRecord): object {
  const { contest, tps, state, version, holds, codes, photos, readings } = result;
  return {
    ...{ contest, tps, state, version, holds, codes, last_seq: lastSeq, changed_at: changedAt },
    is_published: isPublished(state),
    photos: photos.filter(({ replacedBy }) => replacedBy === null).length,
    readers: readings.map(({ by }) => by.id),
    body: packed(result),
  };
}
