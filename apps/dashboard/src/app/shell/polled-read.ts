import { computed, signal } from '@angular/core';
import type { Signal } from '@angular/core';
import type { Freshness, PanelState } from '@posko/ui';
import type { Answer, ConnectionState, Failure } from './board-store';

/** A read is stale once this many of its periods have passed without an answer. */
const STALE_PERIODS = 3;

export interface PolledReadOptions<T> {
  /** Asks once; null where it cannot be asked yet. */
  readonly read: (signal: AbortSignal) => Promise<Answer<T>> | null;
  /** Milliseconds between an answer and the next question. */
  readonly everyMs: number;
  /** Our own clock (ms), ticking. */
  readonly now: Signal<number>;
}

/**
 * Something that is fetched again and again while a page shows it, with its age. An answer that fails leaves the last one standing,
 * under a freshness that says so.
 */
export class PolledRead<T> {
  private readonly held = signal<{ value: T; at: number } | null>(null);
  private readonly failed = signal<Failure | null>(null);
  private timer: ReturnType<typeof setTimeout> | null = null;
  private asking: AbortController | null = null;

  readonly value = computed(() => this.held()?.value ?? null);
  readonly failure = this.failed.asReadonly();
  /** Milliseconds since the answer came; null before the first. */
  readonly ageMs = computed(() => {
    const held = this.held();
    return held === null ? null : Math.max(0, this.options.now() - held.at);
  });
  readonly freshness = computed<Freshness>(() => {
    if (this.failed() !== null) return 'offline';
    return (this.ageMs() ?? 0) > STALE_PERIODS * this.options.everyMs ? 'stale' : 'live';
  });
  readonly state = computed<PanelState>(() => {
    if (this.held() !== null) return 'ready';
    return this.failed() === null || this.failed()?.code === 'not-ready' ? 'loading' : 'error';
  });

  constructor(private readonly options: PolledReadOptions<T>) {}

  /** Asks at once, and from then on periodically; an earlier question is dropped. */
  async refresh(): Promise<void> {
    this.stop();
    const asking = new AbortController();
    const question = this.options.read(asking.signal);
    if (question === null) return;
    this.asking = asking;
    const answer = await question;
    if (this.asking !== asking) return;
    if (answer.isOk) this.held.set({ value: answer.value, at: Date.now() });
    this.failed.set(answer.isOk ? null : answer.failure);
    this.timer = setTimeout(() => void this.refresh(), this.options.everyMs);
  }

  stop(): void {
    this.asking?.abort();
    this.asking = null;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}

/** How far the live board can be relied on, in the words of the panels. */
export function freshnessOf(state: ConnectionState): Freshness {
  switch (state) {
    case 'live':
    case 'connecting':
      return 'live';
    case 'polling':
    case 'stale':
      return state;
    case 'offline':
    case 'error':
      return 'offline';
    default:
      return state satisfies never;
  }
}
