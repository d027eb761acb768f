/** Accounts by the command line, beside a server that runs: processes of their own, as people and scripts use them. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSync } from 'otplib';
import { enter, signIn as signInAt } from './testing/person';
import type { Entered } from './testing/person';
import { freePort } from './port';
import { ServerProcess, buildServer, posko } from './testing/posko-process';
import type { Ended } from './testing/posko-process';

const LIMIT_MS = 180_000;
const PASSWORD = 'empat puluh dua kuda';

let folder: string;
let settings: NodeJS.ProcessEnv;
let server: ServerProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'posko-user-'));
  await chmod(folder, 0o755);
  await buildServer();
  settings = { PORT: String(await freePort()), POSKO_DATA: join(folder, 'data') };
  server = await ServerProcess.start(settings);
}, LIMIT_MS);

afterAll(async () => {
  await server.end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
}, LIMIT_MS);

const add = (name: string, flags: string[], input = `${PASSWORD}\n`): Promise<Ended> =>
  posko(['user', 'add', name, ...flags, '--json'], settings, input);

const signIn = (username: string, password: string, code?: string): Promise<Entered> =>
  signInAt(server.url, { username, password, ...(code === undefined ? {} : { code }) });

const sessionStatus = async (cookie: string): Promise<number> =>
  (await fetch(`${server.url}/api/session`, { headers: { cookie } })).status;

/** The server hears of what commands do by the journal, within moments. */
async function soonOut(cookie: string): Promise<boolean> {
  for (let tries = 0; tries < 40; tries++) {
    if ((await sessionStatus(cookie)) === 401) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

describe('the first administrator', () => {
  it('sets a password by the link that the first start prints, once; there is no other way in', async () => {
    const { setUp } = server.result as { setUp: { username: string; url: string } };
    const link = new URL(setUp.url);
    expect(link.origin + link.pathname).toBe(`${server.url}/sign-in/invitation`);
    const token = link.searchParams.get('token');
    expect((await signIn(setUp.username, 'admin')).status).toBe(401);
    const first = await enter(server.url, '/api/session/invitation', { token, password: PASSWORD });
    expect(first).toMatchObject({
      status: 201,
      body: { person: { name: 'admin', role: 'administrator', scope: '0' } },
    });
    // An administrator without second factor may only set one up.
    expect(first.body.pending).toBe('second-factor');
    expect((await enter(server.url, '/api/session/invitation', { token, password: PASSWORD })).status).toBe(401);
  });
});

describe('posko user add', () => {
  it(
    'makes an account that signs in at once, and says how its second factor is made',
    async () => {
      const operator = await add('siti.aminah', ['--role', 'operator', '--region', '3578', '--name', 'Siti Aminah']);
      expect(operator).toMatchObject({ exitCode: 0, stderr: '' });
      expect(JSON.parse(operator.stdout)).toMatchObject({
        username: 'siti.aminah',
        region: '3578',
        secondFactor: null,
      });
      const entered = await signIn('siti.aminah', PASSWORD);
      expect(entered).toMatchObject({ status: 201, body: { person: { displayName: 'Siti Aminah' }, pending: null } });

      const supervisor = await add('penyelia', ['--role', 'supervisor', '--region', '35', '--second-factor'], PASSWORD);
      const { secondFactor } = JSON.parse(supervisor.stdout) as { secondFactor: string };
      expect(secondFactor).toMatch(/^otpauth:\/\/totp\//);
      const secret = new URL(secondFactor).searchParams.get('secret') ?? '';
      expect((await signIn('penyelia', PASSWORD)).body.code).toBe('second-factor-required');
      const withCode = await signIn('penyelia', PASSWORD, generateSync({ secret }));
      expect(withCode).toMatchObject({ status: 201, body: { pending: null, hasSecondFactor: true } });

      const journal = await fetch(`${server.url}/api/journal?limit=1000`, { headers: { cookie: withCode.cookie } });
      const text = await journal.text();
      expect(text).toContain('posko user');
      for (const hidden of [PASSWORD, secret, '$argon2']) expect(text).not.toContain(hidden);
    },
    LIMIT_MS,
  );

  it(
    'refuses with a sentence, and never says the password',
    async () => {
      const flags = ['--role', 'viewer', '--region', '35'];
      const refused: [Ended, number, RegExp][] = [
        [await add('pemantau', flags, 'pendek\n'), 2, /The password is too short: 12 characters at least/],
        [await add('pemantau', flags, ''), 2, /No password came on standard input/],
        [await add('pemantau', flags, 'satu dua tiga\nempat lima enam\n'), 2, /has to be one line/],
        [await add('pemantau', flags, 'password2024\n'), 1, /among the first that anyone would try/],
        [await add('Pe man tau', flags), 2, /cannot be a user name/],
        [await add('siti.aminah', flags), 1, /There is somebody of this name already/],
        [await add('pemantau', ['--role', 'viewer', '--region', '99']), 1, /The register has no region of this code/],
        [
          await add('pemantau', ['--role', 'raja', '--region', '35']),
          2,
          /Allowed choices are administrator, supervisor/,
        ],
        [await add('pemantau', ['--role', 'viewer', '--region', 'Surabaya']), 2, /A region code is wanted/],
        [await add('pemantau', ['--role', 'viewer']), 2, /required option '--region <code>'/],
      ];
      for (const [ended, exitCode, reason] of refused) {
        expect(ended).toMatchObject({ exitCode, stdout: '' });
        expect(ended.stderr).toMatch(reason);
        for (const typed of ['pendek', 'satu dua', 'password2024']) expect(ended.stderr).not.toContain(typed);
      }
    },
    LIMIT_MS,
  );
});

describe('posko user list and reset', () => {
  it(
    'show who is there, and sign people out of the running server',
    async () => {
      const entered = await signIn('siti.aminah', PASSWORD);
      const list = JSON.parse((await posko(['user', 'list', '--json'], settings)).stdout) as {
        name: string;
        sessions: number;
      }[];
      expect(list.map(({ name }) => name)).toEqual(['admin', 'penyelia', 'siti.aminah']);
      expect(list.at(-1)?.sessions).toBeGreaterThan(0);
      expect((await posko(['user', 'list'], settings)).stdout).toMatch(/^NAME +ROLE +REGION/);

      expect(await sessionStatus(entered.cookie)).toBe(200);
      expect((await posko(['user', 'reset', 'siti.aminah', '--sessions'], settings)).exitCode).toBe(0);
      expect(await soonOut(entered.cookie)).toBe(true);
      expect((await signIn('siti.aminah', PASSWORD)).status).toBe(201);

      const reset = await posko(['user', 'reset', 'penyelia', '--second-factor', '--password', '--json'], settings);
      const { link } = JSON.parse(reset.stdout) as { link: string };
      expect(link).toMatch(new RegExp(`^http://127.0.0.1:${settings['PORT']}/sign-in/invitation\\?token=`));
      expect((await signIn('penyelia', PASSWORD)).status).toBe(401);
      const token = new URL(link).searchParams.get('token');
      const again = await enter(server.url, '/api/session/invitation', { token, password: `${PASSWORD} lagi` });
      expect(again).toMatchObject({ status: 201, body: { pending: 'second-factor', hasSecondFactor: false } });
    },
    LIMIT_MS,
  );

  it(
    'want to know what and whom',
    async () => {
      const what = await posko(['user', 'reset', 'siti.aminah'], settings);
      expect([what.exitCode, what.stderr]).toEqual([
        2,
        'Say what to reset: --password, --second-factor or --sessions.\n',
      ]);
      const whom = await posko(['user', 'reset', 'nobody.here', '--sessions'], settings);
      expect([whom.exitCode, whom.stderr]).toEqual([1, 'There is nobody of this name.\n']);
    },
    LIMIT_MS,
  );

  it(
    'tie an administrator to the identity provider by hand',
    async () => {
      const issuer = ['--issuer', 'https://login.example.go.id'];
      const linked = await posko(['user', 'link', 'penyelia', '--subject', 'a7', ...issuer, '--json'], settings);
      expect(JSON.parse(linked.stdout)).toEqual({
        username: 'penyelia',
        subject: { issuer: 'https://login.example.go.id', sub: 'a7' },
      });
      const taken = await posko(['user', 'link', 'siti.aminah', '--subject', 'a7', ...issuer], settings);
      expect(taken).toMatchObject({ exitCode: 1, stdout: '' });
      expect((await posko(['user', 'link', 'penyelia', '--none', '--json'], settings)).stdout).toContain(
        '"subject":null',
      );
      expect((await posko(['user', 'link', 'penyelia', '--subject', 'a7'], settings)).stderr).toMatch(
        /POSKO_OPENID_ISSUER/,
      );
    },
    LIMIT_MS,
  );
});

describe('the next start', () => {
  it(
    'prints no link once there is an administrator, and the tables are what the journal says',
    async () => {
      await server.end('SIGTERM');
      server = await ServerProcess.start(settings);
      expect(server.result['setUp']).toBeNull();
      expect((await posko(['rebuild', '--check'], settings)).exitCode).toBe(0);
    },
    LIMIT_MS,
  );
});
