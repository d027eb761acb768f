import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { figure, medianOf } from '../figure';
import type { Figure } from '../figure';
import type { BenchServer, Lab } from '../lab';
import { Nginx, findNginx } from '../nginx';
import type { EntryLoad, EntryThroughput } from '../workers/entry-load';
import type { FileStorm, FileStormResult } from '../workers/file-storm';

export const BENCH = 'public';
const READERS = 1000;
const SURGE = 50_000;
const RESULTS_A_SECOND = 200;
/** What the whole province asks of one small machine that also counts, files and measures. */
const SURGE_A_SECOND = 2500;

/** A server that publishes, and everything about its tree. */
export interface PublicSite {
  readonly server: BenchServer;
  readonly publicDir: string;
  readonly cookies: EntryLoad['cookies'];
  readonly codes: readonly string[];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

type Ask = (storm: Omit<FileStorm, 'connections'> & { connections?: number }) => Promise<FileStormResult>;

/** Ours and the floor in turns, so that what else the machine does falls on both. */
async function inTurns(
  ask: Ask,
  [ours, floor]: readonly [Place, Place],
  requests: number,
): Promise<[number[], number[]]> {
  const rates: [number[], number[]] = [[], []];
  for (let round = 0; round < 4; round++) {
    for (const [index, { port, path }] of [ours, floor].entries()) {
      const { perSecond, failed, failure } = await ask({ port, paths: [path], requests, connections: 64 });
      if (failed > 0) throw new Error(`${path}: ${failure ?? 'failed'}`);
      if (round > 0) rates[index]?.push(perSecond);
    }
  }
  return rates;
}

interface Place {
  readonly port: number;
  readonly path: string;
}

const FILE = 'v1/pkwkp-35/35.json';

export async function servedFigures(lab: Lab, { server, publicDir }: PublicSite, isQuick: boolean): Promise<Figure[]> {
  const bytes = await readFile(join(publicDir, 'publik', `${FILE}.gz`));
  const storm = lab.worker('file-storm');
  const ask: Ask = (order) => storm.call('storm', { connections: READERS, ...order });
  const requests = isQuick ? 4000 : 40_000;
  const bare = lab.worker('bare-files');
  const { port } = await bare.call<{ port: number }>('start', { bytes: bytes.length });
  const own: Place = { port: Number(new URL(server.url).port), path: `/publik/${FILE}` };
  const [embedded, floor] = await inTurns(ask, [own, { port, path: '/' }], requests);
  await lab.stop(bare);
  const figures = [ratio('served by an instance', { rates: embedded, floor, name: 'bare Node HTTP' }, 0.5)];
  const program = findNginx();
  if (program === null) {
    lab.options.note('public: nginx is not installed, so nothing is said of it (Debian: nginx)');
  } else {
    const place = { folder: lab.folder, publicDir, port: await freePort() };
    await mkdir(join(lab.folder, 'bare'), { recursive: true });
    await writeFile(join(lab.folder, 'bare/file.json'), bytes);
    const nginx = await Nginx.start(program, place);
    try {
      const places = [own.path, '/bare/file.json'].map((path) => ({ port: place.port, path })) as [Place, Place];
      const [ours, bareFile] = await inTurns(ask, places, requests);
      figures.push(ratio('served by nginx', { rates: ours, floor: bareFile, name: 'nginx, a bare file' }, 0.95));
    } finally {
      await nginx.stop();
    }
  }
  await lab.stop(storm);
  return figures;
}

interface Rates {
  readonly rates: readonly number[];
  readonly floor: readonly number[];
  readonly name: string;
}

function ratio(name: string, { rates, floor, name: floorName }: Rates, atLeast: number): Figure {
  return figure({
    bench: BENCH,
    name: `${name}, 64 connections`,
    value: medianOf(rates),
    unit: 'a second',
    floor: { name: floorName, value: medianOf(floor) },
    target: { atLeast },
    isRatioTarget: true,
    note: `rounds ${rates.map((rate, nth) => (rate / (floor[nth] ?? NaN)).toFixed(2)).join(', ')}`,
  });
}

/** What most of them ask for. */
const READ = ['v1/index.json', FILE, 'pilkada/hhcw/pkwkp/35.json', 'v1/pkwkp-35/3578.json'];

/** Readers by the thousand at nginx, while results come in: without them, with them, without them. */
export async function surgeFigures(
  lab: Lab,
  { server, publicDir, cookies, codes }: PublicSite,
  isQuick: boolean,
): Promise<Figure[]> {
  const program = findNginx();
  if (program === null) return [];
  const seconds = isQuick ? 3 : SURGE / SURGE_A_SECOND;
  const [storm, load] = [lab.worker('file-storm'), lab.worker('entry-load')];
  const nginx = await Nginx.start(program, { folder: lab.folder, publicDir, port: await freePort() });
  const enter = (): Promise<EntryThroughput> =>
    load.call('full', {
      url: server.url,
      cookies,
      codes: codes.slice(30_000),
      connections: 16,
      seconds,
      perSecond: 2 * RESULTS_A_SECOND,
    });
  try {
    const before = await enter();
    const paths = READ.map((path) => `/publik/${path}`);
    const order = {
      port: nginx.port,
      paths,
      connections: READERS,
      requests: SURGE_A_SECOND * seconds,
      perSecond: SURGE_A_SECOND,
    };
    const [readers, during] = await Promise.all([storm.call<FileStormResult>('storm', order), enter()]);
    const after = await enter();
    return surgeOf(readers, { before, during, after });
  } finally {
    await nginx.stop();
    await Promise.all([lab.stop(storm), lab.stop(load)]);
  }
}

type Entered = Readonly<Record<'before' | 'during' | 'after', EntryThroughput>>;

function surgeOf(readers: FileStormResult, { before, during, after }: Entered): Figure[] {
  const { done, failed, failure, latency } = readers;
  return [
    figure({
      bench: BENCH,
      name: `requests that failed, of ${done + failed} by ${READERS} readers`,
      value: failed,
      unit: '',
      target: { atMost: 0 },
      note: failure ?? `${Math.round(readers.perSecond)} a second, p50 ${latency.p50}, p99 ${latency.p99} ms`,
    }),
    figure({
      bench: BENCH,
      name: `reading entered meanwhile, ${RESULTS_A_SECOND} results a second, mean`,
      value: during.meanMs,
      unit: 'ms',
      floor: { name: 'without readers', value: (before.meanMs + after.meanMs) / 2 },
      target: { atMost: 1.1 },
      isRatioTarget: true,
      note: `p50 ${during.latency.p50} against ${before.latency.p50} and ${after.latency.p50}, p95 ${during.latency.p95} against ${before.latency.p95} and ${after.latency.p95}; ${during.done} entered, ${during.failed} failed`,
    }),
  ];
}
