import type { PlannedCall } from '../scenario/calls';
import { Agenda } from './agenda';
import type { Task } from './agenda';
import type { DrillApi, RealTime } from './api';
import { CallHandler } from './call-handler';
import { DeskLedger } from './desk-ledger';
import { Persistence } from './persistence';
import type { RoomClock } from './room-clock';
import { SilentCaller } from './silent-caller';
import { Slots } from './slots';

export interface DeskOptions {
  readonly seed: number;
  /** Calls due after this (ms since the epoch) are not made. */
  readonly until: number;
  /** Where silent TPS are called; everywhere without it. */
  readonly region?: string | undefined;
  /** When the first deadline passes: before that, nobody is silent. */
  readonly silentFrom: number;
}

export interface DeskRoom {
  readonly api: DrillApi;
  readonly clock: RoomClock;
  readonly time: RealTime;
}

/** Requests of the desk on their way at once. */
export const DESK_CONCURRENCY = 16;
const IDLE_MS = 50;

/** The help desk of the drill: calls come in, operators do what has to be done about them, and call silent TPS. */
export class Desk {
  readonly ledger = new DeskLedger();
  private readonly agenda = new Agenda();
  private readonly slots = new Slots(DESK_CONCURRENCY);
  private readonly persistence: Persistence;
  private isStopped = false;
  private isLast = false;
  private callsLeft: number;

  constructor(
    private readonly room: DeskRoom,
    calls: readonly PlannedCall[],
    options: DeskOptions,
  ) {
    this.persistence = new Persistence(room.time, this.ledger);
    const office = {
      room,
      persistence: this.persistence,
      ledger: this.ledger,
      add: (task: Task) => this.agenda.add(task),
    };
    const due = calls.filter(({ dueAt }) => dueAt <= options.until);
    this.callsLeft = due.length;
    const handler = new CallHandler(office, options.seed);
    for (const call of due) this.agenda.add({ dueAt: call.dueAt, run: () => this.log(handler, call) });
    for (let operator = 0; operator < room.api.desk.operators; operator++) {
      new SilentCaller(office, options, operator).begin();
    }
  }

  /** When the next thing is to be done, ms since the epoch. */
  get nextAt(): number {
    return this.isStopped ? Infinity : this.agenda.nextAt;
  }

  get retrying(): number {
    return this.persistence.retrying;
  }

  /** Works until every call has been made and `finish` was called, or someone stops it. */
  async run(): Promise<void> {
    const { clock, time } = this.room;
    while (!this.isStopped && !(this.isLast && this.callsLeft === 0)) {
      const now = clock.now();
      if (this.agenda.nextAt <= now) await this.launch();
      else {
        const untilDue = clock.speed > 0 ? (this.agenda.nextAt - now) / clock.speed : IDLE_MS;
        await time.wait(Math.min(IDLE_MS, Math.max(1, untilDue)));
      }
    }
    await this.slots.drained();
  }

  /** Does everything that is due until `at` (ms since the epoch), with what follows from it. */
  async until(at: number): Promise<void> {
    while (this.nextAt <= at) {
      while (this.nextAt <= at) await this.launch();
      await this.slots.drained();
    }
  }

  /** There are no reports any more: once the last call is made, the day is over. */
  finish(): void {
    this.isLast = true;
  }

  stop(): void {
    this.isStopped = true;
    this.persistence.hurry();
  }

  private async log(handler: CallHandler, call: PlannedCall): Promise<void> {
    try {
      await handler.log(call);
    } finally {
      this.callsLeft--;
    }
  }

  private async launch(): Promise<void> {
    await this.slots.take();
    const task = this.isStopped ? undefined : this.agenda.take();
    if (task === undefined) this.slots.release();
    else void task.run().finally(() => this.slots.release());
  }
}
