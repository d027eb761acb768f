import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { request } from 'undici';
import type { BenchCase } from '../bench-case';
import { figure, medianOf } from '../figure';
import type { Figure } from '../figure';
import type { BenchServer, Lab } from '../lab';
import { standAt } from '../standing';
import { jatimCsv, syntheticRegister } from '../synthetic-register';
import type { Imported } from '../workers/importer';

const PROVINCE_TPS = 60_751;
const NATION_TPS = 823_236;
const DISTRICT_TPS = 6075;
const MIB = 2 ** 20;
const KIB = 1024;
/** Noon, and the hour at which most stages stand side by side: the hardest to compress. */
const MIDDAY = 12;
const BUSIEST = 16;
const TICK_MS = 2500;
const REPEATS = 7;

/** Seconds within which a register of this size has to be in. */
const IMPORT_TARGETS: Readonly<Record<number, number>> = { [PROVINCE_TPS]: 5, [NATION_TPS]: 60 };

async function importFigure(lab: Lab, tps: number, databaseUrl: string): Promise<Figure[]> {
  const path = join(lab.folder, `register-${tps}.csv`);
  await pipeline(Readable.from(tps === PROVINCE_TPS ? jatimCsv() : syntheticRegister(tps)), createWriteStream(path));
  const imported = await lab.with('importer', (worker) => worker.call<Imported>('file', { databaseUrl, path }));
  const floorUrl = await lab.database(`floor_${tps}`);
  const floorMs = await lab.with('floor-importer', (worker) =>
    worker.call<number>('insert', { databaseUrl: floorUrl, tps }),
  );
  await lab.drop(`floor_${tps}`);
  const seconds = IMPORT_TARGETS[tps];
  const bench = 'scale';
  return [
    figure({
      bench,
      name: `${tps} TPS: register imported`,
      value: imported.ms / 1000,
      unit: 's',
      floor: { name: 'the rows by raw SQL', value: floorMs / 1000 },
      ...(seconds === undefined ? {} : { target: { atMost: seconds } }),
    }),
    figure({ bench, name: `${tps} TPS: import, most memory`, value: imported.peakRss / MIB, unit: 'MiB' }),
  ];
}

/** A server, as someone who has signed in there sees it. */
interface Reader {
  readonly url: string;
  readonly cookie: string;
}

interface Read {
  readonly ms: number;
  readonly bytes: number;
}

/** Median time of an answer, connection kept, and its bytes on the wire. */
async function readTimes({ url, cookie }: Reader, path: string, repeats = REPEATS): Promise<Read> {
  const times: number[] = [];
  let bytes = 0;
  for (let nth = 0; nth < repeats; nth++) {
    const startedAt = performance.now();
    const { statusCode, body } = await request(url + path, { headers: { 'accept-encoding': 'br, gzip', cookie } });
    bytes = (await body.arrayBuffer()).byteLength;
    if (statusCode !== 200) throw new Error(`${path} was answered with ${statusCode}`);
    times.push(performance.now() - startedAt);
  }
  return { ms: medianOf(times), bytes };
}

/** The first answer after a change: nothing of it is cached. A mark, set and cleared, changes the board. */
async function freshSnapshot(reader: Reader, code: string): Promise<Read> {
  const { url, cookie } = reader;
  const times: number[] = [];
  let bytes = 0;
  for (let nth = 0; nth < REPEATS; nth++) {
    const command = { id: crypto.randomUUID(), mark: 'psu', isSet: nth % 2 === 0, reason: 'bench' };
    const answer = await fetch(`${url}/api/tps/${code}/marks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(command),
    });
    const { seq } = (await answer.json()) as { seq: number };
    // Until the change is on the board; the waiting is not part of the answer's time.
    while (((await (await fetch(`${url}/api/health/ready`)).json()) as { seq: number }).seq < seq) await delay(10);
    await delay(60);
    const read = await readTimes(reader, `/api/board/snapshot?min=${seq}`, 1);
    times.push(read.ms);
    bytes = read.bytes;
  }
  return { ms: medianOf(times), bytes };
}

/** A server on the day's standing at an hour, its clock set to it, overdue marks passed. */
async function serverAt(lab: Lab, databaseUrl: string, hour: number): Promise<{ server: BenchServer; reader: Reader }> {
  const first = await lab.server({ databaseUrl, isRehearsal: true });
  const at = await standAt({ databaseUrl, serverUrl: first.url, cookie: await first.supervisor() }, hour);
  await first.stop();
  const server = await lab.server({ databaseUrl, isRehearsal: true });
  const cookie = await server.supervisor();
  await fetch(`${server.url}/api/clock`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ id: crypto.randomUUID(), at: new Date(at).toISOString(), speed: 1 }),
  });
  await delay(TICK_MS);
  return { server, reader: { url: server.url, cookie } };
}

async function snapshotFigures(lab: Lab, databaseUrl: string, tps: number): Promise<Figure[]> {
  const { server, reader } = await serverAt(lab, databaseUrl, MIDDAY);
  const bench = 'scale';
  try {
    const [row] = await lab.query<{ code: string }>('SELECT code FROM tps WHERE position = 0', databaseUrl);
    const fresh = await freshSnapshot(reader, row?.code ?? '');
    const floor = await floorOf(reader);
    const [board, regions, memory] = [
      await readTimes(reader, '/api/board'),
      await readTimes(reader, '/api/regions'),
      await server.memory(),
    ];
    const isProvince = tps === PROVINCE_TPS;
    const named = (name: string): { bench: string; name: string } => ({ bench, name: `${tps} TPS: ${name}` });
    return [
      figure({
        ...named('snapshot at noon, compressed'),
        value: fresh.bytes / KIB,
        unit: 'KiB',
        floor: { name: 'gzip, best', value: floor.bytes / KIB },
        ...(isProvince ? { target: { atMost: 20 } } : {}),
      }),
      figure({
        ...named('snapshot, first answer after a change'),
        value: fresh.ms,
        unit: 'ms',
        floor: { name: 'brotli alone', value: floor.ms },
        ...(isProvince ? { target: { atMost: 10 } } : {}),
      }),
      figure({ ...named('board of the whole, answer'), value: board.ms, unit: 'ms' }),
      figure({
        ...named('regions, answer'),
        value: regions.ms,
        unit: 'ms',
        note: `${Math.round(regions.bytes / KIB)} KiB`,
      }),
      figure({ ...named('server ready after'), value: server.startMs / 1000, unit: 's' }),
      figure({ ...named('server, memory'), value: memory.rss / MIB, unit: 'MiB' }),
      figure({
        ...named('server, heap and buffers'),
        value: (memory.heapUsed + memory.arrayBuffers) / MIB,
        unit: 'MiB',
      }),
    ];
  } finally {
    await server.stop();
  }
}

/** Compressing the same bytes with nothing else to do. */
async function floorOf({ url, cookie }: Reader): Promise<Read> {
  const raw = Buffer.from(await (await fetch(`${url}/api/board/snapshot`, { headers: { cookie } })).arrayBuffer());
  const startedAt = performance.now();
  for (let nth = 0; nth < REPEATS; nth++) {
    brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
  }
  return { ms: (performance.now() - startedAt) / REPEATS, bytes: gzipSync(raw, { level: 9 }).byteLength };
}

/** The worst moment of the day for the size of a snapshot. */
async function busiestFigure(lab: Lab, databaseUrl: string): Promise<Figure> {
  const { server, reader } = await serverAt(lab, databaseUrl, BUSIEST);
  try {
    const { bytes } = await readTimes(reader, '/api/board/snapshot');
    const name = `${PROVINCE_TPS} TPS: snapshot at 16.00, compressed`;
    return figure({
      bench: 'scale',
      name,
      value: bytes / KIB,
      unit: 'KiB',
      note: 'the hour with most stages side by side',
    });
  } finally {
    await server.stop();
  }
}

export const SCALE: BenchCase = {
  name: 'scale',
  summary: 'import, snapshot, start and memory at three sizes of register',
  run: async (lab, { isQuick }) => {
    const figures: Figure[] = [];
    for (const tps of isQuick ? [DISTRICT_TPS, PROVINCE_TPS] : [DISTRICT_TPS, PROVINCE_TPS, NATION_TPS]) {
      const name = `scale_${tps}`;
      const databaseUrl = await lab.database(name);
      figures.push(...(await importFigure(lab, tps, databaseUrl)), ...(await snapshotFigures(lab, databaseUrl, tps)));
      if (tps === PROVINCE_TPS) figures.push(await busiestFigure(lab, databaseUrl));
      await lab.drop(name);
    }
    return figures;
  },
};
