import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import * as z from 'zod';
import type { ContactRow } from './contact-row';

/** Rows in one chunk: about a megabyte compressed. */
const CHUNK_ROWS = 50_000;
/** The text of a chunk: `[place, duty, name, phone]`, by place, and within a place in the order of the file. */
const Chunk = z.array(z.tuple([z.string(), z.string(), z.string(), z.string()]));

/** Contacts as gzipped JSON: what a `contacts.imported` entry names, and enough to make the table again. */
export async function chunksOf(rows: readonly ContactRow[]): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
    const slice = rows.slice(from, from + CHUNK_ROWS).map(({ place, duty, name, phone }) => [place, duty, name, phone]);
    chunks.push(await promisify(gzip)(JSON.stringify(slice)));
  }
  return chunks;
}

/** Reads contacts back from a chunk. Throws on anything else. */
export async function contactsOfChunk(chunk: Buffer): Promise<ContactRow[]> {
  const rows = Chunk.parse(JSON.parse((await promisify(gunzip)(chunk)).toString('utf8')));
  return rows.map(([place, duty, name, phone]) => ({ place, duty, name, phone }));
}
