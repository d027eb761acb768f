import type { LiveMessage } from '../live-source';
import type { FakeScheduler } from './fake-scheduler';
import { settle } from './fake-scheduler';

export const SIMPLE = ['nothing', 'flush', 'alive', 'up', 'down', 'breakServer', 'mendServer', 'answer'] as const;
export type Simple = (typeof SIMPLE)[number];

/** What can befall a feed whatever it carries, in any order. */
export type Happening =
  | { do: Simple }
  | { do: 'deliver' | 'lose' | 'repeat'; nth: number }
  | { do: 'lag'; entries: number }
  | { do: 'wait'; ms: number };

/** As a bad day needs a server. */
interface Server {
  readonly outbox: LiveMessage[];
  isReachable: boolean;
  commitNothing(): void;
  flush(): void;
  alive(): void;
  up(): void;
  down(): void;
  answer(lag?: number): void;
  deliver(message: LiveMessage | undefined): void;
}

export interface Stage {
  readonly server: Server;
  readonly scheduler: FakeScheduler;
}

export async function befall({ server, scheduler }: Stage, event: Happening): Promise<void> {
  if (event.do === 'wait') await scheduler.advance(event.ms);
  else if (event.do === 'lag') server.answer(event.entries);
  else if ('nth' in event) pass(server, event);
  else simple(server, event.do);
  await settle();
}

/** The bad day is over: the server is well, and signs of life come. Bounded: a feed has to heal within five minutes. */
export async function heal({ server, scheduler }: Stage, answersASecond = 1): Promise<void> {
  server.isReachable = true;
  server.up();
  for (let second = 0; second < 300; second++) {
    for (let answer = 0; answer < answersASecond; answer++) {
      server.answer();
      await settle();
    }
    if (second % 3 === 0) server.alive();
    await scheduler.advance(1_000);
  }
}

function simple(server: Server, what: Simple): void {
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

/** Delivers, repeats (delivers and keeps) or loses one of the waiting messages: any of them, so order is lost as well. */
function pass(server: Server, { do: what, nth }: Extract<Happening, { nth: number }>): void {
  const { outbox } = server;
  const index = Math.min(nth, outbox.length - 1);
  const waiting = outbox[index];
  if (waiting === undefined) return;
  if (what !== 'repeat') outbox.splice(index, 1);
  if (what !== 'lose') server.deliver(waiting);
}
