import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { encodeSnapshot } from '@posko/contracts';
import { JournalFollower } from '../platform/journal/journal-follower';
import { BoardProjection } from './board.projection';

export type Encoding = 'br' | 'gzip' | 'identity';

/** A snapshot younger than this serves whoever asks without `min`, so that a crowd costs a few compressions, not thousands. */
const REUSE_MS = 50;

/** The board's bytes as of one seq, compressed once per encoding on first demand. */
export class Snapshot {
  private readonly encoded = new Map<Encoding, Buffer>();

  constructor(
    readonly seq: number,
    readonly etag: string,
    readonly builtAt: number,
    raw: Uint8Array<ArrayBuffer>,
  ) {
    this.encoded.set('identity', Buffer.from(raw.buffer));
  }

  as(encoding: Encoding): Buffer {
    const ready = this.encoded.get(encoding);
    if (ready !== undefined) return ready;
    const compressed = compress(this.as('identity'), encoding);
    this.encoded.set(encoding, compressed);
    return compressed;
  }
}

@Injectable()
export class SnapshotCache {
  private held: Snapshot | null = null;

  constructor(
    private readonly projection: BoardProjection,
    private readonly follower: JournalFollower,
  ) {}

  /** The snapshot of now, or one at most 50 ms old that is not before `min`. */
  current(min: number): Snapshot {
    const { seq } = this.projection;
    const now = performance.now();
    const held = this.held;
    if (held !== null && (held.seq === seq || (held.seq >= min && now - held.builtAt < REUSE_MS))) return held;
    const { board, registerInUse } = this.projection;
    const { stages, marks } = board;
    const at = this.follower.currentAt;
    const raw = encodeSnapshot({ seq, at, register: registerInUse.version, stages, marks });
    this.held = new Snapshot(seq, `"${seq}"`, now, raw);
    return this.held;
  }

  drop(): void {
    this.held = null;
  }
}

/** Quality 4 and level 4: within a few per cent of the best size, in a tenth of the time. */
function compress(bytes: Buffer, encoding: Encoding): Buffer {
  if (encoding === 'gzip') return gzipSync(bytes, { level: 4 });
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
}

/** The best encoding that an Accept-Encoding header allows. */
export function encodingFor(accept: string | undefined): Encoding {
  const allowed = (accept ?? '').split(',').map((part) => part.trim());
  const isAllowed = (name: string): boolean => allowed.some((part) => part === name || part.startsWith(`${name};`));
  if (isAllowed('br')) return 'br';
  return isAllowed('gzip') ? 'gzip' : 'identity';
}
