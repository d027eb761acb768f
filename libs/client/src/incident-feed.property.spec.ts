import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { IncidentFeed } from './incident-feed';
import type { LiveMessage } from './live-source';
import { FakeIncidentServer, compareWorst } from './testing/fake-incident-server';
import { FakeScheduler, settle } from './testing/fake-scheduler';

const SIMPLE = ['nothing', 'flush', 'alive', 'up', 'down', 'breakServer', 'mendServer', 'answer', 'more'] as const;
type Simple = (typeof SIMPLE)[number];

/** What can befall the feed, in any order. */
type Happening =
  | { do: 'commit'; number: number; severity: number; isClosed: boolean; hasParent: boolean }
  | { do: Simple }
  | { do: 'deliver' | 'lose' | 'repeat'; nth: number }
  | { do: 'lag'; entries: number }
  | { do: 'wait'; ms: number };

const commit = fc.record({
  do: fc.constant('commit' as const),
  number: fc.integer({ min: 1, max: 14 }),
  severity: fc.integer({ min: 1, max: 10 }),
  isClosed: fc.boolean(),
  hasParent: fc.boolean(),
});
const simple = fc.record({
  do: fc.constantFrom<Simple[]>(...SIMPLE, 'flush', 'flush', 'answer', 'answer', 'answer', 'up', 'more'),
});
const message = fc.record({
  do: fc.constantFrom('deliver' as const, 'deliver' as const, 'lose' as const, 'repeat' as const),
  nth: fc.nat(3),
});
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 7, arbitrary: commit },
  { weight: 8, arbitrary: simple },
  { weight: 6, arbitrary: message },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lag' as const), entries: fc.nat(4) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(10, 300, 4_000, 20_000) }),
  },
);

class Play {
  readonly server = new FakeIncidentServer();
  readonly scheduler = new FakeScheduler();
  readonly feed = new IncidentFeed({
    question: this.server.question,
    live: this.server,
    scheduler: this.scheduler,
  });

  async happen(event: Happening): Promise<void> {
    const { server } = this;
    if (event.do === 'commit') {
      const { severity, isClosed, hasParent } = event;
      server.commit(event.number, {
        severity,
        status: isClosed ? 'resolved' : 'new',
        parent: hasParent ? '00000000-0000-4000-8000-0000000f00ff' : null,
      });
    } else if (event.do === 'wait') await this.scheduler.advance(event.ms);
    else if (event.do === 'lag') server.answer(event.entries);
    else if ('nth' in event) this.message(event.do, event.nth);
    else this.simple(event.do);
    await settle();
    this.expectOrder();
  }

  private simple(what: Simple): void {
    const { server } = this;
    const acts: Record<Simple, () => void> = {
      nothing: () => server.commitNothing(),
      flush: () => server.flush(),
      alive: () => server.alive(),
      up: () => server.up(),
      down: () => server.down(),
      breakServer: () => {
        server.isReachable = false;
        server.down();
      },
      mendServer: () => {
        server.isReachable = true;
      },
      answer: () => server.answer(),
      more: () => void this.feed.more(),
    };
    acts[what]();
  }

  /** Delivers, repeats (delivers and keeps) or loses one of the waiting messages: any of them, so order is lost as well. */
  private message(what: 'deliver' | 'lose' | 'repeat', nth: number): void {
    const { outbox } = this.server;
    const index = Math.min(nth, outbox.length - 1);
    const waiting: LiveMessage | undefined = outbox[index];
    if (waiting === undefined) return;
    if (what !== 'repeat') outbox.splice(index, 1);
    if (what !== 'lose') this.server.deliver(waiting);
  }

  /** At any moment: sorted, each once, and each row as it once was. */
  expectOrder(): void {
    const rows = this.feed.list.value?.rows ?? [];
    expect(rows.toSorted(compareWorst)).toEqual(rows);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  }

  /** The bad day is over: the server is well, and signs of life come. Bounded: it has to heal within five minutes. */
  async heal(): Promise<void> {
    this.server.isReachable = true;
    this.server.up();
    for (let second = 0; second < 300; second++) {
      for (let page = 0; page < 6; page++) {
        this.server.answer();
        await settle();
      }
      if (second % 3 === 0) this.server.alive();
      await this.scheduler.advance(1_000);
    }
  }
}

it("any interleaving of lost, repeated and reordered messages, pages and breaks ends with the server's rows", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 70, size: 'max' }), async (happenings) => {
      const play = new Play();
      play.feed.start();
      for (const event of happenings) await play.happen(event);
      await play.heal();
      const shown = play.feed.list.value;
      const rows = shown?.rows ?? [];
      expect(play.feed.status.value).toMatchObject({ state: 'live', failure: null });
      expect(rows).toEqual(play.server.list().slice(0, rows.length));
      if (shown?.hasMore === false) expect(rows).toHaveLength(play.server.list().length);
      expect(rows.length).toBeGreaterThanOrEqual(Math.min(1, play.server.list().length));
      play.feed.stop();
    }),
    { numRuns: 200 },
  );
});
