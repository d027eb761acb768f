import { DOCUMENT, DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { newCommandId } from '@posko/client';
import type { ReportableStage } from '@posko/domain';
import { readActivationCode } from '@posko/domain';
import { API } from '../shell/api-store';
import type { Failure, ResponseOf } from '../shell/api-store';
import { PolledRead } from '../shell/polled-read';
import { SessionStore } from '../shell/session-store';
import { FieldClockStore } from './field-clock-store';
import { FieldOutbox } from './field-outbox';
import type { UnsentReport } from './field-outbox';

/** What a crew says, before it has an id. */
export interface Draft {
  readonly stage: ReportableStage;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
  readonly turnout?: number;
  readonly note?: string;
}

/** A report that arrived, and its receipt. */
export interface Arrived {
  readonly report: UnsentReport;
  readonly receipt: string;
}

const ASK_EVERY_MS = 20_000;
const RETRY_MS = [2000, 5000, 10_000, 20_000, 30_000];
/** What no second try will change. */
const FINAL = new Set<Failure['code']>(['invalid-request', 'idempotency-conflict', 'forbidden', 'tps-not-found']);

/** A crew's phone: bound to its TPS by a one-time code, reporting stages, keeping what has not arrived. */
@Injectable()
export class FieldStore {
  private readonly api = inject(API);
  private readonly session = inject(SessionStore);
  private readonly clock = inject(FieldClockStore);
  private readonly outbox = new FieldOutbox(storageOf(inject(DOCUMENT)));
  private readonly held = signal<readonly UnsentReport[]>(this.outbox.all());
  private readonly last = signal<Arrived | null>(null);
  private readonly sending = signal(false);
  private readonly attempt = { id: '', key: '' };
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;

  /** The TPS that this phone speaks for. */
  readonly tps = computed(() => {
    const person = this.session.person();
    return this.session.state() === 'in' && person?.role === 'field' ? person.scope : null;
  });
  readonly unsent = this.held.asReadonly();
  readonly isForgetful = computed(() => this.held().length > 0 && this.outbox.isForgetful);
  readonly arrived = this.last.asReadonly();
  readonly isSending = this.sending.asReadonly();
  readonly read = new PolledRead<ResponseOf<'tps'>>({
    read: (abort) => {
      const tpsCode = untracked(this.tps);
      return tpsCode === null ? null : this.api.call('tps', { params: { tpsCode }, signal: abort });
    },
    everyMs: ASK_EVERY_MS,
    now: this.clock.own,
  });

  constructor() {
    const { defaultView } = inject(DOCUMENT);
    const again = (): void => void this.send();
    const changed = (): void => this.held.set(this.outbox.all());
    defaultView?.addEventListener('online', again);
    defaultView?.addEventListener('storage', changed);
    effect(() => {
      if (this.tps() === null) return;
      untracked(() => {
        void this.read.refresh();
        void this.send();
      });
    });
    inject(DestroyRef).onDestroy(() => {
      defaultView?.removeEventListener('online', again);
      defaultView?.removeEventListener('storage', changed);
      if (this.timer !== null) clearTimeout(this.timer);
      this.read.stop();
    });
  }

  /** Binds this phone to a TPS. The same code again is the same attempt: its answer may have been lost on the way. */
  async activate(tps: string, code: string): Promise<Failure | null> {
    const key = `${tps} ${code}`;
    if (this.attempt.key !== key) Object.assign(this.attempt, { id: newCommandId(), key });
    const answer = await this.api.call('activate', {
      body: { id: this.attempt.id, tps: tps, code: readActivationCode(code) ?? code },
    });
    if (!answer.isOk) return answer.failure;
    this.session.take(answer.value);
    return null;
  }

  /** Keeps the report, then sends it; from here on it is not lost. */
  report({ occurredAt, ...draft }: Draft): void {
    const tps = this.tps();
    if (tps === null) return;
    this.outbox.add({ id: newCommandId(), tps, occurredAt: new Date(occurredAt).toISOString(), ...draft });
    this.held.set(this.outbox.all());
    this.last.set(null);
    this.tries = 0;
    void this.send();
  }

  /** Forgets a report that the server refused. */
  drop(id: string): void {
    this.outbox.remove(id);
    this.held.set(this.outbox.all());
  }

  /** Sends what waits, one after the other, in order. */
  async send(): Promise<void> {
    if (this.sending() || this.tps() === null) return;
    if (this.timer !== null) clearTimeout(this.timer);
    this.sending.set(true);
    for (let next = this.next(); next !== undefined && (await this.deliver(next)); next = this.next()) this.tries = 0;
    this.sending.set(false);
    if (this.next() !== undefined) this.planAgain();
  }

  private next(): UnsentReport | undefined {
    return this.outbox.all().find(({ refusal }) => refusal === undefined);
  }

  /** True where the server has settled it, one way or the other. */
  private async deliver(report: UnsentReport): Promise<boolean> {
    const { tps, refusal: _, ...body } = report;
    const answer = await this.api.call('report', { params: { tpsCode: tps }, body: { ...body, source: 'field' } });
    if (answer.isOk) {
      this.outbox.remove(report.id);
      this.last.set({ report, receipt: answer.value.receipt });
      void this.read.refresh();
    } else if (FINAL.has(answer.failure.code)) {
      this.outbox.refuse(report.id, answer.failure.code);
    } else {
      return false;
    }
    this.held.set(this.outbox.all());
    return true;
  }

  private planAgain(): void {
    const wait = RETRY_MS[Math.min(this.tries++, RETRY_MS.length - 1)];
    this.timer = setTimeout(() => void this.send(), wait);
  }
}

/** Storage may be forbidden, and then even naming it throws. */
function storageOf(document: Document): Storage | null {
  try {
    return document.defaultView?.localStorage ?? null;
  } catch {
    return null;
  }
}
