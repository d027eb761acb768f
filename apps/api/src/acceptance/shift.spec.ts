import { beforeEach, describe, expect, it } from '@jest/globals';
import { Handover, HandoverList, ShiftState } from '@posko/contracts';
import type { ErrorBody, HandoverRequest, IncidentAnswer, IncidentRequest } from '@posko/contracts';
import type { AccountRole, User } from '@posko/domain';
import { FakeClock, nextCommandId, smallTpsCode } from '@posko/testing';
import { CalendarTicker } from '../board/calendar-ticker';
import { People } from '../platform/access/people';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RunningServer } from '../server';
import { endServersAfterEach, eventually, personWith, poster, send, signIn, startSmall } from './testing/small-server';
import type { Answer, Cookie } from './testing/small-server';

const EVENING = '2024-11-26T17:30:00+07:00';

describe('shifts', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  beforeEach(() => database.empty());

  const start = async (): Promise<{ server: RunningServer; clock: FakeClock }> =>
    startSmall(database.url(), { clock: new FakeClock(EVENING) });

  const open = async (
    server: RunningServer,
    position: number,
    change: Partial<IncidentRequest> = {},
  ): Promise<IncidentAnswer['incident']> => {
    const request = {
      id: nextCommandId(),
      kind: 'LOG-05',
      tps: smallTpsCode(position),
      note: 'segel kurang',
      ...change,
    };
    const { status, body } = await poster(server, await signIn(server))<IncidentAnswer>('/api/incidents', request);
    expect(status).toBe(201);
    return body.incident;
  };

  const change = async (server: RunningServer, incident: string, version: number, patch: object): Promise<void> => {
    const { status } = await send(server, `/api/incidents/${incident}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: nextCommandId(), version, ...patch }),
    });
    expect(status).toBe(200);
  };

  /** An account that this instance has heard of. */
  const someone = async (server: RunningServer, role: AccountRole, scope: string): Promise<User> => {
    const user = await personWith(server, role, scope);
    await eventually(() => {
      expect(server.context.get(People, { strict: false }).byId(user.id)).toBeDefined();
    });
    return user;
  };

  const write = (
    server: RunningServer,
    as: Cookie,
    request: Partial<HandoverRequest> & Pick<HandoverRequest, 'to'>,
  ): Promise<Answer<Handover & ErrorBody>> =>
    poster(server, as)('/api/handovers', { id: nextCommandId(), region: '3501', note: '', ...request });

  const sign = (
    server: RunningServer,
    as: Cookie,
    handover: string,
    body: object = {},
  ): Promise<Answer<Handover & ErrorBody>> =>
    poster(server, as)(`/api/handovers/${handover}/signatures`, { id: nextCommandId(), remark: '', ...body });

  const isSame = async (server: RunningServer): Promise<void> => {
    const report = await server.context.get(RebuildService, { strict: false }).run({ isWriting: false });
    expect(report).toMatchObject({ isSame: true, differences: [] });
  };

  const journal = (): Promise<{ kind: string; subject: string }[]> =>
    database.dataSource().query(`SELECT kind, subject FROM journal WHERE kind LIKE 'handover%' ORDER BY seq`);

  it('show what is open, promised and waiting, and how many TPS are silent', async () => {
    const { server, clock } = await start();
    const worse = await open(server, 0, { kind: 'LOG-02' });
    const minor = await open(server, 1, { kind: 'VOT-04' });
    const waiting = await open(server, 2);
    await open(server, 30);
    await change(server, waiting.id, 1, { waitingReason: 'menunggu logistik' });
    clock.advance({ minutes: 40 });
    await server.context.get(CalendarTicker, { strict: false }).tick();
    const as = await signIn(server, 'operator', '3501');
    await eventually(async () => {
      const { body } = await send<ShiftState>(server, '/api/shifts/3501', { as });
      expect(ShiftState.parse(body).counts.silent).toBe(20);
    });
    const { body } = await send<ShiftState>(server, '/api/shifts/3501', { as });
    expect(body.region).toMatchObject({ code: '3501', name: 'PACITAN' });
    expect(body.counts).toEqual({ open: 3, unassigned: 2, waiting: 1, referred: 0, breached: 1, silent: 20 });
    expect(body.open.map(({ id }) => id)).toEqual([worse.id, waiting.id, minor.id]);
    expect(body.waiting.map(({ id, note }) => [id, note])).toEqual([[waiting.id, 'segel kurang']]);
    expect(body.promised.map(({ id }) => id)).toEqual([worse.id]);
    expect((await send<ShiftState>(server, '/api/shifts/0')).body.counts.open).toBe(4);
    expect((await send<ShiftState>(server, '/api/shifts/350102', { as })).body.counts.open).toBe(0);
  });

  it('are handed over by two signatures, the second once and by no other', async () => {
    const { server } = await start();
    const incident = await open(server, 0);
    await open(server, 30);
    const [one, two] = [await signIn(server, 'operator', '3501'), await signIn(server, 'operator', '35')];
    const successor = await someone(server, 'operator', '35');
    const request = { id: nextCommandId(), to: successor.id, note: 'dua TPS masih diam' };
    const written = await write(server, one, request);
    expect(written.status).toBe(201);
    expect(Handover.parse(written.body)).toMatchObject({
      id: request.id,
      region: { code: '3501' },
      from: { name: 'operator-3501' },
      to: { name: 'operator-35' },
      writtenAt: '2024-11-26T10:30:00.000Z',
      note: 'dua TPS masih diam',
      counts: { open: 1, unassigned: 1, silent: 0 },
      incidents: [{ id: incident.id }],
      signedAt: null,
    });
    expect((await write(server, one, request)).status).toBe(200);
    expect((await write(server, one, { ...request, note: 'lain' })).body.code).toBe('idempotency-conflict');
    const supervisor = await signIn(server, 'supervisor', '3501');
    expect((await sign(server, supervisor, request.id)).body.code).toBe('forbidden');
    expect((await sign(server, one, request.id)).body.code).toBe('forbidden');
    const attempts = await Promise.all([1, 2, 3].map(() => sign(server, two, request.id, { remark: 'diterima' })));
    expect(attempts.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const signed = (await send<Handover>(server, `/api/handovers/${request.id}`, { as: supervisor })).body;
    expect(signed).toMatchObject({ signedAt: '2024-11-26T10:30:00.000Z', remark: 'diterima' });
    expect((await sign(server, two, request.id)).body.code).toBe('handover-signed');
    expect(await journal()).toEqual([
      { kind: 'handover.written.v1', subject: '3501' },
      { kind: 'handover.signed.v1', subject: '3501' },
    ]);
    await isSame(server);
  });

  it('give the first answer again to a signature that comes twice', async () => {
    const { server } = await start();
    const one = await signIn(server, 'supervisor', '35');
    const two = await signIn(server, 'operator', '3501');
    const { id: to } = await someone(server, 'operator', '3501');
    const { body: handover } = await write(server, one, { to });
    const id = nextCommandId();
    const answers = await Promise.all([1, 2].map(() => sign(server, two, handover.id, { id })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    expect((await sign(server, two, handover.id, { id, remark: 'lain' })).body.code).toBe('idempotency-conflict');
  });

  it('go to someone else who may sign there', async () => {
    const { server } = await start();
    const one = await signIn(server, 'operator', '3501');
    const own = await someone(server, 'operator', '3501');
    const elsewhere = await someone(server, 'operator', '3578');
    const viewer = await someone(server, 'viewer', '35');
    expect((await write(server, one, { to: own.id })).body).toMatchObject({ params: { issues: [{ path: 'to' }] } });
    for (const to of [elsewhere.id, viewer.id, nextCommandId()]) {
      expect((await write(server, one, { to })).body.code).toBe('user-not-found');
    }
    expect((await write(server, one, { to: elsewhere.id, region: '3578' })).body.code).toBe('forbidden');
    expect((await write(server, one, { to: elsewhere.id, region: '350199' })).body.code).toBe('region-not-found');
    expect((await write(server, await signIn(server, 'viewer', '35'), { to: own.id })).status).toBe(403);
    expect(await journal()).toEqual([]);
  });

  it('are listed within the scope, latest first', async () => {
    const { server, clock } = await start();
    const one = await signIn(server, 'supervisor', '35');
    const { id: pacitan } = await someone(server, 'operator', '3501');
    const { id: surabaya } = await someone(server, 'operator', '3578');
    const ids: string[] = [];
    for (const request of [
      { to: pacitan, region: '3501' },
      { to: surabaya, region: '3578' },
      { to: pacitan, region: '350101' },
    ] as const) {
      ids.push((await write(server, one, request)).body.id);
      clock.advance({ minutes: 1 });
    }
    const listed = async (as: Cookie): Promise<string[]> =>
      HandoverList.parse((await send(server, '/api/handovers', { as })).body).rows.map(({ id }) => id);
    expect(await listed(one)).toEqual([...ids].reverse());
    const as = await signIn(server, 'operator', '3501');
    expect(await listed(as)).toEqual([ids[2], ids[0]]);
    expect((await send(server, `/api/handovers/${ids[1] ?? ''}`, { as })).status).toBe(403);
    expect((await send(server, `/api/handovers/${nextCommandId()}`, { as })).status).toBe(404);
    expect((await send(server, '/api/handovers/none', { as })).status).toBe(404);
    expect((await send(server, '/api/shifts/3578', { as })).status).toBe(403);
  });
});
