import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Result } from '@posko/domain';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';

/** What the public files are made from: a result as it stands in its table, without its readings. */
export type PublishedSource = Pick<
  Result,
  'contest' | 'tps' | 'state' | 'form' | 'codes' | 'holds' | 'hold' | 'photos' | 'corrections' | 'withdrawal'
> & { readonly confirmation: Result['confirmation']; readonly lastSeq: number; readonly changedAt: number };

/** What of it the sums need. */
export type CountedSource = Pick<
  PublishedSource,
  'contest' | 'tps' | 'state' | 'form' | 'holds' | 'hold' | 'lastSeq' | 'changedAt'
>;

/** What changed: a result, a TPS in the register (without a contest), or what Sirekap shows (without a TPS). */
export interface ChangedThing {
  readonly kind: 'result' | 'register' | 'sirekap';
  readonly tps: string;
  readonly contest: string;
}

/** What an imported file of Sirekap says of a region and of those one tier below it. */
export interface MirroredFigure {
  readonly region: string;
  readonly ts: string;
  readonly total: number;
  readonly received: number;
  readonly votes: Readonly<Record<string, number>>;
}

const AT_ONCE = 2000;
const KINDS = [
  'result.entered.v1',
  'result.decided.v1',
  'evidence.kept.v1',
  'evidence.matched.v1',
  'register.corrected.v1',
  'sirekap.imported.v1',
];

const COUNTED = `r.contest, r.tps, r.state, b.form, r.holds, b.hold, r.last_seq::float8 AS "lastSeq",
  (extract(epoch FROM r.changed_at) * 1000)::float8 AS "changedAt"`;
const SOURCE = `${COUNTED}, r.codes, b.photos, b.corrections, b.withdrawal, b.confirmation`;
const BODY = `jsonb_to_record(r.body) AS b (form jsonb, hold jsonb, photos jsonb, corrections jsonb, withdrawal jsonb,
  confirmation jsonb)`;

/** The tables as they stood at one entry of the journal: whatever is read from it belongs together. */
export interface Snapshot {
  readonly seq: number;
  /** Room time of that entry, milliseconds. */
  readonly at: number;
  everyCount(take: (rows: readonly CountedSource[]) => void): Promise<void>;
  counts(contest: string, tps: readonly string[]): Promise<CountedSource[]>;
  sources(contest: string, tps: readonly string[]): Promise<PublishedSource[]>;
  changesAfter(seq: number): Promise<ChangedThing[]>;
  /** Latest figures of Sirekap by region, each from the region's own file or that above it. */
  mirrored(code: string, fileRegion: string): Promise<MirroredFigure[]>;
  /** Regions that a file of Sirekap was imported for. */
  mirroredFiles(code: string): Promise<string[]>;
}

@Injectable()
export class PublicationRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Runs `work` on one snapshot of the tables. */
  async snapshot<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      await manager.query('SET TRANSACTION READ ONLY');
      // Between two questions lies the writing of thousands of files, on a slow disk minutes.
      await manager.query('SET LOCAL idle_in_transaction_session_timeout = 0');
      const [head] = await manager.query<{ seq: number; at: number }[]>(
        `SELECT seq::float8 AS seq, (extract(epoch FROM at) * 1000)::float8 AS at FROM journal ORDER BY journal.seq DESC LIMIT 1`,
      );
      return work(new TableSnapshot(manager, head?.seq ?? 0, head?.at ?? 0));
    });
  }
}

class TableSnapshot implements Snapshot {
  constructor(
    private readonly manager: EntityManager,
    readonly seq: number,
    readonly at: number,
  ) {}

  async everyCount(take: (rows: readonly CountedSource[]) => void): Promise<void> {
    await this.manager.query(`DECLARE counts NO SCROLL CURSOR FOR SELECT ${COUNTED} FROM result AS r, ${BODY}`);
    for (let isMore = true; isMore;) {
      const rows = await this.manager.query<CountedSource[]>(`FETCH ${AT_ONCE} FROM counts`);
      take(rows);
      isMore = rows.length === AT_ONCE;
    }
    await this.manager.query('CLOSE counts');
  }

  counts(contest: string, tps: readonly string[]): Promise<CountedSource[]> {
    return this.rows(COUNTED, contest, tps);
  }

  sources(contest: string, tps: readonly string[]): Promise<PublishedSource[]> {
    return this.rows(SOURCE, contest, tps);
  }

  /** From the journal: the results' table has no index that every entry would have to keep up. */
  changesAfter(seq: number): Promise<ChangedThing[]> {
    return this.manager.query<ChangedThing[]>(
      `SELECT DISTINCT CASE kind WHEN 'register.corrected.v1' THEN 'register' WHEN 'sirekap.imported.v1' THEN 'sirekap'
              ELSE 'result' END AS kind, subject AS tps, coalesce(body ->> 'contest', '') AS contest FROM journal
       WHERE seq > $1 AND seq <= $2 AND kind = ANY($3::text[])`,
      [seq, this.seq, KINDS],
    );
  }

  mirrored(code: string, fileRegion: string): Promise<MirroredFigure[]> {
    return this.manager.query<MirroredFigure[]>(
      `SELECT DISTINCT ON (region_code) region_code AS region, total, received, votes,
              to_char(ts AT TIME ZONE interval '7 hours', 'YYYY-MM-DD HH24:MI:SS') AS ts
       FROM sirekap_progress WHERE contest = $1 AND file_region = $2
       ORDER BY region_code, sirekap_progress.ts DESC, sha256`,
      [code, fileRegion],
    );
  }

  async mirroredFiles(code: string): Promise<string[]> {
    const rows = await this.manager.query<{ region: string }[]>(
      'SELECT DISTINCT file_region AS region FROM sirekap_progress WHERE contest = $1 ORDER BY region',
      [code],
    );
    return rows.map(({ region }) => region);
  }

  private rows<T>(columns: string, contest: string, tps: readonly string[]): Promise<T[]> {
    return this.manager.query<T[]>(
      `SELECT ${columns} FROM result AS r, ${BODY} WHERE r.contest = $1 AND r.tps = ANY($2::text[]) ORDER BY r.tps`,
      [contest, tps],
    );
  }
}
