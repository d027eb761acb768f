import type { Scheduler } from './scheduler';

/** One thing that is to be done some time: of several times asked for, the earliest holds. */
export class Appointment {
  private planned: { readonly at: number; readonly cancel: () => void } | null = null;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly run: () => void,
  ) {}

  /** In `ms` at the latest. */
  within(ms: number): void {
    const at = this.scheduler.now() + ms;
    if (this.planned !== null && this.planned.at <= at) return;
    this.callOff();
    const cancel = this.scheduler.after(ms, () => {
      this.planned = null;
      this.run();
    });
    this.planned = { at, cancel };
  }

  callOff(): void {
    this.planned?.cancel();
    this.planned = null;
  }
}
