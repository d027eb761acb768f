import { beforeEach, describe, expect, it } from '@jest/globals';
import { FiguresResponse } from '@posko/contracts';
import type { ErrorBody, IncidentAnswer, IncidentRequest } from '@posko/contracts';
import { FakeClock, nextCommandId, smallTpsCode } from '@posko/testing';
import { CalendarTicker } from '../board/calendar-ticker';
import { useTestDatabase } from '../platform/database/testing/test-database';
import type { RunningServer } from '../server';
import { endServersAfterEach, eventually, poster, request, send, signIn, startSmall } from './testing/small-server';
import type { Cookie } from './testing/small-server';

/** An hour before the first shift of the voting day ends. */
const NOON = '2024-11-27T13:00:00+07:00';

describe('figures', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  beforeEach(() => database.empty());

  const start = async (): Promise<{ server: RunningServer; clock: FakeClock }> =>
    startSmall(database.url(), { clock: new FakeClock(NOON) });

  const open = async (
    server: RunningServer,
    as: Cookie,
    position: number,
    change: Partial<IncidentRequest> = {},
  ): Promise<string> => {
    const wish = { id: nextCommandId(), kind: 'LOG-05', tps: smallTpsCode(position), note: 'segel', ...change };
    const { status, body } = await poster(server, as)<IncidentAnswer>('/api/incidents', wish);
    expect(status).toBe(201);
    return body.incident.id;
  };

  const patch = async (server: RunningServer, as: Cookie, id: string, change: object): Promise<void> => {
    const body = JSON.stringify({ id: nextCommandId(), ...change });
    const headers = { 'content-type': 'application/json' };
    const { status } = await send(server, `/api/incidents/${id}`, { method: 'PATCH', headers, body, as });
    expect(status).toBe(200);
  };

  const figures = async (server: RunningServer, as: Cookie | undefined, query = ''): Promise<FiguresResponse> => {
    const { status, body } = await send<FiguresResponse>(server, `/api/figures${query}`, { as });
    expect(status).toBe(200);
    return FiguresResponse.parse(body);
  };

  const exportsMade = (): Promise<{ body: Record<string, unknown> }[]> =>
    database.dataSource().query(`SELECT body FROM journal WHERE kind = 'export.made.v1' ORDER BY seq`);

  /** Five incidents of one operator over two shifts, answered after 10, 20, 30, 40 and (late) 90 minutes, some solved. */
  const withStory = async (server: RunningServer, clock: FakeClock): Promise<Cookie> => {
    const one = await signIn(server, 'operator', '35');
    for (const [index, minutes] of [10, 20, 30, 40, 90].entries()) {
      const id = await open(server, one, index < 4 ? index : 30);
      clock.advance({ minutes });
      await patch(server, one, id, { version: 1, status: 'inProgress' });
      clock.advance({ minutes: 10 });
      if (index < 3) await patch(server, one, id, { version: 2, outcome: 'diganti' });
    }
    return one;
  };

  it('say what became of the incidents of a period, and how long it took', async () => {
    const { server, clock } = await start();
    await withStory(server, clock);
    const supervisor = await signIn(server);
    const told = await figures(server, supervisor);
    expect(told).toMatchObject({ from: '2024-11-26T10:00:00.000Z', until: '2024-11-27T10:00:00.000Z' });
    expect(told.total).toMatchObject({ opened: 5, resolved: 3, open: 2, breached: 1 });
    expect(told.total.firstAnswer).toEqual({ median: 30, p90: 70 });
    expect(told.total.solution).toEqual({ median: 30, p90: 38 });
    expect(told.byKind.map(({ key, opened }) => [key, opened])).toEqual([['LOG-05', 5]]);
    expect(told.byRegency.map(({ key, label, opened, resolved }) => [key, label, opened, resolved])).toEqual([
      ['3501', 'PACITAN', 4, 3],
      ['3578', 'KOTA SURABAYA', 1, 0],
    ]);
    // 13.00, 13.20 and 13.50 fall into the shift until 14.00; 14.30 and 15.20 into the next.
    expect(told.byShift.map(({ key, label, opened }) => [key, label, opened])).toEqual([
      ['2024-11-26T23:00:00.000Z', '06-14', 3],
      ['2024-11-27T07:00:00.000Z', '14-22', 2],
    ]);
    expect(told.byOperator.map(({ label, opened }) => [label, opened])).toEqual([['operator-35', 5]]);
    expect(told.hours.map(({ hour, operator, opened, resolved }) => [hour, operator?.name, opened, resolved])).toEqual([
      ['2024-11-27T06:00:00.000Z', 'operator-35', 3, 2],
      ['2024-11-27T07:00:00.000Z', 'operator-35', 1, 1],
      ['2024-11-27T08:00:00.000Z', 'operator-35', 1, 0],
    ]);
  });

  it('leave out what a pause took, and count calls', async () => {
    const { server, clock } = await start();
    const one = await signIn(server, 'operator', '3501');
    const id = await open(server, one, 0);
    clock.advance({ minutes: 10 });
    await patch(server, one, id, { version: 1, waitingReason: 'menunggu logistik' });
    clock.advance({ minutes: 45 });
    await patch(server, one, id, { version: 2, status: 'inProgress' });
    clock.advance({ minutes: 5 });
    await patch(server, one, id, { version: 3, outcome: 'selesai' });
    await patch(server, one, id, { version: 4, comment: 'terima kasih' });
    await server.context.get(CalendarTicker, { strict: false }).tick();
    const tps = await eventually(async () => {
      const { body } = await send<{ tps: { code: string } | null }>(server, '/api/calls/next', { as: one });
      expect(body.tps).not.toBeNull();
      return body.tps?.code ?? '';
    });
    await poster(server, one)(`/api/calls/${tps}/outcomes`, { id: nextCommandId(), outcome: 'reached' });
    clock.advance({ minutes: 1 });
    const told = await figures(server, undefined);
    expect(told.total).toMatchObject({ solution: { median: 15, p90: 15 }, firstAnswer: { median: 10, p90: 10 } });
    expect(told.hours.map(({ opened, resolved, calls }) => [opened, resolved, calls])).toEqual([
      [1, 0, 0],
      [0, 1, 1],
    ]);
  });

  it('are those of a scope and a period, and nothing where nothing was', async () => {
    const { server, clock } = await start();
    await withStory(server, clock);
    const commissioner = await signIn(server, 'commissioner', '3578');
    expect((await figures(server, commissioner)).total.opened).toBe(1);
    expect((await send(server, '/api/figures?region=3501', { as: commissioner })).status).toBe(403);
    expect((await figures(server, undefined, '?region=3501')).total.opened).toBe(4);
    const early = '?from=2024-11-27T06:00:00Z&until=2024-11-27T06:30:00Z';
    expect((await figures(server, undefined, early)).total.opened).toBe(2);
    const before = await figures(server, undefined, '?until=2024-11-20T06:30:00Z');
    expect(before.total).toMatchObject({ opened: 0, firstAnswer: { median: null, p90: null } });
    expect([before.byKind, before.hours]).toEqual([[], []]);
    for (const query of ['?from=2024-11-28T00:00:00Z', '?from=2024-01-01T00:00:00Z', '?from=today']) {
      expect((await send<ErrorBody>(server, `/api/figures${query}`)).body.code).toBe('invalid-request');
    }
    expect((await send(server, '/api/figures', { as: await signIn(server, 'operator', '35') })).status).toBe(403);
  });

  describe('leave the house', () => {
    const csv = async (server: RunningServer, path: string, as?: Cookie): Promise<string[]> => {
      const response = await request(server, path, { as });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      // The mark of UTF-8 is there; reading as text takes it off.
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
      return bytes.toString('utf8', 3).trimEnd().split('\r\n');
    };

    it('as CSV, and the journal knew it first', async () => {
      const { server, clock } = await start();
      await withStory(server, clock);
      const lines = await csv(server, '/api/figures/export?region=3501');
      expect(lines[0]).toMatch(/^group,key,label,opened,resolved,open,breached,first_answer_median_min,/);
      expect(lines[1]).toBe('total,,,4,3,1,0,25,37,30,38,');
      expect(lines).toContain('shift,2024-11-27 06:00:00,06-14,3,3,0,0,20,28,30,38,');
      expect(lines.at(-1)).toBe('hour,2024-11-27 14:00:00,operator-35,1,1,,,,,,,0');
      const [made] = await exportsMade();
      expect(made?.body).toMatchObject({
        what: 'figures',
        format: 'csv',
        rows: lines.length - 1,
        query: { region: '3501', format: 'csv' },
        actor: { name: 'supervisor-0', role: 'supervisor', address: '127.0.0.1' },
      });
    });

    it('with incidents, filtered like the queue, and no cell of them is a formula', async () => {
      const { server } = await start();
      const one = await signIn(server, 'operator', '35');
      await open(server, one, 0, { note: '=HYPERLINK("http://x","y")', caller: '@budi', phone: '+62 812 3456 789' });
      await open(server, one, 30, { kind: 'VOT-06', note: 'baris satu\nbaris dua' });
      const lines = await csv(server, '/api/figures/incidents');
      expect(lines).toHaveLength(3);
      expect(lines[1]).toContain(
        ',LOG-05,5,new,3501012001001,PACITAN,DONOROJO,WIDORO,"\'=HYPERLINK(""http://x"",""y"")",\'@budi,\'+62 812 3456 789,2024-11-27 13:00:00,operator-35,',
      );
      expect(lines[2]).toContain(',"baris satu\nbaris dua",');
      expect(await csv(server, '/api/figures/incidents?kind=VOT')).toHaveLength(2);
      expect(await csv(server, `/api/figures/incidents?region=${smallTpsCode(0)}`)).toHaveLength(2);
      expect(await csv(server, '/api/figures/incidents?view=mine')).toHaveLength(1);
      expect((await exportsMade()).map(({ body }) => body['rows'])).toEqual([2, 1, 1, 0]);
    });

    it('as XLSX, whole, also when they are more than a page', async () => {
      const { server } = await start();
      const one = await signIn(server, 'operator', '35');
      await open(server, one, 0);
      await database.dataSource().query(
        `INSERT INTO incident (id, number, version, last_seq, kind, severity, place, status, is_open, tier, is_parent,
                               links, attachments, opened_at, changed_at, due_at, words, body)
         SELECT gen_random_uuid(), number + n, version, last_seq, kind, severity, place, status, is_open, tier,
                is_parent, links, attachments, opened_at, changed_at, due_at, words,
                jsonb_set(body, '{number}', to_jsonb(number + n))
         FROM incident, generate_series(1, 2500) AS n`,
      );
      const response = await request(server, '/api/figures/incidents?format=xlsx');
      expect(response.headers.get('content-disposition')).toBe(
        'attachment; filename="posko-incidents-20241127-1300.xlsx"',
      );
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
      expect(await csv(server, '/api/figures/incidents')).toHaveLength(2502);
      expect((await exportsMade()).map(({ body }) => [body['format'], body['rows']])).toEqual([
        ['xlsx', 2501],
        ['csv', 2501],
      ]);
    });

    it('only with those who may take them, and the attempt of others is kept', async () => {
      const { server } = await start();
      for (const [role, path] of [
        ['operator', '/api/figures/incidents'],
        ['commissioner', '/api/figures/export'],
        ['viewer', '/api/figures/incidents?format=xlsx'],
      ] as const) {
        const answer = await send<ErrorBody>(server, path, { as: await signIn(server, role, '35') });
        expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
      }
      const pacitan = await signIn(server, 'supervisor', '3501');
      for (const region of ['3578', '35', smallTpsCode(30)]) {
        const answer = await send(server, `/api/figures/incidents?region=${region}`, { as: pacitan });
        expect(answer.status).toBe(403);
      }
      expect(await exportsMade()).toEqual([]);
      await eventually(async () => {
        const refused = await database
          .dataSource()
          .query<{ name: string }[]>(`SELECT body->>'name' AS name FROM journal WHERE kind = 'access.refused.v1'`);
        expect(new Set(refused.map(({ name }) => name))).toEqual(
          new Set(['operator-35', 'commissioner-35', 'viewer-35', 'supervisor-3501']),
        );
      });
    });
  });
});
