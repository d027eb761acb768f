import { DOCUMENT, DestroyRef, Injectable, computed, inject, signal } from '@angular/core';
import type { EntryRequest } from '@posko/contracts';
import { API } from '../shell/api-store';
import type { Answer, Failure, ResponseOf } from '../shell/api-store';
import { SessionStore } from '../shell/session-store';

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

const STORED = 'posko.entry.unsent:';
const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 15_000];
/** Trouble on the way or at the server: the reading itself may be good. All else is an answer to it. */
const PASSING: readonly Failure['code'][] = [
  'unreachable',
  'unreadable',
  'not-ready',
  'internal',
  'too-many-requests',
  'not-signed-in',
  'sign-in-unfinished',
];

/** Readings on their way to the server, through lost connections, page changes and reloads. */
@Injectable({ providedIn: 'root' })
export class EntryOutbox {
  private readonly api = inject(API);
  private readonly session = inject(SessionStore);
  private readonly view = inject(DOCUMENT).defaultView;
  private readonly held = signal<readonly UnsentEntry[]>(this.read());
  private timer: ReturnType<typeof setTimeout> | null = null;
  private attempts = 0;

  private readonly own = computed(() => this.held().filter(({ by }) => by === this.session.person()?.id));
  readonly waiting = computed(() => this.own().filter(({ refusal }) => refusal === null));
  readonly refused = computed(() => this.own().filter(({ refusal }) => refusal !== null));

  constructor() {
    const onOnline = (): void => this.retrySoon(0);
    this.view?.addEventListener('online', onOnline);
    inject(DestroyRef).onDestroy(() => {
      this.view?.removeEventListener('online', onOnline);
      if (this.timer !== null) clearTimeout(this.timer);
    });
    if (this.held().some(({ refusal }) => refusal === null)) this.retrySoon(0);
  }

  /** Sends a reading; `kept` where the server cannot be reached: it is tried again by itself, under the same id. */
  async send(entry: Omit<UnsentEntry, 'by' | 'refusal'>): Promise<Answer<Sent> & { readonly isKept: boolean }> {
    const unsent = { ...entry, by: this.session.person()?.id ?? '', refusal: null };
    this.held.update((entries) => [...entries, unsent]);
    this.store(entry.body.id, unsent);
    const answer = await this.post(unsent);
    const isKept = !answer.isOk && PASSING.includes(answer.failure.code);
    if (isKept) this.retrySoon();
    else this.forget(entry.body.id);
    return { ...answer, isKept };
  }

  retryNow(): void {
    this.attempts = 0;
    this.retrySoon(0);
  }

  /** Takes a reading back, to be mended. */
  takeBack(id: string): void {
    this.forget(id);
  }

  private post({ contest, tps, body }: UnsentEntry): Promise<Answer<Sent>> {
    return this.api.call('enterResult', { params: { contest, tpsCode: tps }, body });
  }

  private async retry(): Promise<void> {
    for (const entry of this.waiting()) {
      const answer = await this.post(entry);
      if (!this.held().includes(entry)) continue;
      if (answer.isOk) this.forget(entry.body.id);
      else if (PASSING.includes(answer.failure.code)) {
        this.retrySoon();
        return;
      } else this.replace(entry, { ...entry, refusal: answer.failure.code });
    }
    this.attempts = 0;
  }

  private retrySoon(ms = RETRY_MS[Math.min(this.attempts++, RETRY_MS.length - 1)] ?? 0): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.retry(), ms);
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
