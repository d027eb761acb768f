import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, get } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PublicFiles } from './public-files';

// Just too large to be kept: every chunk is garbage for a process that has run all other specs.
const LARGE = Buffer.alloc(2_200_000, 'posko');
const READERS = 10;

describe('PublicFiles', () => {
  let root: string;
  let server: Server;
  let now: number;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'posko-public-'));
    await writeFile(join(root, 'large.ndjson'), LARGE);
    await writeFile(join(root, 'small.json'), '{"a":1}');
    now = 0;
    const files = new PublicFiles(root, () => now);
    server = createServer((request, response) => {
      files.take(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(root, { recursive: true });
  });

  const at = (path: string): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/publik/${path}`;
  const ask = (path: string, init: RequestInit = {}): Promise<Response> => fetch(at(path), init);
  /** An answer of which nothing is read yet but its headers. */
  const begin = (path: string): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => get(at(path), resolve).once('error', reject));

  it('sends a large file as it is read, so that many readers of one do not fill the memory', async () => {
    const before = process.memoryUsage().arrayBuffers;
    const answers = await Promise.all(Array.from({ length: READERS }, () => begin('large.ndjson')));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan((READERS / 2) * LARGE.length);
    for (const answer of answers) expect(LARGE.equals(await buffer(answer))).toBe(true);
  });

  it('says no more of a large file than is asked: its headers, or that the reader has it', async () => {
    const head = await ask('large.ndjson', { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(LARGE.length)]);
    const headers = { 'if-none-match': head.headers.get('etag') ?? '' };
    expect((await ask('large.ndjson', { headers })).status).toBe(304);
  });

  it('leaves a reader who went away, and answers the next', async () => {
    const going = new AbortController();
    const answer = await ask('large.ndjson', { signal: going.signal });
    going.abort();
    await expect(answer.arrayBuffer()).rejects.toThrow();
    expect((await ask('small.json')).status).toBe(200);
  });

  it('looks again for what it keeps once a second', async () => {
    expect(await (await ask('small.json')).json()).toEqual({ a: 1 });
    await writeFile(join(root, 'small.json'), '{"a":20}');
    expect(await (await ask('small.json')).json()).toEqual({ a: 1 });
    now += 1000;
    expect(await (await ask('small.json')).json()).toEqual({ a: 20 });
  });

  it('lets pages and their worker fetch from here, and other files nothing', async () => {
    const names = ['index.html', 'ngsw-worker.js', 'main-ABCD1234.js', 'small.json'];
    for (const name of names) await writeFile(join(root, name), '');
    const policies = await Promise.all(
      names.map(async (name) => (await ask(name)).headers.get('content-security-policy')),
    );
    expect(policies.map((policy) => policy?.split(';')[0])).toEqual([
      "default-src 'self'",
      "default-src 'self'",
      "default-src 'none'",
      "default-src 'none'",
    ]);
  });

  it('says that a name too long is nobody’s', async () => {
    expect((await ask('a'.repeat(300))).status).toBe(404);
  });
});
