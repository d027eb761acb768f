import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FigureGroup } from '@posko/contracts';
import { isoTime } from '@posko/domain';
import { DataSource } from 'typeorm';
import { codeRange } from '../platform/database/code-range';

/** What figures are asked for. Times are milliseconds since the epoch, by the room's clock. */
export interface FiguresPeriod {
  /** A region or scope. */
  readonly place: string;
  readonly from: number;
  readonly until: number;
  readonly now: number;
  /** Some instant at which a shift begins: they are eight hours long and follow one another. */
  readonly shiftOrigin: number;
}

export const FIGURE_GROUPS = ['total', 'kind', 'regency', 'shift', 'operator'] as const;
export type FigureGroupBy = (typeof FIGURE_GROUPS)[number];

/** A group's figures; `name` is that of an operator. */
export type GroupRow = Omit<FigureGroup, 'label'> & { readonly by: FigureGroupBy; readonly name: string | null };

/** What one person did within one hour. */
export interface HourRow {
  /** Milliseconds since the epoch. */
  readonly hour: number;
  readonly person: string;
  readonly opened: number;
  readonly resolved: number;
  readonly calls: number;
}

const MINUTES = (from: string, to: string): string => `extract(epoch FROM ${to} - ${from}) / 60.0`;
const TIME = (field: string): string => `(b->>'${field}')::timestamptz`;

/** Incidents opened in the period, each with what the groups count. The solution's time is without that of its pauses. */
const COHORT = `
  WITH cohort AS MATERIALIZED (
    SELECT kind, left(place, 4) AS regency, date_bin('8 hours', opened_at, $6::timestamptz) AS shift, assignee AS operator,
           b->'assignee'->>'name' AS name, is_open, status IN ('resolved', 'closed') AS is_resolved,
           ${MINUTES(TIME('startedAt'), TIME('firstAnsweredAt'))} AS answer,
           CASE WHEN status IN ('resolved', 'closed') THEN
             greatest(0, ${MINUTES(TIME('startedAt'), TIME('resolvedAt'))} - (b->>'pausedMs')::float8 / 60000) END AS solution,
           coalesce(${TIME('firstAnsweredAt')}, CASE WHEN is_open AND status <> 'waiting' THEN $5::timestamptz END)
             > ${TIME('answerDueAt')}
           OR coalesce(${TIME('resolvedAt')}, CASE WHEN is_open THEN coalesce(${TIME('pausedAt')}, $5::timestamptz) END)
             > ${TIME('solutionDueAt')} AS is_breached
    FROM (
      SELECT kind, place, opened_at, assignee, is_open, status, body AS b FROM incident
      WHERE place >= $1 AND place < $2 AND opened_at >= $3 AND opened_at < $4
    ) AS opened
  )`;

const QUANTILES = (minutes: string): string =>
  [0.5, 0.9]
    .map((part) => `round(percentile_cont(${part}) WITHIN GROUP (ORDER BY ${minutes})::numeric, 1)::float8`)
    .join(` AS "${minutes}Median", `) + ` AS "${minutes}P90"`;

const GROUPED = `${COHORT}
  SELECT CASE grouping(kind, regency, shift, operator)
           WHEN 7 THEN 'kind' WHEN 11 THEN 'regency' WHEN 13 THEN 'shift' WHEN 14 THEN 'operator' ELSE 'total' END AS by,
         coalesce(kind, regency, to_char(shift AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), operator::text, '') AS key,
         max(name) AS name, count(*)::int AS opened, (count(*) FILTER (WHERE is_resolved))::int AS resolved,
         (count(*) FILTER (WHERE is_open))::int AS open, (count(*) FILTER (WHERE is_breached))::int AS breached,
         ${QUANTILES('answer')}, ${QUANTILES('solution')}
  FROM cohort
  GROUP BY GROUPING SETS ((), (kind), (regency), (shift), (operator))
  HAVING grouping(operator) = 1 OR operator IS NOT NULL
  ORDER BY 1, 2`;

type Grouped = Omit<GroupRow, 'firstAnswer' | 'solution'> & {
  readonly [K in `${'answer' | 'solution'}${'Median' | 'P90'}`]: number | null;
};

const HOURS = `
  WITH incidents AS (SELECT id FROM incident WHERE place >= $1 AND place < $2),
  done AS (
    SELECT e.at, e.person, 1 AS opened, 0 AS resolved, 0 AS calls FROM incident_event AS e JOIN incidents ON id = e.incident
    WHERE e.at >= $3 AND e.at < $4 AND e.type = 'opened'
    UNION ALL
    SELECT e.at, e.person, 0, 1, 0 FROM incident_event AS e JOIN incidents ON id = e.incident
    WHERE e.at >= $3 AND e.at < $4 AND e.status = 'resolved' AND NOT EXISTS (
      SELECT FROM incident_event AS b WHERE b.incident = e.incident AND b.version = e.version - 1 AND b.status = 'resolved')
    UNION ALL
    SELECT ended_at, person, 0, 0, 1 FROM call WHERE tps >= $1 AND tps < $2 AND ended_at >= $3 AND ended_at < $4
  )
  SELECT (extract(epoch FROM date_bin('1 hour', at, 'epoch'::timestamptz)) * 1000)::float8 AS hour, person,
         sum(opened)::int AS opened, sum(resolved)::int AS resolved, sum(calls)::int AS calls
  FROM done GROUP BY 1, 2 ORDER BY 1, 2`;

/** Workload and response times, computed by the database from what the journal left there. */
@Injectable()
export class FiguresRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Groups as of one moment with the hours. */
  async figures(period: FiguresPeriod): Promise<{ seq: number; groups: GroupRow[]; hours: HourRow[] }> {
    const { place, from, until, now, shiftOrigin } = period;
    const span = [...codeRange(place), isoTime(from), isoTime(until)];
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const [head] = await manager.query<{ seq: number }[]>('SELECT coalesce(max(seq), 0)::float8 AS seq FROM journal');
      const groups = await manager.query<Grouped[]>(GROUPED, [...span, isoTime(now), isoTime(shiftOrigin)]);
      const hours = await manager.query<HourRow[]>(HOURS, span);
      return { seq: head?.seq ?? 0, groups: groups.map(groupOf), hours };
    });
  }
}

function groupOf({ answerMedian, answerP90, solutionMedian, solutionP90, ...row }: Grouped): GroupRow {
  return {
    ...row,
    firstAnswer: { median: answerMedian, p90: answerP90 },
    solution: { median: solutionMedian, p90: solutionP90 },
  };
}
