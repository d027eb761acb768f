import { access, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { LRUCache } from 'lru-cache';
import { PREPARED_PAGE, PREPARED_POLICY } from './prepared-page';
import { PAGE, cacheControlOf, isForEver, pathOf, typeOf } from './public-address';

export const PUBLIC_PREFIX = '/publik/';
/** What is read from memory is looked for on disk again after this long. */
const FRESH_MS = 1000;
const MEMORY_BYTES = 64 * 1024 * 1024;
/** Larger ones go out as they are read: a thousand slow readers of one must not fill the memory. */
const LARGEST_KEPT = 2 * 1024 * 1024;

const ENCODINGS = { br: '.br', gzip: '.gz', identity: '' } as const;
type Encoding = keyof typeof ENCODINGS;

const EVERYWHERE = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  vary: 'accept-encoding',
} as const;
const PAGE_POLICY =
  "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";
/** Pages, and the worker that fetches for them: its own policy says what it may fetch. */
const ACTS = /\.html$|-worker\.js$/;
const FILE_POLICY = "default-src 'none'; frame-ancestors 'none'";

interface Kept {
  readonly body: Buffer;
  readonly headers: OutgoingHttpHeaders;
  readonly etag: string;
  checkedAt: number;
}

/** A file that is too large to be kept, open. */
interface Passing {
  readonly file: FileHandle;
  readonly headers: OutgoingHttpHeaders;
  readonly etag: string;
}

/**
 * Hands out the public files from memory, before anything else of the server is asked: no session, no permission, nothing that costs
 * more than the bytes. Where no web server stands in front, this one has to stand the readers.
 */
export class PublicFiles {
  private readonly kept = new LRUCache<string, Kept>({
    maxSize: MEMORY_BYTES,
    sizeCalculation: ({ body }) => body.length + 1000,
  });

  constructor(
    private readonly root: string,
    private readonly now: () => number,
  ) {}

  /** True where the request is for it, and is answered. */
  take(request: IncomingMessage, response: ServerResponse): boolean {
    const { url = '', method } = request;
    if (!url.startsWith('/publik') || !/^\/publik([/?#]|$)/.test(url)) return false;
    if (!url.startsWith(PUBLIC_PREFIX)) return this.redirect(response);
    if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405, 'method-not-allowed');
    const path = pathOf(url, PUBLIC_PREFIX);
    if (path === null) return refuse(response, 404, 'not-found');
    const encoding = encodingFor(request);
    const kept = this.kept.get(`${encoding} ${path}`);
    if (kept !== undefined && this.isFresh(path, kept)) return answer(request, response, kept);
    void this.look(path, encoding)
      .then((found) => (found === null ? this.miss(path, response) : answer(request, response, found)))
      .catch(() => refuse(response, 503, 'not-ready'));
    return true;
  }

  /** The first tree takes its time: who comes to read meanwhile is told so, and sees it as soon as it stands. */
  private async miss(path: string, response: ServerResponse): Promise<boolean> {
    const hasTree = await access(this.root).then(
      () => true,
      () => false,
    );
    return path === PAGE && !hasTree ? prepare(response) : refuse(response, 404, 'not-found');
  }

  private isFresh(path: string, { checkedAt }: Kept): boolean {
    return isForEver(path) || Math.abs(this.now() - checkedAt) < FRESH_MS;
  }

  /** The file as it is on disk now, in the first of the encodings that is there. */
  private async look(path: string, encoding: Encoding): Promise<Kept | Passing | null> {
    const key = `${encoding} ${path}`;
    for (const one of [encoding, 'identity'] as const) {
      const found = await this.read(path, one, this.kept.get(key));
      if (found === null) continue;
      if ('body' in found) this.kept.set(key, found);
      return found;
    }
    this.kept.delete(key);
    return null;
  }

  private async read(path: string, encoding: Encoding, before: Kept | undefined): Promise<Kept | Passing | null> {
    const file = await open(join(this.root, path + ENCODINGS[encoding])).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (file === null) return null;
    let isPassing = false;
    try {
      const stat = await file.stat();
      if (!stat.isFile()) return null;
      const etag = `"${stat.size.toString(36)}-${Math.round(stat.mtimeMs * 1000).toString(36)}-${encoding}"`;
      if (before?.etag === etag) return Object.assign(before, { checkedAt: this.now() });
      const described = { encoding, etag, mtime: stat.mtime };
      isPassing = stat.size > LARGEST_KEPT;
      if (isPassing) return { file, headers: headersOf(path, { ...described, size: stat.size }), etag };
      const body = await file.readFile();
      return { body, headers: headersOf(path, { ...described, size: body.length }), etag, checkedAt: this.now() };
    } finally {
      if (!isPassing) await file.close();
    }
  }

  private redirect(response: ServerResponse): true {
    response.writeHead(308, { ...EVERYWHERE, location: PUBLIC_PREFIX, 'content-length': 0 });
    response.end();
    return true;
  }
}

interface Described {
  readonly encoding: Encoding;
  readonly etag: string;
  readonly size: number;
  readonly mtime: Date;
}

function headersOf(path: string, { encoding, etag, size, mtime }: Described): OutgoingHttpHeaders {
  return {
    ...EVERYWHERE,
    'content-type': typeOf(path),
    'content-length': size,
    ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    'cache-control': cacheControlOf(path),
    'content-security-policy': ACTS.test(path) ? PAGE_POLICY : FILE_POLICY,
    'last-modified': mtime.toUTCString(),
    etag,
  };
}

function encodingFor({ headers }: IncomingMessage): Encoding {
  const accepted = headers['accept-encoding'] ?? '';
  if (typeof accepted !== 'string' || accepted === '') return 'identity';
  if (/\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted)) return 'br';
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted) ? 'gzip' : 'identity';
}

function answer(request: IncomingMessage, response: ServerResponse, found: Kept | Passing): true {
  const { headers, etag } = found;
  const isKnown = request.headers['if-none-match'] === etag;
  if (isKnown) {
    const { 'content-length': _, ...rest } = headers;
    response.writeHead(304, rest);
  } else {
    response.writeHead(200, headers);
  }
  const hasBody = !isKnown && request.method !== 'HEAD';
  if ('body' in found) response.end(hasBody ? found.body : undefined);
  else void pass(response, found.file, hasBody);
  return true;
}

/** As fast as the reader takes it; whoever goes away leaves nothing open. */
async function pass(response: ServerResponse, file: FileHandle, hasBody: boolean): Promise<void> {
  if (hasBody) await pipeline(file.createReadStream(), response).catch(() => response.destroy());
  else response.end();
  await file.close().catch(() => undefined);
}

function prepare(response: ServerResponse): true {
  response.writeHead(503, {
    ...EVERYWHERE,
    'content-type': typeOf(PAGE),
    'content-length': Buffer.byteLength(PREPARED_PAGE),
    'cache-control': 'no-store',
    'content-security-policy': PREPARED_POLICY,
    'retry-after': '5',
  });
  response.end(PREPARED_PAGE);
  return true;
}

function refuse(response: ServerResponse, status: number, code: string): true {
  const body = JSON.stringify({ code });
  response.writeHead(status, {
    ...EVERYWHERE,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'content-security-policy': FILE_POLICY,
    ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
  });
  response.end(body);
  return true;
}

function isMissing(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'ENAMETOOLONG';
}
