import type { ReportRequest } from '@posko/contracts';
import { ReportableStage } from '@posko/domain';
import type { RegionTree } from '@posko/domain';
import { NOTES } from '../scenario/notes';
import type { Delivery, DeliveryPlan } from '../scenario/plan';
import { reportId } from '../scenario/stream';
import type { DrillApi, RealTime } from './api';
import type { Desk } from './desk';
import { Ledger } from './ledger';
import { Persistence } from './persistence';
import type { RoomClock } from './room-clock';
import { Slots } from './slots';

export interface RunOptions {
  readonly seed: number;
  readonly concurrency: number;
  /** Deliveries due after this (ms since the epoch) are not sent. */
  readonly until: number;
  /** Real time after which the run stops by itself. */
  readonly maxMs: number;
}

export type StopReason = 'finished' | 'stopped' | 'time-limit';

/** How a run goes, for the progress line. */
export interface Progress {
  readonly now: number;
  readonly speed: number;
  readonly sent: number;
  readonly total: number;
  readonly inFlight: number;
  readonly retrying: number;
  /** Calls that were logged. */
  readonly calls: number;
  readonly isJumping: boolean;
  /** How far, by the room's clock, the earliest report not yet sent is behind; 0 when on time. */
  readonly lagMs: number;
}

/** A jump goes in steps of five minutes of the room's clock, so that what arrives in it keeps its time. */
const JUMP_STEP_MS = 300_000;
const IDLE_MS = 50;

export interface RunnerRoom {
  readonly api: DrillApi;
  readonly clock: RoomClock;
  readonly time: RealTime;
  readonly tree: RegionTree;
  /** The help desk that works by the same clock, if there is one. */
  readonly desk: Desk | null;
}

/** Sends what is due by the room's clock, at most so many at once, each until it is answered. */
export class DrillRunner {
  readonly ledger: Ledger;
  private readonly slots: Slots;
  private readonly persistence: Persistence;
  private readonly end: number;
  private readonly startedAt: number;
  private next = 0;
  private jumpTarget: number | null = null;
  private stopReason: StopReason | null = null;

  constructor(
    private readonly room: RunnerRoom,
    private readonly plan: DeliveryPlan,
    private readonly options: RunOptions,
  ) {
    this.ledger = new Ledger(plan.length);
    this.slots = new Slots(options.concurrency);
    this.persistence = new Persistence(room.time, this.ledger);
    this.end = plan.countDueBy(options.until);
    this.startedAt = room.time.now();
  }

  /** Sends until all is sent or someone stops it; resolves when nothing is on its way any more, at the desk neither. */
  async run(): Promise<StopReason> {
    const { desk } = this.room;
    const [reason] = await Promise.all([this.reports().finally(() => desk?.finish()), desk?.run()]);
    return reason;
  }

  private async reports(): Promise<StopReason> {
    while (!this.isStopped && this.next < this.end) {
      if (this.room.time.now() - this.startedAt >= this.options.maxMs) this.stop('time-limit');
      else if (this.jumpTarget !== null) await this.jumpStep(this.jumpTarget);
      else await this.step();
    }
    await this.slots.drained();
    return this.stopReason ?? 'finished';
  }

  private get isStopped(): boolean {
    return this.stopReason !== null;
  }

  stop(reason: StopReason = 'stopped'): void {
    if (this.stopReason !== null) return;
    this.stopReason = reason;
    this.persistence.hurry();
    this.room.desk?.stop();
  }

  /** Sends everything due until `target` (ms) as fast as it goes, then lets the clock run on from there. */
  jump(target: number): void {
    this.jumpTarget = target;
  }

  progress(): Progress {
    const now = this.room.clock.now();
    return {
      now,
      speed: this.room.clock.speed,
      sent: this.ledger.sent,
      total: this.end,
      inFlight: this.slots.inUse,
      retrying: this.persistence.retrying + (this.room.desk?.retrying ?? 0),
      calls: this.room.desk?.ledger.incidents.size ?? 0,
      isJumping: this.jumpTarget !== null,
      lagMs: Math.max(0, now - Math.min(now, this.plan.dueAt(this.next))),
    };
  }

  private async step(): Promise<void> {
    const { clock, time } = this.room;
    clock.follow();
    const now = clock.now();
    const dueAt = this.plan.dueAt(this.next);
    if (dueAt <= now) {
      await this.launch(clock.speed > 0 ? (now - dueAt) / clock.speed : 0);
      return;
    }
    const untilDue = clock.speed > 0 ? (dueAt - now) / clock.speed : IDLE_MS;
    await time.wait(Math.min(IDLE_MS, Math.max(1, untilDue)));
  }

  private async jumpStep(target: number): Promise<void> {
    const { clock } = this.room;
    const speed = clock.speed;
    for (let at = clock.now(); at < target && !this.isStopped;) {
      const dueAt = Math.max(at, Math.min(target, this.plan.dueAt(this.next), this.room.desk?.nextAt ?? Infinity));
      at = Math.min(target, (Math.floor(dueAt / JUMP_STEP_MS) + 1) * JUMP_STEP_MS);
      await clock.set({ at, speed: 0 });
      await this.sendUntil(at);
    }
    if (this.jumpTarget === target) this.jumpTarget = null;
    await clock.set({ speed });
  }

  private async sendUntil(at: number): Promise<void> {
    while (this.plan.dueAt(this.next) <= at && this.next < this.end && !this.isStopped) await this.launch(null);
    await Promise.all([this.slots.drained(), this.room.desk?.until(at)]);
  }

  private async launch(lagMs: number | null): Promise<void> {
    await this.slots.take();
    const index = this.next++;
    this.ledger.launch(index, lagMs);
    void this.deliver(index).finally(() => this.slots.release());
  }

  private async deliver(index: number): Promise<void> {
    const { api, tree } = this.room;
    const delivery = this.plan.at(index);
    const code = tree.tpsCodeAt(delivery.position);
    const request = requestOf(delivery, reportId(this.options.seed, code, delivery.ordinal));
    const delivered = await this.persistence.deliver(() => api.report(code, request));
    if (delivered !== null) this.ledger.settle(index, delivered.answer, delivered.elapsedMs);
  }
}

function requestOf(delivery: Delivery, id: string): ReportRequest {
  const note = NOTES[delivery.note];
  return {
    id,
    stage: ReportableStage.parse(delivery.stage),
    occurredAt: new Date(delivery.occurredAt).toISOString(),
    ...(delivery.turnout === undefined ? {} : { turnout: delivery.turnout }),
    ...(note ? { note } : {}),
    source: 'drill',
  };
}
