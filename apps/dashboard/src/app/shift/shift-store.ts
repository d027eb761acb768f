import { DestroyRef, Injectable, computed, inject, signal } from '@angular/core';
import { newCommandId } from '@posko/client';
import { may } from '@posko/domain';
import type { RegionCode } from '@posko/domain';
import { API, BoardStore } from '../shell/board-store';
import type { Failure, ResponseOf } from '../shell/board-store';
import { PolledRead } from '../shell/polled-read';
import { SessionStore } from '../shell/session-store';

export type ShiftState = ResponseOf<'shift'>;
export type HandoverSummary = ResponseOf<'handovers'>['rows'][number];
export type Colleague = ResponseOf<'colleagues'>['rows'][number];

const STATE_EVERY_MS = 15_000;
const LIST_EVERY_MS = 30_000;

/** What a shift leaves to the next, and the handovers so far. */
@Injectable()
export class ShiftStore {
  private readonly api = inject(API);
  private readonly board = inject(BoardStore);
  private readonly session = inject(SessionStore);
  private readonly region = signal('');
  private readonly known = signal<readonly Colleague[]>([]);
  private readonly failed = signal<Failure | null>(null);
  private readonly writing = signal(false);
  /** The command that did not reach the server: said again, it is the same one. */
  private unsent: { readonly id: string; readonly said: string } | null = null;

  readonly state = new PolledRead<ShiftState>({
    read: (signal) => {
      const regionCode = this.region();
      return regionCode === '' ? null : this.api.call('shift', { params: { regionCode }, signal });
    },
    everyMs: STATE_EVERY_MS,
    now: this.board.now,
  });
  readonly handovers = new PolledRead<ResponseOf<'handovers'>>({
    read: (signal) => this.api.call('handovers', { signal }),
    everyMs: LIST_EVERY_MS,
    now: this.board.now,
  });
  /** Why the handover was not written. */
  readonly failure = this.failed.asReadonly();
  readonly isWriting = this.writing.asReadonly();
  /** Whoever may sign for the region, other than oneself. */
  readonly successors = computed(() => {
    const own = this.session.person()?.id;
    return this.known().filter((person) => person.id !== own && may(person, 'shift.sign', this.region()));
  });
  readonly maySign = computed(() => this.session.may('shift.sign', this.region()));

  constructor() {
    void this.handovers.refresh();
    void this.meet();
    inject(DestroyRef).onDestroy(() => {
      this.state.stop();
      this.handovers.stop();
    });
  }

  open(region: string): void {
    this.region.set(region);
    void this.state.refresh();
  }

  isOwn(personId: string): boolean {
    return this.session.person()?.id === personId;
  }

  /** The handover, or null where it was not kept; then `failure` says why. */
  async write(to: string, note: string): Promise<ResponseOf<'writeHandover'> | null> {
    if (this.writing()) return null;
    this.writing.set(true);
    const said = { region: this.region() as RegionCode, to, note };
    const answer = await this.api.call('writeHandover', { body: { id: this.commandId(said), ...said } });
    this.writing.set(false);
    this.failed.set(answer.isOk ? null : answer.failure);
    if (!answer.isOk) return null;
    this.unsent = null;
    void this.handovers.refresh();
    return answer.value;
  }

  private commandId(said: object): string {
    const text = JSON.stringify(said);
    if (this.unsent?.said !== text) this.unsent = { id: newCommandId(), said: text };
    return this.unsent.id;
  }

  private async meet(): Promise<void> {
    const answer = await this.api.call('colleagues', {});
    if (answer.isOk) this.known.set(answer.value.rows);
  }
}
