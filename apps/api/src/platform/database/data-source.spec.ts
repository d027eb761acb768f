import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { Client, Pool } from 'pg';
import { dataSourceOptions, isNotYet, migrate, openDataSource } from './data-source';
import { MIGRATIONS } from './migrations';
import { createTestDatabase, useTestDatabase } from './testing/test-database';

const quiet = { entities: [], log: () => undefined };

async function backendCount(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ count: string }>(
    'select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await client.end();
  return Number(rows[0]?.count);
}

describe('data source', () => {
  const database = useTestDatabase();

  it('has applied every migration, once', async () => {
    await Promise.all([migrate(database.dataSource()), migrate(database.dataSource())]);
    const rows: { name: string }[] = await database.dataSource().query('select name from migrations order by id');
    expect(rows.map((row) => row.name)).toEqual(MIGRATIONS.map((migration) => migration.name));
  });

  it('migrates an empty database once when two instances start together', async () => {
    const other = await createTestDatabase();
    await other.dataSource.query('drop schema public cascade; create schema public');
    const opened = await Promise.all([1, 2, 3].map(() => openDataSource({ ...quiet, url: other.url })));
    const rows: unknown[] = await other.dataSource.query('select 1 from migrations');
    expect(rows).toHaveLength(MIGRATIONS.length);
    await Promise.all(opened.map((dataSource) => dataSource.destroy()));
    await other.drop();
  });

  it('undoes every migration', async () => {
    const other = await createTestDatabase();
    for (const _ of MIGRATIONS) await other.dataSource.undoLastMigration();
    const rows: { tablename: string }[] = await other.dataSource.query(
      `select tablename from pg_tables where schemaname = 'public'`,
    );
    expect(rows.map((row) => row.tablename)).toEqual(['migrations']);
    await other.drop();
  });

  it('takes a database that does not answer in time for one that is not there yet', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const pool = new Pool({ host: '127.0.0.1', port, connectionTimeoutMillis: 50 });
    expect(isNotYet(await pool.connect().catch((error: unknown) => error))).toBe(true);
    expect(isNotYet(new Error('password authentication failed'))).toBe(false);
    await pool.end();
    silent.close();
  });

  it('outlives broken connections: it says so and opens new ones', async () => {
    const lines: string[] = [];
    const dataSource = await openDataSource({ ...quiet, url: database.url(), log: (line) => lines.push(line) });
    await Promise.all([1, 2, 3].map(() => dataSource.query('select pg_sleep(0.01)')));
    const killer = new Client({ connectionString: database.url() });
    await killer.connect();
    await killer.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await killer.end();
    while (lines.length < 3) await new Promise(setImmediate);
    const rows: unknown[] = await dataSource.query('select 1 as one');
    expect(rows).toEqual([{ one: 1 }]);
    expect(lines[0]).toMatch(/^A database connection broke: /);
    await dataSource.destroy();
  });

  it('closes what it opened when the migrations fail', async () => {
    const other = await createTestDatabase();
    await other.dataSource.query('drop schema public cascade; create schema public; create table journal (x int)');
    const before = await backendCount(other.url);
    await expect(openDataSource({ ...quiet, url: other.url })).rejects.toThrow(/already exists/);
    expect(await backendCount(other.url)).toBe(before);
    await other.drop();
  });

  it('never changes tables by itself', () => {
    const options = dataSourceOptions({ ...quiet, url: 'postgres://posko@127.0.0.1/posko' });
    expect(options).toMatchObject({ synchronize: false, installExtensions: false });
  });

  it('empties all tables but the list of migrations', async () => {
    await database.dataSource().query(`insert into blob values ('\\x01', '\\x02')`);
    await database.empty();
    expect(await database.dataSource().query('select * from blob')).toEqual([]);
    expect(await database.dataSource().query('select * from migrations')).toHaveLength(MIGRATIONS.length);
  });
});
