import { expect, it } from '@jest/globals';
import type { TotalsResponse } from '@posko/contracts';
import fc from 'fast-check';
import { totalsFeed } from './contest-feed';
import { FakeContestServer } from './testing/fake-contest-server';
import { FakeScheduler, settle } from './testing/fake-scheduler';

const SIMPLE = ['nothing', 'flush', 'alive', 'up', 'down', 'breakServer', 'mendServer', 'answer'] as const;
type Simple = (typeof SIMPLE)[number];

/** What can befall the feed, in any order. */
type Happening =
  | { do: 'commit'; child: number; votes: number }
  | { do: Simple }
  | { do: 'deliver' | 'lose' | 'repeat'; nth: number }
  | { do: 'lag'; entries: number }
  | { do: 'wait'; ms: number };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constant('commit' as const),
      child: fc.nat(2),
      votes: fc.integer({ min: 1, max: 9 }),
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom<Simple[]>(...SIMPLE, 'flush', 'flush', 'answer', 'up') }) },
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

class Play {
  readonly server = new FakeContestServer();
  readonly scheduler = new FakeScheduler();
  readonly feed = totalsFeed({ question: this.server.question, live: this.server, scheduler: this.scheduler });

  async happen(event: Happening): Promise<void> {
    const { server } = this;
    if (event.do === 'commit') server.commit(event.child, event.votes);
    else if (event.do === 'wait') await this.scheduler.advance(event.ms);
    else if (event.do === 'lag') server.answer(event.entries);
    else if ('nth' in event) this.message(event.do, event.nth);
    else this.simple(event.do);
    await settle();
    this.expectWhole(this.feed.value.value);
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
    };
    acts[what]();
  }

  private message(what: 'deliver' | 'lose' | 'repeat', nth: number): void {
    const { outbox } = this.server;
    const index = Math.min(nth, outbox.length - 1);
    const waiting = outbox[index];
    if (waiting === undefined) return;
    if (what !== 'repeat') outbox.splice(index, 1);
    if (what !== 'lose') this.server.deliver(waiting);
  }

  /** At any moment it is what the server said at that seq: never a mixture, and always the sum of its parts. */
  expectWhole(shown: TotalsResponse | null): void {
    if (shown === null) return;
    expect(shown).toEqual(this.server.totals(shown.seq));
    const parts = shown.children.reduce((sum, { received }) => sum + received.valid, 0);
    expect(shown.region.received.valid).toBe(parts);
  }

  /** The bad day is over: the server is well, and signs of life come. Bounded: it has to heal within five minutes. */
  async heal(): Promise<void> {
    this.server.isReachable = true;
    this.server.up();
    for (let second = 0; second < 300; second++) {
      this.server.answer();
      await settle();
      if (second % 3 === 0) this.server.alive();
      await this.scheduler.advance(1_000);
    }
  }
}

it('any interleaving of lost, repeated and reordered messages, answers and breaks shows no mixture, and heals', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 70, size: 'max' }), async (happenings) => {
      const play = new Play();
      play.feed.start();
      for (const event of happenings) await play.happen(event);
      await play.heal();
      expect(play.feed.status.value).toMatchObject({ state: 'live', failure: null });
      const { region, children } = play.server.totals();
      expect(play.feed.value.value).toMatchObject({ region, children });
      play.feed.stop();
    }),
    { numRuns: 150 },
  );
});
