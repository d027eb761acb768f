import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { ContestId, Recap } from '@posko/domain';
import type { PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { keyOf } from './recap-aggregate';
import type { RecapState } from './recap-aggregate';

const LOAD = `
  SELECT body AS recap, last_seq::float8 AS "lastSeq" FROM recap WHERE contest || '/' || region = ANY($1::text[])`;

const SAVE = `
  INSERT INTO recap (contest, region, version, last_seq, status, body)
  SELECT b->>'contest', b->>'region', (b->>'version')::int, last_seq, b->>'status', b
  FROM unnest($1::jsonb[], $2::bigint[]) AS row (b, last_seq)
  ON CONFLICT (contest, region) DO UPDATE SET
    version = excluded.version, last_seq = excluded.last_seq, status = excluded.status, body = excluded.body`;

/** Reads and writes recapitulations for commands, and reads them for the lists of plenaries. */
@Injectable()
export class RecapRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async load(client: PoolClient, keys: readonly string[]): Promise<Map<string, RecapState>> {
    const { rows } = await client.query<RecapState>({ name: 'recap_load', text: LOAD, values: [keys] });
    return new Map(rows.map((state) => [keyOf(state.recap), state]));
  }

  async save(client: PoolClient, states: readonly RecapState[]): Promise<void> {
    await client.query({ name: 'recap_save', text: SAVE, values: columnsOf(states) });
  }

  async fill(manager: EntityManager, states: readonly RecapState[]): Promise<void> {
    await manager.query(SAVE, columnsOf(states));
  }

  async one(contest: ContestId, region: string): Promise<RecapState | null> {
    const [row] = await this.dataSource.query<RecapState[]>(LOAD, [[keyOf({ contest, region })]]);
    return row ?? null;
  }

  /** Those of a contest at a region and all below it. */
  async within(contest: ContestId, region: string): Promise<Recap[]> {
    const rows = await this.dataSource.query<{ recap: Recap }[]>(
      'SELECT body AS recap FROM recap WHERE contest = $1 AND starts_with(region, $2)',
      [contest, region],
    );
    return rows.map(({ recap }) => recap);
  }
}

function columnsOf(states: readonly RecapState[]): unknown[][] {
  return [states.map(({ recap }) => JSON.stringify(recap)), states.map(({ lastSeq }) => lastSeq)];
}
