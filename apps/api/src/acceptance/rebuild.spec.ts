import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditResponse } from '@posko/contracts';
import { JOURNAL_KINDS } from '@posko/domain';
import { nextCommandId, smallTpsCode } from '@posko/testing';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RebuildReport } from '../rebuild/rebuild.service';
import type { RunningServer } from '../server';
import { actTogether } from './testing/four-eyes';
import { START_SEQ, endServersAfterEach, post, postReport, send, startSmall } from './testing/small-server';
import { WHOLE_STORY } from './testing/whole-story';

/** Secrets, sessions, presence; and the journal itself, with the bytes it names (decision 0011). */
const NO_FUNCTION_OF_THE_JOURNAL = [
  ...['journal', 'blob', 'migrations'],
  ...['credential', 'session', 'invitation', 'activation', 'activation_issue', 'server_secret'],
  ...['incident_presence', 'projector_link'],
];

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
    await actTogether(server, { type: 'stepBack', tps: smallTpsCode(3), stage: 'open' });
    await post(server, `/api/tps/${smallTpsCode(4)}/marks`, {
      id: nextCommandId(),
      mark: 'psl',
      isSet: true,
      reason: 'salah lapor',
    });
    return server;
  };

  it('and a replay gives the same tables, row by row', async () => {
    const server = await withStory();
    const report = await rebuild(server);
    // Asked, decided and done, with one more supervisor for it; then the mark.
    expect(report).toMatchObject({ isSame: true, entries: START_SEQ + 120 + 4 + 1, faults: [], differences: [] });
    expect(report.tables).toEqual(
      expect.arrayContaining([
        { table: 'region', rows: 15 },
        { table: 'tps', rows: 40 },
        { table: 'tps_state', rows: 20 },
        { table: 'app_user', rows: 2 },
        { table: 'approval', rows: 1 },
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

  describe('with an entry of every kind', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'posko-story-'));
    });
    afterAll(() => rm(folder, { recursive: true }));

    const told = async (): Promise<RunningServer> => {
      await database.empty();
      const { server, clock } = await startSmall(database.url(), {
        isRehearsal: true,
        attachmentDir: folder,
        evidenceDir: folder,
      });
      for (const chapter of Object.values(WHOLE_STORY)) await chapter({ server, clock, folder });
      return server;
    };

    it('a replay gives the same tables, and written anew they are the same still', async () => {
      const server = await told();
      const kinds = await database.dataSource().query<{ kind: string }[]>('SELECT DISTINCT kind FROM journal');
      expect(kinds.map(({ kind }) => kind).sort()).toEqual([...JOURNAL_KINDS].sort());
      const report = await rebuild(server);
      expect([report.faults, report.differences]).toEqual([[], []]);
      expect(report.tables.filter(({ rows }) => rows === 0)).toEqual([]);
      await rebuild(server, true);
      expect(await rebuild(server)).toMatchObject({ isSame: true });
    }, 60_000);

    it('every table is either made from the journal or known to be none of it', async () => {
      const server = await told();
      const rows = await database
        .dataSource()
        .query<{ name: string }[]>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`);
      const made = (await rebuild(server)).tables.map(({ table }) => table);
      expect([...made, ...NO_FUNCTION_OF_THE_JOURNAL].sort()).toEqual(rows.map(({ name }) => name).sort());
    }, 60_000);

    it('the audit finds each, in the form of the contract', async () => {
      const server = await told();
      for (const kind of JOURNAL_KINDS) {
        const { body } = await send(server, `/api/audit?kind=${kind}&limit=1`);
        expect(AuditResponse.parse(body).rows.map((row) => row.kind)).toEqual([kind]);
      }
    }, 60_000);
  });
});
