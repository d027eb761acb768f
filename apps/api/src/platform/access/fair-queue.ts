/** Where a piece of work stands in line. */
export interface QueueLane {
  readonly key: string;
  /** Of someone we know: served before all strangers. */
  readonly isKnown: boolean;
}

interface Waiting {
  readonly work: () => Promise<void>;
}

export interface FairQueueLimits {
  /** Pieces of work under way at once. */
  readonly atOnce: number;
  /** Pieces waiting at most, of strangers and of people known each. */
  readonly waiting: number;
}

/** Thrown at work that finds no room. */
export class QueueFull extends Error {}

/** One class of lanes: each has its turn after all others had theirs. */
class Line {
  private readonly lanes = new Map<string, Waiting[]>();
  size = 0;

  add(key: string, waiting: Waiting): void {
    const lane = this.lanes.get(key);
    if (lane === undefined) this.lanes.set(key, [waiting]);
    else lane.push(waiting);
    this.size += 1;
  }

  next(): Waiting | undefined {
    const first = this.lanes.entries().next().value;
    if (first === undefined) return undefined;
    const [key, lane] = first;
    const waiting = lane.shift();
    // To the end of the line with the rest of it.
    this.lanes.delete(key);
    if (lane.length > 0) this.lanes.set(key, lane);
    this.size -= 1;
    return waiting;
  }
}

/**
 * Costly work a little at a time: lanes take turns, so that whoever floods one lane waits behind himself, and people we know
 * come before strangers. It holds a bounded number and refuses the rest at once.
 */
export class FairQueue {
  private readonly known = new Line();
  private readonly strangers = new Line();
  private underWay = 0;

  constructor(private readonly limits: FairQueueLimits) {}

  get isIdle(): boolean {
    return this.underWay < this.limits.atOnce;
  }

  /** True where work of this lane would be refused. */
  isFull({ isKnown }: Pick<QueueLane, 'isKnown'>): boolean {
    return !this.isIdle && (isKnown ? this.known : this.strangers).size >= this.limits.waiting;
  }

  run<T>(lane: QueueLane, work: () => Promise<T>): Promise<T> {
    if (this.isFull(lane)) return Promise.reject(new QueueFull());
    return new Promise<T>((resolve, refuse) => {
      const line = lane.isKnown ? this.known : this.strangers;
      line.add(lane.key, { work: () => work().then(resolve, refuse) });
      this.startNext();
    });
  }

  private startNext(): void {
    if (!this.isIdle) return;
    const waiting = this.known.next() ?? this.strangers.next();
    if (waiting === undefined) return;
    this.underWay += 1;
    void waiting.work().finally(() => {
      this.underWay -= 1;
      this.startNext();
    });
  }
}
