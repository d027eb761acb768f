import type { Scheduler } from '../scheduler';

/** Time that moves when told, and runs what falls due in order. */
export class FakeScheduler implements Scheduler {
  private at = 1_000_000;
  private readonly due: { at: number; run: () => void }[] = [];

  now(): number {
    return this.at;
  }

  random(): number {
    return 0.5;
  }

  after(ms: number, run: () => void): () => void {
    const entry = { at: this.at + ms, run };
    this.due.push(entry);
    return () => {
      const index = this.due.indexOf(entry);
      if (index >= 0) this.due.splice(index, 1);
    };
  }

  async advance(ms: number): Promise<void> {
    const until = this.at + ms;
    for (let next = this.next(until); next; next = this.next(until)) {
      this.due.splice(this.due.indexOf(next), 1);
      this.at = Math.max(this.at, next.at);
      next.run();
      await settle();
    }
    this.at = until;
  }

  private next(until: number): { at: number; run: () => void } | undefined {
    return this.due.filter((entry) => entry.at <= until).sort((a, b) => a.at - b.at)[0];
  }
}

/** Lets promises that are ready run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await Promise.resolve();
}
