import { DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import type { ResultRow } from '@posko/contracts';
import type { ResultState } from '@posko/domain';
import type { VerifyTab } from '@posko/ui';
import { API, BoardStore } from '../shell/board-store';
import { PolledRead } from '../shell/polled-read';
import type { ResponseOf } from '../shell/api-store';

export interface QueueQuestion {
  readonly contest: string;
  readonly tab: VerifyTab;
  readonly region: string;
}

const LIMIT = 200;
const EVERY_MS = 10_000;

/** States that a list is made of. */
export const TAB_STATES: Readonly<Record<VerifyTab, readonly ResultState[]>> = {
  differing: ['differing'],
  held: ['held'],
  passed: ['passed'],
  enteredOnce: ['enteredOnce'],
  photoOnly: ['photoOnly'],
  published: ['published', 'corrected'],
  withdrawn: ['withdrawn'],
};

/** Results of a state that wait for a verifier, in the order of their TPS, read again and again. */
@Injectable()
export class VerifyQueue {
  private readonly api = inject(API);
  private readonly asked = signal<QueueQuestion | null>(null);
  /** Decided here since the last answer: they need not be looked at again. */
  private readonly gone = signal<ReadonlySet<string>>(new Set());

  readonly list = new PolledRead<ResponseOf<'results'>>({
    read: (abort) => this.ask(abort),
    everyMs: EVERY_MS,
    now: inject(BoardStore).now,
  });
  readonly rows = computed<readonly ResultRow[]>(() => {
    const [answer, asked] = [this.list.value(), this.asked()];
    if (answer === null || asked === null || answer.contest !== asked.contest) return [];
    const states = TAB_STATES[asked.tab];
    return answer.rows.filter(({ tps, state }) => states.includes(state) && !this.gone().has(tps));
  });
  readonly hasMore = computed(() => this.list.value()?.more ?? false);

  constructor() {
    effect(() => {
      if (this.asked() !== null) untracked(() => void this.list.refresh());
    });
    inject(DestroyRef).onDestroy(() => this.list.stop());
  }

  show(question: QueueQuestion): void {
    if (JSON.stringify(question) === JSON.stringify(this.asked())) return;
    this.gone.set(new Set());
    this.asked.set(question);
  }

  /** It has left this list; where the list runs dry, more is asked for. */
  drop(tps: string): void {
    this.gone.update((before) => new Set([...before, tps]));
    if (this.rows().length === 0) void this.refresh();
  }

  async refresh(): Promise<void> {
    const before = this.gone();
    await this.list.refresh();
    this.gone.update((now) => new Set([...now].filter((tps) => !before.has(tps))));
  }

  /** The one beside it in the list. */
  beside(tps: string | null, step: 1 | -1): string | null {
    const rows = this.rows();
    const at = rows.findIndex((row) => row.tps === tps);
    if (at < 0) return (rows.find((row) => tps === null || row.tps > tps) ?? rows.at(-1))?.tps ?? null;
    return rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.tps ?? null;
  }

  private ask(signal: AbortSignal): ReturnType<PolledReadRead> {
    const asked = untracked(this.asked);
    if (asked === null) return null;
    const { contest, tab, region } = asked;
    const query = { state: TAB_STATES[tab].join(','), limit: LIMIT, ...(region === '' ? {} : { region }) };
    return this.api.call('results', { params: { contest }, query, signal });
  }
}

type PolledReadRead = ConstructorParameters<typeof PolledRead<ResponseOf<'results'>>>[0]['read'];
