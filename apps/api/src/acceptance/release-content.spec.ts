import { describe, expect, it } from '@jest/globals';
import type { ReleaseFile } from '@posko/contracts';
import type { Briefing, ReleaseResponse } from '@posko/contracts';
import type { CHasil } from '@posko/domain';
import { SMALL_PEMILU, nextCommandId, smallTpsCode, soundForm } from '@posko/testing';
import { useTestDatabase } from '../platform/database/testing/test-database';
import type { RunningServer } from '../server';
import { shiftedForm } from './testing/result-storm';
import { GOVERNOR } from './testing/results';
import { importContests } from './testing/small-contests';
import { endServersAfterEach, poster, request, send, signIn, startSmall } from './testing/small-server';

describe('what a release holds', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const start = async (contests?: Parameters<typeof importContests>[1]): Promise<RunningServer> => {
    await database.empty();
    const { server } = await startSmall(database.url());
    await importContests(server, contests);
    return server;
  };
  const read = async (server: RunningServer, position: number, form: CHasil, contest = GOVERNOR.id): Promise<void> => {
    for (const role of ['operator', 'verifier'] as const) {
      const post = poster(server, await signIn(server, role, '0'));
      const path = `/api/contests/${contest}/tps/${smallTpsCode(position)}/entries`;
      expect((await post(path, { id: nextCommandId(), form })).status).toBe(201);
    }
  };
  const frozen = async (server: RunningServer, contest: string = GOVERNOR.id): Promise<ReleaseFile> => {
    const as = await signIn(server, 'commissioner', '0');
    const order = { id: nextCommandId(), contest };
    const { status, body } = await poster(server, as)<{ number: number }>('/api/releases', order);
    expect(status).toBe(201);
    const path = `/api/releases/${body.number}`;
    return (await send<ReleaseResponse>(server, path, { as })).body.file;
  };

  it('is what is held too, with reasons, and none of its figures', async () => {
    const server = await start();
    await read(server, 0, soundForm(GOVERNOR));
    await read(server, 1, shiftedForm(GOVERNOR, 0, false));
    const { region, outcome } = await frozen(server);
    expect(region.states).toEqual({ counted: 1, held: 1, empty: 38 });
    expect(region.reasons).toMatchObject({ E104: 1 });
    expect(region.counts).toEqual({ expected: 40, received: 2, counted: 1 });
    expect(region.votes.valid).toBe(285);
    expect(outcome.outstanding).toMatchObject({ tps: 39, held: 1, missing: 38, disputed: 0 });
  });

  it('leaves votes that are disputed out of the gauge, and in the count', async () => {
    const server = await start();
    await read(server, 0, soundForm(GOVERNOR));
    await read(server, 1, soundForm(GOVERNOR));
    const mark = { id: nextCommandId(), mark: 'psu', isSet: true, reason: 'rekomendasi' };
    const post = poster(server, await signIn(server, 'supervisor', '35'));
    expect((await post(`/api/tps/${smallTpsCode(1)}/marks`, mark)).status).toBe(201);
    const { region, outcome } = await frozen(server);
    expect([region.counts.counted, region.votes.valid]).toEqual([2, 570]);
    expect(outcome.outstanding).toMatchObject({ tps: 39, disputed: 1, missing: 38 });
    expect(outcome.ranking.reduce((sum, { votes }) => sum + votes, 0)).toBe(285);
    // Of every TPS but one: voters of the register and ceil(2.5 %) of them.
    const voters = Array.from({ length: 39 }, (_, index) => 420 + 3 * (index + 1));
    const ballots = voters.map((count) => count + Math.ceil((25 * count) / 1000));
    const sum = (of: readonly number[]): number => of.reduce((total, one) => total + one, 0);
    expect([outcome.outstanding.voters, outcome.outstanding.ballots]).toEqual([sum(voters), sum(ballots)]);
  });

  it('tells of problems without who said what', async () => {
    const server = await start();
    const call = { note: 'ketua pingsan', phone: '0812-3456-789', caller: 'Siti Rahayu' };
    const open = async (kind: string, position: number): Promise<void> => {
      const body = { id: nextCommandId(), kind, tps: smallTpsCode(position), ...call };
      expect((await poster(server, await signIn(server, 'operator', '0'))('/api/incidents', body)).status).toBe(201);
    };
    for (const position of [0, 1, 20]) await open('SRK-02', position);
    await open('STF-03', 2);
    const file = await frozen(server);
    expect(
      file.problems.map(({ kind, severity, incidents, places, statuses }) => [
        kind,
        severity,
        incidents,
        places,
        statuses,
      ]),
    ).toEqual([
      ['STF-03', 10, 1, 1, { new: 1 }],
      ['SRK-02', 6, 3, 3, { new: 3 }],
    ]);
    const text = JSON.stringify(file);
    for (const private_ of ['pingsan', '3456', 'Siti']) expect(text).not.toContain(private_);
    expect((await frozen(server, 'pkwkk-3578')).problems).toMatchObject([{ kind: 'SRK-02', incidents: 1 }]);
  });

  it('is a regency by its kecamatan, a dapil by its parts, a presidency by what the register has of it', async () => {
    const server = await start(SMALL_PEMILU);
    const dpr = SMALL_PEMILU.find(({ id }) => id === 'pdpr-3501') ?? GOVERNOR;
    const form = soundForm(dpr);
    const parties = Object.fromEntries(
      dpr.options.filter(({ kind }) => kind === 'party').map(({ id }, index) => [id, index === 0 ? 255 : 30]),
    );
    await read(server, 0, { ...form, votes: { ...form.votes, parties } }, dpr.id);
    const list = await frozen(server, dpr.id);
    expect(list.rows.map(({ code }) => code)).toEqual(['350101', '350102', '357801', '357802']);
    expect(list.region.name).toBe('PACITAN, KOTA SURABAYA');
    expect(list.outcome.silences).toEqual({ leader: 'seats', second: 'seats', threshold: 'seats' });
    const president = await frozen(server, 'ppwp-0');
    expect([president.region.code, president.rows.map(({ code }) => code)]).toEqual(['35', ['3501', '3578']]);
    expect((await frozen(server, 'pdprdk-357801')).rows.map(({ level }) => level)).toEqual(['desa', 'desa']);
    const as = await signIn(server, 'commissioner', '0');
    for (let number = 1; number <= 3; number++)
      for (const format of ['pdf', 'png'])
        expect((await request(server, `/api/releases/${number}/files/${format}`, { as })).status).toBe(200);
  });

  it('goes by the inhabitants that the office says, and by the DPT where it says none', async () => {
    await database.empty();
    const { server } = await startSmall(database.url(), { populations: { '35': 1_500_000 } });
    await importContests(server);
    await read(server, 0, soundForm(GOVERNOR));
    expect((await frozen(server)).outcome.threshold).toEqual({ perMille: 20, population: 1_500_000, isStandIn: false });
    const { region, outcome } = await frozen(server, 'pkwkk-3501');
    expect(outcome.threshold).toEqual({ perMille: 20, population: region.voters, isStandIn: true });
  });

  it('can be looked at before, with another swing, by whoever may', async () => {
    const server = await start();
    await read(server, 0, soundForm(GOVERNOR));
    const path = '/api/contests/pkwkp-35/briefing';
    const as = await signIn(server, 'supervisor', '35');
    const { body } = await send<Briefing>(server, `${path}?swing=200`, { as });
    expect(body.outcome.swingPerMille).toBe(200);
    expect((await send(server, `${path}?swing=2000`, { as })).status).toBe(400);
    expect((await send(server, '/api/contests/pkwkp/briefing', { as })).status).toBe(404);
    for (const [role, scope] of [
      ['verifier', '35'],
      ['commissioner', '3501'],
    ] as const)
      expect((await send(server, path, { as: await signIn(server, role, scope) })).status).toBe(403);
  });
});
