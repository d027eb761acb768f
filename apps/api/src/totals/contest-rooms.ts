/** A room: those who listen to one contest within a region. */
export interface ContestRoom {
  readonly contest: string;
  readonly region: string;
}

export interface OpenRoom extends ContestRoom {
  /** Whoever stands here misses nothing by the next message. */
  sentUpTo: number;
}

/** The rooms that somebody is in, and up to where each was told. */
export class ContestRooms {
  private readonly open = new Map<string, OpenRoom>();

  /** What happened before it opened comes to its first listener with the answer that they fetch. */
  opened(room: ContestRoom, seq: number): void {
    const key = keyOf(room);
    if (!this.open.has(key)) this.open.set(key, { ...room, sentUpTo: seq });
  }

  closed(room: ContestRoom): void {
    this.open.delete(keyOf(room));
  }

  of(contest: string): OpenRoom[] {
    return this.all().filter((room) => room.contest === contest);
  }

  all(): OpenRoom[] {
    return [...this.open.values()];
  }

  /** Makes everyone ask again. */
  miss(seq: number): void {
    for (const room of this.open.values()) room.sentUpTo = seq;
  }
}

function keyOf({ contest, region }: ContestRoom): string {
  return `${contest}/${region}`;
}
