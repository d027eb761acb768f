import { afterEach, describe, expect, it } from '@jest/globals';
import type { TotalsResponse } from '@posko/contracts';
import { NATIONAL_CODE } from '@posko/domain';
import { FakeClock, SMALL_CONTESTS, nextCommandId, smallTpsCode } from '@posko/testing';
import { useTestDatabase } from '../platform/database/testing/test-database';
import type { RunningServer } from '../server';
import { ContestClient } from './testing/contest-client';
import { ResultStorm, shiftedForm, thrown } from './testing/result-storm';
import { importContests } from './testing/small-contests';
import { EVE, endServersAfterEach, eventually, poster, send, signIn, startSmall } from './testing/small-server';

const GOVERNOR = SMALL_CONTESTS[0] as (typeof SMALL_CONTESTS)[number];
const SURABAYA = 20;

describe('totals and results, live', () => {
  const database = useTestDatabase();
  const clients: ContestClient[] = [];
  endServersAfterEach();
  afterEach(() => {
    for (const client of clients.splice(0)) client.disconnect();
  });

  const start = async (): Promise<{ a: RunningServer; b: RunningServer }> => {
    await database.empty();
    const clock = new FakeClock(EVE);
    const { server: a } = await startSmall(database.url(), { clock });
    await importContests(a);
    const { server: b } = await startSmall(database.url(), { clock });
    return { a, b };
  };
  const connect = async (server: RunningServer, as?: string): Promise<ContestClient> => {
    const client = new ContestClient(server, as);
    clients.push(client);
    await client.connect();
    return client;
  };
  const enter = async (server: RunningServer, position: number, role: 'operator' | 'verifier'): Promise<void> => {
    const post = poster(server, await signIn(server, role, NATIONAL_CODE));
    const path = `/api/contests/pkwkp/tps/${smallTpsCode(position)}/entries`;
    expect((await post(path, { id: nextCommandId(), form: shiftedForm(GOVERNOR, 1) })).status).toBe(201);
  };

  it('reach the rooms of every region above them, on every instance, and no other', async () => {
    const { a, b } = await start();
    const desa = smallTpsCode(SURABAYA).slice(0, 10);
    const [province, kabupaten, inDesa] = [await connect(a), await connect(b), await connect(b)];
    const [elsewhere, regency] = [await connect(b), await connect(a)];
    await province.subscribe('totals', 'pkwkp-35', '35');
    await kabupaten.subscribe('totals', 'pkwkp-35', '3578');
    await inDesa.subscribe('totals', 'pkwkp-35', desa);
    await elsewhere.subscribe('totals', 'pkwkp-35', '3501');
    await regency.subscribe('totals', 'pkwkk-3578', '3578');
    await enter(a, SURABAYA, 'operator');
    await eventually(() => {
      expect([...province.totals.keys()]).toEqual(['35', '3578']);
      expect([...kabupaten.totals.keys()]).toEqual(['3578', '357801']);
      expect([...inDesa.totals.keys()]).toEqual([desa, smallTpsCode(SURABAYA)]);
    });
    expect(province.totals.get('3578')).toMatchObject({ received: { tps: 1, valid: 285 }, published: { tps: 0 } });
    expect(inDesa.totals.get(smallTpsCode(SURABAYA))).toMatchObject({ level: 'tps', states: { enteredOnce: 1 } });
    expect([...elsewhere.totals, ...regency.totals]).toEqual([]);
  });

  it('end, through a storm, at what the answer to a request says, without a gap', async () => {
    const { a, b } = await start();
    const client = await connect(b);
    const path = '/api/contests/pkwkp-35/totals/3578';
    expect(await client.subscribe('totals', 'pkwkp-35', '3578')).toEqual({ seq: expect.any(Number) });
    const storm = new ResultStorm([a, b], thrown(7));
    await storm.gather(a);
    await storm.rage(240, 12);
    await eventually(async () => {
      const { body } = await send<TotalsResponse>(b, path);
      expect(client.totals.get('3578')).toEqual(body.region);
      expect(body.children.map(({ code }) => client.totals.get(code))).toEqual(body.children);
    });
    expect(client.gaps).toBe(0);
  });

  it('tell of a result what its line says, and nothing of figures that wait for a second reading', async () => {
    const { a, b } = await start();
    const client = await connect(b, await signIn(b, 'verifier', '3578'));
    expect(await client.subscribe('result', 'pkwkp-35', '3578')).toEqual({ seq: expect.any(Number) });
    const code = smallTpsCode(SURABAYA);
    await enter(a, SURABAYA, 'operator');
    await eventually(() =>
      expect(client.results.get(code)).toMatchObject({ state: 'enteredOnce', version: 1, codes: [] }),
    );
    await enter(a, SURABAYA, 'verifier');
    await eventually(() => expect(client.results.get(code)).toMatchObject({ state: 'published', version: 2 }));
    await enter(a, 0, 'operator');
    await client.unsubscribe('result', 'pkwkp-35', '3578');
    await enter(a, SURABAYA + 1, 'operator');
    const other = await connect(b);
    await other.subscribe('result', 'pkwkp-35', '3578');
    await enter(a, SURABAYA + 2, 'operator');
    await eventually(() => expect(other.results.has(smallTpsCode(SURABAYA + 2))).toBe(true));
    expect([...client.results.keys()]).toEqual([code]);
    expect(JSON.stringify(client.messages)).not.toContain('285');
    expect(client.gaps).toBe(0);
  });

  it('are refused outside the own region, of contests that are not, and of what no contest has', async () => {
    const { a } = await start();
    const client = await connect(a, await signIn(a, 'verifier', '3578'));
    for (const kind of ['totals', 'result'] as const) {
      expect(await client.subscribe(kind, 'pkwkp-35', '3501')).toEqual({ code: 'forbidden' });
      expect(await client.subscribe(kind, 'pkwkp-35', '35')).toEqual({ code: 'forbidden' });
      expect(await client.subscribe(kind, 'pkwkk-3501', '3578')).toEqual({ code: 'region-not-found' });
      expect(await client.subscribe(kind, 'pkwkk-3579', '3578')).toEqual({ code: 'contest-not-found' });
      expect(await client.subscribe(kind, 'pkw', '3578')).toEqual({ code: 'invalid-request' });
      expect(await client.subscribe(kind, 'pkwkk-3578', '357899')).toEqual({ code: 'region-not-found' });
    }
    const viewer = await connect(a, await signIn(a, 'viewer', NATIONAL_CODE));
    expect(await viewer.subscribe('totals', 'pkwkp-35', '35')).toEqual({ code: 'forbidden' });
  });
});
