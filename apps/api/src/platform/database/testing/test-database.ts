/**
 * A real PostgreSQL for specs. One server per Jest run, started by the first spec that asks; a database of its own, with all
 * migrations applied, for each call. In a spec file:
 *
 *     import { useTestDatabase } from '../platform/database/testing/test-database';
 *
 *     describe('BoardRepository', () => {
 *       const database = useTestDatabase({ entities: [TpsStateEntity] });   // registers beforeAll and afterAll
 *
 *       it('counts', async () => {
 *         const dataSource = database.dataSource();                          // TypeORM, already open
 *         ...or hand database.url() to createContext / createServer
 *       });
 *     });
 *
 * `await database.empty()` in a beforeEach truncates all tables but the migrations'. For a second database in the same file
 * (rebuild, two registers) or one without hooks: `await createTestDatabase()` and its `drop()`.
 *
 *     npx node --experimental-vm-modules node_modules/jest/bin/jest.js -c jest.server.config.mjs path/of/the.spec.ts
 *
 * The server is not durable (fsync off); whoever needs that starts his own, as kill -9 tests do.
 */
import { afterAll, beforeAll } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { openDataSource } from '../data-source';
import type { EntityClass } from '../data-source';
import { startEmbeddedPostgres } from '../embedded-postgres';
import type { EmbeddedPostgres } from '../embedded-postgres';

export interface TestDatabase {
  url: string;
  dataSource: DataSource;
  /** Empties all tables. */
  empty(): Promise<void>;
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  readonly entities?: readonly EntityClass[];
  readonly poolSize?: number;
}

const TEMPLATE = 'posko_template';
const TEMPLATE_LOCK = 7_056_512;
const SETUP_TIMEOUT_MS = 60_000;

const silent = (): void => undefined;

async function startServer(): Promise<EmbeddedPostgres> {
  const dataDir = process.env['POSKO_TEST_DATA'];
  if (dataDir === undefined)
    throw new Error('Run the spec with -c jest.server.config.mjs: it names the database folder');
  return startEmbeddedPostgres({ dataDir, isDurable: false, log: silent });
}

function addressOf(server: EmbeddedPostgres, database: string): string {
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  return url.href;
}

async function onServer<T>(server: EmbeddedPostgres, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: addressOf(server, 'postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Migrates once per run; every test database is then a copy of the result. */
async function makeTemplate(server: EmbeddedPostgres): Promise<void> {
  await onServer(server, async (client) => {
    await client.query(`select pg_advisory_lock(${TEMPLATE_LOCK})`);
    const known = await client.query('select datistemplate from pg_database where datname = $1', [TEMPLATE]);
    if (known.rowCount === 0) {
      await client.query(`create database ${TEMPLATE}`);
      const dataSource = await openDataSource({ url: addressOf(server, TEMPLATE), entities: [], log: silent });
      await dataSource.destroy();
    }
  });
}

/** Makes a database with all tables, empty. */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = await startServer();
  await makeTemplate(server);
  const name = `spec_${randomBytes(8).toString('hex')}`;
  await onServer(server, (client) => client.query(`create database ${name} template ${TEMPLATE}`));
  const url = addressOf(server, name);
  const dataSource = await openDataSource({
    url,
    entities: options.entities ?? [],
    poolSize: options.poolSize ?? 8,
    log: silent,
  });
  return {
    url,
    dataSource,
    empty: () => emptyTables(dataSource),
    drop: async () => {
      await dataSource.destroy();
      await onServer(server, (client) => client.query(`drop database ${name} with (force)`));
      await server.leave();
    },
  };
}

async function emptyTables(dataSource: DataSource): Promise<void> {
  const rows: { name: string }[] = await dataSource.query(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'migrations'`,
  );
  await dataSource.query(`truncate ${rows.map((row) => row.name).join(', ')} restart identity cascade`);
}

/** Makes a database before the tests of a file (or a describe) and drops it after them. */
export function useTestDatabase(options: TestDatabaseOptions = {}): {
  url(): string;
  dataSource(): DataSource;
  empty(): Promise<void>;
} {
  let database: TestDatabase | null = null;
  const current = (): TestDatabase => {
    if (database === null) throw new Error('The database is there only inside the tests');
    return database;
  };
  beforeAll(async () => {
    database = await createTestDatabase(options);
  }, SETUP_TIMEOUT_MS);
  afterAll(async () => {
    await database?.drop();
  });
  return { url: () => current().url, dataSource: () => current().dataSource, empty: () => current().empty() };
}
