/** The command line as people run it: processes of their own, exit codes, what goes where. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HealthResponse } from '@posko/contracts';
import { signIn } from './testing/person';
import { freePort } from './port';
import { ServerProcess, buildServer, posko } from './testing/posko-process';

const LIMIT_MS = 120_000;
const PASSWORD = 'empat puluh dua kuda';

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

  it('refuses to show a demo to any other machine', async () => {
    const outside = [{ HOST: '0.0.0.0' }, { POSKO_PUBLIC_URL: 'https://posko.example.go.id' }];
    for (const settings of outside) {
      const ended = await posko(['demo', '--no-dashboard'], { ...settings, POSKO_DATA: join(folder, 'never') });
      expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
      expect(ended.stderr).toMatch(/^A demo listens on loopback only .*: everyone knows the passwords of its people\./);
    }
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
      const { seq } = HealthResponse.parse(await health.json());

      // A second program on the same folder joins the database, and leaves it running.
      const check = await posko(['check', 'journal', '--json'], settings);
      // The register, its contests, and the first administrator with the link that the start printed.
      expect(JSON.parse(check.stdout)).toMatchObject({ entries: 4, fault: null });
      expect(seq).toBeLessThanOrEqual(4);
      const flags = ['--role', 'viewer', '--region', '35'];
      expect((await posko(['user', 'add', 'pemantau', ...flags], settings, PASSWORD)).exitCode).toBe(0);
      const { cookie } = await signIn(server.url, { username: 'pemantau', password: PASSWORD });
      const board = await fetch(`${server.url}/api/board`, { headers: { cookie } });
      expect(await board.json()).toMatchObject({ total: 60_751 });
      expect((await fetch(`${server.url}/api/board`)).status).toBe(401);

      expect(await server.end('SIGTERM')).toBe(0);
      await expect(fetch(`${server.url}/api/health/live`)).rejects.toThrow();

      // It stopped its database, so the next start is one from rest, and finds everything.
      const again = await ServerProcess.start(settings);
      const standing = HealthResponse.parse(await (await fetch(`${again.url}/api/health/ready`)).json());
      // Account, sign-in, and a new link: there is still no administrator.
      expect(standing.seq).toBeGreaterThanOrEqual(6);
      expect(again.stderr).not.toContain('Loading the register');
      expect(await again.end('SIGINT')).toBe(0);
    },
    LIMIT_MS,
  );

  it(
    'beyond loopback says that TLS has to stand in front, and gives cookies to TLS alone',
    async () => {
      const settings = { HOST: '0.0.0.0', PORT: String(await freePort()), POSKO_DATA: join(folder, 'data') };
      const server = await ServerProcess.start(settings);
      expect(server.stderr).toContain('A proxy with TLS has to stand in front');
      const url = `http://127.0.0.1:${settings.PORT}`;
      const { status, setCookie } = await signIn(url, { username: 'pemantau', password: PASSWORD });
      expect(status).toBe(201);
      expect(setCookie).toMatch(/posko_session=[^\n]*; HttpOnly; Secure; SameSite=Strict/);
      expect(await server.end('SIGTERM')).toBe(0);
    },
    LIMIT_MS,
  );
});
