import { mkdtemp, readFile, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PublishedBulkIndex, PublishedDesa, PublishedIndex, PublishedRegion } from '@posko/contracts';
import type { PublishedTps } from '@posko/contracts';
import { SMALL_CONTESTS, SMALL_ROWS, nextCommandId, smallTps, soundForm, withFigures } from '@posko/testing';
import { AwsClient } from 'aws4fetch';
import { photo } from '../evidence/testing/drawn-forms';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { startS3 } from '../platform/content/testing/s3-server';
import { PublicationTicker } from '../publication/publication-ticker';
import { TreeFolder } from '../publication/tree/tree-folder';
import type { RunningServer } from '../server';
import { ResultStorm, thrown } from './testing/result-storm';
import { GOVERNOR, ResultDesk } from './testing/results';
import { endServer, endServersAfterEach, eventually, post, request, send, startSmall } from './testing/small-server';
import { journalTotals } from './testing/totals-count';

const [FIRST, SECOND, THIRD] = GOVERNOR.options.map(({ id }) => id) as [string, string, string];
/** Figures that nothing else in a small tree could be. */
const SECRET = withFigures(soundForm(GOVERNOR), {
  [`votes.options.${FIRST}`]: 8111,
  [`votes.options.${SECOND}`]: 8222,
  [`votes.options.${THIRD}`]: 8333,
});

/** TPS counted, valid votes, invalid ones. */
type Part = readonly [number, number, number];

describe('the public files', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  let folder: string;
  let evidenceDir: string;
  beforeEach(async () => {
    await database.empty();
    folder = await mkdtemp(join(tmpdir(), 'posko-public-'));
    evidenceDir = await mkdtemp(join(tmpdir(), 'posko-evidence-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
    await rm(evidenceDir, { recursive: true });
  });

  const start = async (): Promise<{ server: RunningServer; desk: ResultDesk }> => {
    const { server } = await startSmall(database.url(), { evidenceDir });
    return { server, desk: await ResultDesk.at(server) };
  };
  const look = (server: RunningServer): Promise<void> =>
    server.context.get(PublicationTicker, { strict: false }).look(folder);
  const text = (path: string): Promise<string> => readFile(join(folder, 'publik', path), 'utf8');
  const json = async (path: string): Promise<unknown> => JSON.parse(await text(path));
  const index = async (): Promise<PublishedIndex> => PublishedIndex.parse(await json('v1/index.json'));
  const region = async (address: string): Promise<PublishedRegion> =>
    PublishedRegion.parse(await json(`v1/${address}`));

  /** Follows the names from the top down to a TPS, as a reader does. */
  const tpsOf = async (code: string, contest = 'pkwkp-35'): Promise<PublishedTps> => {
    let address = (await index()).contests.find(({ id }) => id === contest)?.file ?? '';
    for (const length of [4, 6, 10]) {
      const row = (await region(address)).rows.find((one) => one.code === code.slice(0, length));
      address = row?.file ?? '';
    }
    const desa = PublishedDesa.parse(await json(`v1/${address}`));
    return desa.tps.find((one) => one.code === code) as PublishedTps;
  };

  const everyFile = async (): Promise<string[]> => {
    const entries = await readdir(join(folder, 'publik'), { recursive: true, withFileTypes: true });
    const root = join(folder, (await readlink(join(folder, 'publik'))).replace(/\/$/, ''));
    return entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) =>
        join(parentPath, name)
          .replace(`${root}/`, '')
          .replace(`${join(folder, 'publik')}/`, ''),
      );
  };

  it('hold a file for every region and TPS from the first minute', async () => {
    const { server } = await start();
    await look(server);
    for (const { code } of smallTps()) {
      const path = [2, 4, 6, 10, 13].map((length) => code.slice(0, length)).join('/');
      expect(await json(`pilkada/hhcw/pkwkp/${path}.json`)).toMatchObject({
        tungsura: { chart: null, administrasi: null },
        images: [],
        status_suara: false,
      });
      expect(await tpsOf(code)).toMatchObject({ state: 'empty', form: null, photos: [] });
    }
    for (const [code] of SMALL_ROWS) {
      const path = [2, 4, 6, 10].filter((length) => length <= code.length).map((length) => code.slice(0, length));
      expect(JSON.stringify(await json(`wilayah/pilkada/pkwkp/${path.join('/')}.json`))).toContain('"kode"');
      expect(await json(`pilkada/hhcw/pkwkp/${path.join('/')}.json`)).toHaveProperty('tungsura.table');
    }
    expect(await json('pilkada/paslon/pkwkk.json')).toHaveProperty(['3501', '1000723', 'nomor_urut'], 1);
    expect((await index()).contests.map(({ id, counts }) => [id, counts.expected])).toEqual([
      ['pkwkp-35', 40],
      ['pkwkk-3501', 20],
      ['pkwkk-3578', 20],
    ]);
  });

  it('show what is counted on every tier, in both layouts, and the three counts', async () => {
    const { server, desk } = await start();
    await look(server);
    await desk.published();
    await look(server);
    const { seq, contests } = await index();
    const top = await region(contests[0]?.file ?? '');
    expect(top.region).toMatchObject({
      counts: { expected: 40, received: 1, counted: 1 },
      states: { empty: 39, counted: 1 },
      votes: { options: { [FIRST]: 225, [SECOND]: 30, [THIRD]: 30 }, valid: 285 },
    });
    expect(top.seq).toBe(seq);
    expect(top.region.voters).toBe(smallTps().reduce((sum, { dptL, dptP }) => sum + dptL + dptP, 0));
    expect((await tpsOf(desk.tps)).form?.votes.valid).toBe(285);
    expect(await text('pilkada/hhcw/pkwkp/35.json')).toContain(
      `"chart":{"${FIRST}":225,"${SECOND}":30,"${THIRD}":30,"progres":{"total":40,"persen":2.5,"progres":1}}`,
    );
    expect(await json(`pilkada/hhcw/pkwkp/35/3501/350101/${desk.tps.slice(0, 10)}/${desk.tps}.json`)).toMatchObject({
      tungsura: { chart: { [FIRST]: 225 }, administrasi: { suara_sah: 285 } },
      status_suara: true,
    });
  });

  it('tell nothing that is not for the public', async () => {
    const { server, desk } = await start();
    await desk.enter(desk.people.ani, SECRET);
    const other = await ResultDesk.at(server, 3);
    await other.enter(other.people.ani, SECRET);
    await other.enter(other.people.budi, soundForm(GOVERNOR));
    const held = await ResultDesk.at(server, 4);
    await held.enter(held.people.ani, withFigures(SECRET, { 'votes.valid': 8444 }));
    const { body } = await held.enter(held.people.budi, withFigures(SECRET, { 'votes.valid': 8444 }));
    expect(body.state).toBe('held');
    await look(server);
    expect(await tpsOf(held.tps)).toMatchObject({ state: 'held', form: null, warnings: [] });
    expect((await tpsOf(held.tps)).holds).toContain('E104');
    const files = await everyFile();
    expect(files.length).toBeGreaterThan(150);
    const inside = /8111|8222|8333|8444|operator-|verifier-|supervisor-|"by"|"actor"|"readings"|"phone"|0812/;
    for (const path of files.filter((name) => /\.(json|ndjson)$/.test(name))) {
      const found = inside.exec(await text(path));
      expect([path, found?.[0]]).toEqual([path, undefined]);
    }
  });

  it('say what was corrected and taken back, and keep the old figures', async () => {
    const { server, desk } = await start();
    const { version } = await desk.published();
    const form = withFigures(soundForm(GOVERNOR), { [`votes.options.${FIRST}`]: 224, [`votes.options.${SECOND}`]: 31 });
    const word = { reason: 'salah baca', document: 'BA-12/2024' };
    const corrected = await desk.decide(desk.people.supervisor, version, { type: 'correct', form, ...word });
    await look(server);
    expect(await tpsOf(desk.tps)).toMatchObject({
      state: 'corrected',
      form: { votes: { options: { [FIRST]: 224 } } },
      corrections: [{ ...word, before: { votes: { options: { [FIRST]: 225 } } } }],
    });
    const withdrawal = { type: 'withdraw', ...word } as const;
    const { body } = await desk.decide(desk.people.supervisor, corrected.body.version, withdrawal);
    await look(server);
    const taken = await tpsOf(desk.tps);
    expect(taken).toMatchObject({ state: 'withdrawn', form: null, withdrawal: { ...word } });
    expect(taken.withdrawal?.before?.votes.options[FIRST]).toBe(224);
    const top = await region('pkwkp-35/35.json');
    expect(top.region).toMatchObject({ counts: { received: 1, counted: 0 }, votes: { valid: 0 } });
    const again = { type: 'correct', form, reason: 'hitung ulang', document: 'BA-17/2024' } as const;
    await desk.decide(desk.people.supervisor, body.version, again);
    await look(server);
    const back = await tpsOf(desk.tps);
    // Nobody held the new figures against a photo: there is none.
    expect(back).toMatchObject({ state: 'corrected', withdrawal: null, isConfirmed: false });
    expect(back.corrections.map(({ document, withdrawal }) => [document, withdrawal?.document])).toEqual([
      ['BA-12/2024', undefined],
      ['BA-17/2024', 'BA-12/2024'],
    ]);
    expect(JSON.stringify(back)).not.toContain('"by"');
  });

  it('show a photo as soon as it is there, without what the camera wrote, and no longer once it is replaced', async () => {
    const { server, desk } = await start();
    const [bytes, better] = [await photo(1), await photo(2)];
    const keep = async (body: Buffer, extra = ''): Promise<string> => {
      const query = `id=${nextCommandId()}&contest=pkwkp&tps=${desk.tps}&page=1${extra}`;
      const answer = await send<{ sha256: string }>(server, `/api/evidence?${query}`, {
        method: 'POST',
        body: body as Uint8Array<ArrayBuffer>,
      });
      return answer.body.sha256;
    };
    const sha256 = await keep(bytes);
    await look(server);
    const image = `foto/${sha256.slice(0, 2)}/${sha256}.jpg`;
    const shown = await tpsOf(desk.tps);
    expect(shown).toMatchObject({ state: 'photo', photos: [{ sha256, page: 1, image, replacedBy: null }] });
    const picture = await readFile(join(folder, 'publik', image));
    expect(picture.includes(Buffer.from('Exif'))).toBe(false);
    const path = `pilkada/hhcw/pkwkp/35/3501/350101/${desk.tps.slice(0, 10)}/${desk.tps}.json`;
    expect(await json(path)).toMatchObject({ images: [`/publik/${image}`], status_suara: false });
    const next = await keep(better, `&replaces=${sha256}`);
    await look(server);
    expect((await tpsOf(desk.tps)).photos).toMatchObject([
      { sha256, image: null, replacedBy: next },
      { sha256: next, image: `foto/${next.slice(0, 2)}/${next}.jpg` },
    ]);
  });

  it('write only what changed, and go on after a restart where they were left', async () => {
    const { server, desk } = await start();
    await look(server);
    const before = await stamps();
    await desk.published();
    await look(server);
    const after = await stamps();
    const changed = [...after].filter(([path, at]) => before.get(path) !== at).map(([path]) => path);
    // The TPS; from its desa up to the nation, each with its twins.
    expect(changed.filter((path) => path.startsWith('pilkada/'))).toHaveLength(1 + 5 * 3);
    expect(changed.some((path) => path.includes('3578') || path.startsWith('wilayah/'))).toBe(false);
    const link = await readlink(join(folder, 'publik'));
    await endServer(server);
    const again = await startSmall(database.url(), { evidenceDir });
    await look(again.server);
    expect(await readlink(join(folder, 'publik'))).toBe(link);
    await desk.on(again.server).enter(desk.people.ani, soundForm(GOVERNOR));
    const other = await ResultDesk.at(again.server, 12);
    await other.published();
    await look(again.server);
    expect((await region('pkwkp-35/35.json')).region.counts).toEqual({ expected: 40, received: 2, counted: 2 });
    expect((await region('pkwkp-35/3501.json')).rows.map(({ counts }) => counts.counted)).toEqual([1, 1]);

    async function stamps(): Promise<Map<string, string>> {
      const files = await everyFile();
      const read = files.map(
        async (path) => [path, (await readFile(join(folder, 'publik', path))).toString('base64')] as const,
      );
      return new Map(await Promise.all(read));
    }
  });

  it('add up on every tier at any moment of a storm, and are what the journal says in the end', async () => {
    const { server } = await start();
    await look(server);
    const storm = new ResultStorm([server], thrown(2029));
    await storm.gather(server);
    for (let round = 0; round < 6; round++) {
      // Some of it is in the round's snapshot, some is not.
      await Promise.all([storm.rage(40, 8), look(server)]);
      for (const { file } of (await index()).contests) await expectWhole(file);
    }
    await look(server);
    for (const contest of SMALL_CONTESTS) {
      const counted = await journalTotals(server, contest);
      const top = contest.regions[0] ?? '';
      const { region: own } = await region(`${contest.id}/${top}.json`);
      const line = counted.get(top) ?? {};
      const told = { tps: own.counts.counted, ...own.votes.options, valid: own.votes.valid, came: own.votes.came };
      const plain = Object.keys(told).map((name) => [name, line[`published ${name}`] ?? 0]);
      expect(told).toEqual(Object.fromEntries(plain));
      expect(own.counts.received).toBe(line['received tps'] ?? 0);
    }

    /** Each region is the sum of those below, down to the forms themselves. */
    async function expectWhole(address: string): Promise<void> {
      const content = (await json(`v1/${address}`)) as PublishedRegion | PublishedDesa;
      const { votes, counts } = content.region;
      const ofForm = ({ form }: PublishedTps): Part[] =>
        form === null ? [] : [[1, form.votes.valid ?? 0, form.votes.invalid ?? 0]];
      const parts =
        'rows' in content
          ? content.rows.map((row): Part => [row.counts.counted, row.votes.valid, row.votes.invalid])
          : content.tps.flatMap(ofForm);
      const sum = [0, 1, 2].map((at) => parts.reduce((all, part) => all + (part[at] ?? 0), 0));
      expect([address, ...sum]).toEqual([address, counts.counted, votes.valid, votes.invalid]);
      if ('rows' in content) for (const { file } of content.rows) await expectWhole(file ?? '');
    }
  }, 60_000);

  it('stand still while paused, say why and since when, and go on after', async () => {
    const { server, desk } = await start();
    await look(server);
    const pause = { id: nextCommandId(), act: 'pause', reason: 'pemeriksaan ulang angka Surabaya' };
    expect((await post(server, '/api/publication', pause)).status).toBe(201);
    expect((await post(server, '/api/publication', pause)).status).toBe(200);
    expect((await post(server, '/api/publication', { ...pause, id: nextCommandId() })).body.code).toBe(
      'publication-transition',
    );
    const { seq } = await index();
    await desk.published();
    await look(server);
    expect(await index()).toMatchObject({ seq, pause: { reason: pause.reason } });
    expect((await region('pkwkp-35/35.json')).region.counts.counted).toBe(0);
    await post(server, '/api/publication', { id: nextCommandId(), act: 'resume', reason: 'selesai' });
    await look(server);
    expect((await index()).pause).toBeNull();
    expect((await region('pkwkp-35/35.json')).region.counts.counted).toBe(1);
  });

  it('catch up by themselves after the disk was full', async () => {
    const { server, desk } = await start();
    await look(server);
    const put = TreeFolder.prototype.put;
    TreeFolder.prototype.put = () => Promise.reject(new Error('ENOSPC: no space left on device'));
    await desk.published();
    await expect(look(server)).rejects.toThrow('ENOSPC');
    TreeFolder.prototype.put = put;
    expect((await region('pkwkp-35/35.json')).region.counts.counted).toBe(0);
    await look(server);
    expect((await region('pkwkp-35/35.json')).region.counts.counted).toBe(1);
  });

  it('leave nothing behind where a tree could not be made', async () => {
    const { server } = await start();
    const put = TreeFolder.prototype.put;
    let left = 3;
    TreeFolder.prototype.put = function (this: TreeFolder, files) {
      return left-- > 0 ? put.call(this, files) : Promise.reject(new Error('ENOSPC: no space left on device'));
    };
    await expect(look(server)).rejects.toThrow('ENOSPC');
    TreeFolder.prototype.put = put;
    expect(await readdir(join(folder, 'trees'))).toEqual([]);
    await look(server);
    expect((await index()).contests).toHaveLength(3);
  });

  it('are written by one of two instances, and by the other when that is gone', async () => {
    const { server } = await start();
    const { server: other } = await startSmall(database.url(), { evidenceDir });
    await look(server);
    await look(other);
    const isWriter = (one: RunningServer): boolean =>
      one.context.get(PublicationTicker, { strict: false }).standing.isWriter;
    expect([isWriter(server), isWriter(other)]).toEqual([true, false]);
    await endServer(server);
    await eventually(async () => {
      await look(other);
      expect(isWriter(other)).toBe(true);
    });
  });

  it('come as open data with a dictionary and their SHA-256', async () => {
    const { server, desk } = await start();
    await desk.published();
    await look(server);
    const { files } = PublishedBulkIndex.parse(await json('v1/bulk.json'));
    expect(files).toHaveLength(2 * (2 + 1 + 1));
    const own = files.find(({ name }) => name === 'pkwkp-35-3501.ndjson');
    const lines = (await text(`v1/${own?.file ?? ''}`)).trimEnd().split('\n');
    expect(lines).toHaveLength(20);
    const told = lines.map((line) => JSON.parse(line) as PublishedTps).find(({ code }) => code === desk.tps);
    expect(told?.form?.votes.options[FIRST]).toBe(225);
    const zip = await readFile(
      join(folder, 'publik/v1', files.find(({ name }) => name === 'pkwkp-35-3501.csv.zip')?.file ?? ''),
    );
    expect(zip.includes(Buffer.from('kamus-data.csv'))).toBe(true);
  });
});

describe('the public files in a bucket', () => {
  const database = useTestDatabase();
  endServersAfterEach();

  it('are the same, with how long they hold', async () => {
    const store = await mkdtemp(join(tmpdir(), 'posko-bucket-'));
    const s3 = await startS3(store);
    try {
      await database.empty();
      const { server } = await startSmall(database.url(), { publicBucket: s3.options });
      const desk = await ResultDesk.at(server);
      const look = (): Promise<void> => server.context.get(PublicationTicker, { strict: false }).look(store);
      await look();
      await desk.published();
      await look();
      const client = new AwsClient({ accessKeyId: s3.options.key, secretAccessKey: s3.options.secret, service: 's3' });
      const answer = await client.fetch(`${s3.options.endpoint}/${s3.options.bucket}/pilkada/hhcw/pkwkp/35.json`);
      expect(await answer.json()).toMatchObject({ tungsura: { chart: { [FIRST]: 225 } }, progres: { progres: 1 } });
      expect(answer.headers.get('cache-control')).toContain('max-age=5');
      expect(answer.headers.get('content-type')).toContain('application/json');
    } finally {
      await s3.close();
      await rm(store, { recursive: true });
    }
  });
});

describe('the public files over HTTP', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  let publicDir: string;
  beforeEach(async () => {
    await database.empty();
    publicDir = await mkdtemp(join(tmpdir(), 'posko-public-'));
  });
  afterEach(() => rm(publicDir, { recursive: true }));

  it('need no session, come compressed, and say how long they hold', async () => {
    const { server } = await startSmall(database.url(), { publicDir });
    await ResultDesk.at(server);
    const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
      request(server, path, { ...init, as: null, redirect: 'manual' });
    await eventually(async () => expect((await ask('/publik/v1/index.json')).status).toBe(200));
    const answer = await ask('/publik/v1/index.json', { headers: { 'accept-encoding': 'br' } });
    expect(answer.headers.get('cache-control')).toContain('stale-if-error');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('set-cookie')).toBeNull();
    const etag = answer.headers.get('etag') ?? '';
    const headers = { 'accept-encoding': 'br', 'if-none-match': etag };
    expect([200, 304]).toContain((await ask('/publik/v1/index.json', { headers })).status);
    const { file } = (await region()).rows[0] ?? {};
    expect((await ask(`/publik/v1/${file ?? ''}`)).headers.get('cache-control')).toContain('immutable');
    expect((await ask('/publik/v1/index.json', { method: 'POST' })).status).toBe(405);
    expect((await ask('/publik')).headers.get('location')).toBe('/publik/');
    for (const path of [
      '/publik/v1/tidak-ada.json',
      '/publik/%2e%2e/board/index.json',
      '/publik/.hidden',
      '/publik/v1',
    ])
      expect([path, (await ask(path)).status]).toEqual([path, 404]);

    async function region(): Promise<PublishedRegion> {
      return (await (await ask('/publik/v1/pkwkp-35/3501.json')).json()) as PublishedRegion;
    }
  });
});
