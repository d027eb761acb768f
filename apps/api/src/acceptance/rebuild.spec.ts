import { describe, expect, it } from '@jest/globals';
import { nextCommandId, smallTpsCode } from '@posko/testing';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RebuildReport } from '../rebuild/rebuild.service';
import type { RunningServer } from '../server';
import { START_SEQ, endServersAfterEach, post, postReport, startSmall } from './testing/small-server';

describe('state is a function of the journal', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const rebuild = (server: RunningServer, isWriting = false): Promise<RebuildReport> =>
    server.context.get(RebuildService, { strict: false }).run({ isWriting });

  /** As someone would who has the database's keys: the guard against changes is switched off first. */
  const tamper = (sql: string): Promise<void> =>
    database.dataSource().transaction(async (manager) => {
      await manager.query('SET LOCAL session_replication_role = replica');
      await manager.query(sql);
    });

  const withStory = async (): Promise<RunningServer> => {
    await database.empty();
    const { server } = await startSmall(database.url());
    const stages = ['ready', 'open', 'closed', 'counting', 'counted', 'sent'] as const;
    for (const stage of stages) {
      await Promise.all(
        [...Array(20).keys()].map((position) => postReport(server, position, { stage, turnout: position })),
      );
    }
    const order = { reason: 'salah lapor', by: 'penyelia 1' };
    await post(server, `/api/tps/${smallTpsCode(3)}/step-backs`, { id: nextCommandId(), stage: 'open', ...order });
    await post(server, `/api/tps/${smallTpsCode(4)}/marks`, {
      id: nextCommandId(),
      mark: 'psl',
      isSet: true,
      reason: order.reason,
    });
    return server;
  };

  it('and a replay gives the same tables, row by row', async () => {
    const server = await withStory();
    const report = await rebuild(server);
    expect(report).toMatchObject({ isSame: true, entries: START_SEQ + 120 + 2, faults: [], differences: [] });
    expect(report.tables).toEqual(
      expect.arrayContaining([
        { table: 'region', rows: 15 },
        { table: 'tps', rows: 40 },
        { table: 'tps_state', rows: 20 },
        { table: 'app_user', rows: 1 },
      ]),
    );
  });

  it('and a table changed behind its back is found, and mended on demand', async () => {
    const server = await withStory();
    await database.dataSource().query(`UPDATE tps_state SET stage = 8 WHERE code = $1`, [smallTpsCode(0)]);
    await database.dataSource().query(`UPDATE tps SET dpt_l = dpt_l + 1 WHERE code = $1`, [smallTpsCode(1)]);
    const report = await rebuild(server);
    expect(report.isSame).toBe(false);
    expect(report.differences.map(({ table, side }) => [table, side])).toEqual([
      ['tps', 'only in the tables'],
      ['tps', 'only in the journal'],
      ['tps_state', 'only in the tables'],
      ['tps_state', 'only in the journal'],
    ]);
    await rebuild(server, true);
    expect(await rebuild(server)).toMatchObject({ isSame: true });
  });

  it.each([
    ['an entry changed', `UPDATE journal SET body = replace(body::text, 'ready', 'open')::json WHERE seq = 3`],
    ['an entry removed', `DELETE FROM journal WHERE seq = 5`],
    ['two entries exchanged', `UPDATE journal SET subject = (SELECT subject FROM journal WHERE seq = 5) WHERE seq = 4`],
  ])('and %s breaks the chain', async (_name, sql) => {
    const server = await withStory();
    await tamper(sql);
    const report = await rebuild(server);
    expect(report.isSame).toBe(false);
    expect(report.faults[0]).toMatch(/^entry [2-6]: /);
  });
});
