import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import { Client } from 'pg';
import { startEmbeddedPostgres } from './embedded-postgres';
import type { EmbeddedPostgres } from './embedded-postgres';
import { isAlive } from './embedded/process';

const run = promisify(execFile);
/** Making a cluster takes half a second of a quiet machine, and many times that of a busy one. */
jest.setTimeout(90_000);

const isRoot = process.getuid?.() === 0;

/** Asks until the answer comes; the test's own time limit bounds it. */
async function ask<T>(url: string, question: string): Promise<T> {
  for (;;) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ answer: T }>(`select ${question} as answer`);
      const [row] = rows;
      if (row !== undefined) return row.answer;
    } catch {
      // Down or starting: ask again.
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

async function pidOf(server: EmbeddedPostgres): Promise<number> {
  for (;;) {
    const pid = await server.postmasterPid();
    if (pid !== null) return pid;
  }
}

describe('embedded PostgreSQL', () => {
  let folder: string;
  const lines: string[] = [];
  const running = new Set<EmbeddedPostgres>();

  const start = async (dataDir = join(folder, 'data')): Promise<EmbeddedPostgres> => {
    const server = await startEmbeddedPostgres({ dataDir, isDurable: false, log: (line) => lines.push(line) });
    running.add(server);
    return server;
  };

  beforeEach(async () => {
    // Open to other users: whether it must be is the matter of a test of its own.
    folder = await mkdtemp(join(tmpdir(), 'posko-spec-'));
    await run('chmod', ['755', folder]);
    lines.length = 0;
  });

  afterEach(async () => {
    await Promise.all([...running].map((server) => server.stop()));
    running.clear();
    await rm(folder, { recursive: true, force: true });
  });

  it('keeps what was written, across a stop and a start', async () => {
    const first = await start();
    const client = new Client({ connectionString: first.url });
    await client.connect();
    await client.query('create table kept as select 42 as figure');
    await client.end();
    await first.stop();
    expect(await first.postmasterPid()).toBeNull();

    const second = await start();
    expect(await ask(second.url, '(select figure from kept)')).toBe(42);
  });

  it('listens on loopback, wants the password, counts in UTF-8 with checksums', async () => {
    const server = await start();
    const wanted = `concat_ws(' ', current_setting('listen_addresses'), current_setting('server_encoding'),
      current_setting('data_checksums'), current_setting('jit'), current_setting('timezone'), lower('Ä'))`;
    expect(await ask(server.url, wanted)).toBe('127.0.0.1 UTF8 on off UTC ä');
    const stranger = new URL(server.url);
    stranger.password = 'guessed';
    await expect(new Client({ connectionString: stranger.href }).connect()).rejects.toThrow(/password/);
    const home = join(server.pgdata, '..');
    expect((await stat(join(home, 'password'))).mode & 0o777).toBe(0o600);
  });

  it('is shared by all who start it on the same data; the last to stop it stops it', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect(one.url).toBe(two.url);
    const three = await start();
    const pid = await pidOf(one);
    await Promise.all([one.stop(), three.stop()]);
    expect(isAlive(pid)).toBe(true);
    expect(await ask(two.url, '1')).toBe(1);
    await two.stop();
    expect(await one.postmasterPid()).toBeNull();
  });

  it('stops when all of its users leave at the same moment', async () => {
    const [one, two, three] = await Promise.all([start(), start(), start()]);
    await Promise.all([one.stop(), two.stop(), three.stop()]);
    expect(await one.postmasterPid()).toBeNull();
  });

  it('runs on for the next user after leave()', async () => {
    const one = await start();
    const pid = await pidOf(one);
    await one.leave();
    expect(isAlive(pid)).toBe(true);
    const two = await start();
    expect(await pidOf(two)).toBe(pid);
  });

  it('comes back at the same address by itself, however often its postmaster is killed', async () => {
    const server = await start();
    const other = await start();
    for (let round = 1; round <= 3; round++) {
      await ask(server.url, '1');
      const pid = await pidOf(server);
      const killedAt = Date.now();
      process.kill(pid, 'SIGKILL');
      while (isAlive(pid)) await new Promise(setImmediate);
      expect(await ask(server.url, '1')).toBe(1);
      expect(Date.now() - killedAt).toBeLessThan(20_000);
      expect(await pidOf(server)).not.toBe(pid);
    }
    expect(other.url).toBe(server.url);
    expect(lines).toContain('The database has died; starting it again');
  });

  it('starts over a lock file whose process id belongs to another program by now', async () => {
    const first = await start();
    const lockFile = join(first.pgdata, 'postmaster.pid');
    const text = await readFile(lockFile, 'utf8');
    await first.stop();
    await writeFile(lockFile, text.replace(/^\d+/, String(process.pid)));
    if (process.platform !== 'linux') await rm(lockFile);
    const second = await start();
    expect(await ask(second.url, '1')).toBe(1);
  });

  it('says in one message why it cannot start', async () => {
    const first = await start();
    await first.stop();
    await rm(join(first.pgdata, 'PG_VERSION'));
    await expect(start()).rejects.toThrow(/PostgreSQL does not start[\s\S]*PG_VERSION/);
  });

  (isRoot ? it : it.skip)(
    `keeps its data outside a folder that the server may not enter, and finds it again${isRoot ? '' : ' (skipped: not root)'}`,
    async () => {
      const secret = join(folder, 'private');
      await mkdir(secret, { mode: 0o700 });
      const dataDir = join(secret, 'data');
      const first = await start(dataDir);
      expect(first.pgdata.startsWith(folder)).toBe(false);
      const outside = (await readFile(join(dataDir, 'postgres.location'), 'utf8')).trim();
      expect(first.pgdata.startsWith(outside)).toBe(true);
      try {
        await first.stop();
        const second = await start(dataDir);
        expect(second.pgdata).toBe(first.pgdata);
        await second.stop();
        // A project that was moved takes its database along …
        await rename(dataDir, join(secret, 'moved'));
        const moved = await start(join(secret, 'moved'));
        expect(moved.pgdata).toBe(first.pgdata);
        // … and a copy of it gets one of its own.
        await run('cp', ['-r', join(secret, 'moved'), join(secret, 'copy')]);
        const copy = await start(join(secret, 'copy'));
        expect(copy.pgdata).not.toBe(first.pgdata);
        await copy.stop();
        // Of temporary folders that were deleted nothing stays outside; the next one to be put there sees to it.
        await rm(join(secret, 'copy'), { recursive: true });
        const last = await start(join(secret, 'last'));
        await expect(stat(copy.pgdata)).rejects.toThrow('ENOENT');
        expect((await stat(first.pgdata)).isDirectory()).toBe(true);
        await last.stop();
        await rm(join(last.pgdata, '../..'), { recursive: true });
      } finally {
        await Promise.all([...running].map((server) => server.stop()));
        await rm(outside, { recursive: true });
      }
    },
  );
});
