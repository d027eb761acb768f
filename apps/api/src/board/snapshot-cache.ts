import { Injectable } from '@nestjs/common';
import { encodeSnapshot } from '@posko/contracts';
import { EncodedBody } from '../platform/http/encoded-body';
import { JournalFollower } from '../platform/journal/journal-follower';
import { BoardProjection } from './board.projection';

/** A snapshot younger than this serves whoever asks without `min`, so that a crowd costs a few compressions, not thousands. */
const REUSE_MS = 50;

/** The board's bytes as of one seq. */
export class Snapshot extends EncodedBody {
  constructor(
    readonly seq: number,
    readonly builtAt: number,
    raw: Uint8Array<ArrayBuffer>,
  ) {
    super(`"${seq}"`, 'application/octet-stream', Buffer.from(raw.buffer));
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
    this.held = new Snapshot(seq, now, raw);
    return this.held;
  }
}
