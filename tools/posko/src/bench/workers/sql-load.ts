import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Histogram } from '../histogram';
import { answerCalls } from '../worker';
import type { Throughput } from './report-load';

export interface SqlLoad {
  readonly databaseUrl: string;
  readonly codes: readonly string[];
  readonly connections: number;
  readonly seconds: number;
  /** JSON object that each entry holds, where it is larger than a report's. */
  readonly body?: string | undefined;
}

/** One statement, prepared once per connection, one commit each: the least that any durable report has to do. */
const REPORT = {
  name: 'floor_report',
  text: `WITH changed AS (UPDATE floor_tps SET stage = $2, stage_at = $3 WHERE code = $1 RETURNING code)
         INSERT INTO floor_journal (at, subject, command_id, body) SELECT $3, code, $4, $5 FROM changed`,
};

async function prepare({ databaseUrl, codes }: Pick<SqlLoad, 'databaseUrl' | 'codes'>): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`
    CREATE TABLE floor_tps (code text PRIMARY KEY, stage smallint NOT NULL, stage_at timestamptz(3)) WITH (fillfactor = 50);
    CREATE TABLE floor_journal (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz(3) NOT NULL,
      subject text NOT NULL, command_id uuid NOT NULL UNIQUE, body json NOT NULL)`);
  await client.query('INSERT INTO floor_tps (code, stage) SELECT code, 0 FROM unnest($1::text[]) AS code', [codes]);
  await client.end();
}

async function connectionLoad(load: SqlLoad, until: number, latency: Histogram): Promise<void> {
  const client = new pg.Client({ connectionString: load.databaseUrl });
  await client.connect();
  try {
    for (let startedAt = performance.now(); startedAt < until; startedAt = performance.now()) {
      const code = load.codes[Math.floor(Math.random() * load.codes.length)];
      const at = new Date();
      const body =
        load.body ?? JSON.stringify({ stage: 'open', occurredAt: at.toISOString(), turnout: latency.total % 600 });
      await client.query({ ...REPORT, values: [code, 2, at, randomUUID(), body] });
      latency.add(performance.now() - startedAt);
    }
  } finally {
    await client.end();
  }
}

async function full(load: SqlLoad): Promise<Throughput> {
  const latency = new Histogram();
  const startedAt = performance.now();
  const until = startedAt + load.seconds * 1000;
  await Promise.all(Array.from({ length: load.connections }, () => connectionLoad(load, until, latency)));
  const perSecond = (latency.total / (performance.now() - startedAt)) * 1000;
  return { perSecond, done: latency.total, failed: 0, latency: latency.summary };
}

answerCalls({ prepare, full });
