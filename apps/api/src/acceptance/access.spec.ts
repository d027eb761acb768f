import { describe, expect, it } from '@jest/globals';
import { UNATTENDED_HEADER } from '@posko/contracts';
import type { ErrorBody } from '@posko/contracts';
import { FakeClock, report, smallTpsCode } from '@posko/testing';
import { DataSource } from 'typeorm';
import { InvitationsRepository } from '../platform/access/invitations.repository';
import { LiveAccess } from '../platform/access/live-access';
import { sha256 } from '../platform/access/secret';
import { SESSION_COOKIE } from '../platform/access/session-cookie';
import { SessionStore } from '../platform/access/session-store';
import type { NewSession } from '../platform/access/session-store';
import { UsersRepository } from '../platform/access/users.repository';
import { requestHash, stableId } from '../platform/journal/chain';
import { JournalWriter } from '../platform/journal/journal-writer';
import { useTestDatabase } from '../platform/database/testing/test-database';
import type { RunningServer } from '../server';
import { SYSTEM_ACTOR } from '@posko/domain';
import { LiveClient } from './testing/live-client';
import {
  EVE,
  endServersAfterEach,
  eventually,
  personWith,
  poster,
  send,
  signIn,
  startSmall,
} from './testing/small-server';
import type { Cookie } from './testing/small-server';

const HOUR_MS = 3_600_000;
const codeOf = async (server: RunningServer, path: string, as: Cookie | null): Promise<string> => {
  const { status, body } = await send<ErrorBody | null>(server, path, { as });
  return status < 300 ? 'ok' : `${status} ${body?.code ?? ''}`;
};

/** A session as signing in makes it, with the limits of its role. */
async function openSession(server: RunningServer, changes: Partial<NewSession> = {}): Promise<Cookie> {
  const { id: userId } = await personWith(server, 'operator', '3578');
  const session: NewSession = {
    owner: { userId },
    role: 'operator',
    method: 'password',
    pending: null,
    address: '',
    agent: '',
    ...changes,
  };
  const { token } = await server.context
    .get(SessionStore, { strict: false })
    .open(server.context.get(DataSource).manager, session);
  return `${SESSION_COOKIE}=${token}`;
}

/** Tells the journal that the sessions of an account ended, as any instance would. */
async function endAll(server: RunningServer, person: string): Promise<void> {
  const command = { id: stableId(`end ${person} ${Date.now()}`), requestHash: requestHash('spec', '', person) };
  await server.context.get(JournalWriter, { strict: false }).transact(command, async (manager) => {
    await manager.query('DELETE FROM session WHERE user_id = $1', [person]);
    const body = { person, session: null, reason: 'everywhere' as const, actor: SYSTEM_ACTOR };
    return { kind: 'session.ended.v1', subject: '', body };
  });
}

describe('the gate', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const start = async (): ReturnType<typeof startSmall> => {
    await database.empty();
    return startSmall(database.url());
  };

  it('lets nobody in without a session, but to what is public', async () => {
    const { server } = await start();
    for (const as of [null, '', `${SESSION_COOKIE}=`, `${SESSION_COOKIE}=${'A'.repeat(43)}`, `${SESSION_COOKIE}=x`])
      expect([as, await codeOf(server, '/api/board', as)]).toEqual([as, '401 not-signed-in']);
    expect(await codeOf(server, '/api/health/live', null)).toBe('ok');
    expect(await codeOf(server, '/api/openapi.json', null)).toBe('ok');
    expect(await codeOf(server, '/api/nothing', null)).toBe('404 not-found');
  });

  it('does not read the body of whoever may not send it', async () => {
    const { server } = await start();
    const { status, body } = await poster(server, null)<ErrorBody>(`/api/tps/${smallTpsCode(0)}/reports`, '{"broken');
    expect([status, body.code]).toEqual([401, 'not-signed-in']);
  });

  it('asks where: at the path, at the root, and within the scope', async () => {
    const { server } = await start();
    const operator = await signIn(server, 'operator', '3578');
    const expected: [path: string, answer: string][] = [
      ['/api/board/3578', 'ok'],
      ['/api/board/357802', 'ok'],
      ['/api/board/3501', '403 forbidden'],
      ['/api/board/35', '403 forbidden'],
      ['/api/board/0', '403 forbidden'],
      [`/api/tps/${smallTpsCode(39)}`, 'ok'],
      [`/api/tps/${smallTpsCode(0)}`, '403 forbidden'],
      ['/api/tps/3578', '404 tps-not-found'],
      ['/api/board/xyz', '400 invalid-request'],
      ['/api/regions?region=357802', 'ok'],
      ['/api/regions?region=3501', '403 forbidden'],
      ['/api/journal', '403 forbidden'],
    ];
    for (const [path, answer] of expected) expect([path, await codeOf(server, path, operator)]).toEqual([path, answer]);
    const ofProvince = await signIn(server, 'supervisor', '35');
    expect(await codeOf(server, '/api/journal', ofProvince)).toBe('ok');
    const elsewhere = await poster(server, operator)<ErrorBody>(`/api/tps/${smallTpsCode(0)}/reports`, report());
    expect([elsewhere.status, elsewhere.body.code]).toEqual([403, 'forbidden']);
    expect((await poster(server, operator)(`/api/tps/${smallTpsCode(39)}/reports`, report())).status).toBe(201);
  });

  it("lets a crew's device report its own TPS and nothing else", async () => {
    const { server } = await start();
    const crew = await signIn(server, 'field', smallTpsCode(0));
    expect((await poster(server, crew)(`/api/tps/${smallTpsCode(0)}/reports`, report())).status).toBe(201);
    expect((await poster(server, crew)(`/api/tps/${smallTpsCode(1)}/reports`, report())).status).toBe(403);
    expect(await codeOf(server, '/api/board', crew)).toBe('403 forbidden');
  });

  it('keeps an unfinished sign-in to finishing it', async () => {
    const { server } = await start();
    const pending = await openSession(server, { pending: 'second-factor' });
    expect(await codeOf(server, '/api/board', pending)).toBe('403 sign-in-unfinished');
    expect(await codeOf(server, '/api/clock', pending)).toBe('ok');
  });

  it('knows the limits of a session: idle, and in any case', async () => {
    const { server, clock } = await start();
    const [used, idle] = [await openSession(server), await openSession(server)];
    for (let hour = 0; hour < 11; hour++) {
      expect(await codeOf(server, '/api/clock', used)).toBe('ok');
      if (hour === 2) expect(await codeOf(server, '/api/clock', idle)).toBe('401 not-signed-in');
      clock.advance({ hours: 1, seconds: 1 });
    }
    expect(await codeOf(server, '/api/clock', used)).toBe('ok');
    clock.advance({ hours: 1 });
    expect(await codeOf(server, '/api/clock', used)).toBe('401 not-signed-in');
    const crew = await openSession(server, { owner: { tps: smallTpsCode(3) }, role: 'field' });
    clock.advance({ hours: 6 * 24 });
    expect(await codeOf(server, '/api/clock', crew)).toBe('ok');
    clock.advance({ hours: 6 * 24 });
    expect(await codeOf(server, '/api/clock', crew)).toBe('ok');
    clock.advance({ hours: 3 * 24 });
    expect(await codeOf(server, '/api/clock', crew)).toBe('401 not-signed-in');
  });

  it('forgets sessions and one-time links once their time is over', async () => {
    const { server, clock } = await start();
    const source = server.context.get(DataSource);
    await source.query('DELETE FROM session');
    await openSession(server);
    const { id: userId } = await personWith(server, 'operator', '3578');
    const links = server.context.get(InvitationsRepository, { strict: false });
    const [used, kept] = [sha256('used'), sha256('kept')];
    await links.replace(source.manager, { userId, endsAt: clock.now() + HOUR_MS }, used);
    await links.spend(source.manager, used, clock.now());
    await links.replace(source.manager, { userId, endsAt: clock.now() + 24 * HOUR_MS }, kept);
    const left = async (): Promise<unknown> => {
      await server.context.get(SessionStore, { strict: false }).purge();
      const [row] = await source.query<object[]>(
        'SELECT (SELECT count(*)::int FROM session) AS sessions, (SELECT count(*)::int FROM invitation) AS links',
      );
      return row;
    };
    expect(await left()).toEqual({ sessions: 1, links: 2 });
    clock.advance({ hours: 3 });
    expect(await left()).toEqual({ sessions: 0, links: 1 });
    clock.advance({ hours: 21 });
    expect(await left()).toEqual({ sessions: 0, links: 0 });
  });

  it('ends a session whose screen asks by itself while nobody is there', async () => {
    const { server, clock } = await start();
    const session = await openSession(server);
    const byItself = { as: session, headers: { [UNATTENDED_HEADER]: '1' } };
    for (let half = 0; half < 4; half++) {
      expect((await send(server, '/api/clock', byItself)).status).toBe(200);
      clock.advance({ minutes: 30 });
    }
    expect((await send(server, '/api/clock', byItself)).status).toBe(401);
  });

  it('writes down that a session is used, so that another instance knows', async () => {
    await database.empty();
    const clock = new FakeClock(EVE);
    const { server: a } = await startSmall(database.url(), { clock });
    const session = await openSession(a);
    expect(await codeOf(a, '/api/clock', session)).toBe('ok');
    clock.advance({ minutes: 90 });
    expect(await codeOf(a, '/api/clock', session)).toBe('ok');
    await a.context.get(SessionStore, { strict: false }).beforeApplicationShutdown();
    clock.advance({ minutes: 90 });
    const { server: b } = await startSmall(database.url(), { clock });
    expect(await codeOf(b, '/api/clock', session)).toBe('ok');
  });

  it('closes on every instance once the journal says that a session ended, or an account changed', async () => {
    await database.empty();
    const clock = new FakeClock(EVE);
    const { server: a } = await startSmall(database.url(), { clock });
    const { server: b } = await startSmall(database.url(), { clock });
    const user = await personWith(a, 'operator', '3578');
    const session = await openSession(a);
    for (const server of [a, b]) expect(await codeOf(server, '/api/board/3578', session)).toBe('ok');
    await a.context
      .get(JournalWriter, { strict: false })
      .transact({ id: stableId('move'), requestHash: requestHash('spec', '', '') }, async (manager) => {
        const moved = { ...user, scope: '3501' as typeof user.scope };
        await a.context.get(UsersRepository, { strict: false }).save(manager, [moved]);
        return { kind: 'user.changed.v1', subject: '', body: { user: moved, changed: ['scope'], actor: SYSTEM_ACTOR } };
      });
    for (const server of [a, b])
      await eventually(
        async () => expect(await codeOf(server, '/api/board/3578', session)).toBe('403 forbidden'),
        2000,
      );
    await endAll(a, user.id);
    for (const server of [a, b])
      await eventually(async () => expect(await codeOf(server, '/api/clock', session)).toBe('401 not-signed-in'), 2000);
  });
});

describe('live connections', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  it('are refused without a session, and rooms beyond the scope are', async () => {
    await database.empty();
    const { server } = await startSmall(database.url());
    await expect(new LiveClient(null).connect(server, '35')).rejects.toThrow('not-signed-in');
    const pending = await openSession(server, { pending: 'second-factor' });
    await expect(new LiveClient(pending).connect(server, '3578')).rejects.toThrow('not-signed-in');
    const operator = new LiveClient(await signIn(server, 'operator', '3578'));
    expect(await operator.connect(server, '3578')).toHaveProperty('seq');
    operator.disconnect();
    for (const region of ['35', '3501', '0', '357']) {
      const other = new LiveClient(await signIn(server, 'operator', '3578'));
      const code = region === '357' ? 'invalid-request' : 'forbidden';
      expect([region, await other.connect(server, region)]).toEqual([region, { code }]);
      other.disconnect();
    }
    const crew = new LiveClient(await signIn(server, 'field', smallTpsCode(0)));
    expect(await crew.connect(server, smallTpsCode(0).slice(0, 10))).toEqual({ code: 'forbidden' });
    crew.disconnect();
  });

  it('end on every instance with the session, which they are told', async () => {
    await database.empty();
    const clock = new FakeClock(EVE);
    const { server: a } = await startSmall(database.url(), { clock });
    const { server: b } = await startSmall(database.url(), { clock });
    const user = await personWith(a, 'operator', '3578');
    const session = await openSession(a);
    const other = new LiveClient();
    await other.connect(b, '35');
    const clients = [new LiveClient(session), new LiveClient(session)] as const;
    await clients[0].connect(a, '3578');
    await clients[1].connect(b, '3578');
    await endAll(a, user.id);
    for (const client of clients) {
      await eventually(() => expect([client.ended, client.isConnected]).toEqual(['everywhere', false]), 2000);
    }
    expect(other.isConnected).toBe(true);
    other.disconnect();
  });

  it('end when the time of the session is over', async () => {
    await database.empty();
    const { server, clock } = await startSmall(database.url());
    const client = new LiveClient(await openSession(server));
    await client.connect(server, '3578');
    const live = server.context.get(LiveAccess, { strict: false });
    clock.advance({ ms: 2 * HOUR_MS - 1000 });
    await live.look();
    expect(client.isConnected).toBe(true);
    clock.advance({ seconds: 2 });
    await live.look();
    await eventually(() => expect([client.ended, client.isConnected]).toEqual(['expired', false]));
  });
});
