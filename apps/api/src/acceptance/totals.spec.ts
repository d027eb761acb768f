import { describe, expect, it } from '@jest/globals';
import type { ErrorBody, TotalsResponse } from '@posko/contracts';
import { NATIONAL_CODE } from '@posko/domain';
import { FakeClock, SMALL_CONTESTS, nextCommandId, smallTpsCode } from '@posko/testing';
import { DataSource } from 'typeorm';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { JournalFollower } from '../platform/journal/journal-follower';
import { JournalRepository } from '../platform/journal/journal.repository';
import type { RunningServer } from '../server';
import { ResultStorm, shiftedForm, thrown } from './testing/result-storm';
import { importContests } from './testing/small-contests';
import { EVE, endServer, endServersAfterEach, poster, send, signIn, startSmall } from './testing/small-server';
import { journalTotals, sqlTotals, toldTotals } from './testing/totals-count';

const GOVERNOR = SMALL_CONTESTS[0] as (typeof SMALL_CONTESTS)[number];
const SURABAYA = 20;

const ACTS = ['enter', 'resolve', 'confirm', 'hold', 'release', 'withdraw', 'correct', 'explain'] as const;

describe('totals', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const start = async (): Promise<RunningServer> => {
    await database.empty();
    const { server } = await startSmall(database.url(), { clock: new FakeClock(EVE) });
    await importContests(server);
    return server;
  };
  const startAnother = async (): Promise<RunningServer> =>
    (await startSmall(database.url(), { clock: new FakeClock(EVE) })).server;
  const enter = async (server: RunningServer, position: number, role: 'operator' | 'verifier'): Promise<void> => {
    const post = poster(server, await signIn(server, role, NATIONAL_CODE));
    const path = `/api/contests/pkwkp/tps/${smallTpsCode(position)}/entries`;
    const { status } = await post(path, { id: nextCommandId(), form: shiftedForm(GOVERNOR, position % 3) });
    expect(status).toBe(201);
  };
  const totals = (server: RunningServer, contest: string, region: string): Promise<TotalsResponse & ErrorBody> =>
    send<TotalsResponse & ErrorBody>(server, `/api/contests/${contest}/totals/${region}`).then(({ body }) => body);

  it('are, after a storm, what SQL and the journal say: on every instance, and after a restart', async () => {
    const a = await start();
    const b = await startAnother();
    const storm = new ResultStorm([a, b], thrown(2024));
    await storm.gather(a);
    await storm.rage(360, 12);
    // Which acts were accepted is a matter of who came first: on until each was.
    for (let more = 0; more < 20 && storm.accepted.size < ACTS.length; more++) await storm.rage(60, 12);
    expect([...storm.accepted.keys()]).toEqual(expect.arrayContaining([...ACTS]));
    const expectAll = async (server: RunningServer): Promise<void> => {
      // What another instance has committed comes to this one a moment later.
      const { seq } = await server.context.get(JournalRepository, { strict: false }).head();
      expect(await server.context.get(JournalFollower, { strict: false }).reached(seq, 5000)).toBe(true);
      for (const contest of SMALL_CONTESTS) {
        const told = await toldTotals(server, contest);
        expect(told).toEqual(await sqlTotals(server.context.get(DataSource), contest));
        expect(told).toEqual(await journalTotals(server, contest));
      }
    };
    await expectAll(a);
    await expectAll(b);
    await endServer(a);
    const again = await startAnother();
    await expectAll(again);
    // What was loaded goes on as what was followed.
    const more = new ResultStorm([again, b], thrown(2025));
    await more.gather(again);
    await more.rage(60, 12);
    await expectAll(again);
    await expectAll(b);
  }, 60_000);

  it('say what is received, what is published, and what is held', async () => {
    const server = await start();
    await enter(server, SURABAYA, 'operator');
    await enter(server, SURABAYA, 'verifier');
    await enter(server, SURABAYA + 1, 'operator');
    const { region, children, contest } = await totals(server, 'pkwkp', '3578');
    expect(contest).toBe('pkwkp-35');
    expect(region).toMatchObject({
      code: '3578',
      level: 'kabupaten',
      expected: 20,
      published: { tps: 1, valid: 285, invalid: 15, total: 300, dpt: 400, came: 300 },
      received: { tps: 2, valid: 570 },
      held: { tps: 1, valid: 285 },
      states: { published: 1, enteredOnce: 1, empty: 18 },
    });
    expect(children.map(({ code, level, expected }) => [code, level, expected])).toEqual([
      ['357801', 'kecamatan', 12],
      ['357802', 'kecamatan', 8],
    ]);
  });

  it('of a desa name its TPS', async () => {
    const server = await start();
    await enter(server, SURABAYA, 'operator');
    const { children } = await totals(server, 'pkwkp-35', smallTpsCode(SURABAYA).slice(0, 10));
    expect(children).toHaveLength(6);
    const code = smallTpsCode(SURABAYA);
    expect(children[0]).toMatchObject({ code, name: code, level: 'tps', expected: 1, states: { enteredOnce: 1 } });
  });

  it('tell all blocks of the form to who asks for them', async () => {
    const server = await start();
    await enter(server, SURABAYA, 'operator');
    const { region, children } = await totals(server, 'pkwkp', '35?detail=blocks');
    expect(region.received.blocks).toEqual({
      voters: { dpt: { l: 196, p: 204, j: 400 } },
      came: {
        dpt: { l: 140, p: 150, j: 290 },
        moved: { l: 2, p: 1, j: 3 },
        ktp: { l: 3, p: 4, j: 7 },
        total: { l: 145, p: 155, j: 300 },
      },
      ballots: { received: 410, used: 300, spoiled: 2, unused: 108 },
      disability: { came: { l: 1, p: 2, j: 3 } },
    });
    expect(children.map(({ held }) => held.blocks?.ballots.used)).toEqual([0, 300]);
    expect((await totals(server, 'pkwkp', '35')).region.received).not.toHaveProperty('blocks');
    expect(await totals(server, 'pkwkp', '35?detail=all')).toMatchObject({ code: 'invalid-request' });
  });

  it('of a regency are also those of its contest for the province, which lies in nothing else', async () => {
    const server = await start();
    const { region, children } = await totals(server, 'pkwkk-3578', '35');
    expect([region.expected, children.map(({ code }) => code)]).toEqual([20, ['3578']]);
    expect((await totals(server, 'pkwkk', '3501')).contest).toBe('pkwkk-3501');
  });

  it('are refused where there are none', async () => {
    const server = await start();
    const ask = async (contest: string, region: string, as?: string): Promise<[number, string]> => {
      const path = `/api/contests/${contest}/totals/${region}`;
      const { status, body } = await send<ErrorBody>(server, path, { as });
      return [status, body.code];
    };
    expect(await ask('pkwkk', '35')).toEqual([404, 'contest-not-found']);
    expect(await ask('pkwkk-9999', '35')).toEqual([404, 'contest-not-found']);
    expect(await ask('pkw', '35')).toEqual([404, 'contest-not-found']);
    expect(await ask('pkwkk-3578', '3501')).toEqual([404, 'region-not-found']);
    expect(await ask('pkwkp', '3599')).toEqual([404, 'region-not-found']);
    expect(await ask('pkwkp', 'x')).toEqual([400, 'invalid-request']);
    expect(await ask('pkwkp', '3501', await signIn(server, 'verifier', '3578'))).toEqual([403, 'forbidden']);
    expect(await ask('pkwkp', '35', await signIn(server, 'viewer', NATIONAL_CODE))).toEqual([403, 'forbidden']);
  });

  it('begin anew with the contests that were brought last', async () => {
    const server = await start();
    await enter(server, SURABAYA, 'operator');
    const before = await totals(server, 'pkwkp', '35');
    // Names may change once there are results, options not.
    await importContests(
      server,
      SMALL_CONTESTS.map((contest) => ({ ...contest, name: `${contest.name} 2024` })),
    );
    const { region } = await totals(server, 'pkwkp', '35');
    expect(region).toEqual(before.region);
    expect([region.received.tps, Object.keys(region.received.options)]).toEqual([1, ['1000032', '1000033', '1000034']]);
  });
});
