import { DestroyRef, Injectable, computed, inject, signal } from '@angular/core';
import { API, BoardStore } from '../shell/board-store';
import type { ResponseOf } from '../shell/board-store';
import { SearchIndex } from '../shell/search-index';

type Hit = ResponseOf<'lookup'>['rows'][number];
export type Contact = NonNullable<Hit['contact']>;

/** A place that may be meant, and whose number or name led to it. */
export interface PlaceChoice {
  readonly key: string;
  readonly code: string;
  readonly match: Hit['match'];
  readonly contact: Contact | null;
}

/** Long enough for the next key, short enough not to be felt. */
const AFTER_MS = 120;
const LEAST_LETTERS = 2;

/** Places while somebody types: codes and names from the register at once, numbers and people from the server. */
@Injectable()
export class PlaceLookupStore {
  private readonly api = inject(API);
  private readonly board = inject(BoardStore);
  private readonly text = signal('');
  private readonly found = signal<{ readonly text: string; readonly rows: readonly Hit[] }>({ text: '', rows: [] });
  private readonly asking = signal(false);
  private readonly failing = signal(false);
  private timer: ReturnType<typeof setTimeout> | null = null;
  private question: AbortController | null = null;

  private readonly index = computed(() => {
    const tree = this.board.tree();
    return tree === null ? null : new SearchIndex(tree);
  });
  private readonly local = computed<PlaceChoice[]>(() =>
    (this.index()?.find(this.text()) ?? []).map(({ code, kind }) => ({
      key: code,
      code,
      match: kind === 'tps' && /^[\d.\s-]+$/.test(this.text()) ? 'code' : 'desa',
      contact: null,
    })),
  );
  private readonly remote = computed<PlaceChoice[]>(() =>
    this.found().rows.map(({ place, match, contact }) => ({
      key: contact === null ? place : `${place} ${contact.phone}`,
      code: place,
      match,
      contact,
    })),
  );
  /** Found in the register first, then people; what the server knows more of a place takes its line. */
  readonly choices = computed<PlaceChoice[]>(() => {
    const remote = this.remote();
    const byCode = new Map(remote.filter(({ match }) => match !== 'name').map((choice) => [choice.code, choice]));
    const local = this.local().map((choice) => ({ ...choice, contact: byCode.get(choice.code)?.contact ?? null }));
    const known = new Set(local.map(({ code }) => code));
    return [...local, ...remote.filter(({ code, match }) => match === 'name' || match === 'phone' || !known.has(code))];
  });
  readonly isLooking = this.asking.asReadonly();
  /** The server could not be asked: the register alone was. */
  readonly isPartial = this.failing.asReadonly();

  constructor() {
    inject(DestroyRef).onDestroy(() => this.drop());
  }

  look(text: string): void {
    this.drop();
    this.text.set(text);
    if (text.trim().length < LEAST_LETTERS) {
      this.found.set({ text, rows: [] });
      return;
    }
    this.asking.set(true);
    this.timer = setTimeout(() => void this.ask(text.trim()), AFTER_MS);
  }

  private async ask(text: string): Promise<void> {
    const question = new AbortController();
    this.question = question;
    const answer = await this.api.call('lookup', { query: { q: text.slice(0, 80) }, signal: question.signal });
    if (this.question !== question) return;
    this.asking.set(false);
    this.failing.set(!answer.isOk);
    this.found.set({ text, rows: answer.isOk ? answer.value.rows : [] });
  }

  private drop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.question?.abort();
    this.question = null;
    this.asking.set(false);
  }
}
