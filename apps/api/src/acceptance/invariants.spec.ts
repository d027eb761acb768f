import { describe, expect, it } from '@jest/globals';
import type { BoardResponse, JournalResponse, TpsResponse } from '@posko/contracts';
import { FakeClock, report, smallTpsCode } from '@posko/testing';
import { Client } from 'pg';
import { useTestDatabase } from '../platform/database/testing/test-database';
import type { RunningServer } from '../server';
import { actTogether } from './testing/four-eyes';
import { LiveClient } from './testing/live-client';
import {
  START_SEQ,
  EVE,
  endServersAfterEach,
  eventually,
  post,
  postReport,
  send,
  startSmall,
} from './testing/small-server';

/** The journal's lock, as the writer takes it. */
const TAKE_LOCK = 'SELECT pg_advisory_lock(7357001)';
const GIVE_LOCK = 'SELECT pg_advisory_unlock(7357001)';

describe('invariants', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  const start = async (): Promise<RunningServer> => {
    await database.empty();
    return (await startSmall(database.url())).server;
  };

  const onDatabase = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client({ connectionString: database.url() });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };

  const journal = async (server: RunningServer): Promise<JournalResponse> =>
    (await send<JournalResponse>(server, '/api/journal?limit=1000')).body;

  it('1: nothing is acknowledged before it is durable', async () => {
    const server = await start();
    await onDatabase(async (client) => {
      await client.query(TAKE_LOCK);
      let isAnswered = false;
      const answer = postReport(server, 0).then((given) => {
        isAnswered = true;
        return given;
      });
      await eventually(async () => {
        const { rows } = await client.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);
        expect(rows).toHaveLength(1);
      });
      expect(isAnswered).toBe(false);
      await client.query(GIVE_LOCK);
      expect((await answer).status).toBe(201);
      const { rows } = await client.query('SELECT max(seq)::int AS seq FROM journal');
      expect(rows).toEqual([{ seq: START_SEQ + 1 }]);
    });
  });

  it('1: a database that is lost before the commit means 503, no entry, and the same id goes through later', async () => {
    const server = await start();
    const one = report();
    const path = `/api/tps/${smallTpsCode(0)}/reports`;
    await onDatabase(async (client) => {
      await client.query(TAKE_LOCK);
      const answer = post(server, path, one);
      await eventually(async () => {
        const { rows } = await client.query(`SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);
        expect(rows).toHaveLength(1);
        await client.query('SELECT pg_terminate_backend($1)', [(rows[0] as { pid: number }).pid]);
      });
      expect((await answer).status).toBe(503);
      await client.query(GIVE_LOCK);
    });
    expect((await journal(server)).head).toBe(START_SEQ);
    const again = await eventually(async () => {
      const given = await post(server, path, one);
      expect(given.status).toBe(201);
      return given;
    });
    expect(again.body.seq).toBe(START_SEQ + 1);
  });

  it('2: a crowd of repeats on two instances is in the journal exactly once each', async () => {
    await database.empty();
    const clock = new FakeClock(EVE);
    const { server: a } = await startSmall(database.url(), { clock });
    const { server: b } = await startSmall(database.url(), { clock });
    const commands = [...Array(25).keys()].map((position) => ({ position, body: report({ turnout: position }) }));
    const crowd = [a, b, a, b].flatMap((server) =>
      commands.map(({ position, body }) => post(server, `/api/tps/${smallTpsCode(position)}/reports`, body)),
    );
    const answers = await Promise.all(crowd);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(25);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(75);
    const ids = (await journal(a)).entries.map(({ commandId }) => commandId).slice(START_SEQ);
    expect([...ids].sort()).toEqual(commands.map(({ body }) => body.id).sort());
  });

  it('3: numbers have no gap and equal the order of commits; a reader at n has seen everything up to n', async () => {
    await database.empty();
    const clock = new FakeClock(EVE);
    const { server: a } = await startSmall(database.url(), { clock });
    const { server: b } = await startSmall(database.url(), { clock });
    const seen: number[] = [];
    let isDone = false;
    const reading = onDatabase(async (client) => {
      for (let after = 0; !isDone || after < START_SEQ + 200;) {
        const { rows } = await client.query<{ seq: number }>(
          'SELECT seq::int AS seq FROM journal WHERE seq > $1 ORDER BY journal.seq',
          [after],
        );
        for (const { seq } of rows) seen.push(seq);
        after = seen.at(-1) ?? 0;
      }
    });
    const sent = [...Array(200).keys()].map((n) => postReport(n % 2 ? a : b, n % 40, { turnout: n }));
    await Promise.all(sent);
    isDone = true;
    await reading;
    expect(seen).toEqual([...Array(START_SEQ + 200).keys()].map((n) => n + 1));
  });

  it('5: what rolled back is told to nobody, and its neighbours in the batch go through', async () => {
    const server = await start();
    await onDatabase(async (client) => {
      await client.query(`
        CREATE OR REPLACE FUNCTION refuse_poison() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF NEW.body::text LIKE '%racun%' THEN RAISE EXCEPTION 'poison' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$`);
      await client.query(
        `CREATE TRIGGER poison BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION refuse_poison()`,
      );
      try {
        const desk = new LiveClient();
        await desk.connect(server, '35');
        const answers = await Promise.all([
          ...[...Array(10).keys()].map((position) => postReport(server, position)),
          postReport(server, 20, { note: 'racun' }),
          ...[...Array(10).keys()].map((n) => postReport(server, 10 + n)),
        ]);
        expect(answers.map(({ status }) => status).filter((status) => status !== 201)).toEqual([503]);
        await eventually(() => expect(desk.seq).toBe(START_SEQ + 20));
        expect(desk.messages.flatMap(({ tps }) => tps.map(([position]) => position)).includes(20)).toBe(false);
        expect(desk.board.stageCounts(0)).toMatchObject({ open: 20, unreported: 20 });
        expect((await send<BoardResponse>(server, '/api/board')).body.stages.open).toBe(20);
        expect((await journal(server)).entries.some(({ body }) => body.includes('racun'))).toBe(false);
        desk.disconnect();
      } finally {
        await client.query('DROP TRIGGER poison ON journal; DROP FUNCTION refuse_poison');
      }
    });
  });

  it('6: an instance hears of what another wrote, and without a wake-up finds it by itself', async () => {
    await database.empty();
    const clock = new FakeClock(EVE);
    const { server: a } = await startSmall(database.url(), { clock });
    const { server: b } = await startSmall(database.url(), { clock });
    await postReport(a, 0);
    await eventually(async () => expect((await send<BoardResponse>(b, '/api/board')).body.stages.open).toBe(1));
    await database.dataSource().query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'posko follower'`);
    await postReport(a, 1);
    await eventually(async () => expect((await send<BoardResponse>(b, '/api/board')).body.stages.open).toBe(2));
  });

  it('10: the journal and what it names only grow; a correction leaves both versions', async () => {
    const server = await start();
    await postReport(server, 0, { stage: 'counted' });
    await actTogether(server, { type: 'stepBack', tps: smallTpsCode(0), stage: 'open' });
    const { body } = await send<TpsResponse>(server, `/api/tps/${smallTpsCode(0)}`);
    expect(body.story.map(({ kind, standsAt }) => [kind, standsAt])).toEqual([
      ['stepBack', 'open'],
      ['report', 'counted'],
    ]);
    for (const sql of [
      'DELETE FROM journal',
      `UPDATE journal SET kind = 'x'`,
      'DELETE FROM blob',
      `UPDATE blob SET content = ''`,
    ]) {
      await expect(database.dataSource().query(sql)).rejects.toThrow('only grows');
    }
  });
});
