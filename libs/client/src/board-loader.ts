import type { BoardSnapshot } from '@posko/contracts';
import { Board, RegionTree } from '@posko/domain';
import { answered, failed } from './answer';
import type { Answer } from './answer';
import { BoardLine } from './board-line';
import type { HttpClient, SnapshotAnswer, SnapshotCall } from './http-client';

/** The two calls that the feed makes. */
export interface BoardHttp {
  readonly call: HttpClient['call'];
  snapshot(call: SnapshotCall): Promise<Answer<SnapshotAnswer>>;
}

export interface Wanted {
  /** Version of the register in use, as far as the server said; null: the one we have. */
  readonly register: number | null;
  /** Journal entry that the snapshot has to reach. */
  readonly seq: number;
}

/** A snapshot and the line it belongs to (a new one if the register is another), or word that nothing changed. */
export type Loaded = { readonly line: BoardLine; readonly snapshot: BoardSnapshot } | 'unchanged';

/** Fetches the board: the regions when the register is new, and the snapshot, with its ETag as long as that says what we hold. */
export class BoardLoader {
  private etag: { readonly value: string; readonly seq: number } | null = null;

  constructor(private readonly http: BoardHttp) {}

  async load(line: BoardLine | null, wanted: Wanted): Promise<Answer<Loaded>> {
    const isOther = wanted.register !== null && wanted.register !== line?.register;
    const target = line === null || isOther ? await this.freshLine() : answered(line);
    if (!target.isOk) return target;
    const etag = target.value === line ? this.etagOf(line) : null;
    const answer = await this.http.snapshot({ etag, min: Math.max(0, wanted.seq) });
    if (!answer.isOk) return answer;
    if (answer.value === 'unchanged') return answered('unchanged');
    const { snapshot, etag: value } = answer.value;
    if (snapshot.register !== target.value.register || snapshot.stages.length !== target.value.board.tree.size) {
      // The register was replaced between the two answers, or without our knowing: once more, with its regions.
      return line === target.value ? this.load(line, { ...wanted, register: snapshot.register }) : failed('not-ready');
    }
    this.etag = value === null ? null : { value, seq: snapshot.seq };
    return answered({ line: target.value, snapshot });
  }

  /** The ETag of what the line holds, if that is just what was fetched last. */
  private etagOf(line: BoardLine): string | null {
    return this.etag !== null && !line.hasGap && this.etag.seq === line.seq ? this.etag.value : null;
  }

  private async freshLine(): Promise<Answer<BoardLine>> {
    const regions = await this.http.call('regions', {});
    if (!regions.isOk) return regions;
    const { rows, version, offset } = regions.value;
    return answered(new BoardLine(new Board(new RegionTree(rows)), version, offset));
  }
}
