import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BoardFeed } from './board-feed';
import type { BoardChange } from './board-feed';
import { FakeScheduler, settle } from './testing/fake-scheduler';
import { FakeServer } from './testing/fake-server';

let server: FakeServer;
let scheduler: FakeScheduler;
let feed: BoardFeed;
let changes: BoardChange[];

beforeEach(() => {
  server = new FakeServer();
  scheduler = new FakeScheduler();
  feed = new BoardFeed({ http: server.http, live: server, scheduler });
  changes = [];
  feed.changes.subscribe((change) => changes.push(change));
});

afterEach(() => feed.stop());

/** Moves time and answers what is asked, as a healthy server would: with a sign of life every three seconds. */
async function serve(ms: number, isSilent = false): Promise<void> {
  for (let passed = 250; passed <= ms; passed += 250) {
    await scheduler.advance(250);
    if (!isSilent && passed % 3_000 === 0) server.alive();
    server.answerSnapshot();
    await settle();
  }
}

async function goLive(): Promise<void> {
  feed.start();
  server.up();
  await serve(1_000);
}

/** Stages on the board by position, without those that have not reported. */
function shown(): Record<number, number> {
  const entries = [...(feed.board.value?.stages ?? [])].entries();
  return Object.fromEntries([...entries].filter(([, stage]) => stage > 0));
}

describe('a feed that starts', () => {
  it('connects, loads the board once and is live', async () => {
    server.commit(2, 3, 1);
    feed.start();
    expect(feed.status.value.state).toBe('connecting');
    server.up();
    await serve(1_000);
    expect(feed.status.value.state).toBe('live');
    expect(shown()).toEqual({ 2: 3 });
    expect(feed.board.value?.stageCounts(0)).toMatchObject({ unreported: 19, closed: 1 });
    expect(changes).toEqual([expect.objectContaining({ positions: null, seq: 1 })]);
  });

  it('says offline when nobody answers, and comes by itself when somebody does', async () => {
    server.isReachable = false;
    feed.start();
    await serve(5_000);
    expect(feed.status.value).toMatchObject({ state: 'offline', seq: null, failure: { code: 'unreachable' } });
    server.isReachable = true;
    server.up();
    await serve(16_000);
    expect(feed.status.value).toMatchObject({ state: 'live', seq: 0, failure: null });
  });
});

describe('live changes', () => {
  it('come as positions, so that a canvas paints only those', async () => {
    await goLive();
    server.commit(1, 2, 0);
    server.commit(4, 1, 8);
    server.flush();
    server.deliverNext();
    expect(changes.at(-1)).toMatchObject({ seq: 2, positions: [1, 4] });
    expect(feed.board.value?.markCounts(0).delegatedToPpk).toBe(0);
    expect(shown()).toEqual({ 1: 2, 4: 1 });
  });

  it('are not applied over a gap; a snapshot repairs it at once', async () => {
    await goLive();
    server.commit(0, 2, 0);
    server.flush();
    server.outbox.shift();
    server.commit(1, 2, 0);
    server.flush();
    server.deliverNext();
    expect(shown()).toEqual({});
    await serve(500);
    expect(shown()).toEqual({ 0: 2, 1: 2 });
    expect(changes.at(-1)?.positions).toEqual([0, 1]);
  });

  it('that are lost without a successor are noticed by the second sign of life', async () => {
    await goLive();
    server.commit(3, 5, 0);
    server.flush();
    server.outbox.shift();
    server.alive();
    await serve(500);
    expect(feed.status.value.seq).toBe(0);
    server.alive();
    await serve(500);
    expect(feed.status.value.seq).toBe(1);
    expect(shown()).toEqual({ 3: 5 });
  });

  it('after a reset wait for the snapshot; another register brings new regions', async () => {
    await goLive();
    const before = feed.board.value;
    server.commit(0, 4, 0);
    server.register = 2;
    server.reset();
    server.deliverNext();
    await serve(1_000);
    expect(server.regionCalls).toBe(2);
    expect(feed.board.value).not.toBe(before);
    expect(feed.status.value).toMatchObject({ state: 'live', seq: 1 });
  });
});

describe('a lost connection', () => {
  it('is waited out for a moment, then polled for and said so', async () => {
    await goLive();
    server.down();
    expect(feed.status.value.state).toBe('connecting');
    server.commit(0, 1, 0);
    await serve(5_000);
    expect(feed.status.value.state).toBe('polling');
    expect(shown()).toEqual({ 0: 1 });
    const calls = server.snapshotCalls;
    await serve(60_000);
    expect(server.snapshotCalls - calls).toBe(4);
    expect(feed.status.value.state).toBe('polling');
  });

  it('with a server out of reach is offline, and the age grows from the last contact', async () => {
    await goLive();
    const { currentAt } = feed.status.value;
    server.isReachable = false;
    server.down();
    await serve(40_000);
    expect(feed.status.value).toMatchObject({ state: 'offline', currentAt });
  });

  it('that comes back is live again without a fetch when nothing was missed', async () => {
    await goLive();
    const calls = server.snapshotCalls;
    server.down();
    server.up();
    await settle();
    expect(feed.status.value.state).toBe('live');
    await serve(10_000);
    expect(server.snapshotCalls).toBe(calls);
  });
});

describe('what cannot be trusted', () => {
  it('a socket that falls silent is no proof of being current', async () => {
    await goLive();
    server.isReachable = false;
    await serve(16_000, true);
    expect(feed.status.value.state).not.toBe('live');
    await serve(15_000, true);
    expect(feed.status.value.state).toBe('offline');
  });

  it('a message that is not of the contract asks for a reload', async () => {
    await goLive();
    server.unreadable();
    expect(feed.status.value.state).toBe('error');
  });

  it('a server that lost its past is believed in the end', async () => {
    server.commit(0, 2, 0);
    server.commit(0, 3, 0);
    await goLive();
    server.down();
    server.history.splice(1);
    server.up();
    await serve(10_000);
    expect(feed.status.value).toMatchObject({ state: 'live', seq: 0 });
    expect(shown()).toEqual({});
  });
});

describe('a session that ends', () => {
  it('is told of by the server over the live line, with the reason', async () => {
    const ends: string[] = [];
    feed.sessionEnds.subscribe((reason) => ends.push(reason));
    await goLive();
    server.deliver({ event: 'session.ended.v1', message: { reason: 'deactivated' } });
    server.refuse();
    expect(ends).toEqual(['deactivated', 'not-signed-in']);
  });

  it('leaves the board as it was once the feed is stopped, asks nothing, and goes on with the next session', async () => {
    await goLive();
    feed.stop();
    const asked = server.snapshotCalls;
    server.commit(4, 2, 0);
    await serve(60_000);
    expect(server.snapshotCalls).toBe(asked);
    expect(shown()).toEqual({});
    server.down();
    feed.start();
    server.up();
    await serve(1_000);
    expect(feed.status.value.state).toBe('live');
    expect(shown()).toEqual({ 4: 2 });
  });

  it('hears no answer to a question from before the stop', async () => {
    await goLive();
    feed.refresh();
    await scheduler.advance(10);
    feed.stop();
    server.commit(1, 1, 0);
    server.answerSnapshot();
    await settle();
    expect(shown()).toEqual({});
  });
});
