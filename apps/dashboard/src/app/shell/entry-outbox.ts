import { DOCUMENT, Injectable, computed, inject, signal } from '@angular/core';
import type { EntryRequest } from '@posko/contracts';
import { API } from './api-store';
import type { Answer, Failure, ResponseOf } from './api-store';
import { RetryTimer, isPassing } from './retry-timer';
import { SessionStore } from './session-store';

type Sent = ResponseOf<'enterResult'>;

/** A reading that was saved and has not reached the server. Sent twice under its id, it counts once. */
export interface UnsentEntry {
  readonly contest: string;
  readonly tps: string;
  readonly body: EntryRequest;
  /** Whose reading it is: nobody else sends it. */
  readonly by: string;
  /** The server has seen it and does not take it as it is. */
  readonly refusal: Failure['code'] | null;
}

/** A reading that the server has taken since this page was loaded. */
export interface ArrivedEntry {
  readonly contest: string;
  readonly tps: string;
  readonly answer: Sent;
}

const STORED = 'posko.entry.unsent:';

/** Readings on their way to the server, through lost connections, page changes and reloads. */
@Injectable({ providedIn: 'root' })
export class EntryOutbox {
  private readonly api = inject(API);
  private readonly session = inject(SessionStore);
  private readonly view = inject(DOCUMENT).defaultView;
  private readonly held = signal<readonly UnsentEntry[]>(this.read());
  private readonly taken = signal<readonly ArrivedEntry[]>([]);
  private readonly timer = new RetryTimer(() => this.retry());

  private readonly own = computed(() => this.held().filter(({ by }) => by === this.session.person()?.id));
  readonly waiting = computed(() => this.own().filter(({ refusal }) => refusal === null));
  readonly refused = computed(() => this.own().filter(({ refusal }) => refusal !== null));

  /** In the order in which they arrived. */
  readonly arrived = this.taken.asReadonly();

  constructor() {
    if (this.held().some(({ refusal }) => refusal === null)) this.timer.soon(0);
  }

  /** Sends a reading; `kept` where the server cannot be reached: it is tried again by itself, under the same id. */
  async send(entry: Omit<UnsentEntry, 'by' | 'refusal'>): Promise<Answer<Sent> & { readonly isKept: boolean }> {
    const unsent = { ...entry, by: this.session.person()?.id ?? '', refusal: null };
    this.held.update((entries) => [...entries, unsent]);
    this.store(entry.body.id, unsent);
    const answer = await this.post(unsent);
    const isKept = !answer.isOk && isPassing(answer.failure);
    if (isKept) this.timer.soon();
    else this.forget(entry.body.id);
    return { ...answer, isKept };
  }

  retryNow(): void {
    this.timer.reset();
    this.timer.soon(0);
  }

  /** Takes a reading back, to be mended. */
  takeBack(id: string): void {
    this.forget(id);
  }

  private async post({ contest, tps, body }: UnsentEntry): Promise<Answer<Sent>> {
    const answer = await this.api.call('enterResult', { params: { contest, tpsCode: tps }, body });
    if (answer.isOk) this.taken.update((before) => [...before, { contest, tps, answer: answer.value }]);
    return answer;
  }

  private async retry(): Promise<void> {
    for (const entry of this.waiting()) {
      const answer = await this.post(entry);
      if (!this.held().includes(entry)) continue;
      if (answer.isOk) this.forget(entry.body.id);
      else if (isPassing(answer.failure)) {
        this.timer.soon();
        return;
      } else this.replace(entry, { ...entry, refusal: answer.failure.code });
    }
    this.timer.reset();
  }

  private forget(id: string): void {
    this.held.update((entries) => entries.filter(({ body }) => body.id !== id));
    this.store(id, null);
  }

  private replace(before: UnsentEntry, after: UnsentEntry): void {
    this.held.update((entries) => entries.map((entry) => (entry === before ? after : entry)));
    this.store(after.body.id, after);
  }

  /** Each under a name of its own: another tab of the same person takes nothing away from this one. */
  private store(id: string, entry: UnsentEntry | null): void {
    try {
      if (entry === null) this.view?.localStorage.removeItem(STORED + id);
      else this.view?.localStorage.setItem(STORED + id, JSON.stringify(entry));
    } catch {
      // Without storage they last as long as the page.
    }
  }

  private read(): readonly UnsentEntry[] {
    const storage = this.view?.localStorage;
    if (storage === undefined) return [];
    const names = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
    return names
      .filter((name) => name.startsWith(STORED))
      .map((name) => JSON.parse(storage.getItem(name) ?? '{}') as UnsentEntry);
  }
}
