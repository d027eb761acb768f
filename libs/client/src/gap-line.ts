/** A message that says what changed over the entries after `from` up to `to`; its values are absolute. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Messages kept while there is a gap; the oldest give way, which only costs another answer. */
const MAX_HELD = 1_000;
/** So many answers older than what we hold, in a row, mean a server that lost its past, not one that lags. */
const BELIEVE_AFTER = 3;

/**
 * The gap rule without any input or output: a value as it was answered, at the journal entry that it is current to, and messages
 * that carry it on. What lies beyond a gap waits for an answer that reaches it.
 */
export abstract class GapLine<V extends { readonly seq: number }, M extends Span> {
  /** A message says all that there is to say of what it carries on. */
  readonly isUncertain = false;
  private current: V | null = null;
  private held: M[] = [];
  private olderInARow = 0;

  /** Another object whenever something changed. */
  get value(): V | null {
    return this.current;
  }

  /** Journal entry up to which the value is current; -1 before the first answer. */
  get seq(): number {
    return this.current?.seq ?? -1;
  }

  /** True where a message is known that we cannot reach: the value has to be fetched anew. */
  get hasGap(): boolean {
    return this.held.length > 0;
  }

  receive(message: M): void {
    if (message.to <= this.seq) return;
    if (this.current === null || message.from > this.seq) return this.hold(message);
    this.current = this.carried(this.current, message);
    this.drain();
  }

  /** Takes an answer, unless it is older than what we have; whether it was taken. */
  load(value: V): boolean {
    if (value.seq < this.seq && ++this.olderInARow < BELIEVE_AFTER) return false;
    this.olderInARow = 0;
    this.current = value;
    this.drain();
    return true;
  }

  /** The value after a message, current to its `to`. */
  protected abstract carried(value: V, message: M): V;

  private hold(message: M): void {
    this.held.push(message);
    if (this.held.length > MAX_HELD) this.held.shift();
  }

  private drain(): void {
    this.held.sort((a, b) => a.from - b.from || a.to - b.to);
    for (let next = this.held[0]; next !== undefined && next.from <= this.seq; next = this.held[0]) {
      this.held.shift();
      if (next.to > this.seq && this.current !== null) this.current = this.carried(this.current, next);
    }
  }
}
