import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  ContestList,
  PublishedCandidates,
  PublishedIndex,
  PublishedRegion,
  ResultAnswer,
  ResultResponse,
  TotalsResponse,
} from '@posko/contracts';
import type { ErrorBody } from '@posko/contracts';
import type { CHasil, Contest } from '@posko/domain';
import { partyVotes, readSirekapForm, standingsOf } from '@posko/domain';
import { SMALL_PEMILU, nextCommandId, smallTpsCode } from '@posko/testing';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { PublicationTicker } from '../publication/publication-ticker';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RunningServer } from '../server';
import { importContests } from './testing/small-contests';
import { endServersAfterEach, eventually, poster, send, signIn, startSmall } from './testing/small-server';
import type { Answer } from './testing/small-server';

const DPR = SMALL_PEMILU[1] as Contest;
/** In both regencies of the dapil. */
const PLACES = [smallTpsCode(0), smallTpsCode(20)];

type Votes = readonly [first: readonly [number, number, number], second: readonly [number, number, number]];

/** A form of 280 voters, 210 of whom came: a party's own votes, then those of its two candidates. */
function form([[a, a1, a2], [b, b1, b2]]: Votes): CHasil {
  const row = (l: number, p: number): { l: number; p: number; j: number } => ({ l, p, j: l + p });
  const options = { 1: a, 1001: a1, 1002: a2, 2: b, 2001: b1, 2002: b2 };
  const valid = a + a1 + a2 + b + b1 + b2;
  return {
    voters: { dpt: row(130, 150) },
    came: { dpt: row(95, 111), moved: row(1, 1), ktp: row(1, 1), total: row(97, 113) },
    ballots: { received: 287, used: 210, spoiled: 1, unused: 76 },
    disability: { came: row(1, 0) },
    votes: { options, parties: { 1: a + a1 + a2, 2: b + b1 + b2 }, valid, invalid: 210 - valid, total: 210 },
  };
}

describe('a contest of parties', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  let server: RunningServer;
  beforeEach(async () => {
    await database.empty();
    ({ server } = await startSmall(database.url()));
    await importContests(server, SMALL_PEMILU);
  });

  const enter = async (tps: string, sent: CHasil): Promise<Answer<ResultAnswer & ErrorBody>> => {
    const path = `/api/contests/pdpr/tps/${tps}/entries`;
    await poster(server, await signIn(server, 'operator', '35'))(path, { id: nextCommandId(), form: sent });
    return poster(server, await signIn(server, 'verifier', '35'))(path, { id: nextCommandId(), form: sent });
  };
  const totals = async (region: string): Promise<TotalsResponse> =>
    TotalsResponse.parse((await send(server, `/api/contests/pdpr-3501/totals/${region}`)).body);

  it('is on the ballot with its parties and their candidates, and its forms are entered line by line', async () => {
    const { contests } = ContestList.parse((await send(server, '/api/contests')).body);
    const [, dpr] = contests;
    expect(dpr).toEqual(DPR);
    expect(dpr?.options.map(({ kind, party }) => [kind, party])).toEqual(
      ['1', '2'].flatMap((party) => [
        ['party', null],
        ['person', party],
        ['person', party],
      ]),
    );
    const { body } = await enter(
      PLACES[0] ?? '',
      form([
        [10, 60, 30],
        [5, 70, 25],
      ]),
    );
    expect(ResultAnswer.parse(body)).toMatchObject({ contest: 'pdpr-3501', state: 'published', findings: [] });
    const read = ResultResponse.parse((await send(server, `/api/contests/pdpr/tps/${PLACES[0] ?? ''}`)).body);
    expect(read.result.form?.votes).toMatchObject({ options: { 2001: 70 }, parties: { 1: 100, 2: 100 }, valid: 200 });
  });

  it('is held where a party says another sum than its candidates, and refuses candidates of other lists', async () => {
    const odd = form([
      [10, 60, 30],
      [5, 70, 25],
    ]);
    const { body } = await enter(PLACES[0] ?? '', { ...odd, votes: { ...odd.votes, parties: { 1: 90, 2: 100 } } });
    expect(body).toMatchObject({ state: 'held', holds: ['E104'] });
    const strange = { ...odd, votes: { ...odd.votes, options: { ...odd.votes.options, 3001: 1 } } };
    const refused = await enter(PLACES[1] ?? '', strange);
    expect([refused.status, refused.body.code]).toEqual([400, 'invalid-request']);
    expect(JSON.stringify(refused.body)).toContain('form.votes.options.3001');
  });

  it('adds up by option and by party over its dapil, and says who passes 4 %: exactly there, and not one vote below', async () => {
    await enter(
      PLACES[0] ?? '',
      form([
        [12, 120, 60],
        [1, 5, 2],
      ]),
    );
    await enter(
      PLACES[1] ?? '',
      form([
        [2, 100, 90],
        [0, 8, 0],
      ]),
    );
    const whole = await eventually(async () => {
      const { region } = await totals('35');
      expect(region.published.tps).toBe(2);
      return region.published;
    });
    expect(whole.options).toMatchObject({ 1: 14, 1001: 220, 2: 1, 2001: 13 });
    expect(whole.valid).toBe(400);
    expect([...partyVotes({ contest: DPR, votes: whole.options })]).toEqual([
      ['1', 384],
      ['2', 16],
    ]);
    const passed = (votes: Readonly<Record<string, number>>): boolean[] =>
      standingsOf([{ contest: DPR, votes }]).map(({ hasPassed }) => hasPassed);
    expect(passed(whole.options)).toEqual([true, true]);
    expect(passed({ ...whole.options, 1001: 221, 2001: 12 })).toEqual([true, false]);
    const parts = await Promise.all(['3501', '3578'].map((region) => totals(region)));
    const sums = parts.map(({ region }) => region.published.options['2001'] ?? 0);
    expect(sums).toEqual([5, 8]);
    const { differences } = await server.context.get(RebuildService, { strict: false }).run({ isWriting: false });
    expect(differences).toEqual([]);
  });

  it('is published with the persons on its lists in a file of their own, and in Sirekap’s shape', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'posko-public-'));
    const sent = form([
      [10, 20, 30],
      [40, 50, 60],
    ]);
    const [tps = ''] = PLACES;
    const json = async (path: string): Promise<unknown> =>
      JSON.parse(await readFile(join(folder, 'publik', path), 'utf8'));
    try {
      await enter(tps, sent);
      await server.context.get(PublicationTicker, { strict: false }).look(folder);
      const { contests } = PublishedIndex.parse(await json('v1/index.json'));
      const shown = contests.find(({ id }) => id === DPR.id);
      expect(shown?.options.map(({ id }) => id)).toEqual(['1', '2']);
      const lists = PublishedCandidates.parse(await json(`v1/${shown?.candidates ?? ''}`));
      expect(lists).toEqual({
        version: 1,
        contest: DPR.id,
        options: DPR.options.filter(({ party }) => party !== null),
      });
      expect(contests.find(({ code }) => code === 'ppwp')?.candidates).toBeUndefined();
      const region = PublishedRegion.parse(await json(`v1/${shown?.file ?? ''}`));
      expect(region.region.votes.parties).toEqual({ 1: 60, 2: 150 });
      const place = `pemilu/hhcw/pdpr/${[2, 4, 6, 10, 13].map((digits) => tps.slice(0, digits)).join('/')}.json`;
      const { form: told } = readSirekapForm(await json(place));
      expect(told?.votes).toEqual(sent.votes);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
