import { beforeEach, describe, expect, it } from '@jest/globals';
import { RecapList, RecapResponse } from '@posko/contracts';
import type { ErrorBody, RecapAnswer } from '@posko/contracts';
import { SYSTEM_ACTOR, TpsCode, blankForm, sumOfFigures } from '@posko/domain';
import type { CHasil, Contest, DHasil, RecapAct, RecapFigures } from '@posko/domain';
import { nextCommandId, smallTpsCode } from '@posko/testing';
import { ContestHolder } from '../platform/contest/contest-holder';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { ResultWriter } from '../platform/result/result-writer';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RunningServer } from '../server';
import { ContestClient } from './testing/contest-client';
import { importContests } from './testing/small-contests';
import { endServersAfterEach, eventually, poster, send, signIn, startSmall } from './testing/small-server';
import type { Answer, Cookie } from './testing/small-server';

const IDS = ['1000032', '1000033', '1000034'] as const;
type Votes = readonly [number, number, number];

/** Positions of the TPS of kecamatan 357801 in the small register. */
const KARANG_PILANG = Array.from({ length: 12 }, (_, n) => 20 + n);

function figures(votes: Votes, invalid = 2): RecapFigures {
  const valid = votes[0] + votes[1] + votes[2];
  const options = Object.fromEntries(IDS.map((id, index) => [id, votes[index] ?? 0]));
  return { options, valid, invalid, total: valid + invalid };
}

const votesAt = (position: number): Votes => [10 + position, 100 + 2 * position, 50 + position];

function formOf(contest: Contest, position: number): CHasil {
  const { options, ...sums } = figures(votesAt(position));
  const blank = blankForm(contest);
  return { ...blank, votes: { ...blank.votes, options, ...sums } };
}

function dHasil(parts: Record<string, RecapFigures>): DHasil {
  const whole = sumOfFigures(Object.values(parts));
  const plenaryAt = '2024-11-29T13:00:00+07:00';
  return { figures: whole, parts, tps: Object.keys(parts).length, document: 'D.Hasil-KEC-KWK/357801', plenaryAt };
}

/** As the crews counted it, with changes to some TPS. */
function kecamatan(changes: Record<string, RecapFigures> = {}): DHasil {
  const parts = KARANG_PILANG.map((position) => [smallTpsCode(position), figures(votesAt(position))] as const);
  return dHasil({ ...Object.fromEntries(parts), ...changes });
}

describe('recapitulations', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  beforeEach(() => database.empty());

  const start = async (): Promise<RunningServer> => {
    const { server } = await startSmall(database.url());
    await importContests(server);
    return server;
  };

  const enter = async (server: RunningServer, positions: readonly number[]): Promise<void> => {
    const contest = server.context.get(ContestHolder, { strict: false }).find('pkwkp', '35');
    const writer = server.context.get(ResultWriter, { strict: false });
    const person = { id: SYSTEM_ACTOR.id, name: 'kpps', role: 'supervisor' as const, scope: '0' as never };
    await Promise.all(
      positions.map((position) =>
        writer.enter(contest, TpsCode.parse(smallTpsCode(position)), {
          order: { id: nextCommandId(), form: formOf(contest, position), source: 'crew' },
          acting: { person, actor: SYSTEM_ACTOR },
        }),
      ),
    );
  };

  const act = async (
    server: RunningServer,
    [region, version]: readonly [string, number],
    { act: what, as, id = nextCommandId() }: { act: RecapAct; as?: Cookie; id?: string },
  ): Promise<Answer<RecapAnswer & ErrorBody>> =>
    poster(server, as ?? (await signIn(server)))(`/api/recap/pkwkp/${region}`, { id, version, act: what });

  const read = async (server: RunningServer, region: string): Promise<RecapResponse> =>
    RecapResponse.parse((await send(server, `/api/recap/pkwkp/${region}`)).body);

  it('go from the plenary to the form, and name the TPS and the option that differ from the crews’ forms', async () => {
    const server = await start();
    await enter(server, KARANG_PILANG);
    expect((await act(server, ['357801', 0], { act: { type: 'open' } })).body).toMatchObject({
      version: 1,
      status: 'inPlenary',
    });
    const odd = smallTpsCode(23);
    const written = kecamatan({ [odd]: figures([33, 246, 73]) });
    const adopted = await act(server, ['357801', 1], { act: { type: 'adopt', dHasil: written } });
    expect(adopted).toMatchObject({ status: 201, body: { version: 2, status: 'adopted' } });

    const { recap, faults, differences, outstanding, parts, path } = await read(server, '357801');
    expect(recap.dHasil).toEqual(written);
    expect(path.map(({ code }) => code).sort()).toEqual(['35', '3578', '357801']);
    expect(parts.map(({ tps, source }) => [tps, source])).toEqual(
      Array(12).fill([{ expected: 1, counted: 1 }, 'cHasil']),
    );
    expect(faults).toEqual([]);
    expect(outstanding).toEqual({ missing: 0, capacity: 0 });
    expect(differences.filter(({ part }) => part !== null)).toEqual([
      { part: odd, line: '1000033', here: 246, below: 146 },
      { part: odd, line: 'valid', here: 352, below: 252 },
      { part: odd, line: 'total', here: 354, below: 254 },
    ]);
    expect(differences.filter(({ part }) => part === null).map(({ here, below }) => here - below)).toEqual([
      100, 100, 100,
    ]);
  });

  it('are told to those who listen to the results around them, on every instance, and to nobody else', async () => {
    const server = await start();
    const { server: other } = await startSmall(database.url());
    const [within, elsewhere, contest] = [1, 2, 3].map(() => new ContestClient(other));
    try {
      for (const client of [within, elsewhere, contest]) await client?.connect();
      await within?.subscribe('result', 'pkwkp-35', '3578');
      await elsewhere?.subscribe('result', 'pkwkp-35', '3501');
      await contest?.subscribe('result', 'pkwkk-3578', '3578');
      const { body } = await act(server, ['357801', 0], { act: { type: 'open' } });
      const told = { seq: body.seq, contest: 'pkwkp-35', region: '357801', version: 1, status: 'inPlenary' };
      await eventually(() => {
        expect(within?.recaps).toEqual([told]);
      });
      expect([elsewhere?.recaps, contest?.recaps]).toEqual([[], []]);
    } finally {
      for (const client of [within, elsewhere, contest]) client?.disconnect();
    }
  });

  it('keep what a correction replaced, and pass on up the tree', async () => {
    const server = await start();
    await enter(server, KARANG_PILANG);
    const odd = smallTpsCode(23);
    await act(server, ['357801', 0], { act: { type: 'adopt', dHasil: kecamatan({ [odd]: figures([33, 246, 73]) }) } });
    const correct = { type: 'correct', dHasil: kecamatan(), reason: 'Salah salin di TPS 4' } as const;
    expect((await act(server, ['357801', 1], { act: correct })).body).toMatchObject({ status: 'corrected' });
    const below = await read(server, '357801');
    expect(below.differences).toEqual([]);
    expect(below.recap.corrections).toMatchObject([{ reason: 'Salah salin di TPS 4' }]);

    const above = await read(server, '3578');
    expect(above.parts).toMatchObject([
      { code: '357801', name: 'KARANG PILANG', source: 'dHasil', status: 'corrected', figures: kecamatan().figures },
      { code: '357802', source: 'cHasil', status: 'awaited', figures: null, tps: { expected: 8, counted: 0 } },
    ]);
    const { rows } = RecapList.parse((await send(server, '/api/recap/pkwkp/3578/plenaries')).body);
    expect(rows.map(({ code, status, corrections }) => [code, status, corrections])).toEqual([
      ['3578', 'awaited', 0],
      ['357801', 'corrected', 1],
      ['357802', 'awaited', 0],
    ]);
  });

  it('flag a total that the missing TPS could not bring, with the arithmetic', async () => {
    const server = await start();
    await enter(server, KARANG_PILANG.slice(0, 11));
    const form = kecamatan();
    const options = { ...form.figures.options, '1000032': 1, '1000034': 5000 };
    const impossible = { ...form, parts: {}, figures: { ...form.figures, options } };
    await act(server, ['357801', 0], { act: { type: 'adopt', dHasil: impossible } });
    const { strains, outstanding, faults } = await read(server, '357801');
    // Position 31: 231 and 282 voters, and the reserve of 13.
    expect(outstanding).toEqual({ missing: 1, capacity: 526 });
    expect(strains.map(({ kind, line }) => ({ kind, line }))).toEqual([
      { kind: 'negative', line: '1000032' },
      { kind: 'overCapacity', line: '1000034' },
    ]);
    expect(faults).toEqual(['options']);
  });

  it('record objections and their answers', async () => {
    const server = await start();
    await act(server, ['3578', 0], { act: { type: 'open' } });
    const objection = nextCommandId();
    const object = { type: 'object', option: '1000034', text: 'Selisih di Karang Pilang' } as const;
    expect((await act(server, ['3578', 1], { act: object, id: objection })).status).toBe(201);
    const answer = { type: 'answer', objection, text: 'Dicocokkan dengan C.Hasil' } as const;
    expect((await act(server, ['3578', 2], { act: answer })).status).toBe(201);
    expect((await act(server, ['3578', 3], { act: answer })).body.code).toBe('recap-transition');
    expect((await read(server, '3578')).recap.objections).toMatchObject([
      { id: objection, option: '1000034', answer: { text: 'Dicocokkan dengan C.Hasil' } },
    ]);
  });

  it('are never overwritten by whoever saw an older one, and act once per id', async () => {
    const server = await start();
    const id = nextCommandId();
    const open = { act: { type: 'open' } as const, id };
    expect((await act(server, ['357801', 0], open)).status).toBe(201);
    expect((await act(server, ['357801', 0], open)).status).toBe(200);
    const late = await act(server, ['357801', 0], { act: { type: 'adopt', dHasil: kecamatan() } });
    expect(late).toMatchObject({ status: 409, body: { code: 'stale-version', params: { current: { version: 1 } } } });
    const both = await Promise.all(
      [kecamatan(), kecamatan()].map((form) => act(server, ['357801', 1], { act: { type: 'adopt', dHasil: form } })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('refuse figures of other options and parts of elsewhere, with the path; and whoever may not', async () => {
    const server = await start();
    const strange = { ...kecamatan(), parts: { [smallTpsCode(0)]: figures([1, 2, 3]) } };
    const elsewhere = await act(server, ['357801', 0], { act: { type: 'adopt', dHasil: strange } });
    expect(elsewhere).toMatchObject({
      status: 400,
      body: { params: { issues: [{ path: `act.dHasil.parts.${smallTpsCode(0)}` }] } },
    });
    const { figures: right } = kecamatan();
    const other = { ...kecamatan(), parts: {}, figures: { ...right, options: { ...right.options, '9': 1 } } };
    expect((await act(server, ['357801', 0], { act: { type: 'adopt', dHasil: other } })).status).toBe(400);
    const operator = await signIn(server, 'operator', '35');
    expect((await act(server, ['357801', 0], { act: { type: 'open' }, as: operator })).status).toBe(403);
    const outside = await signIn(server, 'verifier', '3501');
    expect((await act(server, ['357801', 0], { act: { type: 'open' }, as: outside })).status).toBe(403);
    expect((await act(server, ['3578011001', 0], { act: { type: 'open' } })).body.code).toBe('region-not-found');
  });

  it('are the same after a rebuild', async () => {
    const server = await start();
    await act(server, ['357801', 0], { act: { type: 'adopt', dHasil: kecamatan() } });
    await act(server, ['357801', 1], { act: { type: 'object', option: null, text: 'Catatan Bawaslu' } });
    const report = await server.context.get(RebuildService, { strict: false }).run({ isWriting: false });
    expect(report).toMatchObject({ isSame: true, differences: [] });
    expect(report.tables).toContainEqual({ table: 'recap', rows: 1 });
  });
});
