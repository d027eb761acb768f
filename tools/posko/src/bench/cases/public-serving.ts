import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { figure, medianOf } from '../figure';
import type { Figure } from '../figure';
import type { BenchServer, Lab } from '../lab';
import { Nginx, findNginx } from '../nginx';
import type { EntryLoad, EntryThroughput } from '../workers/entry-load';
import type { FileStorm, FileStormResult } from '../workers/file-storm';

export const BENCH = 'public';
const READERS = 1000;
/** Many short turns: another's minute on the machine then falls on both. */
const TURNS = 30;
const TURN = 20_000;
const SURGE = 50_000;
const SURGE_TURNS = 10;
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

type Ask = (storm: Omit<FileStorm, 'connections'> & { connections?: number }) => Promise<FileStormResult>;

/** Ours and the floor in turns, each first as often, so that what else the machine does falls on both. */
async function inTurns(
  ask: Ask,
  [ours, floor]: readonly [Place, Place],
  requests: number,
): Promise<[number[], number[]]> {
  const rate = async ({ port, path }: Place): Promise<number> => {
    const { perSecond, failed, failure } = await ask({ port, paths: [path], requests, connections: 64 });
    if (failed > 0) throw new Error(`${path}: ${failure ?? 'failed'}`);
    return perSecond;
  };
  const rates: [number[], number[]] = [[], []];
  // What the first time costs is nobody's.
  await rate(ours);
  await rate(floor);
  for (let turn = 0; turn < TURNS; turn++) {
    const isOursFirst = turn % 2 === 0;
    const first = await rate(isOursFirst ? ours : floor);
    const second = await rate(isOursFirst ? floor : ours);
    rates[0].push(isOursFirst ? first : second);
    rates[1].push(isOursFirst ? second : first);
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
  const requests = isQuick ? TURN / 10 : TURN;
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
    const place = { folder: lab.folder, publicDir };
    await mkdir(join(lab.folder, 'bare'), { recursive: true });
    await writeFile(join(lab.folder, 'bare/file.json'), bytes);
    const nginx = await Nginx.start(program, place);
    try {
      const places = [own.path, '/bare/file.json'].map((path) => ({ port: nginx.port, path })) as [Place, Place];
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
  const ratios = rates.map((rate, nth) => rate / (floor[nth] ?? NaN)).sort((a, b) => a - b);
  const quarter = Math.floor(ratios.length / 4);
  return figure({
    bench: BENCH,
    name: `${name}, 64 connections`,
    value: medianOf(rates),
    unit: 'a second',
    floor: { name: floorName, value: medianOf(floor), ratio: medianOf(ratios) },
    target: { atLeast },
    isRatioTarget: true,
    note: `half of ${ratios.length} turns between ${ratios.at(quarter)?.toFixed(2)} and ${ratios.at(-1 - quarter)?.toFixed(2)}`,
  });
}

/** What most of them ask for. */
const READ = ['v1/index.json', FILE, 'pilkada/hhcw/pkwkp/35.json', 'v1/pkwkp-35/3578.json'];

/** Readers by the thousand at nginx, while results come in: with them and without them in turns. */
export async function surgeFigures(
  lab: Lab,
  { server, publicDir, cookies, codes }: PublicSite,
  isQuick: boolean,
): Promise<Figure[]> {
  const program = findNginx();
  if (program === null) return [];
  const [storm, load] = [lab.worker('file-storm'), lab.worker('entry-load')];
  const nginx = await Nginx.start(program, { folder: lab.folder, publicDir });
  const turns = isQuick ? 1 : SURGE_TURNS;
  const requests = SURGE / SURGE_TURNS;
  const seconds = requests / SURGE_A_SECOND;
  const entry = { url: server.url, cookies, codes: codes.slice(30_000), connections: 16, seconds };
  const enter = (): Promise<EntryThroughput> => load.call('full', { ...entry, perSecond: 2 * RESULTS_A_SECOND });
  const paths = READ.map((path) => `/publik/${path}`);
  const order = { port: nginx.port, paths, connections: READERS, requests, perSecond: SURGE_A_SECOND };
  const surge: SurgeTurn[] = [];
  try {
    await storm.call('makeWay');
    // What the tree left to be written is written: commits would wait for it in some turns and not in others.
    await promisify(execFile)('sync');
    // Everybody is connected, and what the first time costs is nobody's.
    await Promise.all([storm.call<FileStormResult>('storm', { ...order, requests: READERS }), enter()]);
    for (let turn = 0; turn < turns; turn++) {
      const without = await enter();
      const [readers, during] = await Promise.all([storm.call<FileStormResult>('storm', order), enter()]);
      surge.push({ readers, without, during });
    }
    return surgeOf(surge);
  } finally {
    await nginx.stop();
    await Promise.all([lab.stop(storm), lab.stop(load)]);
  }
}

interface SurgeTurn {
  readonly readers: FileStormResult;
  readonly without: EntryThroughput;
  readonly during: EntryThroughput;
}

function surgeOf(turns: readonly SurgeTurn[]): Figure[] {
  const sum = (count: (turn: SurgeTurn) => number): number => turns.reduce((so, turn) => so + count(turn), 0);
  const failed = sum(({ readers }) => readers.failed);
  const ratios = turns.map(({ during, without }) => during.meanMs / without.meanMs);
  const p99 = Math.max(...turns.map(({ readers }) => readers.latency.p99));
  const entered = sum(({ during }) => during.done);
  return [
    figure({
      bench: BENCH,
      name: `requests that failed, of ${failed + sum(({ readers }) => readers.done)} by ${READERS} readers`,
      value: failed,
      unit: '',
      target: { atMost: 0 },
      note: turns.find(({ readers }) => readers.failure)?.readers.failure ?? `worst p99 of a turn ${p99} ms`,
    }),
    figure({
      bench: BENCH,
      name: `reading entered meanwhile, ${RESULTS_A_SECOND} results a second, mean`,
      value: medianOf(turns.map(({ during }) => during.meanMs)),
      unit: 'ms',
      floor: {
        name: 'without readers',
        value: medianOf(turns.map(({ without }) => without.meanMs)),
        ratio: medianOf(ratios),
      },
      target: { atMost: 1.1 },
      isRatioTarget: true,
      note: `turns ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}; ${entered} entered, ${sum(({ during }) => during.failed)} failed`,
    }),
  ];
}
