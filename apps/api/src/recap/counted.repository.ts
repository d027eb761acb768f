import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { ContestId, LineSpread, RecapFigures } from '@posko/domain';
import { DataSource } from 'typeorm';

/** What the forms of the TPS below one part of a region add up to. */
export interface CountedPart {
  readonly code: string;
  readonly tps: number;
  readonly figures: RecapFigures;
}

/** Lines of every form that counts in a region: options and the three sums, one row each. */
const LINES = `
  SELECT r.tps, line.name, line.votes::int AS votes
  FROM result AS r
  CROSS JOIN LATERAL (
    SELECT key AS name, value AS votes FROM jsonb_each_text(r.body->'form'->'votes'->'options')
    UNION ALL
    SELECT key, value FROM jsonb_each_text(r.body->'form'->'votes') WHERE key IN ('valid', 'invalid', 'total')
  ) AS line
  WHERE r.contest = $1 AND starts_with(r.tps, $2) AND jsonb_typeof(r.body->'form') = 'object' AND line.votes IS NOT NULL`;

interface LineSum {
  readonly code: string;
  readonly name: string;
  readonly votes: number;
}

/** Adds up the forms that were received. Recapitulations are held against it, so it takes no short cut over kept totals. */
@Injectable()
export class CountedRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** By part: codes of `digits` digits, 13 for the TPS themselves. */
  async parts(contest: ContestId, region: string, digits: number): Promise<CountedPart[]> {
    const rows = await this.dataSource.query<LineSum[]>(
      `SELECT left(tps, $3) AS code, name, sum(votes)::float8 AS votes FROM (${LINES}) AS lines
       GROUP BY 1, 2 ORDER BY 1, 2`,
      [contest, region, digits],
    );
    const counts = await this.dataSource.query<{ code: string; tps: number }[]>(
      `SELECT left(tps, $3) AS code, count(*)::int AS tps FROM result
       WHERE contest = $1 AND starts_with(tps, $2) AND jsonb_typeof(body->'form') = 'object' GROUP BY 1`,
      [contest, region, digits],
    );
    const byCode = Map.groupBy(rows, ({ code }) => code);
    return counts.map(({ code, tps }) => ({ code, tps, figures: figuresOf(byCode.get(code) ?? []) }));
  }

  /** How the counted TPS voted, line by line. */
  async spreads(contest: ContestId, region: string): Promise<LineSpread[]> {
    return this.dataSource.query<LineSpread[]>(
      `SELECT name AS line, sum(votes)::float8 AS sum, sum(votes::float8 * votes) AS squares
       FROM (${LINES}) AS lines GROUP BY 1 ORDER BY 1`,
      [contest, region],
    );
  }

  /** TPS of which figures are there. */
  async counted(contest: ContestId, region: string): Promise<Set<string>> {
    const rows = await this.dataSource.query<{ tps: string }[]>(
      `SELECT tps FROM result WHERE contest = $1 AND starts_with(tps, $2) AND jsonb_typeof(body->'form') = 'object'`,
      [contest, region],
    );
    return new Set(rows.map(({ tps }) => tps));
  }
}

const SUMS = new Set(['valid', 'invalid', 'total']);

function figuresOf(rows: readonly LineSum[]): RecapFigures {
  const votes = new Map(rows.map((row) => [row.name, row.votes]));
  const options = [...votes].filter(([name]) => !SUMS.has(name));
  const sum = (name: string): number => votes.get(name) ?? 0;
  return {
    options: Object.fromEntries(options),
    valid: sum('valid'),
    invalid: sum('invalid'),
    total: sum('total'),
  };
}
