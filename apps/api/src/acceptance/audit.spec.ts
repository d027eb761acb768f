import { describe, expect, it } from '@jest/globals';
import type { AuditResponse, ErrorBody } from '@posko/contracts';
import { nextCommandId, report, smallTpsCode } from '@posko/testing';
import { useTestDatabase } from '../platform/database/testing/test-database';
import type { RunningServer } from '../server';
import { actTogether } from './testing/four-eyes';
import { endServersAfterEach, post, poster, postReport, send, signIn, startSmall } from './testing/small-server';
import type { Cookie } from './testing/small-server';

/** In Pacitan and in Surabaya. */
const [PACITAN, SURABAYA] = [smallTpsCode(7), smallTpsCode(39)];

describe('the audit', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const search = async (server: RunningServer, query: string, as?: Cookie): Promise<AuditResponse> => {
    const { status, body } = await send<AuditResponse & ErrorBody>(server, `/api/audit${query}`, { as });
    expect([status, body.code]).toEqual([200, undefined]);
    return body;
  };
  const kinds = async (server: RunningServer, query: string, as?: Cookie): Promise<string[]> =>
    (await search(server, query, as)).rows.map(({ kind }) => kind);

  /** Ani reports in Pacitan at 12, Budi in Surabaya at 13; at 14 two supervisors step back what Ani reported. */
  const withStory = async (isRehearsal = false): Promise<RunningServer> => {
    await database.empty();
    const { server, clock } = await startSmall(database.url(), { isRehearsal });
    const [ani, budi] = [await signIn(server, 'operator', '3501'), await signIn(server, 'operator', '3578')];
    await poster(server, ani)(`/api/tps/${PACITAN}/reports`, report({ stage: 'open', note: 'hujan "deras"' }));
    clock.advance({ hours: 1 });
    await poster(server, budi)(`/api/tps/${SURABAYA}/reports`, report({ stage: 'open' }));
    clock.advance({ hours: 1 });
    if (isRehearsal) {
      const request = { id: nextCommandId(), at: '2024-11-26T05:00:00Z' };
      const set = await send(server, '/api/clock', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      });
      expect(set.status).toBe(200);
    }
    await actTogether(server, { type: 'stepBack', tps: PACITAN, stage: 'ready' });
    return server;
  };
  const STORY = ['tps.steppedBack.v1', 'approval.decided.v1', 'user.created.v1', 'approval.asked.v1'];

  it('tells who did what, from where, latest first, with a receipt', async () => {
    const server = await withStory();
    const { rows, next } = await search(server, '');
    expect(rows.map(({ kind }) => kind).slice(0, 5)).toEqual([...STORY, 'tps.reported.v1']);
    expect(next).toBeNull();
    expect(rows[0]).toMatchObject({
      subject: PACITAN,
      actor: { name: 'supervisor-0', role: 'supervisor', address: '127.0.0.1' },
      body: { approvedBy: { name: 'supervisor-35' }, reason: 'salah lapor' },
    });
    const receipt = await send<{ seq: number }>(server, `/api/receipts/${rows[0]?.receipt}`);
    expect(receipt.body.seq).toBe(rows[0]?.seq);
  });

  it('finds by name, kind, place, text and time, each and together', async () => {
    const server = await withStory();
    const expected: [string, string[]][] = [
      ['?name=operator-3501', ['tps.reported.v1']],
      ['?name=supervisor-35', ['approval.decided.v1']],
      ['?name=operator-35', []],
      ['?kind=approval.', ['approval.decided.v1', 'approval.asked.v1']],
      ['?kind=tps.reported.v1', ['tps.reported.v1', 'tps.reported.v1']],
      ['?kind=nothing', []],
      [`?place=${PACITAN}&kind=tps.`, ['tps.steppedBack.v1', 'tps.reported.v1']],
      ['?place=3578&kind=tps.', ['tps.reported.v1']],
      ['?place=3578&name=operator-3501', []],
      ['?place=35&kind=tps.', ['tps.steppedBack.v1', 'tps.reported.v1', 'tps.reported.v1']],
      ['?place=3501&kind=user.created.v1', ['user.created.v1']],
      [`?q=${encodeURIComponent('Hujan "deras"')}`, ['tps.reported.v1']],
      ['?q=tidak+ada', []],
      ['?from=2024-11-26T05:30:00Z&until=2024-11-26T06:30:00Z', ['tps.reported.v1']],
      ['?from=2024-11-26T06:30:00Z', STORY],
      ['?until=2024-11-26T05:30:00Z&kind=tps.', ['tps.reported.v1']],
    ];
    for (const [query, found] of expected) expect([query, await kinds(server, query)]).toEqual([query, found]);
  });

  it('finds by time also where a rehearsal set its clock back', async () => {
    const server = await withStory(true);
    const window = '?from=2024-11-26T04:59:00Z&until=2024-11-26T05:30:00Z&kind=';
    expect(await kinds(server, `${window}tps.`)).toEqual(['tps.steppedBack.v1', 'tps.reported.v1']);
    expect(await kinds(server, '?from=2024-11-26T05:30:00Z&until=2024-11-26T06:30:00Z')).toEqual(['tps.reported.v1']);
  });

  it('goes back a page at a time, without a gap or a repeat', async () => {
    const server = await withStory();
    for (let position = 0; position < 5; position++) await postReport(server, position);
    const all = (await search(server, '')).rows.map(({ seq }) => seq);
    const paged: number[] = [];
    for (let before = ''; ;) {
      const { rows, next } = await search(server, `?limit=3${before}`);
      paged.push(...rows.map(({ seq }) => seq));
      if (next === null) break;
      before = `&before=${next}`;
    }
    expect(paged).toEqual(all);
    expect(all).toEqual(Array.from({ length: all.length }, (_, index) => all.length - index));
  });

  it('shows a supervisor of a region what happened there, and nothing else', async () => {
    const server = await withStory();
    const pacitan = await signIn(server, 'supervisor', '3501');
    const seen = (await search(server, '', pacitan)).rows;
    expect(seen.map(({ kind }) => kind)).toEqual([
      'user.created.v1',
      'tps.steppedBack.v1',
      'approval.decided.v1',
      'approval.asked.v1',
      'tps.reported.v1',
      'user.created.v1',
    ]);
    expect(JSON.stringify(seen)).not.toContain('"3578');
    for (const query of ['?name=operator-3578', '?kind=register.', '?q=operator-3578', '?kind=clock.']) {
      expect([query, await kinds(server, query, pacitan)]).toEqual([query, []]);
    }
    for (const place of ['3578', SURABAYA, '35', '0', '350']) {
      const refused = await send<ErrorBody>(server, `/api/audit?place=${place}`, { as: pacitan });
      expect([place, refused.status, refused.body.code]).toEqual([place, 403, 'forbidden']);
    }
  });

  it('a search that takes too long is called off and told so', async () => {
    const server = await withStory();
    await database.dataSource().transaction(async (manager) => {
      await manager.query('LOCK TABLE journal IN ACCESS EXCLUSIVE MODE');
      const answer = await send<ErrorBody>(server, '/api/audit?q=x');
      expect([answer.status, answer.body.params?.issues?.[0]?.path]).toEqual([400, 'q']);
    });
    expect(await kinds(server, '?kind=export.')).toEqual([]);
  });

  it('knows no secret', async () => {
    const server = await withStory();
    const session = { username: 'supervisor-0', password: 'kata sandi yang salah' };
    await post(server, '/api/session', session);
    expect(JSON.stringify(await search(server, '?limit=200'))).not.toContain(session.password);
  });
});
