import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { SAMPLE_PHOTOS, publishedTree } from '@posko/testing';
import type { PublishedTree } from '@posko/testing';

const BUILT = 'dist/portal/browser';
/** Where the page lies: not at the root, for it has to work under any path. */
const PREFIX = '/publik/';
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'self'";
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** A form as the pictures of it look from afar. */
const PHOTO = (page: string): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 1100">
<rect width="800" height="1100" fill="#f4f0e6"/><g fill="none" stroke="#333" stroke-width="2"><rect x="40" y="40" width="720" height="1020"/>
${Array.from({ length: 14 }, (_, row) => `<path d="M40 ${160 + row * 62}H760"/>`).join('')}<path d="M560 160V1028"/></g>
<text x="60" y="110" font-size="40" font-family="serif">MODEL C.HASIL-KWK hal. ${page}</text></svg>`;

/** The published files and the built page on a server of files that knows nothing else, with the strictest policy. */
export class PortalSite {
  private constructor(
    private readonly server: Server,
    readonly url: string,
    public tree: PublishedTree,
  ) {}

  /** What was sent of each file, in bytes as they travelled, until `sent` is emptied. */
  readonly sent = new Map<string, number>();

  static async open(tree: PublishedTree = publishedTree()): Promise<PortalSite> {
    await promisify(execFile)(process.execPath, ['tools/posko/build.mjs', 'portal']);
    const server = createServer((request, response) => {
      void site.answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const site = new PortalSite(server, `http://127.0.0.1:${port}${PREFIX}`, tree);
    return site;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer({ url = '/', headers }: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(url, 'http://site');
    const path = pathname.startsWith(PREFIX) ? normalize(pathname.slice(PREFIX.length) || 'index.html') : '';
    const bytes = path === '' || path.startsWith('..') ? null : await this.bytesOf(path);
    response.setHeader('content-security-policy', POLICY);
    response.setHeader('cache-control', 'no-cache');
    if (bytes === null) {
      response.writeHead(404).end();
      return;
    }
    const { encoding, body } = packed(bytes, headers['accept-encoding'] ?? '');
    response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
    response.setHeader('vary', 'accept-encoding');
    if (encoding !== null) response.setHeader('content-encoding', encoding);
    this.sent.set(path, (this.sent.get(path) ?? 0) + body.length);
    response.end(body);
  }

  private async bytesOf(path: string): Promise<Buffer | null> {
    if (path.startsWith('v1/')) {
      const file = this.tree.get(path.slice('v1/'.length));
      return file === undefined ? null : Buffer.from(JSON.stringify(file));
    }
    const photo = SAMPLE_PHOTOS.findIndex((one) => one === path);
    if (photo >= 0) return Buffer.from(PHOTO(String(photo + 1)));
    return readFile(join(BUILT, path)).catch(() => null);
  }
}

function packed(bytes: Buffer, accepted: string): { encoding: string | null; body: Buffer } {
  if (accepted.includes('br')) return { encoding: 'br', body: brotliCompressSync(bytes) };
  if (accepted.includes('gzip')) return { encoding: 'gzip', body: gzipSync(bytes) };
  return { encoding: null, body: bytes };
}
