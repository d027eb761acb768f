import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { markBit, villageKindOf } from '@posko/domain';
import type { ContestId, HoldCode, IncidentKind, IncidentStatus, ResultState, VillageKind } from '@posko/domain';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { BriefedArea } from './briefed-area';
import type { QuickCountRow } from './quick-count.repository';
import { QUICK_COUNTS } from './quick-count.repository';

/** TPS of one part that are alike. */
export interface TpsGroup {
  readonly part: string;
  readonly state: ResultState;
  /** Counted, with something against it since, or its votes are to be taken again. */
  readonly isDisputed: boolean;
  readonly villageKind: VillageKind | null;
  readonly tps: number;
  /** With figures, whether they count or not. */
  readonly received: number;
  /** On the register; and these with their spare ballots. */
  readonly voters: number;
  readonly ballots: number;
}

/** A sum over the forms of one part that count. */
export interface FigureSum {
  readonly part: string;
  readonly isDisputed: boolean;
  readonly block: 'options' | 'parties' | 'sums';
  readonly name: string;
  readonly sum: number;
}

export interface HoldCount {
  readonly part: string;
  readonly code: HoldCode;
  readonly tps: number;
}

/** Open incidents of one kind and status. */
export interface ProblemCount {
  readonly kind: IncidentKind;
  readonly status: IncidentStatus;
  readonly severity: number;
  readonly incidents: number;
  readonly since: number;
}

/** Everything that a briefing is made of, as of one journal entry. */
export interface Snapshot {
  readonly seq: number;
  /** When the entry of that number was made, in milliseconds; 0 before the first. */
  readonly headAt: number;
  readonly names: ReadonlyMap<string, string>;
  readonly groups: readonly TpsGroup[];
  readonly sums: readonly FigureSum[];
  readonly holds: readonly HoldCount[];
  readonly problems: readonly ProblemCount[];
  readonly places: ReadonlyMap<string, number>;
  readonly quickCounts: readonly QuickCountRow[];
}

/** Votes are to be taken again, continued or postponed. */
const AGAIN_BITS = markBit('psu') | markBit('psl') | markBit('pss');

/** A place begins with one of the area's codes; of all there is, the first one is empty. */
const IN_AREA = (column: string): string =>
  `EXISTS (SELECT FROM unnest($2::text[]) AS a WHERE starts_with(${column}, a))`;
const IS_DISPUTED = `coalesce(r.is_published AND (cardinality(r.holds) > 0 OR coalesce(s.marks, 0) & ${AGAIN_BITS} <> 0), false)`;

const GROUPS = `
  SELECT left(t.code, $3) AS part, coalesce(r.state, 'empty') AS state, ${IS_DISPUTED} AS "isDisputed",
         min(t.code) AS code,
         count(*)::int AS tps, (count(*) FILTER (WHERE cardinality(r.readers) > 0 OR r.is_published))::int AS received,
         sum(t.dpt_l + t.dpt_p)::float8 AS voters,
         sum(t.dpt_l + t.dpt_p + ((t.dpt_l + t.dpt_p) * $4::int + 999) / 1000)::float8 AS ballots
  FROM tps AS t LEFT JOIN result AS r ON r.contest = $1 AND r.tps = t.code LEFT JOIN tps_state AS s ON s.code = t.code
  WHERE ${IN_AREA('t.code')} GROUP BY 1, 2, 3, substr(t.code, 7, 1) ORDER BY 1, 2, 3, 4`;

/** Each body is unpacked once: `OFFSET 0` keeps the planner from doing it anew for every figure. */
const SUMS = `
  SELECT c.part, c."isDisputed", f.block, f.name, sum(f.figure)::float8 AS sum
  FROM (
    SELECT left(r.tps, $2) AS part, ${IS_DISPUTED} AS "isDisputed", b.form
    FROM result AS r LEFT JOIN tps_state AS s ON s.code = r.tps, jsonb_to_record(r.body) AS b (form jsonb)
    WHERE r.contest = $1 AND r.is_published OFFSET 0) AS c,
  LATERAL jsonb_to_record(c.form) AS b (votes jsonb, voters jsonb, came jsonb),
  LATERAL jsonb_to_record(b.votes) AS v (options jsonb, parties jsonb, valid int, invalid int, total int),
  LATERAL (
    SELECT 'options' AS block, key AS name, value::int AS figure FROM jsonb_each_text(v.options)
    UNION ALL SELECT 'parties', key, value::int FROM jsonb_each_text(v.parties)
    UNION ALL SELECT 'sums', 'valid', v.valid
    UNION ALL SELECT 'sums', 'invalid', v.invalid
    UNION ALL SELECT 'sums', 'total', v.total
    UNION ALL SELECT 'sums', 'dpt', (b.voters #>> '{dpt,j}')::int
    UNION ALL SELECT 'sums', 'came', (b.came #>> '{total,j}')::int) AS f
  WHERE f.figure IS NOT NULL
  GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;

/** Of what is held. Readings that differ have no reason of their own: they are one. */
const HOLDS = `
  SELECT left(r.tps, $2) AS part, h.code, count(*)::int AS tps
  FROM result AS r, unnest(CASE WHEN r.holds = '{}' THEN ARRAY['W209'] ELSE r.holds END) AS h (code)
  WHERE r.contest = $1 AND r.state IN ('held', 'differing') GROUP BY 1, 2 ORDER BY 1, 2`;

const PROBLEMS = `
  SELECT kind, status, max(severity)::int AS severity, count(*)::int AS incidents,
         (extract(epoch FROM min(opened_at)) * 1000)::float8 AS since
  FROM incident WHERE $1 <> '' AND is_open AND parent IS NULL AND ${IN_AREA('place')} GROUP BY 1, 2 ORDER BY 1, 2`;

const PLACES = `
  SELECT kind, count(DISTINCT place)::int AS places
  FROM incident WHERE $1 <> '' AND is_open AND NOT is_parent AND ${IN_AREA('place')} GROUP BY 1`;

/** Reads everything within one snapshot of the database: no entry after its head is in any of it. */
@Injectable()
export class SnapshotRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async read({ contest, prefixes, digits, codes, reservePerMille }: BriefedArea): Promise<Snapshot> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      await manager.query('SET TRANSACTION READ ONLY');
      const head = await this.head(manager);
      const problems = await manager.query<ProblemCount[]>(PROBLEMS, [contest.id, prefixes]);
      const places = await manager.query<{ kind: string; places: number }[]>(PLACES, [contest.id, prefixes]);
      return {
        ...head,
        names: await this.names(manager, codes),
        groups: await this.groups(manager, [contest.id, prefixes, digits, reservePerMille]),
        sums: await manager.query<FigureSum[]>(SUMS, [contest.id, digits]),
        holds: await manager.query<HoldCount[]>(HOLDS, [contest.id, digits]),
        problems,
        places: new Map(places.map((row) => [row.kind, row.places])),
        quickCounts: await this.quickCounts(manager, contest.id),
      };
    });
  }

  private async head(manager: EntityManager): Promise<Pick<Snapshot, 'seq' | 'headAt'>> {
    const [row] = await manager.query<Pick<Snapshot, 'seq' | 'headAt'>[]>(
      `SELECT seq::float8 AS seq, (extract(epoch FROM at) * 1000)::float8 AS "headAt"
       FROM journal ORDER BY journal.seq DESC LIMIT 1`,
    );
    return row ?? { seq: 0, headAt: 0 };
  }

  /** What kind of village it is, is told by the code of any of them. */
  private async groups(manager: EntityManager, values: readonly unknown[]): Promise<TpsGroup[]> {
    const rows = await manager.query<(Omit<TpsGroup, 'villageKind'> & { code: string })[]>(GROUPS, [...values]);
    return rows.map(({ code, ...group }) => ({ ...group, villageKind: villageKindOf(code) }));
  }

  private async names(manager: EntityManager, codes: readonly string[]): Promise<Map<string, string>> {
    const rows = await manager.query<{ code: string; name: string }[]>(
      'SELECT code, name FROM region WHERE code = ANY($1::text[])',
      [codes],
    );
    return new Map(rows.map(({ code, name }) => [code, name]));
  }

  private quickCounts(manager: EntityManager, contest: ContestId): Promise<QuickCountRow[]> {
    return manager.query<QuickCountRow[]>(QUICK_COUNTS, [contest]);
  }
}
