import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyReply } from 'fastify';

export type Encoding = 'br' | 'gzip' | 'identity';
type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** An answer that many get: named by its ETag, compressed once per encoding on first demand. */
export class EncodedBody {
  private readonly encoded = new Map<Encoding, Buffer>();

  constructor(
    readonly etag: string,
    private readonly contentType: string,
    raw: Buffer,
  ) {
    this.encoded.set('identity', raw);
  }

  as(encoding: Encoding): Buffer {
    const ready = this.encoded.get(encoding);
    if (ready !== undefined) return ready;
    const compressed = compress(this.as('identity'), encoding);
    this.encoded.set(encoding, compressed);
    return compressed;
  }

  /** Sends it in the best encoding that the client takes, or 304 if it has it. */
  send(headers: RequestHeaders, reply: FastifyReply): void {
    reply.header('ETag', this.etag).header('Cache-Control', 'no-cache').header('Vary', 'Accept-Encoding');
    if (isKnown(textOf(headers['if-none-match']), this.etag)) return void reply.status(304).send();
    const encoding = encodingFor(textOf(headers['accept-encoding']));
    if (encoding !== 'identity') reply.header('Content-Encoding', encoding);
    return void reply.type(this.contentType).send(this.as(encoding));
  }
}

/** True where If-None-Match names the tag; a proxy that changes the encoding makes tags weak (`W/"7"`). */
export function isKnown(ifNoneMatch: string, etag: string): boolean {
  return listOf(ifNoneMatch).some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag);
}

/** The best encoding that an Accept-Encoding header allows. */
export function encodingFor(accept: string): Encoding {
  const allowed = listOf(accept).filter((part) => !/;\s*q=0(\.0*)?$/.test(part));
  const isAllowed = (name: string): boolean => allowed.some((part) => part === name || part.startsWith(`${name};`));
  if (isAllowed('br')) return 'br';
  return isAllowed('gzip') ? 'gzip' : 'identity';
}

/** Quality 4 and level 4: within a few per cent of the best size, in a tenth of the time. */
function compress(bytes: Buffer, encoding: Encoding): Buffer {
  if (encoding === 'gzip') return gzipSync(bytes, { level: 4 });
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
}

function listOf(header: string): string[] {
  return header.split(',').map((part) => part.trim());
}

function textOf(header: string | string[] | undefined): string {
  return Array.isArray(header) ? header.join(', ') : (header ?? '');
}
