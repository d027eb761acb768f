import type { RealTime } from '../run/api';

/** Time that passes only when everyone waits: a day runs in moments, and always the same way. */
export class VirtualTime implements RealTime {
  private time: number;
  private sleepers: { at: number; order: number; wake: () => void }[] = [];
  private order = 0;
  private isScheduled = false;

  constructor(start = Date.parse('2026-01-01T00:00:00Z')) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.sleepers.push({ at: this.time + ms, order: this.order++, wake: resolve });
      this.schedule();
    });
  }

  /** Wakes the next sleeper once all that can go on without time has gone on. */
  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      this.sleepers.sort((a, b) => a.at - b.at || a.order - b.order);
      const next = this.sleepers.shift();
      if (next === undefined) return;
      this.time = Math.max(this.time, next.at);
      next.wake();
      if (this.sleepers.length > 0) this.schedule();
    });
  }
}
