import { beforeEach, describe, expect, it } from '@jest/globals';
import { ContestList } from '@posko/contracts';
import { Contest } from '@posko/domain';
import { SMALL_CONTESTS, SMALL_PEMILU, smallTpsCode } from '@posko/testing';
import { ContestHolder } from '../platform/contest/contest-holder';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RunningServer } from '../server';
import { ResultDesk } from './testing/results';
import { importContests } from './testing/small-contests';
import {
  START_SEQ,
  endServer,
  endServersAfterEach,
  eventually,
  send,
  signIn,
  startSmall,
} from './testing/small-server';
import type { Cookie } from './testing/small-server';

const [GOVERNOR, PACITAN, SURABAYA] = SMALL_CONTESTS.map(({ id }) => id);
const IN_PACITAN = smallTpsCode(0);

describe('contests', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  let server: RunningServer;

  beforeEach(async () => {
    await database.empty();
    ({ server } = await startSmall(database.url()));
  });

  const idsFor = async (as?: Cookie): Promise<string[]> => {
    const { body } = await send<ContestList>(server, '/api/contests', as === undefined ? {} : { as });
    return ContestList.parse(body).contests.map(({ id }) => id);
  };

  it('are none before the first import', async () => {
    expect((await send<ContestList>(server, '/api/contests')).body).toEqual({ seq: 0, contests: [] });
  });

  it('are listed as far as they touch the own scope, the governor first', async () => {
    expect(await importContests(server)).toEqual({
      outcome: 'imported',
      seq: START_SEQ + 1,
      added: 3,
      changed: 0,
      contests: 3,
    });
    expect((await send<ContestList>(server, '/api/contests')).body).toEqual({
      seq: START_SEQ + 1,
      contests: SMALL_CONTESTS,
    });
    expect(await idsFor(await signIn(server, 'operator', '3578'))).toEqual([GOVERNOR, SURABAYA]);
    expect(await idsFor(await signIn(server, 'verifier', '350101'))).toEqual([GOVERNOR, PACITAN]);
    expect((await send(server, '/api/contests', { as: null })).status).toBe(401);
  });

  it('stay as they are when they come again, and change one by one', async () => {
    await importContests(server);
    expect(await importContests(server)).toMatchObject({ outcome: 'unchanged', seq: START_SEQ + 1 });
    const renamed = SMALL_CONTESTS.slice(1, 2).map((contest) => ({ ...contest, name: 'Bupati Pacitan 2024' }));
    expect(await importContests(server, renamed)).toMatchObject({ outcome: 'imported', added: 0, changed: 1 });
    const { body } = await send<ContestList>(server, '/api/contests');
    expect(body.contests.map(({ name }) => name)).toEqual([
      'Gubernur Jawa Timur',
      'Bupati Pacitan 2024',
      'Wali Kota Surabaya',
    ]);
  });

  it('refuse a second one of the same code at the same place', async () => {
    await importContests(server);
    const twice = Contest.parse({ ...SMALL_CONTESTS[2], id: 'pkwkk-357801', regions: ['357801'] });
    await expect(importContests(server, [twice])).rejects.toThrow('have a place in common');
    expect(await idsFor()).toHaveLength(3);
  });

  it('are found by id or by code where a TPS lies in them, and nowhere else', async () => {
    await importContests(server);
    const holder = server.context.get(ContestHolder);
    expect(holder.find('pkwkk', IN_PACITAN).id).toBe(PACITAN);
    expect(holder.find('pkwkp', IN_PACITAN).id).toBe(GOVERNOR);
    expect(holder.find('pkwkk-3501', '350101').id).toBe(PACITAN);
    for (const name of ['pkwkk-3578', 'pkwkk-9999', 'ppwp', 'nothing']) {
      expect(() => holder.find(name, IN_PACITAN)).toThrow('contest-not-found');
    }
    expect(() => holder.find('pkwkk', '35')).toThrow('contest-not-found');
  });

  it('are those of a Pemilu too, with lists and a dapil of several regencies', async () => {
    await importContests(server, SMALL_PEMILU);
    const { body } = await send<ContestList>(server, '/api/contests');
    expect(ContestList.parse(body).contests).toEqual(SMALL_PEMILU);
    const holder = server.context.get(ContestHolder);
    expect(holder.find('pdpr', IN_PACITAN)).toBe(holder.find('pdpr', smallTpsCode(39)));
    expect(holder.find('pdprdk', smallTpsCode(39)).name).toBe('DPRD Surabaya 2');
    const listless = SMALL_PEMILU.slice(1, 2).map((each) => ({ ...each, options: each.options.toReversed() }));
    await expect(importContests(server, listless)).rejects.toThrow('pdpr-3501: ');
  });

  it('keep area and options once they have results; names may change', async () => {
    await (await ResultDesk.at(server)).published();
    const [governor, pacitan] = [...SMALL_CONTESTS] as [Contest, Contest];
    const fewer = { ...governor, options: governor.options.slice(0, 2) };
    await expect(importContests(server, [fewer])).rejects.toThrow('pkwkp-35 has results');
    await expect(importContests(server, [{ ...governor, regions: pacitan.regions }])).rejects.toThrow('has results');
    const named = {
      ...governor,
      options: governor.options.map((option) => ({ ...option, name: `Calon ${option.number}` })),
    };
    expect(await importContests(server, [named])).toMatchObject({ outcome: 'imported', changed: 1 });
    const unused = { ...pacitan, options: pacitan.options.slice(0, 1) };
    expect(await importContests(server, [unused])).toMatchObject({ outcome: 'imported', changed: 1 });
  });

  it('reach every instance, survive a restart and are made again from the journal alone', async () => {
    const { server: other } = await startSmall(database.url());
    await importContests(server);
    await eventually(() => {
      expect(other.context.get(ContestHolder).all()).toEqual(SMALL_CONTESTS);
    });
    expect(await server.context.get(RebuildService, { strict: false }).run({ isWriting: false })).toMatchObject({
      isSame: true,
      faults: [],
      differences: [],
    });
    await endServer(server);
    ({ server } = await startSmall(database.url()));
    expect((await send<ContestList>(server, '/api/contests')).body.contests).toEqual(SMALL_CONTESTS);
  });
});
