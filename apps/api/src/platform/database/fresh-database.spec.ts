import { Client } from 'pg';
import { freshDatabase, hasHistory } from './fresh-database';
import { createTestDatabase, useTestDatabase } from './testing/test-database';

const ENTRY = `insert into journal (seq, at, kind, subject, command_id, request_hash, body, hash)
  values (1, now(), $1, '', gen_random_uuid(), '', '{}', '')`;

describe('a fresh database', () => {
  const database = useTestDatabase();

  it('is empty, whatever was in it', async () => {
    const { url, drop, dataSource } = await createTestDatabase();
    await dataSource.query(ENTRY, ['clock.set.v1']);
    await dataSource.destroy();
    expect(await hasHistory(url)).toBe(true);
    await freshDatabase(url);
    expect(await hasHistory(url)).toBe(false);
    const client = new Client({ connectionString: url });
    await client.connect();
    expect((await client.query(`select from pg_tables where schemaname = 'public'`)).rowCount).toBe(0);
    await client.end();
    await dataSource.initialize();
    await drop();
  });

  it('is not taken from somebody who uses it', async () => {
    const user = new Client({ connectionString: database.url() });
    await user.connect();
    await expect(freshDatabase(database.url())).rejects.toThrow(/is being accessed by other users/);
    await user.end();
  });

  it('has no history as long as only a register was imported', async () => {
    await database.empty();
    await database.dataSource().query(ENTRY, ['register.imported.v1']);
    expect(await hasHistory(database.url())).toBe(false);
  });
});
