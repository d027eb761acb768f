/** The command line as people run it: processes of their own, exit codes, what goes where. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HealthResponse } from '@posko/contracts';
import { ServerProcess, buildServer, freePort, posko } from './testing/posko-process';

const LIMIT_MS = 120_000;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'posko-command-'));
  await chmod(folder, 0o755);
  await buildServer();
}, LIMIT_MS);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('posko', () => {
  it('explains itself and every command, and that is no failure', async () => {
    const main = await posko(['--help']);
    const names = [...main.stdout.matchAll(/^ {2}([a-z]+) .*/gm)].map((match) => match[1] ?? '');
    expect(names).toEqual(expect.arrayContaining(['serve', 'demo', 'import', 'rebuild', 'check', 'drill']));
    const helps = await Promise.all(names.filter((name) => name !== 'help').map((name) => posko([name, '--help'])));
    for (const help of [main, ...helps]) expect(help).toMatchObject({ exitCode: 0, stderr: '' });
    expect(main.stdout).toContain('Exit codes: 0 done, 1 failed, 2 asked for wrongly.');
  });

  it.each([
    [['dance'], /unknown command 'dance'/],
    [['serve', '--loud'], /unknown option '--loud'/],
    [[], /Usage: posko/],
  ])('ends %j with 2 and says why on standard error', async (args, reason) => {
    const ended = await posko(args);
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ended.stderr).toMatch(reason);
  });

  it('refuses to serve any other machine', async () => {
    const ended = await posko(['serve', '--no-dashboard'], { HOST: '0.0.0.0', POSKO_DATA: join(folder, 'never') });
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ended.stderr).toBe(
      'HOST has to be a loopback address such as 127.0.0.1: until people can sign in, Posko serves this machine only.\n',
    );
  });

  it('says that a port is taken before it starts anything', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const ended = await posko(['serve', '--no-dashboard'], { PORT: String(port), POSKO_DATA: join(folder, 'never') });
    other.close();
    expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
    expect(ended.stderr).toContain(`Port ${port} on 127.0.0.1 is taken`);
  });
});

describe('posko serve', () => {
  it(
    'brings the whole province up on an empty folder, lets commands share its database, and stops in order',
    async () => {
      const settings = { PORT: String(await freePort()), POSKO_DATA: join(folder, 'data') };
      const server = await ServerProcess.start(settings);
      expect(server.url).toBe(`http://127.0.0.1:${settings.PORT}`);
      const health = await fetch(`${server.url}/api/health/ready`);
      expect(health.status).toBe(200);
      expect(HealthResponse.parse(await health.json()).seq).toBe(1);

      // A second program on the same folder joins the database, and leaves it running.
      const check = await posko(['check', 'journal', '--json'], settings);
      expect(JSON.parse(check.stdout)).toMatchObject({ entries: 1, fault: null });
      const board = (await (await fetch(`${server.url}/api/board`)).json()) as { total: number };
      expect(board.total).toBe(60_751);

      expect(await server.end('SIGTERM')).toBe(0);
      await expect(fetch(`${server.url}/api/health/live`)).rejects.toThrow();

      // It stopped its database, so the next start is one from rest, and finds everything.
      const again = await ServerProcess.start(settings);
      expect(HealthResponse.parse(await (await fetch(`${again.url}/api/health/ready`)).json()).seq).toBe(1);
      expect(again.stderr).not.toContain('Loading the register');
      expect(await again.end('SIGINT')).toBe(0);
    },
    LIMIT_MS,
  );
});
