import { describe, expect, it } from '@jest/globals';
import type { BoardResponse, JournalResponse, TpsResponse } from '@posko/contracts';
import { nextCommandId, report, smallTpsCode } from '@posko/testing';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { actTogether, ask } from './testing/four-eyes';
import { START_SEQ, endServersAfterEach, eventually, post, postReport, send, startSmall } from './testing/small-server';

describe('a stage report', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const start = async (): ReturnType<typeof startSmall> => {
    await database.empty();
    return startSmall(database.url());
  };

  it('is answered with its place in the journal, and moves the board of every tier', async () => {
    const { server } = await start();
    const { status, body } = await postReport(server, 39, { stage: 'open' });
    expect(status).toBe(201);
    expect(body).toEqual({ seq: 3, receipt: expect.stringMatching(/^3-[0-9A-Z]{4}-[0-9A-Z]{4}$/), stage: 'open' });
    for (const path of ['', '/35', '/3578', '/357802', '/3578021002']) {
      await eventually(async () => {
        const board = await send<BoardResponse>(server, `/api/board${path}`);
        expect(board.body).toMatchObject({ seq: 3, stages: { open: 1 } });
      });
    }
    const desa = await send<BoardResponse>(server, '/api/board/3578021002');
    expect(desa.body.children.at(-1)).toMatchObject({
      code: smallTpsCode(39),
      stage: 'open',
      marks: { overdue: 0 },
      dpt: 537,
    });
  });

  it('repeated gets the first answer, with another body a conflict, and is in the journal once', async () => {
    const { server } = await start();
    const first = report({ turnout: 12 });
    const path = `/api/tps/${smallTpsCode(0)}/reports`;
    const answers = [await post(server, path, first), await post(server, path, first)];
    expect(answers.map(({ status }) => status)).toEqual([201, 200]);
    expect(answers[1]?.body).toEqual(answers[0]?.body);
    const other = await post(server, path, { ...first, turnout: 13 });
    expect([other.status, other.body.code]).toEqual([409, 'idempotency-conflict']);
    const elsewhere = await post(server, `/api/tps/${smallTpsCode(1)}/reports`, first);
    expect([elsewhere.status, elsewhere.body.code]).toEqual([409, 'idempotency-conflict']);
    const journal = await send<JournalResponse>(server, '/api/journal?after=2');
    expect(journal.body.entries).toHaveLength(1);
  });

  it('sent many times at once is in the journal once, and everyone gets the same answer', async () => {
    const { server } = await start();
    const one = report();
    const path = `/api/tps/${smallTpsCode(3)}/reports`;
    const answers = await Promise.all(Array.from({ length: 40 }, () => post(server, path, one)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((await send<JournalResponse>(server, '/api/journal')).body.head).toBe(START_SEQ + 1);
  });

  it('late, repeated and out of order is kept with both times, and never moves a TPS back', async () => {
    const { server, clock } = await start();
    clock.set('2024-11-27T09:00:00+07:00');
    await postReport(server, 5, { stage: 'closed', occurredAt: '2024-11-27T13:10:00+07:00' });
    await postReport(server, 5, { stage: 'open', occurredAt: '2024-11-27T07:45:00+07:00', note: 'hujan deras' });
    const again = await postReport(server, 5, {
      stage: 'closed',
      occurredAt: '2024-11-27T13:12:00+07:00',
      turnout: 301,
    });
    expect(again.body.stage).toBe('closed');
    const { body } = await send<TpsResponse>(server, `/api/tps/${smallTpsCode(5)}`);
    expect(body).toMatchObject({ stage: 'closed', turnout: { voters: 301 }, position: 5 });
    expect(body.story.map((line) => line.kind === 'report' && [line.stage, line.effect, line.lateMinutes])).toEqual([
      ['closed', 'repeated', 0],
      ['open', 'behind', 15],
      ['closed', 'advanced', 0],
    ]);
    expect(body.story[1]).toMatchObject({
      occurredAt: '2024-11-27T00:45:00.000Z',
      receivedAt: '2024-11-27T02:00:00.000Z',
      note: 'hujan deras',
      source: 'api',
    });
  });

  it('from the future is refused, but for a telephone of another time zone or a day that is off by one', async () => {
    const { server, clock } = await start();
    clock.set('2024-11-27T09:00:00+07:00');
    const path = `/api/tps/${smallTpsCode(6)}/reports`;
    const ahead = report({ occurredAt: '2024-11-28T09:00:00.001+07:00' });
    const refused = await post(server, path, ahead);
    expect([refused.status, refused.body.code]).toEqual([400, 'invalid-request']);
    expect(refused.body.params).toMatchObject({ issues: [{ path: 'occurredAt' }] });
    expect((await postReport(server, 6, { occurredAt: '2034-11-27T07:00:00+07:00' })).status).toBe(400);
    expect((await send<TpsResponse>(server, `/api/tps/${smallTpsCode(6)}`)).body.stage).toBe('unreported');
    for (const occurredAt of ['2024-11-28T09:00:00+07:00', '2024-11-27T11:00:00+07:00', '2024-11-26T07:00:00+07:00'])
      expect((await postReport(server, 6, { occurredAt })).status).toBe(201);
    // Refused, it was never said: the same one is taken once its time is near, and repeated whatever the clock says then.
    clock.set('2024-11-27T10:00:00+07:00');
    expect((await post(server, path, ahead)).status).toBe(201);
    clock.set('2024-11-27T08:00:00+07:00');
    expect((await post(server, path, ahead)).status).toBe(200);
  });

  it('can be undone by two supervisors with a reason, and an old report does not undo that', async () => {
    const { server, clock } = await start();
    await postReport(server, 7, { stage: 'counted', occurredAt: '2024-11-26T11:00:00+07:00' });
    const act = { type: 'stepBack', tps: smallTpsCode(7), stage: 'ready' } as const;
    expect((await actTogether(server, act)).body.status).toBe('approved');
    const forward = await ask(server, { ...act, stage: 'open' });
    expect([forward.status, forward.body.code]).toEqual([409, 'step-back-not-earlier']);
    const old = await postReport(server, 7, { stage: 'counted', occurredAt: '2024-11-26T11:30:00+07:00' });
    expect(old.body.stage).toBe('ready');
    clock.advance({ hours: 1 });
    const fresh = await postReport(server, 7, { stage: 'open', occurredAt: '2024-11-26T12:59:00+07:00' });
    expect(fresh.body.stage).toBe('open');
    const { body } = await send<TpsResponse>(server, `/api/tps/${smallTpsCode(7)}`);
    expect(body.story.map(({ kind }) => kind)).toEqual(['report', 'report', 'stepBack', 'report']);
    expect(body.story[1]).toMatchObject({ effect: 'superseded' });
    expect(body.story[2]).toMatchObject({ by: 'supervisor-0', approvedBy: 'supervisor-35', reason: 'salah lapor' });
  });

  it('gives a receipt that can be looked up, also as typed by hand', async () => {
    const { server } = await start();
    const { body } = await postReport(server, 2);
    const found = await send(server, `/api/receipts/${body.receipt.toLowerCase().replaceAll('0', 'o')}`);
    expect(found.body).toMatchObject({ receipt: body.receipt, seq: body.seq, tpsCode: smallTpsCode(2), stage: 'open' });
    for (const wrong of [`${body.receipt.slice(0, -1)}*`, '2-0000-0000', 'ZZZZZZZZZZZZZ', '%00', '1']) {
      const answer = await send<{ code: string }>(server, `/api/receipts/${wrong}`);
      expect([wrong, answer.status, answer.body.code]).toEqual([wrong, 404, 'receipt-not-found']);
    }
  });

  it('marks set by hand show on the board and come off again', async () => {
    const { server } = await start();
    const path = `/api/tps/${smallTpsCode(9)}/marks`;
    const order = { mark: 'psu', reason: 'rekomendasi Bawaslu' };
    expect((await post(server, path, { ...order, id: nextCommandId(), isSet: true })).status).toBe(201);
    await eventually(async () => {
      expect((await send<BoardResponse>(server, '/api/board')).body.marks.psu).toBe(1);
    });
    await post(server, path, { ...order, id: nextCommandId(), isSet: false });
    await eventually(async () => {
      expect((await send<BoardResponse>(server, '/api/board')).body.marks.psu).toBe(0);
    });
  });
});
