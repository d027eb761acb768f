import { DestroyRef, Injectable, computed, inject, signal } from '@angular/core';
import { newCommandId } from '@posko/client';
import { OVERDUE_BIT } from '@posko/domain';
import type { CallOutcome, RegionCode, TpsCode } from '@posko/domain';
import { API, BoardStore } from '../shell/board-store';
import type { Failure, ResponseOf } from '../shell/board-store';
import { PolledRead } from '../shell/polled-read';

export type SilentTps = NonNullable<ResponseOf<'nextCall'>['tps']>;
export type CallList = ResponseOf<'callLists'>;
export type SilentList = ResponseOf<'silentTps'>;

/** What came of a call, as the operator says it. */
export interface CallEnd {
  readonly outcome: CallOutcome;
  readonly note: string;
  readonly phone: string | null;
}

/** `idle`: nothing taken yet; `none`: there is nothing left to take. */
export type DeskState = 'idle' | 'asking' | 'calling' | 'none';

const LISTS_EVERY_MS = 10_000;
const SILENT_ROWS = 100;

/** The telephone desk of one operator: the TPS that is theirs to ring, and the lists beside it. */
@Injectable()
export class CallStore {
  private readonly api = inject(API);
  private readonly board = inject(BoardStore);
  private readonly region = signal('');
  private readonly held = signal<SilentTps | null>(null);
  private readonly remaining = signal<number | null>(null);
  private readonly phase = signal<DeskState>('idle');
  private readonly failed = signal<Failure | null>(null);
  private readonly ending = signal(false);
  /** The command that did not reach the server: said again, it is the same one. */
  private unsent: { readonly id: string; readonly said: string } | null = null;

  readonly state = this.phase.asReadonly();
  readonly tps = this.held.asReadonly();
  /** TPS that wait for whoever asks next. */
  readonly left = this.remaining.asReadonly();
  readonly failure = this.failed.asReadonly();
  readonly isEnding = this.ending.asReadonly();
  readonly roomNow = this.board.roomNow;
  /** Milliseconds that the TPS stays this operator's. */
  readonly leaseMs = computed(() => {
    const until = this.held()?.takenBy?.until;
    return until === undefined ? null : Math.max(0, Date.parse(until) - this.board.now());
  });
  /** It has reported while it was being rung: the live board knows first. */
  readonly hasReported = computed(() => {
    const [tps, board] = [this.held(), this.board.board()];
    this.board.version();
    if (tps === null || board === null) return false;
    const position = board.tree.positionOf(tps.code);
    return position >= 0 && ((board.marks[position] ?? 0) & OVERDUE_BIT) === 0;
  });

  readonly lists = new PolledRead<CallList>({
    read: (signal) => this.api.call('callLists', { query: {}, signal }),
    everyMs: LISTS_EVERY_MS,
    now: this.board.now,
  });
  /** Silent TPS of the chosen region. */
  readonly silent = new PolledRead<SilentList>({
    read: (signal) => {
      const regionCode = this.region();
      if (regionCode === '') return null;
      return this.api.call('silentTps', { params: { regionCode }, query: { limit: SILENT_ROWS }, signal });
    },
    everyMs: LISTS_EVERY_MS,
    now: this.board.now,
  });

  constructor() {
    void this.lists.refresh();
    inject(DestroyRef).onDestroy(() => {
      this.lists.stop();
      this.silent.stop();
    });
  }

  /** Only TPS of this region from now on; empty is everything. What is held stays held until the next one is asked for. */
  choose(region: string): void {
    this.region.set(region);
    this.silent.stop();
    void this.silent.refresh();
  }

  /** Takes the next TPS; with `isSkipping`, another than the present one. */
  async next(isSkipping = false): Promise<void> {
    if (this.phase() === 'asking') return;
    const skip = isSkipping ? this.held()?.code : undefined;
    this.phase.set('asking');
    const answer = await this.api.call('nextCall', { query: this.wanted(skip) });
    this.failed.set(answer.isOk ? null : answer.failure);
    if (!answer.isOk) {
      this.phase.set(this.held() === null ? 'idle' : 'calling');
      return;
    }
    this.held.set(answer.value.tps);
    this.remaining.set(answer.value.left);
    this.phase.set(answer.value.tps === null ? 'none' : 'calling');
    this.refreshLists();
  }

  /** Keeps what came of the call, then takes the next; false where it was not kept, with `failure` saying why. */
  async end(said: CallEnd): Promise<boolean> {
    const tps = this.held();
    if (tps === null || this.ending()) return false;
    this.ending.set(true);
    const { outcome, note, phone } = said;
    const body = { id: this.commandId(tps.code, said), outcome, note, ...(phone === null ? {} : { phone }) };
    const answer = await this.api.call('endCall', { params: { tpsCode: tps.code }, body });
    this.ending.set(false);
    this.failed.set(answer.isOk ? null : answer.failure);
    if (!answer.isOk && answer.failure.code !== 'call-not-taken') return false;
    this.unsent = null;
    // Lost to someone else, it is no more ours to hold than ended.
    if (!answer.isOk) this.held.set(null);
    if (!answer.isOk) this.phase.set('idle');
    if (answer.isOk) await this.next();
    return answer.isOk;
  }

  private commandId(tps: TpsCode, said: CallEnd): string {
    const text = JSON.stringify([tps, said]);
    if (this.unsent?.said !== text) this.unsent = { id: newCommandId(), said: text };
    return this.unsent.id;
  }

  private wanted(skip: TpsCode | undefined): { region?: RegionCode; skip?: TpsCode } {
    const region = this.region();
    return { ...(region === '' ? {} : { region: region as RegionCode }), ...(skip === undefined ? {} : { skip }) };
  }

  private refreshLists(): void {
    void this.lists.refresh();
    if (this.region() !== '') void this.silent.refresh();
  }
}
