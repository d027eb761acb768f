import { describe, expect, it } from '@jest/globals';
import type { BulkAnswer, ErrorBody, IncidentKinds, SimilarResponse } from '@posko/contracts';
import { FakeClock, nextCommandId, smallTpsCode } from '@posko/testing';
import { EscalationTicker } from '../incident/escalation-ticker';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RunningServer } from '../server';
import { Desk, call } from './testing/incidents';
import type { Changed } from './testing/incidents';
import { EVE, endServersAfterEach, eventually, personWith, poster, signIn, startSmall } from './testing/small-server';

const SURABAYA = 20;

describe('the help desk', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const start = async (): Promise<{ server: RunningServer; clock: FakeClock; desk: Desk }> => {
    await database.empty();
    const { server, clock } = await startSmall(database.url());
    return { server, clock, desk: new Desk(server) };
  };
  const operator = async (server: RunningServer, scope = '3578'): Promise<Desk> =>
    new Desk(server, await signIn(server, 'operator', scope));

  it('logs a call: durable, once, with its severity and the times it promises', async () => {
    const { server } = await start();
    const request = call(SURABAYA, { phone: '0812-3456-7890', caller: 'Bu Sari' });
    const desk = await operator(server);
    const first = await desk.post<Changed>('/api/incidents', request);
    expect(first.status).toBe(201);
    expect(first.body.incident).toMatchObject({
      ...{ id: request.id, number: first.body.seq, version: 1, kind: 'LOG-01', severity: 8, status: 'new' },
      ...{ place: smallTpsCode(SURABAYA), tier: 'kabupaten', assignee: null, openedBy: { name: 'operator-3578' } },
      ...{ openedAt: '2024-11-26T05:00:00.000Z', answerDueAt: '2024-11-26T05:30:00.000Z' },
      ...{ updateDueAt: '2024-11-26T06:00:00.000Z', solutionDueAt: '2024-11-26T09:00:00.000Z' },
    });
    const again = await desk.post<Changed>('/api/incidents', request);
    expect([again.status, again.body]).toEqual([200, first.body]);
    const other = await desk.post<Changed>('/api/incidents', { ...request, note: 'lain' });
    expect([other.status, other.body.code]).toEqual([409, 'idempotency-conflict']);
    expect((await desk.list()).total).toBe(1);
  });

  it('refuses a call about nowhere, and what was never attached', async () => {
    const { server, desk } = await start();
    const refused = async (changes: object): Promise<unknown> => {
      const { status, body } = await desk.post<ErrorBody>('/api/incidents', { ...call(), ...changes });
      return [status, body.code];
    };
    expect(await refused({ tps: '3578021002003' })).toEqual([404, 'tps-not-found']);
    expect(await refused({ tps: undefined, region: '3599' })).toEqual([404, 'region-not-found']);
    expect(await refused({ tps: undefined })).toEqual([400, 'invalid-request']);
    expect(await refused({ attachments: ['ab'.repeat(32)] })).toEqual([404, 'attachment-not-found']);
    expect(await refused({ parent: nextCommandId() })).toEqual([409, 'incident-transition']);
    expect(
      (await poster(server, await signIn(server, 'operator', '3501'))('/api/incidents', call(SURABAYA))).status,
    ).toBe(403);
    expect((await desk.list('?view=all')).total).toBe(0);
  });

  it('follows an incident through its life, and keeps who did what', async () => {
    const { server, clock } = await start();
    const desk = await operator(server);
    let incident = await desk.open(SURABAYA);
    clock.advance({ minutes: 10 });
    incident = await desk.change(incident, { assignee: 'me' });
    expect(incident).toMatchObject({ status: 'assigned', assignee: { name: 'operator-3578' }, firstAnsweredAt: null });
    incident = await desk.change(incident, { status: 'inProgress', comment: 'PPK dihubungi' });
    expect(incident.firstAnsweredAt).toBe('2024-11-26T05:10:00.000Z');
    incident = await desk.change(incident, { waitingReason: 'menunggu kiriman' });
    clock.advance({ hours: 5 });
    incident = await desk.change(incident, { status: 'inProgress' });
    expect(incident).toMatchObject({ pausedMs: 5 * 3_600_000, solutionDueAt: '2024-11-26T14:00:00.000Z' });
    incident = await desk.change(incident, { referral: { to: 'bawaslu', reference: 'B/17' } });
    incident = await desk.change(incident, { referralReply: 'sudah diperiksa' });
    incident = await desk.change(incident, { outcome: 'surat suara dikirim' });
    incident = await desk.change(incident, { status: 'closed' });
    expect((await desk.list()).total).toBe(0);
    incident = await desk.change(incident, { status: 'reopened' });
    expect(incident).toMatchObject({ version: 10, assignee: null, reopenings: 1 });
    const { history, path } = await desk.detail(incident.id);
    expect(history.map(({ type, change }) => [type, Object.keys(change ?? {})[0]])).toEqual([
      ['changed', 'status'],
      ['changed', 'status'],
      ['changed', 'outcome'],
      ['changed', 'referralReply'],
      ['changed', 'referral'],
      ['changed', 'status'],
      ['changed', 'waitingReason'],
      ['changed', 'status'],
      ['changed', 'assignee'],
      ['opened', undefined],
    ]);
    expect(history.find(({ comment }) => comment !== undefined)).toMatchObject({
      by: { name: 'operator-3578' },
      comment: 'PPK dihubungi',
    });
    expect(path.map(({ code }) => code)).toEqual(['35', '3578', '357801', '3578011001']);
  });

  it('lets exactly one of two take the same incident, and tells the other what happened', async () => {
    const { server, desk } = await start();
    const [sari, budi] = [await operator(server), await operator(server, '357801')];
    const seen = await desk.open(SURABAYA);
    const answers = await Promise.all([sari, budi].map((who) => who.patch(seen, { assignee: 'me' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const winner = answers.find(({ status }) => status === 200);
    const loser = answers.find(({ status }) => status === 409);
    expect(loser?.body).toMatchObject({
      code: 'stale-version',
      params: {
        current: { version: 2, assignee: winner?.body.incident.assignee },
        history: [{ type: 'changed', change: { assignee: winner?.body.incident.assignee } }],
      },
    });
  });

  it('overwrites nothing: of twenty changes to one version, one is made', async () => {
    const { desk } = await start();
    const seen = await desk.open();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => desk.patch(seen, { note: `catatan ${n}` })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'stale-version')).toHaveLength(19);
    expect((await desk.detail(seen.id)).history).toHaveLength(2);
  });

  it('gives the first answer again to a change that comes twice', async () => {
    const { desk } = await start();
    const seen = await desk.open();
    const id = nextCommandId();
    const [first, second] = [
      await desk.patch(seen, { id, note: 'satu' }),
      await desk.patch(seen, { id, note: 'satu' }),
    ];
    expect([second.status, second.body]).toEqual([200, first.body]);
    expect((await desk.patch(seen, { id, note: 'dua' })).body.code).toBe('idempotency-conflict');
  });

  it('keeps operators from handing out work and from the work of others; supervisors may', async () => {
    const { server, desk } = await start();
    const [sari, budi] = [await operator(server), await operator(server, '357801')];
    const budiId = (await personWith(server, 'operator', '357801')).id;
    const seen = await desk.open(SURABAYA);
    expect((await sari.patch(seen, { assignee: budiId })).status).toBe(403);
    const held = await desk.change(seen, { assignee: budiId });
    expect((await sari.patch(held, { outcome: 'beres' })).status).toBe(403);
    expect((await sari.patch(held, { comment: 'menelepon lagi' })).status).toBe(200);
    const given = await budi.change({ ...held, version: 3 }, { assignee: null });
    expect(given).toMatchObject({ status: 'new', assignee: null });
    const pacitan = await personWith(server, 'operator', '3501');
    const outside = await desk.patch(given, { assignee: pacitan.id });
    expect([outside.status, outside.body.code]).toEqual([404, 'user-not-found']);
    expect((await desk.patch(given, { assignee: nextCommandId() })).body.code).toBe('user-not-found');
  });

  it('says why a change cannot be', async () => {
    const { desk } = await start();
    const incident = await desk.open();
    const refused = async (change: object): Promise<unknown> => (await desk.patch(incident, change)).body.params;
    expect(await refused({ status: 'closed' })).toEqual({ reason: 'transition', from: 'new', to: 'closed' });
    expect(await refused({ status: 'resolved' })).toMatchObject({ reason: 'needsOutcome' });
    expect(await refused({ duplicateOf: incident.id })).toMatchObject({ reason: 'itself' });
    expect(await refused({ duplicateOf: nextCommandId() })).toMatchObject({ reason: 'unknownIncident' });
  });

  it('merges: the duplicate points at its original, and never in a circle', async () => {
    const { desk } = await start();
    const [a, b, c] = [await desk.open(), await desk.open(), await desk.open()];
    const answers = await Promise.all([desk.patch(a, { duplicateOf: b.id }), desk.patch(b, { duplicateOf: a.id })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const original = answers[0].status === 200 ? b : a;
    const merged = original === b ? a : b;
    expect((await desk.patch(c, { duplicateOf: merged.id })).body.params).toMatchObject({ reason: 'isDuplicate' });
    await desk.change(c, { duplicateOf: original.id });
    const { duplicates } = await desk.detail(original.id);
    expect(duplicates.map(({ id }) => id).sort()).toEqual([merged.id, c.id].sort());
    expect((await desk.list()).rows.map(({ id }) => id)).toEqual([original.id]);
  });

  it('keeps an original one: neither it, nor what is invalid, can be merged into or away', async () => {
    const { desk } = await start();
    const [a, b, c, d] = [await desk.open(), await desk.open(), await desk.open(), await desk.open()];
    await desk.change(d, { status: 'invalid' });
    const refused = async (of: { id: string; version: number }, duplicateOf: string): Promise<unknown> =>
      (await desk.patch(of, { duplicateOf })).body.params?.['reason'];
    expect(await refused(a, d.id)).toBe('isInvalid');
    await desk.change(a, { duplicateOf: b.id });
    expect(await refused(b, c.id)).toBe('hasDuplicates');
    // Many at once: the ones before count, as if each had come by itself.
    const e = await desk.open();
    const both = await Promise.all([desk.patch(c, { duplicateOf: e.id }), desk.patch(e, { duplicateOf: b.id })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    // Once nothing points at it, it is one like any other.
    const [f, g] = [await desk.open(), await desk.open()];
    const pointing = await desk.change(f, { duplicateOf: g.id });
    expect(await refused(g, b.id)).toBe('hasDuplicates');
    await desk.change(pointing, { status: 'reopened' });
    expect((await desk.patch(g, { duplicateOf: b.id })).status).toBe(200);
  });

  it('points at nothing outside the region of whoever changes: as if it were not there', async () => {
    const { server, desk } = await start();
    const sari = await operator(server);
    const seen = await sari.open(SURABAYA);
    const elsewhere = await desk.open(0);
    const region = { id: nextCommandId(), kind: 'LOG-01', note: 'satu gudang' };
    const far = await desk.post<Changed>('/api/incidents/parents', { ...region, region: '3501' });
    const wide = { ...region, id: nextCommandId(), region: '35' };
    const above = await desk.post<Changed>('/api/incidents/parents', wide);
    const hidden = { code: 'incident-transition', params: { reason: 'unknownIncident' } };
    expect((await sari.patch(seen, { duplicateOf: elsewhere.id })).body).toMatchObject(hidden);
    expect((await sari.patch(seen, { parent: far.body.incident.id })).body).toMatchObject(hidden);
    expect((await sari.patch(seen, { addLinks: [elsewhere.id] })).body.code).toBe('forbidden');
    const call = { ...region, id: nextCommandId(), tps: smallTpsCode(SURABAYA), parent: far.body.incident.id };
    expect((await sari.post<Changed>('/api/incidents', call)).body).toMatchObject(hidden);
    const many = { id: nextCommandId(), items: [{ id: seen.id, version: 1 }], change: { duplicateOf: elsewhere.id } };
    const { results } = (await sari.post<BulkAnswer>('/api/incidents/bulk', many)).body;
    expect(results).toEqual([{ id: seen.id, version: null, refused: 'incident-transition' }]);
    // What leads the whole province leads here, too.
    expect((await sari.change(seen, { parent: above.body.incident.id })).parent).toBe(above.body.incident.id);
  });

  it('shows a link from both sides', async () => {
    const { desk } = await start();
    const [a, b] = [await desk.open(0), await desk.open(SURABAYA)];
    await desk.change(a, { addLinks: [b.id] });
    expect((await desk.detail(a.id)).related.map(({ id }) => id)).toEqual([b.id]);
    expect((await desk.detail(b.id)).related.map(({ id }) => id)).toEqual([a.id]);
  });

  it('changes many at once, each by itself, and the same again gives the same', async () => {
    const { server, desk } = await start();
    const sari = await operator(server);
    const [free, held, stale] = [await desk.open(20), await desk.open(21), await desk.open(22)];
    await desk.change(held, { assignee: (await personWith(server, 'operator', '357801')).id });
    await desk.change(stale, { note: 'berubah' });
    const items = [free, { ...held, version: 2 }, stale].map(({ id, version }) => ({ id, version }));
    const missing = { id: nextCommandId(), version: 1 };
    const request = { id: nextCommandId(), items: [...items, missing], change: { assignee: 'me' } };
    const first = await sari.post<BulkAnswer>('/api/incidents/bulk', request);
    expect(first.status).toBe(201);
    expect(first.body.results).toEqual([
      { id: free.id, version: 2, refused: null },
      { id: held.id, version: null, refused: 'forbidden' },
      { id: stale.id, version: null, refused: 'stale-version' },
      { id: missing.id, version: null, refused: 'incident-not-found' },
    ]);
    const again = await sari.post<BulkAnswer>('/api/incidents/bulk', request);
    expect([again.status, again.body]).toEqual([200, first.body]);
    const other = await sari.post<ErrorBody>('/api/incidents/bulk', { ...request, change: { assignee: null } });
    expect([other.status, other.body.code]).toEqual([409, 'idempotency-conflict']);
  });

  it('finds by number, words, caller, place and telephone number', async () => {
    const { desk } = await start();
    const one = await desk.open(0, { note: 'Kotak suara basah', caller: 'Pak Joko', phone: '+62 812-3456-7890' });
    const two = await desk.open(SURABAYA, { note: 'Kotak hilang', kind: 'SEC-04' });
    const found = async (q: string): Promise<string[]> =>
      (await desk.list(`?view=all&q=${encodeURIComponent(q)}`)).rows.map(({ id }) => id);
    expect(await found(`#${one.number}`)).toEqual([one.id]);
    expect((await found('kotak')).sort()).toEqual([one.id, two.id].sort());
    for (const q of ['kotak bas', 'joko', '0812 3456', '8123456', '7890', smallTpsCode(0), 'KOTAK Joko'])
      expect([q, await found(q)]).toEqual([q, [one.id]]);
    expect(await found('SEC-04')).toEqual([two.id]);
    expect(await found(`' | 'x`)).toEqual([]);
    expect(await found('tidak ada')).toEqual([]);
  });

  it('pages through a queue in its order, without a hole or a repeat', async () => {
    const { desk, clock } = await start();
    const kinds = ['LOG-01', 'SEC-02', 'LOG-03', 'CNT-04', 'INF-01'] as const;
    for (let n = 0; n < 23; n++) {
      clock.advance({ seconds: 20 });
      await desk.open(n, { kind: kinds[n % kinds.length] ?? 'LOG-01' });
    }
    for (const sort of ['due', 'severity', 'opened', 'changed'])
      for (const order of ['asc', 'desc']) {
        const query = `?view=open&sort=${sort}&order=${order}`;
        const whole = (await desk.list(`${query}&limit=200`)).rows.map(({ number }) => number);
        const paged: number[] = [];
        for (let after: string | null = ''; after !== null;) {
          const page = await desk.list(`${query}&limit=5${after === '' ? '' : `&after=${after}`}`);
          paged.push(...page.rows.map(({ number }) => number));
          after = page.next;
        }
        expect([sort, order, paged]).toEqual([sort, order, whole]);
        expect(new Set(paged).size).toBe(23);
      }
    expect((await desk.get<ErrorBody>('/api/incidents?after=abc')).body.code).toBe('invalid-request');
  });

  it('counts the views and shows each its own', async () => {
    const { server, desk, clock } = await start();
    const sari = await operator(server);
    const taken = await desk.open(20);
    await desk.open(21, { kind: 'OPN-01' });
    await desk.open(0);
    await sari.change(taken, { assignee: 'me' });
    clock.advance({ minutes: 31 });
    const { counts, rows } = await sari.list('?view=region');
    // At the tier of a kabupaten: of severity 7 and 8.
    expect([counts, rows.map(({ id }) => id)]).toEqual([
      { mine: 1, unassigned: 1, region: 1, breached: 1, open: 2, all: 2 },
      [taken.id],
    ]);
    expect((await desk.list()).counts).toMatchObject({ open: 3, unassigned: 2, breached: 2, mine: 0 });
    expect((await sari.get('/api/incidents?region=3501')).status).toBe(403);
    expect((await sari.get(`/api/incidents?region=${smallTpsCode(0)}`)).status).toBe(403);
    expect((await sari.list(`?region=${smallTpsCode(20)}&view=all`)).rows.map(({ id }) => id)).toEqual([taken.id]);
    expect((await sari.list('?kind=OPN&view=all')).total).toBe(1);
    expect((await sari.list('?minSeverity=8&view=all')).total).toBe(1);
  });

  it('shows what a call might be about already', async () => {
    const { desk } = await start();
    const here = await desk.open(20, { kind: 'ENV-03' });
    const nearby = await desk.open(22);
    await desk.open(39);
    const { body } = await desk.get<SimilarResponse>(`/api/incidents/similar?place=${smallTpsCode(20)}&kind=LOG-01`);
    expect(body.rows.map(({ id, why }) => [id, why])).toEqual([
      [here.id, 'sameTps'],
      [nearby.id, 'sameKind'],
    ]);
  });

  it('tells the kinds with the times in use', async () => {
    const { desk } = await start();
    const { policy } = (await desk.get<IncidentKinds>('/api/incidents/kinds')).body;
    expect(policy.kinds['ENV-02']).toEqual({ severity: 9, answerMinutes: 15 });
  });

  it('is in the tables what it is in the journal', async () => {
    const { server, desk } = await start();
    const [a, b] = [await desk.open(0), await desk.open(SURABAYA, { phone: '0812 3456 789' })];
    await desk.change(a, { outcome: 'beres' });
    await desk.change(b, { addLinks: [a.id], place: smallTpsCode(21) });
    const report = await server.context.get(RebuildService, { strict: false }).run({ isWriting: false });
    expect(report.differences).toEqual([]);
    expect(report.tables).toEqual(
      expect.arrayContaining([
        { table: 'incident', rows: 2 },
        { table: 'incident_event', rows: 4 },
      ]),
    );
  });
});

describe('incidents on two instances', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  it('escalate exactly once, tier by tier, however many look', async () => {
    await database.empty();
    const clock = new FakeClock(EVE);
    const { server: a } = await startSmall(database.url(), { clock });
    const { server: b } = await startSmall(database.url(), { clock });
    const desk = new Desk(a);
    for (let n = 0; n < 10; n++) await desk.open(n, { kind: 'OPN-01' });
    const acted = await desk.open(11, { kind: 'OPN-01' });
    await desk.change(acted, { status: 'inProgress' });
    const tick = (server: RunningServer): Promise<number> =>
      server.context.get(EscalationTicker, { strict: false }).tick();
    for (const tier of ['kabupaten', 'provinsi', 'provinsi']) {
      clock.advance({ minutes: 60 });
      // An instance looks only while it knows itself current, and this clock has just leapt.
      await eventually(async () => {
        await Promise.all([tick(a), tick(b), tick(a), tick(b)]);
        const { rows } = await desk.list('?view=unassigned');
        expect(rows.map((row) => row.tier)).toEqual(Array<string>(10).fill(tier));
      });
    }
    const escalations = await database.dataSource()
      .query(`SELECT body->'incident'->>'id' AS id, count(*)::int AS times FROM journal
              WHERE kind = 'incident.escalated.v1' GROUP BY 1`);
    expect(escalations).toHaveLength(10);
    expect(escalations.every(({ times }: { times: number }) => times === 2)).toBe(true);
    const { history } = await desk.detail((await desk.list('?view=unassigned')).rows[0]?.id ?? '');
    expect(history.map(({ type, tier, by }) => [type, tier, by.name])).toEqual([
      ['escalated', 'provinsi', 'posko'],
      ['escalated', 'kabupaten', 'posko'],
      ['opened', undefined, 'supervisor-0'],
    ]);
  });
});
