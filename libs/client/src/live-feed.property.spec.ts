import { expect, it } from '@jest/globals';
import type { TotalsResponse } from '@posko/contracts';
import fc from 'fast-check';
import { totalsFeed } from './contest-feed';
import { IncidentFeed } from './incident-feed';
import { SIMPLE, befall, heal } from './testing/bad-day';
import type { Happening, Simple } from './testing/bad-day';
import { FakeContestServer } from './testing/fake-contest-server';
import { FakeIncidentServer, compareWorst } from './testing/fake-incident-server';
import { FakeScheduler } from './testing/fake-scheduler';

/** What befalls a feed, with what is committed on the way: `commit` is the spec's own. */
function happenings<C extends { do: string }>(commit: fc.Arbitrary<C>): fc.Arbitrary<(Happening | C)[]> {
  const happening = fc.oneof(
    { weight: 7, arbitrary: commit },
    {
      weight: 8,
      arbitrary: fc.record({ do: fc.constantFrom<Simple[]>(...SIMPLE, 'flush', 'flush', 'answer', 'answer', 'up') }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constantFrom('deliver' as const, 'deliver' as const, 'lose' as const, 'repeat' as const),
        nth: fc.nat(3),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('lag' as const), entries: fc.nat(4) }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(10, 300, 4_000, 20_000) }),
    },
  );
  return fc.array(happening, { maxLength: 70, size: 'max' });
}

const form = fc.record({
  do: fc.constant('form' as const),
  child: fc.nat(2),
  votes: fc.integer({ min: 1, max: 9 }),
});

/** At any moment it is what the server said at that seq: never a mixture, and always the sum of its parts. */
function expectWhole(server: FakeContestServer, shown: TotalsResponse | null): void {
  if (shown === null) return;
  expect(shown).toEqual(server.totals(shown.seq));
  const parts = shown.children.reduce((sum, { received }) => sum + received.valid, 0);
  expect(shown.region.received.valid).toBe(parts);
}

it('totals: any interleaving of lost, repeated and reordered messages, answers and breaks shows no mixture, and heals', async () => {
  await fc.assert(
    fc.asyncProperty(happenings(form), async (events) => {
      const [server, scheduler] = [new FakeContestServer(), new FakeScheduler()];
      const feed = totalsFeed({ question: server.question, live: server, scheduler });
      feed.start();
      for (const event of events) {
        if (event.do === 'form') server.commit(event.child, event.votes);
        else await befall({ server, scheduler }, event);
        expectWhole(server, feed.value.value);
      }
      await heal({ server, scheduler });
      expect(feed.status.value).toMatchObject({ state: 'live', failure: null });
      const { region, children } = server.totals();
      expect(feed.value.value).toMatchObject({ region, children });
      feed.stop();
    }),
    { numRuns: 150 },
  );
});

const commit = fc.record({
  do: fc.constant('commit' as const),
  number: fc.integer({ min: 1, max: 14 }),
  severity: fc.integer({ min: 1, max: 10 }),
  isClosed: fc.boolean(),
  hasParent: fc.boolean(),
});
type Commit = typeof commit extends fc.Arbitrary<infer C> ? C : never;
const own = fc.oneof({ weight: 6, arbitrary: commit }, { weight: 1, arbitrary: fc.constant({ do: 'more' as const }) });

function put(server: FakeIncidentServer, { number, severity, isClosed, hasParent }: Commit): void {
  server.commit(number, {
    severity,
    status: isClosed ? 'resolved' : 'new',
    parent: hasParent ? '00000000-0000-4000-8000-0000000f00ff' : null,
  });
}

/** At any moment: sorted, and each once. */
function expectOrder(feed: IncidentFeed): void {
  const rows = feed.value.value?.rows ?? [];
  expect(rows.toSorted(compareWorst)).toEqual(rows);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
}

it("incidents: any interleaving of lost, repeated and reordered messages, pages and breaks ends with the server's rows", async () => {
  await fc.assert(
    fc.asyncProperty(happenings(own), async (events) => {
      const [server, scheduler] = [new FakeIncidentServer(), new FakeScheduler()];
      const feed = new IncidentFeed({ question: server.question, live: server, scheduler });
      feed.start();
      for (const event of events) {
        if (event.do === 'commit') put(server, event);
        else if (event.do === 'more') void feed.more();
        else await befall({ server, scheduler }, event);
        expectOrder(feed);
      }
      await heal({ server, scheduler }, 6);
      const shown = feed.value.value;
      const rows = shown?.rows ?? [];
      expect(feed.status.value).toMatchObject({ state: 'live', failure: null });
      expect(rows).toEqual(server.list().slice(0, rows.length));
      if (shown?.hasMore === false) expect(rows).toHaveLength(server.list().length);
      expect(rows.length).toBeGreaterThanOrEqual(Math.min(1, server.list().length));
      feed.stop();
    }),
    { numRuns: 200 },
  );
});
