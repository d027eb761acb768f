import { describe, expect, it } from '@jest/globals';
import type { ErrorBody, JournalResponse, SessionResponse } from '@posko/contracts';
import { nextCommandId, report, smallTpsCode } from '@posko/testing';
import { useTestDatabase } from '../platform/database/testing/test-database';
import type { RunningServer } from '../server';
import { endServersAfterEach, eventually, posting, poster, request, send, startSmall } from './testing/small-server';
import type { Cookie } from './testing/small-server';

type SessionOrError = SessionResponse & ErrorBody;

interface Activated {
  readonly status: number;
  readonly body: SessionOrError;
  readonly cookie: Cookie;
  readonly setCookie: string;
}

describe('a crew', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const start = async (): ReturnType<typeof startSmall> => {
    await database.empty();
    return startSmall(database.url());
  };

  /** Codes by TPS of a region. */
  const issue = async (server: RunningServer, region = '3578'): Promise<Map<string, string>> => {
    const response = await request(server, '/api/activations', posting({ id: nextCommandId(), region }));
    const rows = (await response.text()).trimEnd().split('\r\n').slice(1);
    return new Map(rows.map((row) => [row.slice(0, 13), row.slice(row.lastIndexOf(',') + 1)]));
  };

  const activate = async (server: RunningServer, body: object): Promise<Activated> => {
    const response = await request(server, '/api/session/activation', { ...posting(body), as: null });
    const setCookie = response.headers.getSetCookie().join('\n');
    return {
      status: response.status,
      body: (await response.json()) as SessionOrError,
      cookie: setCookie.split(';')[0] ?? '',
      setCookie,
    };
  };

  const refusal = ({ status, body }: Activated): [number, string, unknown] => [
    status,
    body.code,
    body.params?.['isSlip'],
  ];

  it('binds its device by the code as it was read out, and then reports of its own TPS and no other', async () => {
    const { server } = await start();
    const tps = smallTpsCode(20);
    const code = (await issue(server)).get(tps) ?? '';
    const typed = ` ${code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'i')}`;
    const { status, body, cookie, setCookie } = await activate(server, { tps, code: typed });
    expect(status).toBe(201);
    expect(body).toMatchObject({ person: { name: `tps-${tps}`, role: 'field', scope: tps }, pending: null });
    expect(setCookie).toMatch(/HttpOnly; SameSite=Strict/);
    const asCrew = poster(server, cookie);
    expect((await asCrew(`/api/tps/${tps}/reports`, report({ stage: 'ready' }))).status).toBe(201);
    expect((await asCrew(`/api/tps/${smallTpsCode(21)}/reports`, report({ stage: 'ready' }))).status).toBe(403);
    expect((await send(server, '/api/board', { as: cookie })).status).toBe(403);
    const journal = await send<JournalResponse>(server, '/api/journal?limit=1000');
    const opened = journal.body.entries.find(({ kind }) => kind === 'session.opened.v1');
    expect(JSON.parse(opened?.body ?? '{}')).toMatchObject({
      method: 'activation',
      actor: { name: `tps-${tps}`, role: 'field' },
    });
    expect(opened?.body).not.toContain(code.replace('-', ''));
  });

  it('whose code was used, is of another TPS, mistyped or made up is not let in', async () => {
    const { server } = await start();
    const tps = smallTpsCode(20);
    const codes = await issue(server);
    const code = codes.get(tps) ?? '';
    const slip = code.slice(0, -1) + (code.endsWith('7') ? '8' : '7');
    expect(refusal(await activate(server, { tps, code: slip }))).toEqual([401, 'activation-refused', true]);
    expect(refusal(await activate(server, { tps: smallTpsCode(21), code }))).toEqual([
      401,
      'activation-refused',
      undefined,
    ]);
    expect(refusal(await activate(server, { tps: '3599999999999', code }))).toEqual([
      401,
      'activation-refused',
      undefined,
    ]);
    expect((await activate(server, { tps, code })).status).toBe(201);
    expect(refusal(await activate(server, { tps, code }))).toEqual([401, 'activation-refused', undefined]);
    expect((await send(server, '/api/activations/3578')).body).toMatchObject({ issued: 20, activated: 1 });
  });

  it('of whose two telephones both show the code at once gets one device', async () => {
    const { server } = await start();
    const tps = smallTpsCode(22);
    const code = (await issue(server)).get(tps);
    const answers = await Promise.all([1, 2, 3, 4].map(() => activate(server, { tps, code, id: nextCommandId() })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401, 401]);
  });

  it('that did not hear the answer shows its code once more, and has one session in the end', async () => {
    const { server, clock } = await start();
    const tps = smallTpsCode(23);
    const code = (await issue(server)).get(tps);
    const device = { tps, code, id: nextCommandId() };
    const lost = await activate(server, device);
    clock.advance({ minutes: 9 });
    const again = await activate(server, device);
    expect([lost.status, again.status]).toEqual([201, 201]);
    await eventually(async () => expect((await send(server, '/api/session', { as: lost.cookie })).status).toBe(401));
    expect((await send(server, '/api/session', { as: again.cookie })).status).toBe(200);
    expect(refusal(await activate(server, { ...device, id: nextCommandId() }))[1]).toBe('activation-refused');
    clock.advance({ minutes: 9 });
    expect(refusal(await activate(server, device))[1]).toBe('activation-refused');
  });

  it('is out on every instance with the new codes, and neighbours stay', async () => {
    const { server } = await start();
    const { server: other } = await startSmall(database.url());
    const [tps, neighbour] = [smallTpsCode(24), smallTpsCode(25)];
    const codes = await issue(server);
    const one = await activate(server, { tps, code: codes.get(tps) });
    const two = await activate(other, { tps: neighbour, code: codes.get(neighbour) });
    for (const instance of [server, other])
      expect((await send(instance, '/api/session', { as: one.cookie })).status).toBe(200);
    const fresh = await issue(server, tps);
    expect([...fresh.keys()]).toEqual([tps]);
    await eventually(async () => {
      for (const instance of [server, other]) {
        expect((await send(instance, '/api/session', { as: one.cookie })).status).toBe(401);
        expect((await send(instance, '/api/session', { as: two.cookie })).status).toBe(200);
      }
    }, 1500);
    expect(refusal(await activate(server, { tps, code: codes.get(tps) }))[1]).toBe('activation-refused');
    expect((await activate(other, { tps, code: fresh.get(tps) })).status).toBe(201);
  });

  it('is not guessed: tries at a TPS are slowed, and its own crew elsewhere still gets in', async () => {
    const { server } = await start();
    const tps = smallTpsCode(26);
    const codes = await issue(server);
    const wrong = codes.get(smallTpsCode(27));
    const statuses: number[] = [];
    for (let i = 0; i < 8; i++) statuses.push((await activate(server, { tps, code: wrong })).status);
    expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(statuses.at(-1)).toBe(429);
    expect((await activate(server, { tps: smallTpsCode(28), code: codes.get(smallTpsCode(28)) })).status).toBe(201);
  });
});
