import { describe, expect, it } from '@jest/globals';
import type { BoardResponse, OverdueResponse, TpsResponse } from '@posko/contracts';
import { decodeSnapshot } from '@posko/contracts';
import { STAGES } from '@posko/domain';
import { FakeClock, smallTpsCode } from '@posko/testing';
import { CalendarTicker } from '../board/calendar-ticker';
import { useTestDatabase } from '../platform/database/testing/test-database';
import type { RunningServer } from '../server';
import { LiveClient } from './testing/live-client';
import {
  request,
  START_SEQ,
  EVE,
  endServer,
  endServersAfterEach,
  eventually,
  postReport,
  send,
  startSmall,
} from './testing/small-server';

const tick = (server: RunningServer): Promise<boolean> => server.context.get(CalendarTicker, { strict: false }).tick();

/** Looks at the clock until the province has so many overdue TPS; the instance's own ticker may be first, which is the same. */
const overdueBecomes = (server: RunningServer, count: number): Promise<void> =>
  eventually(async () => {
    await tick(server);
    expect((await send<BoardResponse>(server, '/api/board')).body.marks.overdue).toBe(count);
  });

describe('the live board', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const start = async (): ReturnType<typeof startSmall> => {
    await database.empty();
    return startSmall(database.url());
  };

  it('tells a room what changed in its region, and nothing else', async () => {
    const { server } = await start();
    const [province, surabaya, pacitan] = [new LiveClient(), new LiveClient(), new LiveClient()];
    await province.connect(server, '35');
    await surabaya.connect(server, '3578');
    await pacitan.connect(server, '3501');
    // The first window after a start tells everyone to fetch anew; single changes follow from the next one on.
    await postReport(server, 25, { stage: 'ready' });
    await eventually(() => expect([province.seq, surabaya.seq]).toEqual([3, 3]));
    await postReport(server, 39, { stage: 'open' });
    await eventually(() => expect([province.seq, surabaya.seq]).toEqual([4, 4]));
    expect(surabaya.messages.at(-1)).toMatchObject({ region: '3578', to: 4, tps: [[39, 2, 0]] });
    expect(surabaya.messages.at(-1)?.regions.map(({ code }) => code)).toEqual(['3578', '357802']);
    expect(province.messages.at(-1)?.regions[0]?.stages).toEqual([38, 1, 1, 0, 0, 0, 0, 0, 0]);
    expect(pacitan.messages).toEqual([]);
    for (const client of [province, surabaya, pacitan]) client.disconnect();
  });

  it('refuses a room of an unknown region and messages that are none', async () => {
    const { server } = await start();
    const client = new LiveClient();
    expect(await client.connect(server, '99')).toEqual({ code: 'region-not-found' });
    expect(await client.connect(server, 'everything')).toEqual({ code: 'invalid-request' });
    client.disconnect();
  });

  it('gathers a window of changes into one message per room', async () => {
    const { server } = await start();
    const client = new LiveClient();
    await client.connect(server, '35');
    await Promise.all(Array.from({ length: 30 }, (_, position) => postReport(server, position, { stage: 'open' })));
    await eventually(() => expect(client.seq).toBe(START_SEQ + 30));
    expect(client.messages.length).toBeLessThan(10);
    expect(client.board.stageCounts(0).open).toBe(30);
    client.disconnect();
  });

  it('gives its snapshot with an ETag, and 304 to who has it', async () => {
    const { server } = await start();
    await postReport(server, 4, { stage: 'ready' });
    const address = '/api/board/snapshot?min=3';
    const first = await request(server, address, { headers: { 'accept-encoding': 'br' } });
    expect([first.status, first.headers.get('etag'), first.headers.get('content-encoding')]).toEqual([
      200,
      '"3"',
      'br',
    ]);
    const snapshot = decodeSnapshot(await first.arrayBuffer());
    expect([snapshot.seq, snapshot.register, snapshot.stages.length, snapshot.stages[4]]).toEqual([3, 1, 40, 1]);
    const again = await request(server, address, { headers: { 'if-none-match': '"3"' } });
    expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0]);
    await postReport(server, 4, { stage: 'open' });
    const changed = await request(server, '/api/board/snapshot?min=4', { headers: { 'if-none-match': '"3"' } });
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"4"']);
  });

  it('marks TPS overdue when a deadline passes and not before, and clears the mark with the late report', async () => {
    const { server, clock } = await start();
    await postReport(server, 0, { stage: 'ready' });
    await eventually(async () =>
      expect((await send<BoardResponse>(server, '/api/board')).body.seq).toBe(START_SEQ + 1),
    );
    clock.set('2024-11-26T17:59:59+07:00');
    expect(await tick(server)).toBe(false);
    clock.set('2024-11-26T18:00:00+07:00');
    await overdueBecomes(server, 39);
    expect(await tick(server)).toBe(false);
    const list = await send<OverdueResponse>(server, '/api/board/3501/overdue?limit=2');
    expect(list.body).toMatchObject({ total: 19, rows: [{ missing: 'ready', since: '2024-11-26T11:00:00.000Z' }, {}] });
    await postReport(server, 39, { stage: 'ready', occurredAt: '2024-11-26T18:30:00+07:00' });
    await eventually(async () => {
      expect((await send<BoardResponse>(server, '/api/board')).body.marks.overdue).toBe(38);
    });
    const { body } = await send<TpsResponse>(server, `/api/tps/${smallTpsCode(1)}`);
    expect([body.marks, body.overdue?.missing]).toEqual([['overdue'], 'ready']);
  });

  it('expects what was counted to be sent within three hours, and nothing after the calendar has closed', async () => {
    const { server, clock } = await start();
    clock.set('2024-11-27T16:05:00+07:00');
    await postReport(server, 0, { stage: 'counted', occurredAt: '2024-11-27T16:00:00+07:00' });
    clock.set('2024-11-27T18:59:00+07:00');
    await overdueBecomes(server, 39);
    clock.set('2024-11-27T19:00:00+07:00');
    await overdueBecomes(server, 40);
    clock.set('2024-12-10T00:00:00+07:00');
    await overdueBecomes(server, 0);
  });

  it('starts again with the same board, overdue marks and trend', async () => {
    const { server, clock } = await start();
    clock.set('2024-11-26T18:00:00+07:00');
    await Promise.all([0, 1, 2].map((position) => postReport(server, position, { stage: 'ready' })));
    await eventually(async () =>
      expect((await send<BoardResponse>(server, '/api/board')).body.seq).toBe(START_SEQ + 3),
    );
    await overdueBecomes(server, 37);
    const pictures = async (of: RunningServer): Promise<unknown[]> =>
      Promise.all(
        ['', '/3501', '/35/overdue', '/35/trend'].map((path) => send(of, `/api/board${path}`).then((a) => a.body)),
      );
    const before = await pictures(server);
    await endServer(server);
    const { server: next } = await startSmall(database.url(), { clock });
    expect(await pictures(next)).toEqual(before);
  });
});

describe('two instances on one database', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  it('give each client every change in order, and a client moved from one to the other continues', async () => {
    await database.empty();
    const clock = new FakeClock(EVE);
    const { server: a } = await startSmall(database.url(), { clock });
    const { server: b } = await startSmall(database.url(), { clock });
    const [onA, onB, moving] = [new LiveClient(), new LiveClient(), new LiveClient()];
    await onA.connect(a, '35');
    await onB.connect(b, '35');
    await moving.connect(a, '35');
    // The first window after a start tells everyone to fetch anew; single changes follow from the next one on.
    await postReport(a, 0, { stage: 'ready' });
    await eventually(() => expect([onA.seq, onB.seq]).toEqual([3, 3]));
    const stages = ['ready', 'open', 'closed'] as const;
    for (const [round, stage] of stages.entries()) {
      const sent = Array.from({ length: 40 }, (_, position) => postReport(position % 2 ? a : b, position, { stage }));
      if (round === 1) {
        moving.disconnect();
        await moving.connect(b, '35');
      }
      for (const answer of await Promise.all(sent)) expect(answer.status).toBe(201);
    }
    const clients = [onA, onB, moving];
    await eventually(() => clients.forEach((client) => expect(client.seq).toBe(START_SEQ + 1 + 120)));
    for (const client of clients) {
      expect(client.gaps).toBe(0);
      expect(client.board.stageCounts(0)).toMatchObject({ closed: 40 });
      client.disconnect();
    }
    for (const client of [onA, onB]) {
      const seqs = client.messages.map(({ from, to }) => [from, to]);
      seqs.slice(1).forEach(([from], index) => expect(from).toBe(seqs[index]?.[1]));
      for (let position = 0; position < 40; position++) {
        const told = client.messages.flatMap((message) => message.tps.filter(([at]) => at === position));
        const order = told.map(([, stage]) => stage);
        expect(order).toEqual([...new Set(order)].sort((x, y) => x - y));
        expect(STAGES[order.at(-1) ?? 0]).toBe('closed');
      }
    }
  });

  it('pass a deadline once, whoever looks first', async () => {
    await database.empty();
    const clock = new FakeClock('2024-11-26T18:00:00+07:00');
    const { server: a } = await startSmall(database.url(), { clock });
    const { server: b } = await startSmall(database.url(), { clock });
    await Promise.all([tick(a), tick(b)]);
    for (const server of [a, b]) {
      await eventually(async () => {
        expect((await send<BoardResponse>(server, '/api/board')).body).toMatchObject({
          seq: START_SEQ + 1,
          marks: { overdue: 40 },
        });
      });
    }
  });
});
