import { createHash } from 'node:crypto';
import { lstat, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { FakeClock } from '@posko/testing';
import { PublishedIndex, PublishedRegion } from '@posko/contracts';
import { nextCommandId, smallTpsCode } from '@posko/testing';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { PublicationRepository } from '../publication/publication.repository';
import { PublicationTicker } from '../publication/publication-ticker';
import { PublisherLease } from '../publication/publisher-lease.repository';
import { TreeFolder } from '../publication/tree/tree-folder';
import type { RunningServer } from '../server';
import { SirekapImportService } from '../sirekap/sirekap-import.service';
import { aggregateFile, writeFiles } from '../sirekap/testing/sirekap-fixture';
import { actTogether } from './testing/four-eyes';
import { ResultDesk } from './testing/results';
import {
  endServer,
  endServersAfterEach,
  eventually,
  poster,
  post,
  request,
  signIn,
  startSmall,
} from './testing/small-server';

describe('the public files on a bad day', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  let folder: string;
  let shown: string;
  beforeEach(async () => {
    await database.empty();
    folder = await mkdtemp(join(tmpdir(), 'posko-public-'));
    shown = await mkdtemp(join(tmpdir(), 'posko-sirekap-'));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
    await rm(shown, { recursive: true });
  });

  const start = async (): Promise<{ server: RunningServer; clock: FakeClock; desk: ResultDesk }> => {
    const { server, clock } = await startSmall(database.url());
    return { server, clock, desk: await ResultDesk.at(server) };
  };
  const look = (server: RunningServer): Promise<void> =>
    server.context.get(PublicationTicker, { strict: false }).look(folder);
  const read = (path: string): Promise<string> => readFile(join(folder, 'publik', path), 'utf8');
  const index = async (): Promise<PublishedIndex> => PublishedIndex.parse(JSON.parse(await read('v1/index.json')));
  const top = async (): Promise<PublishedRegion> =>
    PublishedRegion.parse(JSON.parse(await read('v1/pkwkp-35/35.json')));
  const order = (server: RunningServer, act: 'pause' | 'resume'): Promise<unknown> =>
    post(server, '/api/publication', { id: nextCommandId(), act, reason: 'pemeriksaan ulang' });

  it('stand still with their open data while paused', async () => {
    const { server, clock, desk } = await start();
    await look(server);
    const bulk = await read('v1/bulk.json');
    await desk.published();
    await look(server);
    await order(server, 'pause');
    // What came before is due once some minutes are over.
    clock.advance({ minutes: 10 });
    await look(server);
    expect(await read('v1/bulk.json')).toBe(bulk);
    await order(server, 'resume');
    await look(server);
    expect(await read('v1/bulk.json')).not.toBe(bulk);
  });

  it('come though publication was paused before there were any', async () => {
    const { server } = await start();
    await order(server, 'pause');
    await look(server);
    expect((await index()).pause).not.toBeNull();
    await order(server, 'resume');
    await look(server);
    expect(await index()).toMatchObject({ pause: null, contests: [{}, {}, {}] });
    expect((await lstat(join(folder, 'publik'))).isSymbolicLink()).toBe(true);
    await eventually(async () => expect(await readdir(join(folder, 'trees'))).toHaveLength(1));
  });

  it('are made however slow the disk is', async () => {
    const [{ name } = { name: '' }] = await database
      .dataSource()
      .query<{ name: string }[]>('SELECT current_database() AS name');
    const limit = `ALTER DATABASE "${name}" SET idle_in_transaction_session_timeout`;
    await database.dataSource().query(`${limit} = '500ms'`);
    try {
      const { server } = await start();
      const put = TreeFolder.prototype.put;
      let isFirst = true;
      jest.spyOn(TreeFolder.prototype, 'put').mockImplementation(async function (this: TreeFolder, files) {
        if (isFirst) await new Promise((done) => setTimeout(done, 1500));
        isFirst = false;
        return put.call(this, files);
      });
      await look(server);
      expect((await index()).contests).toHaveLength(3);
    } finally {
      await database.dataSource().query(`${limit} TO DEFAULT`);
    }
  });

  it('add up after the database went away while a corrected register was taken in', async () => {
    const { server, desk } = await start();
    await desk.published();
    await look(server);
    expect(
      (await actTogether(server, { type: 'correctRegister', tps: smallTpsCode(2), dptL: 90, dptP: 80 })).status,
    ).toBe(201);
    const whole = PublicationRepository.prototype.snapshot;
    jest.spyOn(PublicationRepository.prototype, 'snapshot').mockImplementationOnce(function (
      this: PublicationRepository,
      work,
    ) {
      const everyCount = (): Promise<void> => Promise.reject(new Error('Connection terminated'));
      return whole.call<PublicationRepository, [typeof work], ReturnType<typeof work>>(this, (one) =>
        work(Object.assign(one, { everyCount })),
      );
    });
    await expect(look(server)).rejects.toThrow('Connection terminated');
    await look(server);
    const other = await ResultDesk.at(server, 1);
    await other.published();
    await look(server);
    expect((await top()).region.counts).toEqual({ expected: 40, received: 2, counted: 2 });
  });

  it('say that somebody is at work while all of them are made anew', async () => {
    const { server, clock } = await start();
    await look(server);
    const before = await index();
    const { put } = TreeFolder.prototype;
    const seen = new Set<string>();
    jest.spyOn(TreeFolder.prototype, 'put').mockImplementation(async function (this: TreeFolder, files) {
      clock.advance({ seconds: 10 });
      const count = await put.call(this, files);
      seen.add((await index()).writtenAt);
      return count;
    });
    // Of a layout that is not ours.
    await writeFile(join(folder, 'publik/v1/tree.json'), '{}');
    await look(server);
    expect(seen.size).toBeGreaterThan(3);
    expect([...seen].every((at) => at >= before.writtenAt)).toBe(true);
    expect((await index()).contests).toEqual(before.contests);
  });

  it('show what Sirekap shows now, write it once, and none of it any more beside a count of our own', async () => {
    const { server, desk } = await start();
    const bring = async (ts: string, votes: number): Promise<void> => {
      const own = [10, 40, votes, votes, votes] as const;
      const file = { ts, own, table: { '3501': own, '3578': own } };
      const city = { ts, own, table: { '357801': own } };
      await rm(shown, { recursive: true });
      await writeFiles(shown, { '35.json': aggregateFile(file), '35/3578.json': aggregateFile(city) });
      await server.context.get(SirekapImportService, { strict: false }).import(shown, 'pkwkp');
    };
    const files = ['pilkada/hhcw/pkwkp/35.json', 'pilkada/hhcw/pkwkp/35/3578.json'];
    const texts = (): Promise<string[]> => Promise.all(files.map(read));
    await bring('2024-11-28 01:00:00', 111);
    await look(server);
    for (const text of await texts()) expect(text).toContain(':111,');
    const { mtimeMs } = await stat(join(folder, 'publik', files[0] ?? ''));
    await look(server);
    expect((await stat(join(folder, 'publik', files[0] ?? ''))).mtimeMs).toBe(mtimeMs);
    await bring('2024-11-28 10:00:00', 222);
    await look(server);
    for (const text of await texts()) expect(text).toContain(':222,');
    // The instance that wrote this is gone when the first reading comes.
    await endServer(server);
    const { server: other } = await startSmall(database.url());
    await desk.on(other).published();
    await look(other);
    for (const text of await texts()) expect(text).not.toContain(':222,');
  });

  it('hold the releases of this journal, not what lay there', async () => {
    const { server, desk } = await start();
    await desk.published();
    await look(server);
    const [one, two] = [await signIn(server, 'commissioner', '35'), await signIn(server, 'commissioner', '0')];
    await poster(server, one)('/api/releases', { id: nextCommandId(), contest: 'pkwkp-35' });
    await poster(server, two)('/api/releases/1/release', { id: nextCommandId() });
    await look(server);
    const path = join(folder, 'publik/v1/rilis/1.json');
    await writeFile(path, '{"number":1,"isRehearsal":true}');
    await endServer(server);
    const { server: other } = await startSmall(database.url());
    await look(other);
    const [release] = (await index()).releases;
    expect(
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    ).toBe(release?.sha256);
    // Once there, it is left alone, whatever else is news.
    const { ino } = await stat(path);
    await desk.on(other).published();
    await look(other);
    expect((await stat(path)).ino).toBe(ino);
  });

  it('stay as they were where publication is paused while they are made anew', async () => {
    const { server, desk } = await start();
    await look(server);
    const before = await top();
    await desk.published();
    const { put } = TreeFolder.prototype;
    jest.spyOn(TreeFolder.prototype, 'put').mockImplementationOnce(async function (this: TreeFolder, files) {
      await order(server, 'pause');
      return put.call(this, files);
    });
    await writeFile(join(folder, 'publik/v1/tree.json'), '{}');
    await expect(look(server)).rejects.toThrow('paused');
    await look(server);
    expect(await top()).toEqual(before);
    expect((await index()).pause).not.toBeNull();
    expect((await index()).contests[0]?.counts.counted).toBe(0);
    await order(server, 'resume');
    await look(server);
    expect((await top()).region.counts.counted).toBe(1);
    await eventually(async () => expect(await readdir(join(folder, 'trees'))).toHaveLength(1));
  });

  const cutOff = async (): Promise<void> => {
    const sessions = `SELECT pid FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'posko publisher'`;
    await database.dataSource().query(`SELECT pg_terminate_backend(pid) FROM (${sessions}) AS own`);
    await eventually(async () => expect(await database.dataSource().query(sessions)).toEqual([]));
  };

  it('take nothing more from an instance that lost the right to write them', async () => {
    const { server, desk } = await start();
    await look(server);
    const { put } = TreeFolder.prototype;
    const lease = server.context.get(PublisherLease, { strict: false });
    jest.spyOn(TreeFolder.prototype, 'put').mockImplementationOnce(async function (this: TreeFolder, files) {
      const count = await put.call(this, files);
      await cutOff();
      await eventually(() => expect(lease.holds(1)).toBe(false));
      return count;
    });
    await desk.published();
    await expect(look(server)).rejects.toThrow('no longer');
    expect((await index()).contests[0]?.counts.counted).toBe(0);
    await look(server);
    expect(lease.holds(2)).toBe(true);
    expect((await index()).contests[0]?.counts.counted).toBe(1);
  });

  it('are looked at anew by an instance that writes again after another did', async () => {
    const { server, desk } = await start();
    const { server: other } = await startSmall(database.url());
    const isWriter = (one: RunningServer): boolean =>
      one.context.get(PublicationTicker, { strict: false }).standing.isWriter;
    const takeOver = (one: RunningServer): Promise<void> =>
      eventually(async () => {
        await look(one);
        expect(isWriter(one)).toBe(true);
      });
    await look(server);
    await cutOff();
    await desk.published();
    await takeOver(other);
    expect((await top()).region.counts.counted).toBe(1);
    const { seq } = await index();
    await cutOff();
    await (await ResultDesk.at(server, 1)).published();
    await takeOver(server);
    expect((await top()).region.counts.counted).toBe(2);
    expect((await index()).seq).toBeGreaterThan(seq);
  });
});

describe('the public files over HTTP on a bad day', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  let publicDir: string;
  beforeEach(async () => {
    await database.empty();
    publicDir = await mkdtemp(join(tmpdir(), 'posko-public-'));
  });
  afterEach(() => rm(publicDir, { recursive: true }));

  it('are being prepared until the first tree stands, and say so to who comes to read', async () => {
    const { server } = await startSmall(database.url(), { publicDir });
    const page = await request(server, '/publik/', { as: null });
    expect([page.status, page.headers.get('retry-after'), page.headers.get('cache-control')]).toEqual([
      503,
      '5',
      'no-store',
    ]);
    expect(await page.text()).toContain('sedang disiapkan');
    expect((await request(server, '/publik/v1/35.json', { as: null })).status).toBe(404);
    await ResultDesk.at(server);
    // A tree without a portal has no page, however long somebody waits.
    await eventually(async () => expect((await request(server, '/publik/', { as: null })).status).toBe(404));
  });
});
