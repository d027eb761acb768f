import { DestroyRef, DOCUMENT, Injectable, computed, inject, signal } from '@angular/core';
import type { IncidentRequest } from '@posko/contracts';
import { API } from './api-store';
import type { Answer, Failure, ResponseOf } from './api-store';
import { RetryTimer, isPassing } from './retry-timer';
import { SessionStore } from './session-store';

type Sent = ResponseOf<'openIncident'>;

/** A call that was saved and has not reached the server. Its id is the incident's: sent twice, it is logged once. */
export interface UnsentCall {
  readonly body: IncidentRequest;
  /** Who took it: nobody else sends it. */
  readonly by: string;
  /** The server has seen it and does not take it as it is. */
  readonly refusal: Failure['code'] | null;
}

const STORED = 'posko.calls.unsent';

/** Calls on their way to the server, through lost connections, page changes and reloads of this tab. */
@Injectable({ providedIn: 'root' })
export class CallOutbox {
  private readonly api = inject(API);
  private readonly session = inject(SessionStore);
  private readonly view = inject(DOCUMENT).defaultView;
  private readonly held = signal<readonly UnsentCall[]>(this.read());
  private readonly timer = new RetryTimer(() => this.retry());

  readonly calls = this.held.asReadonly();
  readonly waiting = computed(() => this.held().filter(({ refusal }) => refusal === null).length);
  readonly refused = computed(() => this.held().filter(({ refusal }) => refusal !== null).length);

  constructor() {
    const onLeave = (event: BeforeUnloadEvent): void => {
      if (this.held().length > 0) event.preventDefault();
    };
    this.view?.addEventListener('beforeunload', onLeave);
    inject(DestroyRef).onDestroy(() => {
      this.view?.removeEventListener('beforeunload', onLeave);
    });
    if (this.waiting() > 0) this.timer.soon(0);
  }

  /**
   * Sends a call. Where the server cannot be reached the answer says so, and the call is kept and tried again; one that the
   * server refuses is the caller's to mend.
   */
  async send(body: IncidentRequest): Promise<Answer<Sent>> {
    this.keep([...this.held(), { body, by: this.session.person()?.id ?? '', refusal: null }]);
    const answer = await this.api.call('openIncident', { body });
    if (answer.isOk || !isPassing(answer.failure)) this.forget(body.id);
    else this.timer.soon();
    return answer;
  }

  /** Takes a call back, to be mended or given up. */
  takeBack(id: string): UnsentCall | null {
    const call = this.held().find(({ body }) => body.id === id) ?? null;
    this.forget(id);
    return call;
  }

  private async retry(): Promise<void> {
    const me = this.session.person()?.id;
    for (const call of this.held().filter(({ by, refusal }) => refusal === null && by === me)) {
      const answer = await this.api.call('openIncident', { body: call.body });
      if (!this.held().includes(call)) continue;
      if (answer.isOk) this.forget(call.body.id);
      else if (isPassing(answer.failure)) {
        this.timer.soon();
        return;
      } else this.replace(call, { ...call, refusal: answer.failure.code });
    }
    this.timer.reset();
    if (this.waiting() > 0) this.timer.soon();
  }

  private forget(id: string): void {
    this.keep(this.held().filter(({ body }) => body.id !== id));
  }

  private replace(before: UnsentCall, after: UnsentCall): void {
    this.keep(this.held().map((call) => (call === before ? after : call)));
  }

  private keep(calls: readonly UnsentCall[]): void {
    this.held.set(calls);
    try {
      this.view?.sessionStorage.setItem(STORED, JSON.stringify(calls));
    } catch {
      // Without storage the calls last as long as the page: leaving it asks first.
    }
  }

  private read(): readonly UnsentCall[] {
    try {
      return JSON.parse(this.view?.sessionStorage.getItem(STORED) ?? '[]') as UnsentCall[];
    } catch {
      return [];
    }
  }
}
