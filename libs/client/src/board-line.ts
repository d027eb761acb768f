import type { BoardChanged, BoardSnapshot } from '@posko/contracts';
import type { Board } from '@posko/domain';

/** Above this share of changed TPS a diff is not worth listing. */
const WHOLE_ABOVE = 0.25;
/** Messages kept while there is a gap; the oldest give way, which only costs another snapshot. */
const MAX_HELD = 1_000;
/** So many snapshots older than what we hold, in a row, mean a server that lost its past, not one that lags. */
const BELIEVE_AFTER = 3;

/** Positions that changed, or null for (nearly) all. */
export type ChangedPositions = readonly number[] | null;

const NOTHING: ChangedPositions = [];

/**
 * The gap rule, without any input or output: a board and the seq it stands at. Values are absolute, so a message may overlap
 * what is known; it is applied if it starts at or before our seq, and waits otherwise. At any moment the board is exactly the
 * server's at `seq`, never a mixture.
 */
export class BoardLine {
  /** Journal entry up to which the board is current; -1 before the first snapshot. */
  seq = -1;
  private held: BoardChanged[] = [];
  private isFrozen = false;
  private olderInARow = 0;

  constructor(
    readonly board: Board,
    /** Version of the register whose positions these are. */
    readonly register: number,
    /** Position within the whole register of the board's first TPS: a person may see but a part of it. */
    private readonly offset = 0,
  ) {}

  /** True where a message is known that we cannot reach: a snapshot is needed. */
  get hasGap(): boolean {
    return this.isFrozen || this.held.length > 0;
  }

  /** Takes a live message; the positions it changed. */
  receive(message: BoardChanged): ChangedPositions {
    if (message.to <= this.seq && !this.isFrozen) return NOTHING;
    if (this.isFrozen || this.seq < 0 || message.from > this.seq) {
      this.hold(message);
      return NOTHING;
    }
    const positions = this.apply(message);
    return this.held.length > 0 ? [...positions, ...this.drain()] : positions;
  }

  /** From here on nothing is applied until a snapshot is loaded: too much changed, or another register holds. */
  freeze(): void {
    this.isFrozen = true;
  }

  /** Takes a snapshot unless it is older than what we have; the positions it and the waiting messages changed. */
  load(snapshot: BoardSnapshot): ChangedPositions {
    if (snapshot.seq < this.seq && ++this.olderInARow < BELIEVE_AFTER) return NOTHING;
    this.olderInARow = 0;
    this.isFrozen = false;
    const changed = this.seq < 0 ? null : this.differences(snapshot);
    this.board.load(snapshot.stages, snapshot.marks);
    this.seq = snapshot.seq;
    const drained = this.drain();
    return changed === null ? null : [...changed, ...drained];
  }

  /** Takes over messages that wait in a line of an older register. */
  adopt(older: BoardLine): void {
    for (const message of older.held) this.hold(message);
  }

  private hold(message: BoardChanged): void {
    this.held.push(message);
    if (this.held.length > MAX_HELD) this.held.shift();
  }

  private apply(message: BoardChanged): number[] {
    const positions: number[] = [];
    for (const [inRegister, stage, marks] of message.tps) {
      const position = inRegister - this.offset;
      if (this.board.set(position, stage, marks)) positions.push(position);
    }
    this.seq = message.to;
    return positions;
  }

  private drain(): number[] {
    const positions: number[] = [];
    this.held.sort((a, b) => a.from - b.from || a.to - b.to);
    for (let next = this.held[0]; next && next.from <= this.seq; next = this.held[0]) {
      this.held.shift();
      if (next.to > this.seq) positions.push(...this.apply(next));
    }
    return positions;
  }

  private differences(snapshot: BoardSnapshot): number[] | null {
    const { stages, marks } = this.board;
    const limit = stages.length * WHOLE_ABOVE;
    const positions: number[] = [];
    for (let position = 0; position < stages.length; position++) {
      if (stages[position] === snapshot.stages[position] && marks[position] === snapshot.marks[position]) continue;
      positions.push(position);
      if (positions.length > limit) return null;
    }
    return positions;
  }
}
