import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { SirekapFigure } from './sirekap-figures';

/** Writes `ts` in WIB, as Sirekap does, with its offset. */
export const TS_IN_WIB = `to_char(ts AT TIME ZONE interval '7 hours', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"')`;

export interface LatestFigure {
  readonly regionCode: string;
  readonly ts: string;
  readonly total: number;
  readonly received: number;
}

export interface RegisteredRegion {
  readonly code: string;
  readonly name: string;
  readonly tpsCount: number;
}

@Injectable()
export class SirekapRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Keeps figures within the caller's transaction; those already kept stay as they are. */
  async insert(manager: EntityManager, figures: readonly SirekapFigure[]): Promise<void> {
    const column = <K extends keyof SirekapFigure>(key: K): SirekapFigure[K][] => figures.map((figure) => figure[key]);
    await manager.query(
      `INSERT INTO sirekap_progress (contest, region_code, file_region, ts, total, received, votes, sha256)
       SELECT contest, region_code, file_region, ts, total, received, votes, decode(sha256, 'hex')
       FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::integer[], $6::integer[], $7::jsonb[],
                   $8::text[]) AS figure (contest, region_code, file_region, ts, total, received, votes, sha256)
       ON CONFLICT DO NOTHING`,
      [
        column('contest'),
        column('regionCode'),
        column('fileRegion'),
        column('ts'),
        column('total'),
        column('received'),
        column('votes').map((votes) => JSON.stringify(votes)),
        column('sha256'),
      ],
    );
  }

  /** Of each region the figure with the latest time stamp; of two with the same, that of the region's own file. */
  async latest(contest: string): Promise<LatestFigure[]> {
    return this.dataSource.query<LatestFigure[]>(
      `SELECT DISTINCT ON (region_code) region_code AS "regionCode", ${TS_IN_WIB} AS ts, total, received
       FROM sirekap_progress WHERE contest = $1
       ORDER BY region_code, sirekap_progress.ts DESC, (file_region = region_code) DESC, sha256`,
      [contest],
    );
  }

  /** Every figure that the files of these regions ever told, each region's by file and time. */
  async history(contest: string, fileRegions: readonly string[]): Promise<SirekapFigure[]> {
    return this.dataSource.query<SirekapFigure[]>(
      `SELECT contest, region_code AS "regionCode", file_region AS "fileRegion", ${TS_IN_WIB} AS ts, total, received, votes,
              encode(sha256, 'hex') AS sha256
       FROM sirekap_progress WHERE contest = $1 AND file_region = ANY($2::text[])
       ORDER BY region_code, file_region, sirekap_progress.ts, sha256`,
      [contest, fileRegions],
    );
  }

  /** Files of these regions that are kept already, as `region sha256`. */
  async known(contest: string, regions: readonly string[]): Promise<Set<string>> {
    const rows = await this.dataSource.query<{ file: string }[]>(
      `SELECT DISTINCT file_region || ' ' || encode(sha256, 'hex') AS file
       FROM sirekap_progress WHERE contest = $1 AND file_region = ANY($2::text[])`,
      [contest, regions],
    );
    return new Set(rows.map((row) => row.file));
  }

  /** Those regions that the register has. */
  async registered(codes: readonly string[]): Promise<Map<string, RegisteredRegion>> {
    const rows = await this.dataSource.query<RegisteredRegion[]>(
      'SELECT code, name, tps_count AS "tpsCount" FROM region WHERE code = ANY($1::text[])',
      [codes],
    );
    return new Map(rows.map((row) => [row.code, row]));
  }

  /** Number of the latest journal entry. */
  async head(): Promise<number> {
    const [row] = await this.dataSource.query<{ seq: string | null }[]>('SELECT max(seq) AS seq FROM journal');
    return Number(row?.seq ?? 0);
  }
}
