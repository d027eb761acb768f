import { RegionTree, Standings, calendarOf, withReport } from '@posko/domain';
import type { RegionRow } from '@posko/domain';
import pg from 'pg';

const VOTING_DAY = '2024-11-27';
const HOUR = 3_600_000;
const BATCH = 20_000;

/** Puts every TPS where the drill's day has it at an hour of the voting day, straight into the database. Returns that time. */
export async function standAt(
  site: { databaseUrl: string; serverUrl: string; cookie: string },
  hour: number,
): Promise<number> {
  const response = await fetch(`${site.serverUrl}/api/regions`, { headers: { cookie: site.cookie } });
  const { rows } = (await response.json()) as { rows: RegionRow[] };
  const tree = new RegionTree(rows);
  const calendar = calendarOf(VOTING_DAY);
  const at = calendar.startsAt + hour * HOUR;
  const { buildScenario } = await import('@posko/drill');
  const { reports: plan } = buildScenario(tree, { seed: 1, calendar });
  const standings = new Standings(tree.size);
  for (let index = 0; index < plan.countDueBy(at); index++) {
    const report = plan.at(index);
    const event = { ...report, receivedAt: report.dueAt };
    standings.set(report.position, withReport(standings.get(report.position), event, 1));
  }
  await write(site.databaseUrl, tree, standings);
  return at;
}

async function write(databaseUrl: string, tree: RegionTree, standings: Standings): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('DELETE FROM tps_state');
  for (let from = 0; from < tree.size; from += BATCH) {
    const positions = Array.from({ length: Math.min(BATCH, tree.size - from) }, (_, index) => from + index);
    const states = positions.map((position) => standings.get(position));
    await client.query(
      `INSERT INTO tps_state (code, position, stage, marks, turnout, counted_at, reports, last_seq)
       SELECT code, position, stage, 0, turnout, to_timestamp(counted_at / 1000), reports, 1
       FROM unnest($1::text[], $2::int[], $3::smallint[], $4::int[], $5::float8[], $6::int[])
         AS row (code, position, stage, turnout, counted_at, reports)`,
      [
        positions.map((position) => tree.tpsCodeAt(position)),
        positions,
        states.map(({ stage }) => stage),
        states.map(({ turnout }) => turnout),
        states.map(({ countedAt }) => countedAt),
        states.map(({ reports }) => reports),
      ],
    );
  }
  await client.end();
}
