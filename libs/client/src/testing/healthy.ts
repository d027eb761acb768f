import type { FakeScheduler } from './fake-scheduler';
import { settle } from './fake-scheduler';

interface Server {
  alive(): void;
  answer(): void;
}

/** Moves time and answers what is asked, as a healthy server would: with a sign of life every three seconds. */
export async function serve(server: Server, scheduler: FakeScheduler, ms: number): Promise<void> {
  for (let passed = 250; passed <= ms; passed += 250) {
    await scheduler.advance(250);
    if (passed % 3_000 === 0) server.alive();
    server.answer();
    await settle();
  }
}
