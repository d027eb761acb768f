import { afterEach, describe, expect, it } from '@jest/globals';
import type { ApprovalList, BoardResponse, ClientEvents, ServerEvents, TpsResponse } from '@posko/contracts';
import { DangerousAct } from '@posko/domain';
import { FakeClock, nextCommandId, smallTpsCode } from '@posko/testing';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { FourEyes } from '../platform/four-eyes/four-eyes';
import { JournalRepository } from '../platform/journal/journal.repository';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RunningServer } from '../server';
import { actTogether, ask, decide } from './testing/four-eyes';
import {
  EVE,
  cookieOf,
  endServer,
  endServersAfterEach,
  eventually,
  post,
  poster,
  postReport,
  send,
  signIn,
  startSmall,
} from './testing/small-server';
import type { Cookie } from './testing/small-server';

/** In Pacitan (3501). */
const TPS = smallTpsCode(7);
const STEP_BACK = { type: 'stepBack', tps: TPS, stage: 'ready' } as const;
const CORRECTION = { type: 'correctRegister', tps: TPS, dptL: 250, dptP: 249 } as const;

describe('four eyes', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  const sockets: Socket[] = [];
  afterEach(() => sockets.splice(0).forEach((socket) => socket.disconnect()));

  const start = async (): Promise<RunningServer> => {
    await database.empty();
    const { server } = await startSmall(database.url());
    await postReport(server, 7, { stage: 'open' });
    return server;
  };
  const stageOf = async (server: RunningServer): Promise<string> =>
    (await send<TpsResponse>(server, `/api/tps/${TPS}`)).body.stage;
  const listOf = async (server: RunningServer, as?: Cookie): Promise<ApprovalList> =>
    (await send<ApprovalList>(server, '/api/approvals', { as })).body;
  const kindsAfter = async (server: RunningServer, seq: number): Promise<string[]> =>
    (await server.context.get(JournalRepository, { strict: false }).after(seq, 100)).map(({ kind }) => kind);

  it('nothing happens before another one approves; then it does, with both names', async () => {
    const server = await start();
    const asked = await ask(server, STEP_BACK);
    expect([asked.status, asked.body]).toMatchObject([
      201,
      { act: STEP_BACK, place: TPS, status: 'pending', askedBy: { name: 'supervisor-0' }, decidedBy: null },
    ]);
    expect(asked.body.askedBy).not.toHaveProperty('address');
    expect(await stageOf(server)).toBe('open');
    const decided = await decide(server, asked.body.id, { reason: 'memang salah' });
    expect([decided.status, decided.body]).toMatchObject([
      201,
      { status: 'approved', decidedBy: { name: 'supervisor-35' }, decisionReason: 'memang salah' },
    ]);
    expect(await stageOf(server)).toBe('ready');
    expect(await kindsAfter(server, asked.body.lastSeq - 1)).toEqual([
      'approval.asked.v1',
      'user.created.v1',
      'approval.decided.v1',
      'tps.steppedBack.v1',
    ]);
    expect(await listOf(server)).toMatchObject({ pending: 0, rows: [decided.body] });
  });

  it('nobody approves or refuses what one asked oneself, nor takes back what another asked', async () => {
    const server = await start();
    const { body } = await ask(server, STEP_BACK);
    const self = cookieOf(server)['cookie'];
    for (const status of ['approved', 'refused'] as const) {
      const own = await decide(server, body.id, { status, as: self });
      expect([own.status, own.body.code]).toEqual([403, 'own-request']);
    }
    const other = await decide(server, body.id, { status: 'withdrawn' });
    expect([other.status, other.body.code]).toEqual([403, 'forbidden']);
    expect((await decide(server, body.id, { status: 'withdrawn', as: self })).body.status).toBe('withdrawn');
    const late = await decide(server, body.id);
    expect([late.status, late.body.code]).toEqual([409, 'approval-decided']);
    expect(await stageOf(server)).toBe('open');
  });

  it('of operators take requests, but not decisions; and of no one beyond their region', async () => {
    const server = await start();
    const operator = await signIn(server, 'operator', '3501');
    const elsewhere = await signIn(server, 'supervisor', '3578');
    expect((await ask(server, STEP_BACK, elsewhere)).status).toBe(403);
    const { status, body } = await ask(server, STEP_BACK, operator);
    expect(status).toBe(201);
    for (const as of [await signIn(server, 'operator', '35'), elsewhere, await signIn(server, 'verifier', '35')]) {
      const refused = await decide(server, body.id, { as });
      expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
    }
    expect(await listOf(server, elsewhere)).toMatchObject({ pending: 0, rows: [] });
    expect(await listOf(server, operator)).toMatchObject({ pending: 1, rows: [{ id: body.id }] });
    expect((await decide(server, body.id, { as: await signIn(server, 'supervisor', '3501') })).status).toBe(201);
  });

  it('repeated, request and decision get their first answer, also after the act; changed, a conflict', async () => {
    const server = await start();
    const request = { id: nextCommandId(), act: STEP_BACK, reason: 'salah lapor' };
    const first = await post(server, '/api/approvals', request);
    const id = nextCommandId();
    const done = await decide(server, request.id, { id });
    const again = await decide(server, request.id, { id });
    expect([again.status, again.body]).toEqual([200, done.body]);
    const askedAgain = await post(server, '/api/approvals', request);
    expect([askedAgain.status, askedAgain.body]).toEqual([200, first.body]);
    const other = await post(server, '/api/approvals', { ...request, reason: 'lain' });
    expect([other.status, other.body.code]).toEqual([409, 'idempotency-conflict']);
    const otherwise = await decide(server, request.id, { id, reason: 'lain' });
    expect([otherwise.status, otherwise.body.code]).toEqual([409, 'idempotency-conflict']);
    expect((await kindsAfter(server, 0)).filter((kind) => kind === 'tps.steppedBack.v1')).toHaveLength(1);
  });

  it('two who approve at once, on two instances, act once', async () => {
    await database.empty();
    const clock = new FakeClock(EVE);
    const { server: a } = await startSmall(database.url(), { clock });
    const { server: b } = await startSmall(database.url(), { clock });
    await postReport(a, 7, { stage: 'open' });
    const { body } = await ask(a, STEP_BACK);
    const [one, two] = [await signIn(a, 'supervisor', '35'), await signIn(b, 'administrator', '35')];
    const answers = await Promise.all([decide(a, body.id, { as: one }), decide(b, body.id, { as: two })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await kindsAfter(a, 0)).filter((kind) => /decided|steppedBack/.test(kind))).toHaveLength(2);
  });

  it('what has become impossible meanwhile leaves the request undecided, and nothing half done', async () => {
    const server = await start();
    const first = await ask(server, STEP_BACK);
    const second = await ask(server, STEP_BACK);
    expect((await decide(server, first.body.id)).status).toBe(201);
    const late = await decide(server, second.body.id);
    expect([late.status, late.body.code]).toEqual([409, 'step-back-not-earlier']);
    expect(await listOf(server)).toMatchObject({ pending: 1 });
    expect((await decide(server, second.body.id, { status: 'refused' })).body.status).toBe('refused');
  });

  it('a crash between decision and act leaves neither: approving again does both', async () => {
    const server = await start();
    const { body } = await ask(server, STEP_BACK);
    const fourEyes = server.context.get(FourEyes, { strict: false });
    const executor = fourEyes.executorOf('stepBack');
    const { execute } = executor;
    // The connection is gone once the decision is written and the act is not: as when the process is killed there.
    executor.execute = async (_act, _order, { manager }) => {
      await manager.query('SELECT pg_terminate_backend(pg_backend_pid())');
      throw new Error('not reached');
    };
    const id = nextCommandId();
    expect((await decide(server, body.id, { id })).status).toBe(500);
    executor.execute = execute;
    expect(await listOf(server)).toMatchObject({ pending: 1, rows: [{ status: 'pending' }] });
    await endServer(server);
    const { server: next } = await startSmall(database.url());
    const healed = await decide(next, body.id, { id });
    expect([healed.status, healed.body.status, await stageOf(next)]).toEqual([201, 'approved', 'ready']);
  });

  it('a correction of the register shows on every instance, whenever it started', async () => {
    await database.empty();
    const clock = new FakeClock(EVE);
    const { server: a } = await startSmall(database.url(), { clock });
    const { server: b } = await startSmall(database.url(), { clock });
    const before = (await send<BoardResponse>(b, '/api/board/3501')).body.dpt;
    const { etag } = Object.fromEntries((await send(b, '/api/regions')).headers);
    expect((await actTogether(a, CORRECTION)).status).toBe(201);
    const { server: c } = await startSmall(database.url(), { clock });
    for (const server of [a, b, c]) {
      await eventually(async () => {
        const { body } = await send<TpsResponse>(server, `/api/tps/${TPS}`);
        expect(body).toMatchObject({ position: 7, dpt: { l: 250, p: 249, total: 499 } });
      });
      const change = 499 - (207 + 234);
      expect((await send<BoardResponse>(server, '/api/board/3501')).body.dpt).toBe(before + change);
      const desa = (await send<BoardResponse>(server, `/api/board/${TPS.slice(0, 10)}`)).body.children;
      expect(desa.find(({ code }) => code === TPS)).toMatchObject({ dpt: 499 });
      expect((await send(server, '/api/regions')).headers.get('etag')).toBe(etag);
    }
    const same = await ask(a, CORRECTION);
    expect([same.status, same.body.params?.issues?.[0]?.path]).toEqual([400, 'act.dptL']);
    const rebuilt = await a.context.get(RebuildService, { strict: false }).run({ isWriting: false });
    expect(rebuilt).toMatchObject({ isSame: true, differences: [] });
  });

  it('every act that can be asked for has somebody who does it', async () => {
    const server = await start();
    const acts = DangerousAct.options.map(({ shape }) => shape.type.value);
    expect([...server.context.get(FourEyes, { strict: false }).types].sort()).toEqual([...acts].sort());
  });

  it('about an unknown TPS, or on an unknown request, says so', async () => {
    const server = await start();
    const unknown = await ask(server, { ...STEP_BACK, tps: '3501012001999' });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'tps-not-found']);
    for (const id of [nextCommandId(), 'x']) {
      const answer = await decide(server, id);
      expect([answer.status, answer.body.code]).toEqual([404, 'approval-not-found']);
    }
    const supervisor = await signIn(server, 'supervisor', '35');
    const wrong = await poster(server, supervisor)('/api/approvals', {
      id: nextCommandId(),
      act: STEP_BACK,
      reason: '',
    });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'invalid-request']);
  });

  it('the rooms of the regions concerned hear of it, and no others', async () => {
    const server = await start();
    const heard = async (role: 'supervisor', scope: string): Promise<{ seq: number; pending: number }[]> => {
      const socket: Socket<ServerEvents, ClientEvents> = io(server.url, {
        transports: ['websocket'],
        forceNew: true,
        extraHeaders: { cookie: await signIn(server, role, scope) },
      });
      sockets.push(socket);
      const messages: { seq: number; pending: number }[] = [];
      socket.on('approval.changed.v1', (message) => messages.push(message));
      const ack = await socket.timeout(5000).emitWithAck('approval.subscribe', { region: scope });
      expect(ack).toEqual({ seq: expect.any(Number) });
      return messages;
    };
    const inside = [await heard('supervisor', '0'), await heard('supervisor', '3501')];
    const outside = await heard('supervisor', '3578');
    const { body } = await ask(server, STEP_BACK);
    for (const messages of inside) await eventually(() => expect(messages).toMatchObject([{ pending: 1 }]));
    await decide(server, body.id, { status: 'refused', as: await signIn(server, 'supervisor', '3501') });
    for (const messages of inside) {
      await eventually(() => expect(messages.map(({ pending }) => pending)).toEqual([1, 0]));
    }
    expect(outside).toEqual([]);
  });
});
