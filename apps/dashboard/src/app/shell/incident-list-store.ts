import { DestroyRef, computed, effect, inject, signal, untracked } from '@angular/core';
import type { Signal } from '@angular/core';
import { FIRST_STATUS, IncidentFeed } from '@posko/client';
import type { IncidentListing, LiveFeedStatus, ResponseOf } from '@posko/client';
import type { IncidentQuery, IncidentRow } from '@posko/contracts';
import type { PanelState } from '@posko/ui';
import { API } from './api-store';
import { BoardStore } from './board-store';
import { belongsTo, orderOf } from './incident-criteria';
import type { QueueQuery } from './incident-criteria';
import { LIVE } from './live-store';
import { freshnessOf } from './polled-read';
import { SessionStore } from './session-store';

type Page = ResponseOf<'incidents'>;

const NONE: readonly IncidentRow[] = [];

/** A list of incidents as signals, live for as long as its owner lives. */
export interface IncidentList {
  readonly rows: Signal<readonly IncidentRow[]>;
  /** How many there are, of which `rows` may be the beginning; null before the first answer. */
  readonly total: Signal<number | null>;
  readonly counts: Signal<Page['counts'] | null>;
  readonly hasMore: Signal<boolean>;
  readonly state: Signal<PanelState>;
  readonly ageMs: Signal<number | null>;
  readonly freshness: Signal<ReturnType<typeof freshnessOf>>;
  readonly failure: Signal<LiveFeedStatus['failure']>;
  more(): void;
  refresh(): void;
}

/**
 * The incidents that a query asks for, in an injection context. Another query is another list; null asks nothing.
 * @param pageRows rows per answer
 */
export function injectIncidentList(query: () => QueueQuery | null, pageRows = 100): IncidentList {
  const [api, live, board, session] = [inject(API), inject(LIVE), inject(BoardStore), inject(SessionStore)];
  const listing = signal<IncidentListing<Page> | null>(null);
  const status = signal<LiveFeedStatus>(FIRST_STATUS);
  let feed: IncidentFeed<Page> | null = null;
  // Texts, so that a query of the same words is the same query.
  const wanted = computed(() => JSON.stringify(query()));
  const begin = (asked: QueueQuery): void => {
    const person = session.person();
    if (person === null) return;
    const now = (): number => untracked(board.roomNow) ?? Date.now();
    feed = new IncidentFeed<Page>({
      live: live.port(),
      question: {
        region: person.scope,
        belongs: belongsTo(asked, person, now),
        compare: orderOf(asked),
        isTimed: asked.view === 'breached',
        load: (after) => api.call('incidents', { query: queryOf(asked, pageRows, after) }),
      },
    });
    feed.value.subscribe((list) => listing.set(list));
    feed.status.subscribe((next) => status.set(next));
    feed.start();
  };
  effect((onCleanup) => {
    const asked = JSON.parse(wanted()) as QueueQuery | null;
    if (asked === null || session.state() !== 'in') return;
    untracked(() => begin(asked));
    onCleanup(() => feed?.stop());
  });
  inject(DestroyRef).onDestroy(() => feed?.stop());
  return {
    ...factsOf(listing),
    ageMs: computed(() => {
      const { currentAt } = status();
      return currentAt === null ? null : Math.max(0, board.now() - currentAt);
    }),
    state: computed(() => stateOf(listing(), status())),
    freshness: computed(() => freshnessOf(status().state)),
    failure: computed(() => status().failure),
    more: () => void feed?.more(),
    refresh: () => feed?.refresh(),
  };
}

function factsOf(
  listing: Signal<IncidentListing<Page> | null>,
): Pick<IncidentList, 'rows' | 'total' | 'counts' | 'hasMore'> {
  return {
    rows: computed(() => listing()?.rows ?? NONE),
    total: computed(() => listing()?.head.total ?? null),
    counts: computed(() => listing()?.head.counts ?? null),
    hasMore: computed(() => listing()?.hasMore ?? false),
  };
}

function stateOf(listing: IncidentListing<Page> | null, { failure }: LiveFeedStatus): PanelState {
  if (listing !== null) return listing.rows.length > 0 ? 'ready' : 'empty';
  return failure === null || failure.code === 'not-ready' ? 'loading' : 'error';
}

/** Codes and words of the address are checked by the server, which knows what they may be. */
function queryOf(asked: QueueQuery, limit: number, after: string | null): Partial<IncidentQuery> {
  return { ...(asked as Partial<IncidentQuery>), limit, ...(after === null ? {} : { after }) };
}
