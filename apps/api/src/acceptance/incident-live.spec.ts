import { describe, expect, it } from '@jest/globals';
import type { BoardResponse, IncidentRow, Presence, TpsResponse } from '@posko/contracts';
import { FakeClock, smallTpsCode } from '@posko/testing';
import { useTestDatabase } from '../platform/database/testing/test-database';
import type { RunningServer } from '../server';
import { IncidentClient } from './testing/incident-client';
import { Desk } from './testing/incidents';
import { EVE, endServer, endServersAfterEach, eventually, send, signIn, startSmall } from './testing/small-server';

const SURABAYA = 20;

describe('incidents, live', () => {
  const database = useTestDatabase();
  const clients: IncidentClient[] = [];
  endServersAfterEach();

  const start = async (): Promise<{ a: RunningServer; b: RunningServer; clock: FakeClock }> => {
    await database.empty();
    const clock = new FakeClock(EVE);
    const { server: a } = await startSmall(database.url(), { clock });
    const { server: b } = await startSmall(database.url(), { clock });
    return { a, b, clock };
  };
  const listener = async (server: RunningServer, region: string, as?: string): Promise<IncidentClient> => {
    const client = new IncidentClient(server, as);
    clients.push(client);
    await client.connect();
    expect(await client.subscribe(region)).toEqual({ seq: expect.any(Number) });
    return client;
  };
  const leave = (): void => {
    for (const client of clients.splice(0)) client.disconnect();
  };

  it('reach the rooms of every region above them, on every instance, and no other', async () => {
    const { a, b } = await start();
    const inside = [await listener(a, '35'), await listener(b, '3578'), await listener(b, '3578011001')];
    const outside = await listener(b, '3501');
    const desk = new Desk(a);
    const incident = await desk.open(SURABAYA);
    await desk.change(incident, { note: 'kurang 20' });
    for (const client of inside)
      await eventually(() => expect(client.rows.get(incident.id)).toMatchObject({ version: 2, note: 'kurang 20' }));
    expect(outside.rows.size).toBe(0);
    leave();
  });

  it('say what the caller said only to whom may read it', async () => {
    const { a, b } = await start();
    const viewer = await listener(b, '35', await signIn(b, 'viewer', '35'));
    const reader = await listener(b, '35', await signIn(b, 'verifier', '35'));
    const incident = await new Desk(a).open(SURABAYA, { note: 'rahasia' });
    await eventually(() => expect([viewer.rows.size, reader.rows.size]).toEqual([1, 1]));
    expect(viewer.rows.get(incident.id)).not.toHaveProperty('note');
    expect(JSON.stringify(viewer.messages)).not.toContain('rahasia');
    expect(reader.rows.get(incident.id)).toMatchObject({ note: 'rahasia' });
    leave();
  });

  it.each(['viewer', 'operator'] as const)(
    'stay with a %s whose screen leaves and comes back in one breath',
    async (role) => {
      const { a } = await start();
      const screen = await listener(a, '35', await signIn(a, role, '35'));
      await Promise.all([screen.unsubscribe('35'), screen.subscribe('35')]);
      await new Desk(a).open(SURABAYA);
      await eventually(() => expect(screen.rows.size).toBe(1));
      leave();
    },
  );

  it('are refused outside the own region, and to who is no one', async () => {
    const { a } = await start();
    const client = new IncidentClient(a, await signIn(a, 'operator', '3501'));
    await client.connect();
    expect(await client.subscribe('3578')).toEqual({ code: 'forbidden' });
    expect(await client.subscribe('3501')).toEqual({ seq: expect.any(Number) });
    const incident = await new Desk(a).open(SURABAYA);
    expect(await client.look(incident.id)).toEqual({ code: 'forbidden' });
    expect(await client.look('00000000-0000-4000-8000-00000000dead')).toEqual({ code: 'incident-not-found' });
    client.disconnect();
  });

  it('leave a region without a word of where they went, but so that its listeners ask again', async () => {
    const { a, b } = await start();
    const desk = new Desk(a);
    const [pacitan, surabaya] = [await listener(b, '3501'), await listener(b, '3578')];
    const incident = await desk.open(0);
    await eventually(() => expect(pacitan.rows.size).toBe(1));
    await desk.change(incident, { place: smallTpsCode(SURABAYA) });
    await eventually(() => expect(surabaya.rows.size).toBe(1));
    await eventually(() => expect(pacitan.gaps).toBe(1));
    expect(JSON.stringify(pacitan.messages)).not.toContain(smallTpsCode(SURABAYA));
    leave();
  });

  it('come to fifty screens in order and without a gap, soon after they were saved', async () => {
    const { a, b } = await start();
    const screens = await Promise.all(Array.from({ length: 50 }, (_, n) => listener(n % 2 === 0 ? a : b, '35')));
    const desks = [new Desk(a), new Desk(b)];
    const savedAt = new Map<string, number>();
    for (let n = 0; n < 60; n++) {
      const { id } = await (desks[n % 2] as Desk).open(n % 40);
      savedAt.set(id, performance.now());
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    for (const screen of screens) await eventually(() => expect(screen.rows.size).toBe(60));
    const delays = screens.flatMap((screen) =>
      [...savedAt].map(([id, saved]) => (screen.heardAt.get(id) ?? Infinity) - saved),
    );
    delays.sort((x, y) => x - y);
    expect(delays[Math.floor(delays.length / 2)]).toBeLessThan(300);
    for (const screen of screens) {
      expect(screen.gaps).toBe(0);
      expect(Math.max(0, ...screen.messages.map(({ incidents }) => incidents.length))).toBeLessThan(60);
    }
    leave();
  });

  it('show who looks and who holds, on every instance, until the lease ends', async () => {
    const { a, b, clock } = await start();
    const incident = await new Desk(a).open(SURABAYA);
    const path = `/api/incidents/${incident.id}/presence`;
    const sari = new Desk(a, await signIn(a, 'operator', '3578'));
    const budi = new Desk(b, await signIn(b, 'operator', '357801'));
    const verifier = new Desk(b, await signIn(b, 'verifier', '35'));
    const client = await listener(b, '35');
    await client.look(incident.id);
    const hold = (desk: Desk): Promise<Presence> =>
      desk.put<Presence>(path, { wantsHold: true }).then(({ body }) => body);
    const both = await Promise.all([hold(sari), hold(budi)]);
    const holders = new Set(both.flatMap(({ holder }) => holder?.person.name ?? []));
    expect(holders.size).toBe(1);
    const [winner, loser, loserName] = holders.has('operator-3578')
      ? [sari, budi, 'operator-357801']
      : [budi, sari, 'operator-3578'];
    expect((await hold(verifier)).holder?.person.name).not.toBe('verifier-35');
    await eventually(() => expect(client.presence?.viewers.map(({ name }) => name)).toHaveLength(3));
    clock.advance({ seconds: 20 });
    await hold(winner);
    clock.advance({ seconds: 20 });
    const still = await hold(loser);
    expect(still.viewers.map(({ name }) => name).sort()).toEqual(['operator-3578', 'operator-357801']);
    expect(still.holder?.person.name).toBe([...holders][0]);
    clock.advance({ seconds: 15 });
    expect((await hold(loser)).holder?.person.name).toBe(loserName);
    await loser.put(path, { isHere: false });
    clock.advance({ seconds: 31 });
    await eventually(() => expect(client.presence).toMatchObject({ viewers: [], holder: null }));
    leave();
  });

  it('mark their TPS on every board until the last of them has ended, also after a new start', async () => {
    const { a, b, clock } = await start();
    const desk = new Desk(a);
    const marked = async (server: RunningServer, count: number): Promise<void> =>
      eventually(async () => {
        expect((await send<BoardResponse>(server, '/api/board/3578')).body.marks.incident).toBe(count);
      });
    const [one, two] = [await desk.open(SURABAYA), await desk.open(SURABAYA)];
    await desk.open(21, { tps: undefined, region: '3578' });
    for (const server of [a, b]) await marked(server, 1);
    const { body } = await send<TpsResponse>(a, `/api/tps/${smallTpsCode(SURABAYA)}`);
    expect(body.marks).toEqual(['incident']);
    await desk.change(one, { status: 'invalid' });
    await endServer(b);
    const { server: again } = await startSmall(database.url(), { clock });
    for (const server of [a, again]) await marked(server, 1);
    await desk.change(two, { outcome: 'beres' });
    for (const server of [a, again]) await marked(server, 0);
    await desk.change({ ...two, version: 2 }, { status: 'reopened' });
    for (const server of [a, again]) await marked(server, 1);
  });

  it('ring where they are worst, without what was said', async () => {
    const { a } = await start();
    const desk = new Desk(a);
    await desk.open(0);
    const flood = await desk.open(1, { kind: 'ENV-02' });
    const riot = await desk.open(SURABAYA, { kind: 'SEC-02' });
    const viewer = new Desk(a, await signIn(a, 'viewer', '35'));
    const { rows } = (await viewer.get<{ rows: IncidentRow[] }>('/api/incidents/watch')).body;
    expect(rows.map(({ id }) => id)).toEqual([riot.id, flood.id]);
    expect(rows.every((row) => !('note' in row))).toBe(true);
    expect((await viewer.get('/api/incidents')).status).toBe(403);
  });
});
