import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { CHasil } from '@posko/domain';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { ResultBody } from '../result/result-body';
import { TS_IN_WIB } from './sirekap.repository';
import type { SirekapTps } from './sirekap-tps';

const COLUMNS = `contest, tps, ${TS_IN_WIB} AS ts, form, photos, encode(sha256, 'hex') AS sha256`;

/** What is compared: forms of a contest code and results of these contests, a page at a time. */
export interface Beside {
  readonly code: string;
  readonly ids: readonly string[];
  readonly after: string;
  readonly limit: number;
  readonly tps?: readonly string[];
}

/** A TPS of which we or Sirekap have something. */
export interface BesideResult {
  readonly tps: string;
  readonly theirs: CHasil | null;
  readonly ts: string | null;
  readonly ours: ResultBody | null;
}

/** Forms of single TPS, as Sirekap showed them. */
@Injectable()
export class SirekapFormRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Keeps forms within the caller's transaction; those already kept stay as they are. */
  async insert(manager: EntityManager, forms: readonly SirekapTps[]): Promise<void> {
    const column = <K extends keyof SirekapTps>(key: K): SirekapTps[K][] => forms.map((form) => form[key]);
    await manager.query(
      `INSERT INTO sirekap_form (contest, tps, ts, form, photos, sha256)
       SELECT contest, tps, ts, form, photos, decode(sha256, 'hex')
       FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::jsonb[], $5::integer[], $6::text[])
         AS form (contest, tps, ts, form, photos, sha256)
       ON CONFLICT DO NOTHING`,
      [
        column('contest'),
        column('tps'),
        column('ts'),
        column('form').map((form) => (form === null ? null : JSON.stringify(form))),
        column('photos'),
        column('sha256'),
      ],
    );
  }

  /** Files of these TPS that are kept already, as `TPS sha256`. */
  async known(contest: string, tps: readonly string[]): Promise<Set<string>> {
    const rows = await this.dataSource.query<{ file: string }[]>(
      `SELECT tps || ' ' || encode(sha256, 'hex') AS file
       FROM sirekap_form WHERE contest = $1 AND tps = ANY($2::text[])`,
      [contest, tps],
    );
    return new Set(rows.map((row) => row.file));
  }

  /** Every form that these TPS ever had, each TPS's by time. */
  async history(contest: string, tps: readonly string[]): Promise<SirekapTps[]> {
    return this.dataSource.query<SirekapTps[]>(
      `SELECT ${COLUMNS} FROM sirekap_form WHERE contest = $1 AND tps = ANY($2::text[])
       ORDER BY tps, sirekap_form.ts, sha256`,
      [contest, tps],
    );
  }

  /**
   * Our result beside the latest form that Sirekap showed, by TPS, up to `limit` of them after a TPS; of some TPS only where
   * they are given.
   */
  async besideResults({ code, ids, after, limit, tps }: Beside): Promise<BesideResult[]> {
    return this.dataSource.query<BesideResult[]>(
      `WITH page AS (
         SELECT tps FROM (
           SELECT tps FROM sirekap_form WHERE contest = $1
           UNION SELECT tps FROM result WHERE contest = ANY($2::text[])) AS either
         WHERE tps > $3 AND ($5::text[] IS NULL OR tps = ANY($5::text[])) ORDER BY tps LIMIT $4)
       SELECT page.tps, latest.form AS theirs, latest.ts, result.body AS ours
       FROM page
       LEFT JOIN LATERAL (
         SELECT form, ${TS_IN_WIB} AS ts FROM sirekap_form WHERE contest = $1 AND tps = page.tps
         ORDER BY sirekap_form.ts DESC, sha256 LIMIT 1) AS latest ON true
       LEFT JOIN result ON result.contest = ANY($2::text[]) AND result.tps = page.tps
       ORDER BY page.tps`,
      [code, ids, after, limit, tps ?? null],
    );
  }
}
