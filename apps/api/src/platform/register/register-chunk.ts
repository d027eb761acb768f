import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { TpsCode } from '@posko/domain';
import { z } from 'zod';
import { regionsOf } from './register-rows';
import type { NamedCount, RegisterRows } from './register-rows';

/** Rows in one chunk: a chunk of TPS is a third of a megabyte compressed. */
const CHUNK_ROWS = 50_000;

const Voters = z.int().min(0).max(9999);
/** The text of a chunk: regions as `[code, name, TPS]`, or TPS as `[code, men, women]`; both in code order. */
const Chunk = z.union([
  z.strictObject({ regions: z.array(z.tuple([z.string(), z.string(), z.int().min(0)])) }),
  z.strictObject({ tps: z.array(z.tuple([TpsCode, Voters, Voters])) }),
]);

/** The register as gzipped JSON: what a `register.imported` entry names, and enough to make the tables again. */
export async function chunksOf(register: RegisterRows): Promise<Buffer[]> {
  const { regions, tpsCodes, dptL, dptP } = register;
  const named = regions.map(({ code, name, tpsCount }): NamedCount => [code, name, tpsCount]);
  const texts = slices(named).map((rows) => JSON.stringify({ regions: rows }));
  for (let from = 0; from < tpsCodes.length; from += CHUNK_ROWS) {
    const rows = tpsCodes.slice(from, from + CHUNK_ROWS).map((code, i) => [code, dptL[from + i], dptP[from + i]]);
    texts.push(JSON.stringify({ tps: rows }));
  }
  return Promise.all(texts.map((text) => promisify(gzip)(text)));
}

/** Reads a register back from its chunks, in the order in which the entry lists them. Throws on anything else. */
export async function registerOfChunks(chunks: readonly Buffer[]): Promise<RegisterRows> {
  const named: NamedCount[] = [];
  const tps: [string, number, number][] = [];
  for (const chunk of chunks) {
    const parsed = Chunk.parse(JSON.parse((await promisify(gunzip)(chunk)).toString('utf8')));
    if ('regions' in parsed) for (const row of parsed.regions) named.push(row);
    else for (const row of parsed.tps) tps.push(row);
  }
  return {
    regions: regionsOf(named),
    tpsCodes: tps.map(([code]) => code),
    dptL: Uint16Array.from(tps, ([, l]) => l),
    dptP: Uint16Array.from(tps, ([, , p]) => p),
  };
}

function slices<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / CHUNK_ROWS) }, (_, i) =>
    rows.slice(i * CHUNK_ROWS, (i + 1) * CHUNK_ROWS),
  );
}
