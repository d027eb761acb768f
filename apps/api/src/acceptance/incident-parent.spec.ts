import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import type { ClusterList, ErrorBody, IncidentKinds, ParentAnswer, ProposalList } from '@posko/contracts';
import type { FakeClock } from '@posko/testing';
import { nextCommandId, smallTpsCode } from '@posko/testing';
import { EscalationTicker } from '../incident/escalation-ticker';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RunningServer } from '../server';
import { Desk } from './testing/incidents';
import { endServersAfterEach, eventually, post, signIn, startSmall } from './testing/small-server';

type Parent = ParentAnswer & ErrorBody;

describe('one incident over many TPS', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const start = async (): Promise<{ server: RunningServer; clock: FakeClock; desk: Desk }> => {
    await database.empty();
    const { server, clock } = await startSmall(database.url());
    return { server, clock, desk: new Desk(server) };
  };
  const flood = (changes: object = {}): object => ({
    ...{ id: nextCommandId(), kind: 'ENV-02', region: '350101', note: 'banjir bandang', ...changes },
  });

  it('is opened over a whole kecamatan: those that called join, each other TPS has a child', async () => {
    const { server, desk } = await start();
    const called = await desk.open(3, { kind: 'ENV-02', note: 'air setinggi lutut' });
    const other = await desk.open(4);
    const order = flood({ isWholeRegion: true });
    const first = await desk.post<Parent>('/api/incidents/parents', order);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      children: 10,
      incident: { isParent: true, place: '350101', severity: 9, tier: 'provinsi', openedBy: { name: 'supervisor-0' } },
    });
    const again = await desk.post<Parent>('/api/incidents/parents', order);
    expect([again.status, again.body]).toEqual([200, first.body]);
    const { children } = await desk.detail(first.body.incident.id);
    expect(children.map(({ place }) => place).sort()).toEqual([...Array(10).keys()].map(smallTpsCode));
    expect(children.find(({ place }) => place === called.place)).toMatchObject({ id: called.id, version: 2 });
    expect((await desk.detail(other.id)).incident.parent).toBeNull();
    // What a parent leads is no work of its own.
    const { counts, rows } = await desk.list('?view=unassigned');
    expect([counts.unassigned, counts.open]).toEqual([2, 12]);
    expect(rows.map(({ id }) => id).sort()).toEqual([first.body.incident.id, other.id].sort());
    expect((await server.context.get(RebuildService, { strict: false }).run({ isWriting: false })).differences).toEqual(
      [],
    );
  });

  it('takes incidents and TPS that were chosen, and refuses what is not there or lies elsewhere', async () => {
    const { server, desk } = await start();
    const ended = await desk.open(2);
    const calls = [await desk.open(0), await desk.open(1), ended];
    await desk.change(ended, { status: 'invalid' });
    const chosen = { incidents: calls.map(({ id }) => id), tps: [smallTpsCode(5)] };
    const { body } = await desk.post<Parent>('/api/incidents/parents', flood(chosen));
    expect(body.children).toBe(3);
    const refused = async (changes: object): Promise<unknown> => {
      const { status, body } = await desk.post<ErrorBody>('/api/incidents/parents', flood(changes));
      return [status, body.code];
    };
    expect(await refused({ incidents: [nextCommandId()] })).toEqual([404, 'incident-not-found']);
    expect(await refused({ tps: [smallTpsCode(39)] })).toEqual([400, 'invalid-request']);
    expect(await refused({ tps: ['3501012001009'] })).toEqual([404, 'tps-not-found']);
    expect(await refused({ region: '3599' })).toEqual([404, 'region-not-found']);
    expect(await refused({ region: '3501', isWholeRegion: true })).toEqual([400, 'invalid-request']);
    const operator = new Desk(server, await signIn(server, 'operator', '3501'));
    expect((await operator.post<ErrorBody>('/api/incidents/parents', flood())).status).toBe(403);
  });

  it('acts on its children: they wait, go on, end and begin again with it', async () => {
    const { desk } = await start();
    const { body } = await desk.post<Parent>('/api/incidents/parents', flood({ isWholeRegion: true }));
    let parent = body.incident;
    const [odd] = (await desk.detail(parent.id)).children;
    await desk.change(odd ?? parent, { status: 'invalid' });
    const statuses = async (): Promise<string[]> => [
      ...new Set((await desk.detail(parent.id)).children.filter(({ id }) => id !== odd?.id).map((c) => c.status)),
    ];
    parent = await desk.change(parent, { waitingReason: 'menunggu air surut', withChildren: true });
    expect(await statuses()).toEqual(['waiting']);
    parent = await desk.change(parent, { status: 'inProgress', withChildren: true });
    parent = await desk.change(parent, { note: 'banjir surut' });
    expect(await statuses()).toEqual(['inProgress']);
    const id = nextCommandId();
    const resolve = { id, outcome: 'TPS dipindah', withChildren: true };
    const first = await desk.patch(parent, resolve);
    const again = await desk.patch(parent, resolve);
    expect([again.status, again.body]).toEqual([200, first.body]);
    parent = first.body.incident;
    expect(await statuses()).toEqual(['resolved']);
    expect((await desk.list('?view=open')).total).toBe(0);
    parent = await desk.change(parent, { status: 'reopened', withChildren: true });
    expect(await statuses()).toEqual(['reopened']);
    expect((await desk.detail(odd?.id ?? '')).incident.status).toBe('invalid');
    const stale = await desk.patch({ ...parent, version: 1 }, { outcome: 'x', withChildren: true });
    expect([stale.status, stale.body.params?.['current'] !== undefined]).toEqual([409, true]);
  });

  it('is the supervisor’s: operators may join it and comment on it', async () => {
    const { server, desk } = await start();
    const { body } = await desk.post<Parent>('/api/incidents/parents', flood());
    const operator = new Desk(server, await signIn(server, 'operator', '350101'));
    const late = await operator.open(6, { kind: 'ENV-02', parent: body.incident.id });
    expect(late.parent).toBe(body.incident.id);
    expect((await operator.patch(body.incident, { outcome: 'x', withChildren: true })).status).toBe(403);
    expect((await operator.patch(body.incident, { comment: 'masih naik' })).status).toBe(200);
    const stray = await operator.open(7);
    expect((await operator.patch(stray, { parent: late.id })).body.params).toMatchObject({ reason: 'notParent' });
  });

  it('escalates in its children’s place', async () => {
    const { server, clock, desk } = await start();
    const { body } = await desk.post<Parent>('/api/incidents/parents', flood({ kind: 'ENV-03', isWholeRegion: true }));
    clock.advance({ minutes: 61 });
    await eventually(async () => {
      await server.context.get(EscalationTicker, { strict: false }).tick();
      expect((await desk.detail(body.incident.id)).incident.tier).toBe('kabupaten');
    });
    const { children } = await desk.detail(body.incident.id);
    expect(new Set(children.map(({ tier }) => tier))).toEqual(new Set(['kecamatan']));
    await desk.change({ ...body.incident, version: 2 }, { outcome: 'menyala' });
    await eventually(async () => {
      await server.context.get(EscalationTicker, { strict: false }).tick();
      const tiers = (await desk.detail(body.incident.id)).children.map(({ tier }) => tier);
      expect(new Set(tiers)).toEqual(new Set(['kabupaten']));
    });
  });

  it('is suggested where similar calls come close together, until it is there', async () => {
    const { clock, desk } = await start();
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      ids.push((await desk.open(n, { kind: 'ENV-03' })).id);
      clock.advance({ minutes: 5 });
    }
    const clusters = async (): Promise<ClusterList['rows']> =>
      (await desk.get<ClusterList>('/api/incidents/clusters')).body.rows;
    expect(await clusters()).toMatchObject([
      {
        kind: 'ENV-03',
        region: { code: '350101', name: 'DONOROJO' },
        parent: null,
        firstAt: '2024-11-26T05:00:00.000Z',
      },
    ]);
    expect((await clusters())[0]?.incidents.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const order = flood({ kind: 'ENV-03', incidents: ids });
    const { body } = await desk.post<Parent>('/api/incidents/parents', order);
    expect(await clusters()).toEqual([]);
    for (let n = 5; n < 10; n++) await desk.open(n, { kind: 'ENV-03' });
    expect(await clusters()).toMatchObject([{ parent: body.incident.id }]);
  });

  it('or any other that puts a re-vote in play proposes the mark, until it is set or the incident ends', async () => {
    const { server, desk } = await start();
    const broken = await desk.open(0, { kind: 'SEC-04' });
    const flooded = await desk.open(1, { kind: 'ENV-02' });
    await desk.open(2, { kind: 'LOG-01' });
    const proposals = async (): Promise<unknown> =>
      (await desk.get<ProposalList>('/api/incidents/proposals')).body.rows.map(({ incident, marks }) => [
        incident.id,
        marks,
      ]);
    expect(await proposals()).toEqual([
      [broken.id, ['psu']],
      [flooded.id, ['psl', 'pss']],
    ]);
    const mark = { id: nextCommandId(), mark: 'pss', isSet: true, reason: 'banjir' };
    expect((await post(server, `/api/tps/${smallTpsCode(1)}/marks`, mark)).status).toBe(201);
    expect(await proposals()).toEqual([[broken.id, ['psu']]]);
    await desk.change(broken, { status: 'invalid' });
    expect(await proposals()).toEqual([]);
    expect(
      (await new Desk(server, await signIn(server, 'operator', '35')).get('/api/incidents/proposals')).status,
    ).toBe(403);
  });

  it('proposes no more what a supervisor declined, each mark by itself, until a later incident asks anew', async () => {
    const { server, desk } = await start();
    const marks = async (): Promise<unknown> =>
      (await desk.get<ProposalList>('/api/incidents/proposals')).body.rows.map(({ incident, marks }) => [
        incident.id,
        marks,
      ]);
    const decide = async (mark: string, isSet: boolean): Promise<void> => {
      const decision = { id: nextCommandId(), mark, isSet, reason: 'putusan Panwas' };
      expect((await post(server, `/api/tps/${smallTpsCode(1)}/marks`, decision)).status).toBe(201);
    };
    // What was cleared before it was opened says nothing about it.
    await decide('psl', false);
    const flooded = await desk.open(1, { kind: 'ENV-02' });
    expect(await marks()).toEqual([[flooded.id, ['psl', 'pss']]]);
    await decide('psl', false);
    expect(await marks()).toEqual([[flooded.id, ['pss']]]);
    // A mark that was set and taken back again was decided as well.
    await decide('pss', true);
    expect(await marks()).toEqual([]);
    await decide('pss', false);
    expect(await marks()).toEqual([]);
    const later = await desk.open(1, { kind: 'PSL-01' });
    expect(await marks()).toEqual([[later.id, ['psl']]]);
    expect((await server.context.get(RebuildService, { strict: false }).run({ isWriting: false })).differences).toEqual(
      [],
    );
  });

  it('proposes to leave a TPS without a signal to the PPK', async () => {
    const { desk } = await start();
    const silent = await desk.open(2, { kind: 'SRK-03' });
    expect((await desk.get<ProposalList>('/api/incidents/proposals')).body.rows).toMatchObject([
      { incident: { id: silent.id }, marks: ['delegatedToPpk'] },
    ]);
  });
});

describe('the office’s own severities and times', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  it('come from a file, and a file that makes no sense keeps the server from starting', async () => {
    await database.empty();
    const incidentPolicy = join(tmpdir(), `posko-policy-${process.pid}.json`);
    await writeFile(incidentPolicy, JSON.stringify({ kinds: { 'LOG-01': { severity: 10, answerMinutes: 3 } } }));
    const { server } = await startSmall(database.url(), { incidentPolicy });
    const desk = new Desk(server);
    expect(await desk.open()).toMatchObject({
      severity: 10,
      tier: 'provinsi',
      answerDueAt: '2024-11-26T05:03:00.000Z',
    });
    const { policy } = (await desk.get<IncidentKinds>('/api/incidents/kinds')).body;
    expect(policy.kinds['LOG-01']).toEqual({ severity: 10, answerMinutes: 3 });
    await writeFile(incidentPolicy, JSON.stringify({ kinds: { 'LOG-99': {} } }));
    await expect(startSmall(database.url(), { incidentPolicy })).rejects.toThrow(/cannot be used/);
  });
});
