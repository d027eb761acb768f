import { Injectable, computed, inject, signal } from '@angular/core';
import { resultListFeed } from '@posko/client';
import type { ResultRow } from '@posko/contracts';
import type { ResultState } from '@posko/domain';
import { covers } from '@posko/domain';
import type { VerifyTab } from '@posko/ui';
import { API } from '../shell/board-store';
import type { ResponseOf } from '../shell/api-store';
import { LiveRead } from '../shell/live-read-store';
import { LIVE } from '../shell/live-store';

export interface QueueQuestion {
  readonly contest: string;
  readonly tab: VerifyTab;
  readonly region: string;
}

const LIMIT = 200;
const NONE: ReadonlyMap<string, number> = new Map();

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

/** Results of a state that wait for a verifier, in the order of their TPS, live. */
@Injectable()
export class VerifyQueue {
  private readonly api = inject(API);
  private readonly live = inject(LIVE);
  private readonly asked = signal<QueueQuestion | null>(null);
  /** Decided here, by the version that was decided on: until the list has a later one, they need not be looked at again. */
  private readonly gone = signal(NONE);

  readonly list = new LiveRead<ResponseOf<'results'>>();
  readonly rows = computed<readonly ResultRow[]>(() => {
    const [answer, asked, gone] = [this.list.value(), this.asked(), this.gone()];
    if (answer === null || asked === null || answer.contest !== asked.contest) return [];
    return answer.rows.filter(({ tps, version }) => version > (gone.get(tps) ?? -1));
  });
  readonly hasMore = computed(() => this.list.value()?.more ?? false);

  show(question: QueueQuestion): void {
    if (JSON.stringify(question) === JSON.stringify(this.asked())) return;
    this.gone.set(NONE);
    this.asked.set(question);
    const { contest, region } = question;
    const states = TAB_STATES[question.tab];
    const source = { live: this.live.port(), question: { contest, region, load: () => this.ask(question) } };
    this.list.follow(resultListFeed(source, ({ tps, state }) => states.includes(state) && covers(region, tps)));
  }

  /** It has left this list; where the list runs dry, more is asked for. */
  drop(tps: string): void {
    const version = this.list.value()?.rows.find((row) => row.tps === tps)?.version;
    if (version !== undefined) this.gone.update((before) => new Map([...before, [tps, version]]));
    if (this.rows().length === 0) this.list.refresh();
  }

  /** The one beside it in the list. */
  beside(tps: string | null, step: 1 | -1): string | null {
    const rows = this.rows();
    const at = rows.findIndex((row) => row.tps === tps);
    if (at < 0) return (rows.find((row) => tps === null || row.tps > tps) ?? rows.at(-1))?.tps ?? null;
    return rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.tps ?? null;
  }

  private ask({ contest, tab, region }: QueueQuestion): ReturnType<typeof this.api.call<'results'>> {
    const query = { state: TAB_STATES[tab].join(','), limit: LIMIT, region };
    return this.api.call('results', { params: { contest }, query });
  }
}
