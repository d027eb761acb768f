import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { CallList, NextCallResponse, SilentList } from '@posko/contracts';
import type { ErrorBody, OutcomeAnswer, OutcomeRequest } from '@posko/contracts';
import { SYSTEM_ACTOR } from '@posko/domain';
import { FakeClock, nextCommandId, smallTpsCode } from '@posko/testing';
import { CalendarTicker } from '../board/calendar-ticker';
import { ContactImportService } from '../contact/import/contact-import.service';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RunningServer } from '../server';
import { endServersAfterEach, eventually, postReport, poster, send, signIn, startSmall } from './testing/small-server';
import type { Answer, Cookie } from './testing/small-server';

/** The day before, an hour after everyone should have been ready. */
const LATE = '2024-11-26T19:00:00+07:00';
const FIRST = smallTpsCode(0);
const SECOND = smallTpsCode(1);

describe('calls to silent TPS', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  beforeEach(() => database.empty());

  /** All 40 TPS are silent. */
  const start = async (): Promise<{ server: RunningServer; clock: FakeClock }> => {
    const { server, clock } = await startSmall(database.url(), { clock: new FakeClock(LATE) });
    await server.context.get(CalendarTicker, { strict: false }).tick();
    await eventually(async () => {
      expect((await send<CallList>(server, '/api/calls')).body.total).toBe(40);
    });
    return { server, clock };
  };

  const next = async (server: RunningServer, as?: Cookie, query = ''): Promise<NextCallResponse> => {
    const { status, body } = await send<NextCallResponse>(server, `/api/calls/next${query}`, { as });
    expect(status).toBe(200);
    return NextCallResponse.parse(body);
  };
  const nextCode = async (...args: Parameters<typeof next>): Promise<string | undefined> =>
    (await next(...args)).tps?.code;

  const end = (
    server: RunningServer,
    tps: string,
    as: Cookie,
    change: Partial<OutcomeRequest> = {},
  ): Promise<Answer<OutcomeAnswer & ErrorBody>> =>
    poster(server, as)(`/api/calls/${tps}/outcomes`, { id: nextCommandId(), outcome: 'noAnswer', ...change });

  const isSame = async (server: RunningServer): Promise<void> => {
    const report = await server.context.get(RebuildService, { strict: false }).run({ isWriting: false });
    expect(report).toMatchObject({ isSame: true, differences: [] });
  };

  it('goes to one operator each, the longest silent first, and the same one again until it is ended', async () => {
    const { server } = await start();
    const [one, two] = [await signIn(server, 'operator', '35'), await signIn(server, 'operator', '3501')];
    const given = await next(server, one);
    expect(given.tps).toMatchObject({ code: FIRST, stage: 'unreported', missing: 'ready' });
    expect(given.tps?.since).toBe('2024-11-26T11:00:00.000Z');
    expect(given.tps?.takenBy).toMatchObject({ person: { name: 'operator-35' }, until: '2024-11-26T12:10:00.000Z' });
    expect(given.tps?.path.map(({ code }) => code)).toEqual(['35', '3501', '350101', '3501012001']);
    expect(given.left).toBe(39);
    expect(await nextCode(server, one)).toBe(FIRST);
    expect(await nextCode(server, two)).toBe(SECOND);
    expect((await end(server, FIRST, one)).status).toBe(201);
    expect(await nextCode(server, one)).toBe(smallTpsCode(2));
    await isSame(server);
  });

  it('never goes to two who ask at once, on two instances', async () => {
    const { server } = await start();
    const { server: other } = await startSmall(database.url(), { clock: new FakeClock(LATE) });
    const desks = ['3501', '3578', '35', '350101', '350102', '357801', '357802', '3501012002'];
    const cookies = await Promise.all(desks.map((scope) => signIn(server, 'operator', scope)));
    const asked = cookies.flatMap((as) => [server, other, server].map(async (at) => [as, await nextCode(at, as)]));
    const given = await Promise.all(asked);
    const byDesk = Map.groupBy(given, ([as]) => as);
    // Each desk got one TPS, however often it asked, and no TPS went to two desks.
    const taken = [...byDesk.values()].map((answers) => new Set(answers.map(([, tps]) => tps)));
    expect(taken.every(({ size }) => size === 1)).toBe(true);
    expect(new Set(taken.flatMap((codes) => [...codes])).size).toBe(desks.length);
    await isSame(other);
  });

  it('comes back when its lease has run out, and what came of the call late still counts', async () => {
    const { server, clock } = await start();
    const [one, two] = [await signIn(server, 'operator', '3501'), await signIn(server, 'supervisor', '3501')];
    expect(await nextCode(server, one)).toBe(FIRST);
    clock.advance({ minutes: 9, seconds: 59 });
    expect(await nextCode(server, two)).toBe(SECOND);
    clock.advance({ seconds: 1 });
    expect((await end(server, FIRST, one, { note: 'tidak diangkat' })).status).toBe(201);
    expect(await nextCode(server, one)).toBe(smallTpsCode(2));
    clock.advance({ minutes: 10 });
    expect(await nextCode(server, two)).toBe(SECOND);
    clock.advance({ minutes: 10 });
    const three = await signIn(server, 'operator', '350101');
    // It rested for twenty minutes; the second was never called.
    expect(await nextCode(server, three)).toBe(FIRST);
    expect((await end(server, SECOND, two)).status).toBe(201);
    expect((await end(server, smallTpsCode(2), one)).status).toBe(201);
    await isSame(server);
  });

  it('cannot be ended by who has lost it to another, nor twice, nor by who never had it', async () => {
    const { server, clock } = await start();
    const [one, two] = [await signIn(server, 'operator', '3501'), await signIn(server, 'operator', '35')];
    expect(await nextCode(server, one)).toBe(FIRST);
    expect((await end(server, FIRST, two)).body.code).toBe('call-not-taken');
    clock.advance({ minutes: 10 });
    expect(await nextCode(server, two)).toBe(FIRST);
    expect((await end(server, FIRST, one)).body.code).toBe('call-not-taken');
    const id = nextCommandId();
    const ended = await Promise.all([1, 2].map(() => end(server, FIRST, two, { id })));
    expect(ended.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(ended[0]?.body).toEqual(ended[1]?.body);
    expect((await end(server, FIRST, two, { id, outcome: 'reached' })).body.code).toBe('idempotency-conflict');
    expect((await end(server, FIRST, two)).body.code).toBe('call-not-taken');
    await isSame(server);
  });

  it('rests after a call, for twenty minutes, and tells who tried before', async () => {
    const { server, clock } = await start();
    const one = await signIn(server, 'operator', '3501012001');
    expect(await nextCode(server, one)).toBe(FIRST);
    await end(server, FIRST, one, { outcome: 'wrongNumber', note: 'nomor salah', phone: '0812' });
    expect(await nextCode(server, one)).toBe(SECOND);
    await end(server, SECOND, one, { outcome: 'reached' });
    expect(await next(server, one)).toMatchObject({ tps: null, left: 0 });
    clock.advance({ minutes: 20, ms: 1 });
    const again = await next(server, one);
    expect(again.tps?.code).toBe(FIRST);
    expect(again.tps?.calls).toEqual([
      {
        at: '2024-11-26T12:00:00.000Z',
        by: { id: expect.any(String), name: 'operator-3501012001' },
        outcome: 'wrongNumber',
        note: 'nomor salah',
        phone: '0812',
      },
    ]);
  });

  it('is left for another one, which frees the first for the others', async () => {
    const { server } = await start();
    const [one, two] = [await signIn(server, 'operator', '3501'), await signIn(server, 'operator', '35')];
    expect(await nextCode(server, one)).toBe(FIRST);
    expect(await nextCode(server, one, `?skip=${FIRST}`)).toBe(SECOND);
    expect(await nextCode(server, two)).toBe(FIRST);
    expect(await nextCode(server, two, '?region=357802')).toBe(smallTpsCode(32));
    expect(await nextCode(server, one, `?skip=${SECOND}`)).toBe(FIRST);
    await isSame(server);
  });

  it('is closed by the late report itself, on every instance', async () => {
    const { server } = await start();
    const { server: other } = await startSmall(database.url(), { clock: new FakeClock(LATE) });
    const [one, two] = [await signIn(server, 'operator', '3501'), await signIn(server, 'operator', '35')];
    expect(await nextCode(server, one)).toBe(FIRST);
    await postReport(server, 0, { stage: 'ready', occurredAt: '2024-11-26T18:30:00+07:00' });
    for (const instance of [server, other]) {
      await eventually(async () => {
        const { body } = await send<CallList>(instance, '/api/calls', { as: one });
        expect([body.total, body.rows[0]?.taken]).toEqual([19, 0]);
      });
    }
    for (const instance of [server, other]) expect(await nextCode(instance, one)).toBe(SECOND);
    // The call that was under way took place all the same; only whoever has moved on cannot tell of it.
    expect(await nextCode(other, two)).toBe(smallTpsCode(2));
    await postReport(server, 2, { stage: 'ready', occurredAt: '2024-11-26T18:30:00+07:00' });
    expect((await end(other, smallTpsCode(2), two, { outcome: 'reached' })).status).toBe(201);
    await isSame(server);
  });

  it('shows in lists per kecamatan and in the list of a region, with whom to ring', async () => {
    const { server } = await start();
    const one = await signIn(server, 'operator', '3501');
    await nextCode(server, one);
    await end(server, FIRST, one);
    await nextCode(server, one);
    const lists = CallList.parse((await send(server, '/api/calls', { as: one })).body);
    expect(lists.rows.map(({ region, silent, taken, tried }) => [region.code, silent, taken, tried])).toEqual([
      ['350101', 10, 1, 1],
      ['350102', 10, 0, 0],
    ]);
    expect(lists.rows[0]?.operators.map(({ name }) => name)).toEqual(['operator-3501']);
    expect((await send<CallList>(server, '/api/calls?region=350102', { as: one })).body.total).toBe(10);
    const folder = await mkdtemp(join(tmpdir(), 'posko-calls-'));
    const path = join(folder, 'contacts.csv');
    await writeFile(path, `place,duty,name,phone\n350101,PPK,C,031\n3501012001,PPS,B,0812\n${FIRST},Ketua KPPS,A,0811`);
    await server.context
      .get(ContactImportService, { strict: false })
      .import({ path, name: 'contacts.csv', actor: SYSTEM_ACTOR });
    await rm(folder, { recursive: true });
    const silent = SilentList.parse((await send(server, '/api/calls/350101/silent?limit=2', { as: one })).body);
    expect(silent.rows.map(({ contacts }) => contacts.map(({ name }) => name))).toEqual([
      ['A', 'B', 'C'],
      ['B', 'C'],
    ]);
    expect(silent.rows.map(({ takenBy, calls }) => [takenBy?.person.name, calls.length])).toEqual([
      [undefined, 1],
      ['operator-3501', 0],
    ]);
  });

  it('is for those who call, within their region', async () => {
    const { server } = await start();
    const one = await signIn(server, 'operator', '3501');
    const commissioner = await signIn(server, 'commissioner', '35');
    for (const path of ['/api/calls', '/api/calls/next', '/api/calls/3501/silent']) {
      expect((await send(server, path, { as: commissioner })).status).toBe(403);
    }
    for (const path of ['/api/calls?region=3578', '/api/calls/next?region=35', '/api/calls/3578/silent']) {
      expect((await send(server, path, { as: one })).status).toBe(403);
    }
    expect((await end(server, smallTpsCode(30), one)).status).toBe(403);
    expect((await send(server, '/api/calls/9999/silent')).body).toMatchObject({ code: 'region-not-found' });
    expect((await end(server, '3501012001099', one)).body.code).toBe('tps-not-found');
    expect((await end(server, 'x', one)).status).toBe(404);
    expect((await end(server, FIRST, one, { outcome: 'lost' as 'reached' })).status).toBe(400);
    expect(SilentList.parse((await send(server, '/api/calls/3501/silent?limit=3', { as: one })).body)).toMatchObject({
      total: 20,
      rows: [{ code: FIRST }, { code: SECOND }, { code: smallTpsCode(2) }],
    });
  });
});
