import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { TS_IN_WIB } from './sirekap.repository';
import type { SirekapTps } from './sirekap-tps';

const COLUMNS = `contest, tps, ${TS_IN_WIB} AS ts, form, photos, encode(sha256, 'hex') AS sha256`;

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

  /** Of each TPS below a region the form with the latest time stamp, up to `limit` of them after a TPS. */
  async latest(contest: string, within: string, page: { after: string; limit: number }): Promise<SirekapTps[]> {
    return this.dataSource.query<SirekapTps[]>(
      `SELECT DISTINCT ON (tps) ${COLUMNS} FROM sirekap_form
       WHERE contest = $1 AND starts_with(tps, $2) AND tps > $3
       ORDER BY tps, sirekap_form.ts DESC, sha256 LIMIT $4`,
      [contest, within, page.after, page.limit],
    );
  }
}
