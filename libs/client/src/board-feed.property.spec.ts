import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BoardFeed } from './board-feed';
import type { LiveMessage } from './live-source';
import { FakeScheduler, settle } from './testing/fake-scheduler';
import { FakeServer } from './testing/fake-server';

const SIMPLE = [
  'commitNothing',
  'flush',
  'reset',
  'alive',
  'up',
  'down',
  'breakServer',
  'mendServer',
  'answer',
] as const;
type Simple = (typeof SIMPLE)[number];

/** What can befall the feed, in any order. */
type Happening =
  | { do: 'commit'; position: number; stage: number; marks: number }
  | { do: Simple }
  | { do: 'deliver' | 'lose' | 'repeat'; nth: number }
  | { do: 'wait'; ms: number };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('commit' as const),
      position: fc.nat(19),
      stage: fc.nat(8),
      marks: fc.nat(3),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constantFrom<Simple[]>(...SIMPLE, 'flush', 'flush', 'answer', 'answer', 'up') }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('deliver' as const, 'lose' as const, 'repeat' as const),
      nth: fc.nat(3),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(10, 300, 4_000, 20_000) }),
  },
);

class Play {
  readonly server = new FakeServer();
  readonly scheduler = new FakeScheduler();
  readonly feed = new BoardFeed({ http: this.server.http, live: this.server, scheduler: this.scheduler });

  async happen(event: Happening): Promise<void> {
    const { server } = this;
    if (event.do === 'commit') server.commit(event.position, event.stage, event.marks);
    else if (event.do === 'wait') await this.scheduler.advance(event.ms);
    else if ('nth' in event) this.message(event.do, event.nth);
    else this.simple(event.do);
    await settle();
    this.expectNoMixture();
  }

  private simple(what: Simple): void {
    const { server } = this;
    const acts: Record<Simple, () => void> = {
      commitNothing: () => server.commitNothing(),
      flush: () => server.flush(),
      reset: () => server.reset(),
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
      answer: () => server.answerSnapshot(),
    };
    acts[what]();
  }

  /** Delivers, repeats (delivers and keeps) or loses one of the waiting messages: any of them, so order is lost as well. */
  private message(what: 'deliver' | 'lose' | 'repeat', nth: number): void {
    const { outbox } = this.server;
    const index = Math.min(nth, outbox.length - 1);
    const message: LiveMessage | undefined = outbox[index];
    if (message === undefined) return;
    if (what !== 'repeat') outbox.splice(index, 1);
    if (what !== 'lose') this.server.deliver(message);
  }

  expectNoMixture(): void {
    const board = this.feed.board.value;
    const { seq } = this.feed.status.value;
    if (board === null || seq === null) return;
    expect([...board.stages]).toEqual([...this.server.at(seq).stages]);
    expect([...board.marks]).toEqual([...this.server.at(seq).marks]);
  }

  /** Half of the days begin well: the trouble then meets a feed that is live. */
  async begin(isWell: boolean): Promise<void> {
    this.feed.start();
    if (!isWell) return;
    this.server.up();
    await this.scheduler.advance(1);
    this.server.answerSnapshot();
    await settle();
  }

  /** The bad day is over: the server is well, and signs of life come. Bounded: it has to heal within two minutes. */
  async heal(): Promise<void> {
    this.server.isReachable = true;
    this.server.up();
    for (let second = 0; second < 120; second++) {
      this.server.answerSnapshot();
      await settle();
      if (second % 3 === 0) this.server.alive();
      await this.scheduler.advance(1_000);
      this.expectNoMixture();
    }
  }
}

it("any interleaving of lost, repeated and reordered messages, snapshots and breaks ends at the server's board, never in a mixture", async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(happening, { maxLength: 60, size: 'max' }), async (isWell, happenings) => {
      const play = new Play();
      await play.begin(isWell);
      for (const event of happenings) await play.happen(event);
      await play.heal();
      expect(play.feed.status.value).toMatchObject({ state: 'live', seq: play.server.seq });
      play.expectNoMixture();
      play.feed.stop();
    }),
    { numRuns: 200 },
  );
});
