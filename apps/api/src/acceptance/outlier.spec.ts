import { beforeEach, describe, expect, it } from '@jest/globals';
import { OutlierList } from '@posko/contracts';
import type { ErrorBody } from '@posko/contracts';
import { SYSTEM_ACTOR, TpsCode, blankForm } from '@posko/domain';
import type { CHasil, Contest } from '@posko/domain';
import { nextCommandId, smallTpsCode } from '@posko/testing';
import { ContestHolder } from '../platform/contest/contest-holder';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { ResultWriter } from '../platform/result/result-writer';
import type { RunningServer } from '../server';
import { importContests } from './testing/small-contests';
import { endServersAfterEach, send, signIn, startSmall } from './testing/small-server';

const IDS = ['1000032', '1000033', '1000034'];

function formOf(contest: Contest, votes: readonly number[]): CHasil {
  const valid = votes.reduce((sum, one) => sum + one, 0);
  const options = Object.fromEntries(IDS.map((id, index) => [id, votes[index] ?? 0]));
  const total = { l: 150, p: valid + 10 - 150, j: valid + 10 };
  const blank = blankForm(contest);
  return {
    ...blank,
    voters: { dpt: { l: 200, p: 220, j: 420 } },
    came: { ...blank.came, total },
    votes: { ...blank.votes, options, valid, invalid: 10, total: valid + 10 },
  };
}

describe('forms worth a second look', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  beforeEach(() => database.empty());

  /** Enters a form at a position of the small register, by two people who agree, or by one. */
  const enter = async (
    server: RunningServer,
    position: number,
    votes: readonly number[],
    readers = 2,
  ): Promise<void> => {
    const contest = server.context.get(ContestHolder, { strict: false }).find('pkwkp', '35');
    const writer = server.context.get(ResultWriter, { strict: false });
    for (const reader of Array.from({ length: readers }, (_, n) => n)) {
      const id = `00000000-0000-4000-a000-00000000000${reader}`;
      const person = { id, name: `pembaca-${reader}`, role: 'verifier' as const, scope: '0' as never };
      await writer.enter(contest, TpsCode.parse(smallTpsCode(position)), {
        order: { id: nextCommandId(), form: formOf(contest, votes), source: 'typist' },
        acting: { person, actor: { ...SYSTEM_ACTOR, id, name: person.name, role: 'verifier' } },
      });
    }
  };

  const list = async (server: RunningServer, query: string): Promise<OutlierList> =>
    OutlierList.parse((await send(server, `/api/contests/pkwkp/outliers?${query}`)).body);

  /** The twelve TPS of a kecamatan; the fourth has two rows the other way round, two of a desa the same votes. */
  const start = async (): Promise<RunningServer> => {
    const { server } = await startSmall(database.url());
    await importContests(server);
    for (let n = 0; n < 10; n++) {
      await enter(server, 20 + n, n === 3 ? [20, 80, 180] : n === 8 || n === 9 ? [21, 190, 81] : [20 + n, 180 - n, 80]);
    }
    return server;
  };

  it('come the most urgent first, each with its reasons, the figures and the other TPS', async () => {
    const server = await start();
    const { forms, found, rows, falseAlarms } = await list(server, 'region=3578');
    expect({ forms, found }).toEqual({ forms: 10, found: 3 });
    expect(rows.map(({ tps, findings }) => [tps, findings.map(({ reason }) => reason)])).toEqual([
      [smallTpsCode(23), ['unlikeKecamatan', 'transposedRows']],
      [smallTpsCode(28), ['sameVector']],
      [smallTpsCode(29), ['sameVector']],
    ]);
    expect(rows[0]?.findings[1]?.fields).toEqual(['votes.options.1000033', 'votes.options.1000034']);
    expect(rows[1]?.findings[0]?.tps).toEqual([smallTpsCode(29)]);
    expect(falseAlarms.sound).toBeGreaterThan(100);
    expect((await list(server, 'region=3578&reason=sameVector&limit=1')).rows).toHaveLength(1);
  });

  it('stay blind: a reading that waits for the other is not among them', async () => {
    const server = await start();
    await enter(server, 30, [300, 1, 2], 1);
    expect((await list(server, 'region=357801')).forms).toBe(10);
  });

  it('are for reviewers, of their region, and of a kabupaten at most', async () => {
    const server = await start();
    const path = '/api/contests/pkwkp/outliers?region=3578';
    expect((await send<ErrorBody>(server, path, { as: await signIn(server, 'operator', '35') })).status).toBe(403);
    expect((await send<ErrorBody>(server, path, { as: await signIn(server, 'verifier', '3501') })).status).toBe(403);
    expect((await send<ErrorBody>(server, '/api/contests/pkwkp/outliers?region=35')).body.code).toBe(
      'region-not-found',
    );
    expect((await send<ErrorBody>(server, '/api/contests/ppwp/outliers?region=3578')).body.code).toBe(
      'contest-not-found',
    );
  });
});
