import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoPeople } from '@posko/api';
import { ClockResponse, SignInOffer } from '@posko/contracts';
import { livelyTime, refuseOutside } from './demo';
import { readSettings } from './settings';
import { enter, signIn } from './testing/person';
import { freePort } from './port';
import { ServerProcess, buildServer, posko } from './testing/posko-process';

const LIMIT_MS = 180_000;

describe('posko demo', () => {
  it.each([
    [{}, '2024-11-27T06:40:00+07:00'],
    [{ POSKO_VOTING_DAY: '2029-11-28' }, '2029-11-28T06:40:00+07:00'],
  ])('begins with %j shortly before the first TPS open on the day of voting', (environment, time) => {
    expect(livelyTime(readSettings(environment).votingDay)).toBe(time);
  });

  it.each([
    [{ HOST: '0.0.0.0' }, false],
    [{ HOST: '10.0.0.5' }, false],
    [{ POSKO_PUBLIC_URL: 'https://posko.example.go.id' }, false],
    [{ HOST: '::1', POSKO_PUBLIC_URL: 'http://localhost:3000' }, true],
    [{}, true],
  ])('with %j is shown to this machine only: %s', (environment, isInside) => {
    const refused = (): void => {
      refuseOutside(readSettings(environment));
    };
    if (isInside) expect(refused).not.toThrow();
    else expect(refused).toThrow(/^A demo listens on loopback only/);
  });
});

describe('the people of a demo', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'posko-demo-'));
    await chmod(folder, 0o755);
    await buildServer();
  }, LIMIT_MS);

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it(
    'are one for each role, all of them let in; the drill speaks for one; their database is served as nothing else',
    async () => {
      const settings = { PORT: String(await freePort()), POSKO_DATA: folder };
      const demo = await ServerProcess.start(settings, ['demo']);
      const { people, crew } = demo.result as unknown as DemoPeople;
      expect([...new Set(people.map(({ role }) => role))].sort()).toEqual([
        ...['administrator', 'commissioner', 'operator', 'supervisor', 'verifier', 'viewer'],
      ]);
      expect(people.map(({ region }) => region).sort()).toEqual(['35', '35', '35', '35', '35', '35', '35', '3578']);
      for (const { username, password, role } of people) {
        const { status, body } = await signIn(demo.url, { username, password });
        expect([status, body.person.role, body.pending]).toEqual([201, role, null]);
      }
      const device = await enter(demo.url, '/api/session/activation', crew);
      expect(device).toMatchObject({ status: 201, body: { person: { role: 'field', scope: crew.tps } } });
      const offer = SignInOffer.parse(await (await fetch(`${demo.url}/api/session/offer`)).json());
      expect(offer).toMatchObject({ isDemo: true, needsSetUp: false });
      await driven(demo, device.cookie);
      await demo.end('SIGTERM');

      const served = await posko(['serve', '--no-dashboard'], { ...settings, POSKO_DATA: join(folder, 'demo') });
      expect(served).toMatchObject({ exitCode: 2, stdout: '' });
      expect(served.stderr).toMatch(/This is the database of a demo, with people in it whose passwords everyone knows/);
    },
    LIMIT_MS,
  );

  /** Waits until the drill has set the room's clock: it got in. */
  async function driven({ url }: ServerProcess, cookie: string): Promise<void> {
    for (;;) {
      const clock = ClockResponse.parse(await (await fetch(`${url}/api/clock`, { headers: { cookie } })).json());
      if (clock.speed !== 1) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
});
