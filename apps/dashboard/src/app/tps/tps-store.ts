import { DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { tpsNumberOf } from '@posko/domain';
import { API, BoardStore } from '../shell/board-store';
import type { BoardChange, ResponseOf } from '../shell/board-store';
import { PolledRead } from '../shell/polled-read';

/** Also without a change of the board: a repeated report adds to the story and moves nothing. */
const ASK_EVERY_MS = 10_000;
/** Several changes at once ask once. */
const GATHER_MS = 250;
const UNKNOWN = new Set(['tps-not-found', 'invalid-request', 'not-found']);

export interface Neighbour {
  readonly code: string;
  readonly number: number;
}

/** One TPS and its story, asked anew whenever the live board moves it. Made anew for each TPS. */
@Injectable()
export class TpsStore {
  private readonly api = inject(API);
  private readonly store = inject(BoardStore);
  private readonly code = signal('');
  private gathering: ReturnType<typeof setTimeout> | null = null;

  readonly roomNow = this.store.roomNow;
  readonly read = new PolledRead<ResponseOf<'tps'>>({
    read: (signal) => this.api.call('tps', { params: { tpsCode: untracked(this.code) }, signal }),
    everyMs: ASK_EVERY_MS,
    now: this.store.now,
  });
  readonly tps = this.read.value;
  readonly state = computed<'loading' | 'ready' | 'missing' | 'error'>(() => {
    const failure = this.read.failure();
    if (failure !== null && UNKNOWN.has(failure.code)) return 'missing';
    const { state } = this.read;
    return state() === 'ready' || state() === 'error' ? (state() as 'ready' | 'error') : 'loading';
  });
  private readonly position = computed(() => this.store.tree()?.positionOf(this.code()) ?? -1);
  /** The TPS before and after it in its desa. */
  readonly previous = computed(() => this.neighbour(-1));
  readonly next = computed(() => this.neighbour(1));

  constructor() {
    const changes = this.store.changes.subscribe((change) => {
      if (this.concerns(change)) this.gather();
    });
    effect(() => {
      if (this.code() !== '') untracked(() => void this.read.refresh());
    });
    inject(DestroyRef).onDestroy(() => {
      changes.unsubscribe();
      if (this.gathering !== null) clearTimeout(this.gathering);
      this.read.stop();
    });
  }

  open(code: string): void {
    this.code.set(code);
  }

  private concerns({ positions }: BoardChange): boolean {
    return positions === null || positions.includes(this.position());
  }

  private gather(): void {
    this.gathering ??= setTimeout(() => {
      this.gathering = null;
      void this.read.refresh();
    }, GATHER_MS);
  }

  private neighbour(step: 1 | -1): Neighbour | null {
    const tree = this.store.tree();
    const position = this.position();
    if (tree === null || position < 0) return null;
    const beside = position + step;
    if (tree.desaAt[beside] !== tree.desaAt[position]) return null;
    const code = tree.tpsCodeAt(beside);
    return { code, number: tpsNumberOf(code) };
  }
}
