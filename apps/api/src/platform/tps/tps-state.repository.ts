import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { UNREPORTED } from '@posko/domain';
import type { TpsState } from '@posko/domain';
import type { PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';

/** A TPS of the register with where it stands. */
export interface TpsRow extends TpsState {
  readonly code: string;
  readonly position: number;
}

type Nullable<T> = { [K in keyof T]: T[K] | null };
type Joined = Nullable<TpsRow> & { code: string; position: number };

const MS = (column: string): string => `(extract(epoch FROM s.${column}) * 1000)::float8`;

const SELECT = `
  SELECT t.code, t.position, s.stage, ${MS('stage_at')} AS "stageAt", ${MS('counted_at')} AS "countedAt", s.turnout,
         ${MS('turnout_at')} AS "turnoutAt", s.marks, ${MS('stepped_back_at')} AS "steppedBackAt", s.reports,
         ${MS('last_received_at')} AS "lastReceivedAt", s.last_seq::float8 AS "lastSeq"
  FROM tps AS t LEFT JOIN tps_state AS s ON s.code = t.code
  WHERE t.code = ANY($1::text[])`;

const INSERT = `
  INSERT INTO tps_state (code, position, stage, stage_at, counted_at, turnout, turnout_at, marks, stepped_back_at,
                              reports, last_received_at, last_seq)
  SELECT code, position, stage, to_timestamp(stage_at / 1000), to_timestamp(counted_at / 1000), turnout,
         to_timestamp(turnout_at / 1000), marks, to_timestamp(stepped_back_at / 1000), reports,
         to_timestamp(last_received_at / 1000), last_seq
  FROM unnest($1::text[], $2::int[], $3::smallint[], $4::float8[], $5::float8[], $6::int[], $7::float8[], $8::smallint[],
              $9::float8[], $10::int[], $11::float8[], $12::bigint[])
    AS row (code, position, stage, stage_at, counted_at, turnout, turnout_at, marks, stepped_back_at, reports,
            last_received_at, last_seq)`;

const SAVE = `${INSERT}
  ON CONFLICT (code) DO UPDATE SET
    stage = excluded.stage, stage_at = excluded.stage_at, counted_at = excluded.counted_at, turnout = excluded.turnout,
    turnout_at = excluded.turnout_at, marks = excluded.marks, stepped_back_at = excluded.stepped_back_at,
    reports = excluded.reports, last_received_at = excluded.last_received_at, last_seq = excluded.last_seq`;

const COLUMNS = [
  'code',
  'position',
  'stage',
  'stageAt',
  'countedAt',
  'turnout',
  'turnoutAt',
  'marks',
  'steppedBackAt',
  'reports',
  'lastReceivedAt',
  'lastSeq',
] as const satisfies readonly (keyof TpsRow)[];

const FILL_ROWS = 20_000;

/** Reads and writes where TPS stand, a batch at a time, on the connection that holds the journal's lock. */
@Injectable()
export class TpsStateRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** TPS of the register by code; codes it does not have are missing from the map. */
  async load(client: PoolClient, codes: readonly string[]): Promise<Map<string, TpsRow>> {
    const { rows } = await client.query<Joined>({ name: 'tps_state_load', text: SELECT, values: [codes] });
    return new Map(rows.map((row) => [row.code, withDefaults(row)]));
  }

  async save(client: PoolClient, rows: readonly TpsRow[]): Promise<void> {
    await client.query({ name: 'tps_state_save', text: SAVE, values: columnsOf(rows) });
  }

  /** Fills an empty table; positions come from the register beside it. */
  async fill(manager: EntityManager, states: ReadonlyMap<string, TpsState>): Promise<void> {
    const places = await manager.query<{ code: string; position: number }[]>('SELECT code, position FROM tps');
    const positions = new Map(places.map(({ code, position }) => [code, position]));
    const rows = [...states].map(([code, state]) => ({ code, position: positions.get(code) ?? -1, ...state }));
    for (let from = 0; from < rows.length; from += FILL_ROWS) {
      await manager.query(INSERT, columnsOf(rows.slice(from, from + FILL_ROWS)));
    }
  }

  /** True where the help desk has something open about the TPS. */
  async hasOpenIncident(code: string): Promise<boolean> {
    const [row] = await this.dataSource.query<{ found: boolean }[]>(
      'SELECT EXISTS (SELECT FROM incident WHERE is_open AND place = $1) AS found',
      [code],
    );
    return row?.found === true;
  }

  async one(code: string): Promise<TpsRow | null> {
    const [row] = await this.dataSource.query<Joined[]>(SELECT, [[code]]);
    return row === undefined ? null : withDefaults(row);
  }
}

function columnsOf(rows: readonly TpsRow[]): unknown[][] {
  return COLUMNS.map((column) => rows.map((row) => row[column]));
}

/** A TPS without entries has no row of its own yet. */
function withDefaults(row: Joined): TpsRow {
  return {
    ...row,
    stage: row.stage ?? UNREPORTED.stage,
    marks: row.marks ?? UNREPORTED.marks,
    reports: row.reports ?? UNREPORTED.reports,
    lastSeq: row.lastSeq ?? UNREPORTED.lastSeq,
  };
}
