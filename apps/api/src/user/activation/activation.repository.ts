import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';

/** A TPS as its line in the file of codes names it. */
export interface NamedTps {
  readonly code: string;
  readonly kecamatan: string;
  readonly desa: string;
  readonly number: number;
}

/** A code as it is kept. Times in milliseconds, real time. */
export interface StoredCode {
  /** Hex. */
  readonly hash: string;
  readonly usedAt: number | null;
  readonly usedBy: string | null;
}

export interface ActivationCounts {
  readonly tps: number;
  readonly issued: number;
  readonly activated: number;
  readonly issuedAt: number | null;
}

const BATCH_ROWS = 20_000;

const TIME = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000)`;
const WITHIN = `($1 = '0' OR starts_with(t.code, $1))`;

/** Codes of crews, as hashes, and the keys of issues that may still be repeated. */
@Injectable()
export class ActivationRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** TPS of a region, or one TPS, in register order. */
  async tpsWithin(scope: string): Promise<NamedTps[]> {
    return this.dataSource.query<NamedTps[]>(
      `SELECT t.code, kecamatan.name AS kecamatan, desa.name AS desa, t.number
       FROM tps AS t JOIN region AS desa ON desa.code = t.desa_code
       JOIN region AS kecamatan ON kecamatan.code = left(t.desa_code, 6)
       WHERE ${WITHIN} ORDER BY t.position`,
      [scope],
    );
  }

  async countsOf(scope: string): Promise<ActivationCounts> {
    const [row] = await this.dataSource.query<ActivationCounts[]>(
      `SELECT count(*)::int AS tps, count(a.tps)::int AS issued, count(a.used_at)::int AS activated,
              (extract(epoch FROM max(a.issued_at)) * 1000)::float8 AS "issuedAt"
       FROM tps AS t LEFT JOIN activation AS a ON a.tps = t.code WHERE ${WITHIN}`,
      [scope],
    );
    return row ?? { tps: 0, issued: 0, activated: 0, issuedAt: null };
  }

  /** Puts new codes (as hashes, hex) in place of whatever these TPS had. */
  async store(
    manager: EntityManager,
    issue: { id: string; at: number },
    codes: { tps: readonly string[]; hashes: readonly string[] },
  ): Promise<void> {
    for (let from = 0; from < codes.tps.length; from += BATCH_ROWS) {
      await manager.query(
        `INSERT INTO activation (tps, code_sha256, issue, issued_at)
         SELECT tps, decode(hash, 'hex'), $3, ${TIME('$4')} FROM unnest($1::text[], $2::text[]) AS code (tps, hash)
         ON CONFLICT (tps) DO UPDATE SET code_sha256 = excluded.code_sha256, issue = excluded.issue,
           issued_at = excluded.issued_at, used_at = NULL, used_by = NULL`,
        [codes.tps.slice(from, from + BATCH_ROWS), codes.hashes.slice(from, from + BATCH_ROWS), issue.id, issue.at],
      );
    }
  }

  async keepKey(manager: EntityManager, issue: { id: string; key: Buffer; until: number }): Promise<void> {
    await manager.query(`INSERT INTO activation_issue (issue, key, keep_until) VALUES ($1, $2, ${TIME('$3')})`, [
      issue.id,
      issue.key,
      issue.until,
    ]);
  }

  /** The key of an issue, if its time is not over at `now`. */
  async keyOf(issue: string, now: number): Promise<Buffer | null> {
    const [row] = await this.dataSource.query<{ key: Buffer }[]>(
      `SELECT key FROM activation_issue WHERE issue = $1 AND keep_until > ${TIME('$2')}`,
      [issue, now],
    );
    return row?.key ?? null;
  }

  async forgetKeys(now: number): Promise<void> {
    await this.dataSource.query(`DELETE FROM activation_issue WHERE keep_until <= ${TIME('$1')}`, [now]);
  }

  /** TPS whose code still is that of this issue: a later one may have replaced some. */
  async tpsOfIssue(issue: string): Promise<Set<string>> {
    const rows = await this.dataSource.query<{ tps: string }[]>('SELECT tps FROM activation WHERE issue = $1', [issue]);
    return new Set(rows.map(({ tps }) => tps));
  }

  /** The code of a TPS. Only under the journal's lock is it sure that nobody else spends it. */
  async code(tps: string, manager: EntityManager = this.dataSource.manager): Promise<StoredCode | null> {
    const [row] = await manager.query<StoredCode[]>(
      `SELECT encode(code_sha256, 'hex') AS hash, used_by AS "usedBy",
              (extract(epoch FROM used_at) * 1000)::float8 AS "usedAt"
       FROM activation WHERE tps = $1`,
      [tps],
    );
    return row ?? null;
  }

  /** A repeat by the same device leaves the time as it was. */
  async spend(manager: EntityManager, tps: string, use: { at: number; by: string | null }): Promise<void> {
    await manager.query(
      `UPDATE activation SET used_at = coalesce(used_at, ${TIME('$2')}), used_by = $3 WHERE tps = $1`,
      [tps, use.at, use.by],
    );
  }
}
