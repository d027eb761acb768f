import type { Sums, TotalsResponse, TotalsRow } from '@posko/contracts';
import { RESULT_STATES, emptyResult, evolveResult, isOf, isPublished, isResultEntry } from '@posko/domain';
import type { Contest, Result, ResultState } from '@posko/domain';
import { SMALL_ROWS, smallTps } from '@posko/testing';
import type { DataSource } from 'typeorm';
import { JournalRepository, entryOf } from '../../platform/journal/journal.repository';
import type { RunningServer } from '../../server';
import { send } from './small-server';

/** What is compared: a place of a contest, its TPS by state, and its sums by what they are of. */
export type Line = Readonly<Record<string, number>>;
export type Lines = ReadonlyMap<string, Line>;

const SUMS = ['tps', 'valid', 'invalid', 'total', 'dpt', 'came'] as const;
const PARTS = ['published', 'received', 'held'] as const;

/** Every region of the contest, from the answers to requests; TPS from those of their desa. */
export async function toldTotals(server: RunningServer, contest: Contest): Promise<Lines> {
  const lines = new Map<string, Line>();
  const asked = SMALL_ROWS.map(([code]) => send<TotalsResponse>(server, `/api/contests/${contest.id}/totals/${code}`));
  for (const { status, body } of await Promise.all(asked)) {
    if (status === 404) continue;
    for (const row of [body.region, ...body.children]) {
      const line = lineOf(row);
      const before = lines.get(row.code);
      if (before !== undefined && JSON.stringify(before) !== JSON.stringify(line))
        throw new Error(`${row.code} is told in two ways: ${JSON.stringify([before, line])}`);
      lines.set(row.code, line);
    }
  }
  return lines;
}

function lineOf(row: TotalsRow): Line {
  const sums = PARTS.flatMap((part) => sumsOf(row[part]).map(([name, sum]) => [`${part} ${name}`, sum] as const));
  const states = Object.entries(row.states).map(([state, tps]) => [`state ${state}`, tps] as const);
  return sorted([['expected', row.expected], ...sums, ...states]);
}

function sumsOf(sums: Sums): [string, number][] {
  return [...SUMS.map((name) => [name, sums[name]] as [string, number]), ...Object.entries(sums.options)];
}

function sorted(entries: Iterable<readonly [string, number]>): Line {
  const some = [...entries].filter(([, value]) => value !== 0);
  return Object.fromEntries(some.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Regions and TPS that a code lies in, itself included. */
function placesAbove(tps: string): string[] {
  return [2, 4, 6, 10, 13].map((length) => tps.slice(0, length));
}

interface CountedTps {
  readonly state: ResultState;
  readonly figures: Readonly<Record<string, number>> | null;
}

/** Adds up results one by one, in the plainest way there is. */
export function plainTotals(contest: Contest, resultAt: (tps: string) => CountedTps): Lines {
  const lines = new Map<string, Map<string, number>>();
  for (const { code: tps } of smallTps().filter(({ code }) => isOf(contest, code))) {
    const { state, figures } = resultAt(tps);
    for (const place of placesAbove(tps)) {
      const line = lines.get(place) ?? new Map<string, number>();
      lines.set(place, line);
      const add = (name: string, by: number): unknown => line.set(name, (line.get(name) ?? 0) + by);
      add('expected', 1);
      add(`state ${state}`, 1);
      // A waiting reading is blind: its TPS does not tell its figures.
      const shown = state === 'enteredOnce' && place === tps ? null : figures;
      for (const [name, figure] of Object.entries(shown ?? {})) {
        add(`received ${name}`, figure);
        add(isPublished(state) ? `published ${name}` : `held ${name}`, figure);
      }
    }
  }
  return new Map([...lines].map(([place, line]) => [place, sorted(line)]));
}

/** By the journal alone, up to an entry: every result folded entry by entry. */
export async function journalTotals({ context }: RunningServer, contest: Contest, upTo = Infinity): Promise<Lines> {
  const results = new Map<string, Result>();
  const rows = await context.get(JournalRepository, { strict: false }).after(0, 1_000_000);
  for (const entry of rows.map(entryOf)) {
    if (entry.seq > upTo || !isResultEntry(entry) || entry.body.contest !== contest.id) continue;
    const before = results.get(entry.subject) ?? emptyResult(contest.id, entry.subject as Result['tps']);
    results.set(entry.subject, evolveResult(before, entry));
  }
  return plainTotals(contest, (tps) => {
    const result = results.get(tps);
    const { form = null, state = 'empty' } = result ?? {};
    if (form === null) return { state, figures: null };
    const { votes, voters, came } = form;
    const { valid, invalid, total } = votes;
    const figures = { ...votes.options, tps: 1, valid, invalid, total, dpt: voters.dpt.j, came: came.total.j };
    return { state, figures: Object.fromEntries(Object.entries(figures).map(([name, sum]) => [name, sum ?? 0])) };
  });
}

/** By SQL alone, over the table of results: no TPS without a row, no rule of ours. */
const SQL_TOTALS = `
  WITH figure AS (
    SELECT r.tps, r.is_published, r.state = 'enteredOnce' AS is_blind, f.name, f.figure
    FROM result AS r,
    LATERAL (
      SELECT key AS name, value::int AS figure FROM jsonb_each_text(r.body #> '{form,votes,options}')
      UNION ALL SELECT 'valid', (r.body #>> '{form,votes,valid}')::int
      UNION ALL SELECT 'invalid', (r.body #>> '{form,votes,invalid}')::int
      UNION ALL SELECT 'total', (r.body #>> '{form,votes,total}')::int
      UNION ALL SELECT 'dpt', (r.body #>> '{form,voters,dpt,j}')::int
      UNION ALL SELECT 'came', (r.body #>> '{form,came,total,j}')::int
      UNION ALL SELECT 'tps', 1) AS f
    WHERE r.contest = $1 AND jsonb_typeof(r.body -> 'form') = 'object'),
  part AS (
    SELECT 'received ' || name AS name, tps, figure, is_blind FROM figure
    UNION ALL SELECT 'published ' || name, tps, figure, false FROM figure WHERE is_published
    UNION ALL SELECT 'held ' || name, tps, figure, is_blind FROM figure WHERE NOT is_published
    UNION ALL SELECT 'state ' || state, tps, 1, false FROM result WHERE contest = $1)
  SELECT left(tps, length) AS place, name, sum(figure)::int AS sum
  FROM part, unnest(ARRAY[2, 4, 6, 10, 13]) AS length
  WHERE NOT (is_blind AND length = 13) GROUP BY 1, 2`;

export async function sqlTotals(dataSource: DataSource, contest: Contest): Promise<Lines> {
  const rows = await dataSource.query<{ place: string; name: string; sum: number | null }[]>(SQL_TOTALS, [contest.id]);
  const byPlace = Map.groupBy(rows, ({ place }) => place);
  const expected = new Map<string, number>();
  for (const { code } of smallTps().filter((tps) => isOf(contest, tps.code)))
    for (const place of placesAbove(code)) expected.set(place, (expected.get(place) ?? 0) + 1);
  return new Map(
    [...expected].map(([place, count]) => {
      const sums = (byPlace.get(place) ?? []).map(({ name, sum }) => [name, sum ?? 0] as const);
      const known = sums.filter(([name]) => RESULT_STATES.some((state) => name === `state ${state}`));
      const empty = count - known.reduce((sum, [, tps]) => sum + tps, 0);
      return [place, sorted([...sums, ['expected', count], ['state empty', empty]])];
    }),
  );
}
