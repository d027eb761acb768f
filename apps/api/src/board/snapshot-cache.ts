import { Injectable } from '@nestjs/common';
import { encodeSnapshot } from '@posko/contracts';
import { scopeIndex } from '@posko/domain';
import { LRUCache } from 'lru-cache';
import { ApiError } from '../platform/http/api-error';
import { EncodedBody } from '../platform/http/encoded-body';
import { JournalFollower } from '../platform/journal/journal-follower';
import { BoardProjection } from './board.projection';

/** A snapshot younger than this serves whoever asks without `min`, so that a crowd costs a few compressions, not thousands. */
const REUSE_MS = 50;
/** Snapshots kept: the whole, the regencies, and some smaller scopes. */
const KEPT = 64;

/** The bytes of a region's board as of one seq. */
export class Snapshot extends EncodedBody {
  constructor(
    readonly stamp: { readonly seq: number; readonly register: number; readonly builtAt: number },
    etag: string,
    raw: Uint8Array<ArrayBuffer>,
  ) {
    super(etag, 'application/octet-stream', Buffer.from(raw.buffer));
  }
}

@Injectable()
export class SnapshotCache {
  private readonly held = new LRUCache<number, Snapshot>({ max: KEPT });

  constructor(
    private readonly projection: BoardProjection,
    private readonly follower: JournalFollower,
  ) {}

  /** The snapshot of a region as of now, or one at most 50 ms old that is not before `min`. */
  current(scope: string, min: number): Snapshot {
    const region = scopeIndex(this.projection.board.tree, scope);
    if (region < 0) throw new ApiError('region-not-found');
    const held = this.held.get(region);
    if (held !== undefined && this.isFresh(held, min)) return held;
    const snapshot = this.build(region);
    this.held.set(region, snapshot);
    return snapshot;
  }

  private isFresh({ stamp }: Snapshot, min: number): boolean {
    const { seq, registerInUse } = this.projection;
    if (stamp.register !== registerInUse.version) return false;
    return stamp.seq === seq || (stamp.seq >= min && performance.now() - stamp.builtAt < REUSE_MS);
  }

  private build(region: number): Snapshot {
    const { seq, board, registerInUse } = this.projection;
    const first = board.tree.first[region] ?? 0;
    const end = first + (board.tree.count[region] ?? 0);
    const raw = encodeSnapshot({
      seq,
      at: this.follower.currentAt,
      register: registerInUse.version,
      stages: board.stages.subarray(first, end),
      marks: board.marks.subarray(first, end),
    });
    const etag = region === 0 ? `"${seq}"` : `"${seq}-${board.tree.codeOf(region)}"`;
    return new Snapshot({ seq, register: registerInUse.version, builtAt: performance.now() }, etag, raw);
  }
}
