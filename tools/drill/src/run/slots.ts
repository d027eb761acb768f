/** At most so many at once: `take` waits for a free one. */
export class Slots {
  private taken = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly draining: (() => void)[] = [];

  constructor(private readonly count: number) {}

  get inUse(): number {
    return this.taken;
  }

  async take(): Promise<void> {
    if (this.taken >= this.count) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.taken++;
  }

  release(): void {
    this.taken--;
    this.waiting.shift()?.();
    if (this.taken === 0 && this.waiting.length === 0) for (const done of this.draining.splice(0)) done();
  }

  /** Resolves once none is in use. */
  async drained(): Promise<void> {
    if (this.taken > 0) await new Promise<void>((resolve) => this.draining.push(resolve));
  }
}
