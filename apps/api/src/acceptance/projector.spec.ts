import { describe, expect, it } from '@jest/globals';
import { PROJECTOR_HEADER } from '@posko/contracts';
import type { ErrorBody, ProjectorLinkAnswer, ProjectorLinkList, ProjectorView } from '@posko/contracts';
import { FakeClock, SMALL_CONTESTS, nextCommandId, smallTpsCode, soundForm } from '@posko/testing';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { JournalRepository } from '../platform/journal/journal.repository';
import type { RunningServer } from '../server';
import { importContests } from './testing/small-contests';
import { EVE, endServersAfterEach, eventually, poster, send, signIn, startSmall } from './testing/small-server';
import type { Answer } from './testing/small-server';

type Seen = ProjectorView & ErrorBody;

describe('a projector in the press room', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const start = async (): Promise<{ server: RunningServer; clock: FakeClock }> => {
    await database.empty();
    const started = await startSmall(database.url(), { clock: new FakeClock(EVE) });
    await importContests(started.server);
    return started;
  };
  const link = async (
    server: RunningServer,
    region = '35',
    id = nextCommandId(),
  ): Promise<Answer<ProjectorLinkAnswer>> => {
    const post = poster(server, await signIn(server, 'commissioner', '0'));
    return post<ProjectorLinkAnswer>('/api/projector-links', { id, region, label: 'Ruang pers', hours: 12 });
  };
  const tokenOf = ({ body }: Answer<ProjectorLinkAnswer>): string => body.path?.split('#')[1] ?? '';
  const look = (server: RunningServer, token: string, query = ''): Promise<Answer<Seen>> =>
    send<Seen>(server, `/api/projector${query}`, { as: null, headers: { [PROJECTOR_HEADER]: token } });
  const count = async (server: RunningServer, position: number): Promise<void> => {
    const [governor] = SMALL_CONTESTS;
    for (const role of ['operator', 'verifier'] as const) {
      const path = `/api/contests/pkwkp/tps/${smallTpsCode(position)}/entries`;
      const form = soundForm(governor ?? { options: [] });
      await poster(server, await signIn(server, role, '0'))(path, { id: nextCommandId(), form });
    }
  };

  it('shows what is counted to whoever has the link, without signing in', async () => {
    const { server, clock } = await start();
    await count(server, 0);
    const made = await link(server);
    expect(made.body.path).toMatch(/^\/projector#[\w-]{43}$/);
    const { status, body } = await look(server, tokenOf(made));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      pause: null,
      release: null,
      contest: { id: 'pkwkp-35' },
      region: { code: '35', counts: { expected: 40, received: 1, counted: 1 }, votes: { valid: 285 } },
    });
    expect(body.contests.map(({ id, counts }) => [id, counts.expected, counts.counted])).toEqual([
      ['pkwkp-35', 40, 1],
      ['pkwkk-3501', 20, 0],
      ['pkwkk-3578', 20, 0],
    ]);
    expect((await look(server, tokenOf(made), '?contest=pkwkk-3578')).body.region).toMatchObject({ code: '3578' });
    // One reading that waits for the other is received, and its figures are nowhere.
    const path = `/api/contests/pkwkp/tps/${smallTpsCode(5)}/entries`;
    const post = poster(server, await signIn(server, 'operator', '0'));
    await post(path, { id: nextCommandId(), form: soundForm(SMALL_CONTESTS[0] ?? { options: [] }) });
    clock.advance({ seconds: 10 });
    const later = (await look(server, tokenOf(made))).body;
    expect(later.region).toMatchObject({ counts: { received: 2, counted: 1 }, votes: { valid: 285 } });
  });

  it('sees no more than the region of its link', async () => {
    const { server } = await start();
    const token = tokenOf(await link(server, '3578'));
    const { body } = await look(server, token);
    expect(body.contests.map(({ id }) => id)).toEqual(['pkwkk-3578']);
    expect((await look(server, token, '?contest=pkwkp-35')).body.code).toBe('contest-not-found');
    const post = poster(server, await signIn(server, 'supervisor', '3501'));
    const order = { id: nextCommandId(), region: '3578', label: 'x', hours: 1 };
    expect((await post<ErrorBody>('/api/projector-links', order)).body.code).toBe('forbidden');
  });

  it('goes dark when its time is over, and at once when the link is revoked', async () => {
    const { server, clock } = await start();
    const [one, two] = [await link(server), await link(server)];
    const post = poster(server, await signIn(server, 'commissioner', '35'));
    const id = nextCommandId();
    const revoke = (): Promise<Answer<unknown>> => post(`/api/projector-links/${one.body.link.id}/revocation`, { id });
    expect([(await revoke()).status, (await revoke()).status]).toEqual([201, 200]);
    expect((await look(server, tokenOf(one))).body.code).toBe('projector-refused');
    expect((await look(server, tokenOf(two))).status).toBe(200);
    clock.advance({ hours: 13 });
    expect((await look(server, tokenOf(two))).body.code).toBe('projector-refused');
    const { rows } = (await send<ProjectorLinkList>(server, '/api/projector-links')).body;
    expect(rows.map(({ isValid }) => isValid)).toEqual([false, false]);
  });

  it('tells its token once, and nobody keeps it', async () => {
    const { server } = await start();
    const id = nextCommandId();
    const made = await link(server, '35', id);
    const again = await link(server, '35', id);
    expect([made.status, again.status, again.body.path]).toEqual([201, 200, null]);
    const token = tokenOf(made);
    const rows = await server.context.get(JournalRepository, { strict: false }).after(0, 1000);
    expect(rows.some(({ body }) => body.includes(token))).toBe(false);
    const [kept] = await database
      .dataSource()
      .query<{ row: string }[]>(`SELECT l::text AS row FROM projector_link AS l`);
    expect(kept?.row).not.toContain(token);
  });

  it('lets nobody guess, and goes on for whoever has the link', async () => {
    const { server } = await start();
    const token = tokenOf(await link(server));
    const codes: (string | undefined)[] = [];
    for (let tries = 0; tries < 23; tries++) codes.push((await look(server, 'x'.repeat(43))).body.code);
    expect([codes[0], codes.at(-1)]).toEqual(['projector-refused', 'too-many-attempts']);
    expect((await look(server, token)).status).toBe(200);
  });

  it('says that publication stands still, and what was released last', async () => {
    const { server } = await start();
    await count(server, 0);
    const [first, second] = [await signIn(server, 'commissioner', '35'), await signIn(server, 'commissioner', '0')];
    const order = { id: nextCommandId(), contest: 'pkwkp-35' };
    await poster(server, first)('/api/releases', order);
    const token = tokenOf(await link(server));
    expect((await look(server, token)).body.release).toBeNull();
    await poster(server, second)('/api/releases/1/release', { id: nextCommandId() });
    const pause = { id: nextCommandId(), act: 'pause', reason: 'gangguan pusat data' };
    expect(
      (await poster(server, await signIn(server, 'supervisor', '0'))('/api/publication', pause)).status,
    ).toBeLessThan(300);
    await count(server, 1);
    await eventually(async () => {
      const { body } = await look(server, token);
      // No more than the public sees, whatever comes meanwhile.
      expect(body.region?.counts.counted).toBe(1);
      expect(body.release).toMatchObject({ number: 1, corrections: 0 });
      expect(body.release?.sentences.id).toHaveLength(3);
      expect(body.pause).toMatchObject({ reason: 'gangguan pusat data' });
    });
  });
});
