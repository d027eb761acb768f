import { createWriteStream } from 'node:fs';
import { readFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { PublishedIndex } from '@posko/contracts';
import { RegionCode } from '@posko/domain';
import type { BenchCase, BenchOptions } from '../bench-case';
import { BENCH_CONTEST } from '../bench-form';
import { figure, medianOf } from '../figure';
import type { Figure } from '../figure';
import type { Lab } from '../lab';
import { syntheticRegister } from '../synthetic-register';
import { BENCH, servedFigures, surgeFigures } from './public-serving';
import type { PublicSite } from './public-serving';

const WAIT_MS = 180_000;
const NATION_WAIT_MS = 1_800_000;
const NATION_TPS = 823_236;
const QUICK_NATION_TPS = 20_000;

async function site(lab: Lab): Promise<PublicSite & { readonly wholeMs: number }> {
  const databaseUrl = await lab.province('public_files');
  await lab.with('importer', (worker) => worker.call('contest', { databaseUrl }));
  const publicDir = join(lab.folder, 'public');
  const server = await lab.server({ databaseUrl, publicDir });
  const startedAt = performance.now();
  await until(async () => (await indexOf(publicDir))?.contests.length === 1);
  const wholeMs = performance.now() - startedAt;
  const people = await server.people({ role: 'operator', scope: RegionCode.parse('35'), count: 2 });
  const sessions = async (nth: number): Promise<string[]> => server.sessions(people.slice(nth, nth + 1));
  const rows = await lab.query<{ code: string }>('SELECT code FROM tps ORDER BY position', databaseUrl);
  const cookies = [await sessions(0), await sessions(1)] as const;
  return { server, publicDir, cookies, codes: rows.map(({ code }) => code), wholeMs };
}

async function indexOf(publicDir: string): Promise<PublishedIndex | null> {
  const text = await readFile(join(publicDir, 'publik/v1/index.json'), 'utf8').catch(() => null);
  return text === null ? null : PublishedIndex.parse(JSON.parse(text));
}

async function until(isSo: () => Promise<boolean>, ms = WAIT_MS): Promise<void> {
  for (const end = performance.now() + ms; performance.now() < end;) {
    if (await isSo()) return;
    await delay(20);
  }
  throw new Error(`It was not so within ${ms / 1000} s`);
}

/** Everything in the tree: files and bytes. */
async function sizeOf(folder: string): Promise<{ files: number; bytes: number }> {
  let [files, bytes] = [0, 0];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const own = entry.isDirectory() ? await sizeOf(path) : { files: 1, bytes: (await stat(path)).size };
    files += own.files;
    bytes += own.bytes;
  }
  return { files, bytes };
}

async function wholeFigures({ publicDir, codes, wholeMs }: PublicSite & { wholeMs: number }): Promise<Figure[]> {
  const { files, bytes } = await sizeOf(join(publicDir, 'publik', ''));
  return [
    figure({
      bench: BENCH,
      name: `tree of ${codes.length} TPS, one contest, from nothing`,
      value: wholeMs / 1000,
      unit: 's',
      target: { atMost: 60 },
      note: `${files} files, ${Math.round(bytes / 1e6)} MB`,
    }),
  ];
}

/** From the answer to the second reading until the TPS's file shows its figures. */
async function changeFigures(
  lab: Lab,
  { server, publicDir, cookies, codes }: PublicSite,
  times: number,
): Promise<Figure[]> {
  const load = lab.worker('entry-load');
  const latencies: number[] = [];
  for (let nth = 0; nth < times; nth++) {
    await load.call('full', { url: server.url, cookies, codes, connections: 1, seconds: 60, readings: 2 });
    const answeredAt = performance.now();
    const code = codes[nth] ?? '';
    const folders = [2, 4, 6, 10].map((length) => code.slice(0, length)).join('/');
    const path = join(publicDir, `publik/pilkada/hhcw/pkwkp/${folders}/${code}.json`);
    await until(async () => (await readFile(path, 'utf8')).includes('"status_suara":true'));
    latencies.push(performance.now() - answeredAt);
  }
  const figures = [
    figure({
      bench: BENCH,
      name: 'a changed TPS is public within, most',
      value: Math.max(...latencies) / 1000,
      unit: 's',
      target: { atMost: 5 },
      note: `median ${Math.round(medianOf(latencies))} ms of ${times}`,
    }),
  ];
  for (const count of [1, 100, 10_000]) {
    const before = await server.written();
    await load.call('full', { url: server.url, cookies, codes, connections: 32, seconds: 120, readings: 2 * count });
    await until(async () => (await indexOf(publicDir))?.contests[0]?.counts.counted === times + counted(count));
    const after = await server.written();
    figures.push(
      figure({
        bench: BENCH,
        name: `files written for ${count} changes`,
        value: (after.files - before.files) / count,
        unit: 'a change',
        note: `${Math.round((after.bytes - before.bytes) / 1000 / count)} kB a change`,
      }),
    );
  }
  await lab.stop(load);
  return figures;
}

/** Changes so far, of those of 1, 100 and 10,000. */
function counted(count: number): number {
  return [1, 100, 10_000].filter((one) => one <= count).reduce((sum, one) => sum + one, 0);
}

async function run(lab: Lab, { isQuick }: BenchOptions): Promise<Figure[]> {
  const at = await site(lab);
  const figures = [
    ...(await wholeFigures(at)),
    ...(await changeFigures(lab, at, isQuick ? 3 : 20)),
    ...(await servedFigures(lab, at, isQuick)),
    ...(await surgeFigures(lab, at, isQuick)),
  ];
  await at.server.stop();
  await lab.drop('public_files');
  return figures;
}

export const PUBLIC_FILES: BenchCase = {
  name: BENCH,
  summary: `the tree of public files made and kept up, and handed out by nginx and by an instance (${BENCH_CONTEST.id})`,
  run,
};

/** The nation's tree, made once and asked for once. */
async function nation(lab: Lab, { isQuick }: BenchOptions): Promise<Figure[]> {
  const tps = isQuick ? QUICK_NATION_TPS : NATION_TPS;
  const databaseUrl = await lab.database('nation_files');
  const path = join(lab.folder, 'nation.csv');
  await pipeline(Readable.from(syntheticRegister(tps)), createWriteStream(path));
  await lab.with('importer', (worker) => worker.call('file', { databaseUrl, path }));
  await lab.with('importer', (worker) => worker.call('nationContest', { databaseUrl }));
  const publicDir = join(lab.folder, 'nation');
  const server = await lab.server({ databaseUrl, publicDir });
  const startedAt = performance.now();
  await until(async () => (await indexOf(publicDir))?.contests.length === 1, NATION_WAIT_MS);
  const seconds = (performance.now() - startedAt) / 1000;
  const { rss } = await server.memory();
  const { files, bytes } = await sizeOf(join(publicDir, 'publik', ''));
  const index = await indexOf(publicDir);
  const answer = await fetch(`${server.url}/publik/v1/${index?.contests[0]?.file ?? ''}`);
  if (answer.status !== 200) throw new Error(`The nation's file was answered with ${answer.status}`);
  await server.stop();
  await lab.drop('nation_files');
  await rm(publicDir, { recursive: true, force: true });
  const bench = NATION;
  return [
    figure({ bench, name: `tree of ${tps} TPS, one contest, from nothing`, value: seconds, unit: 's' }),
    figure({ bench, name: 'its files', value: files, unit: '', note: `${Math.round(bytes / 1e6)} MB` }),
    figure({ bench, name: 'memory of the server after it', value: rss / 2 ** 20, unit: 'MiB' }),
  ];
}

const NATION = 'public-nation';
export const PUBLIC_NATION: BenchCase = {
  name: NATION,
  summary: 'the tree of public files of a nation, made once',
  run: nation,
};
