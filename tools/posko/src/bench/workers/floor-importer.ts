import pg from 'pg';
import { answerCalls } from '../worker';

const BATCH = 20_000;

/** The rows of a register as the database has them, written by bare SQL in one transaction: the least an import does. */
async function insert({ databaseUrl, tps }: { databaseUrl: string; tps: number }): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const startedAt = performance.now();
  await client.query(`BEGIN; CREATE TABLE floor_tps (position integer PRIMARY KEY, code text COLLATE "C" NOT NULL UNIQUE,
    desa_code text COLLATE "C" NOT NULL, number smallint NOT NULL, dpt_l smallint NOT NULL, dpt_p smallint NOT NULL)`);
  for (let from = 0; from < tps; from += BATCH) {
    const positions = Array.from({ length: Math.min(BATCH, tps - from) }, (_, index) => from + index);
    const codes = positions.map((position) => String(1_101_012_001_001 + position * 10));
    await client.query(
      `INSERT INTO floor_tps SELECT position, code, left(code, 10), 1, 254, 261
       FROM unnest($1::int[], $2::text[]) AS row (position, code)`,
      [positions, codes],
    );
  }
  await client.query('COMMIT');
  const ms = performance.now() - startedAt;
  await client.end();
  return ms;
}

answerCalls({ insert });
