import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { IncidentFeed } from './incident-feed';
import { MOST_ROWS } from './incident-line';
import { FakeIncidentServer } from './testing/fake-incident-server';
import { FakeScheduler } from './testing/fake-scheduler';
import { serve as served } from './testing/healthy';

let server: FakeIncidentServer;
let scheduler: FakeScheduler;
let feed: IncidentFeed;

beforeEach(() => {
  server = new FakeIncidentServer();
  scheduler = new FakeScheduler();
  feed = new IncidentFeed({ question: server.question, live: server, scheduler });
});

afterEach(() => feed.stop());

const serve = (ms: number): Promise<void> => served(server, scheduler, ms);

async function goLive(): Promise<void> {
  feed.start();
  server.up();
  await serve(1_000);
}

const shown = (): number[] => (feed.value.value?.rows ?? []).map(({ number }) => number);

describe('a list that starts', () => {
  it('loads its first page and is live', async () => {
    server.commit(1, { severity: 5 });
    server.commit(2, { severity: 9 });
    await goLive();
    expect(shown()).toEqual([2, 1]);
    expect(feed.value.value).toMatchObject({ hasMore: false });
    expect(feed.status.value).toMatchObject({ state: 'live', seq: 2, failure: null });
  });

  it('loads further pages when asked to, one at a time', async () => {
    for (let number = 1; number <= 8; number++) server.commit(number);
    await goLive();
    expect(shown()).toEqual([1, 2, 3]);
    void feed.more();
    void feed.more();
    await serve(250);
    expect(shown()).toEqual([1, 2, 3, 4, 5, 6]);
    void feed.more();
    await serve(250);
    expect(shown()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(feed.value.value?.hasMore).toBe(false);
  });

  it('says offline when nobody answers, and comes by itself when somebody does', async () => {
    server.isReachable = false;
    feed.start();
    await serve(5_000);
    expect(feed.status.value).toMatchObject({ state: 'offline', seq: null, failure: { code: 'unreachable' } });
    server.isReachable = true;
    server.up();
    await serve(16_000);
    expect(feed.status.value).toMatchObject({ state: 'live', failure: null });
  });
});

describe('live changes', () => {
  it('come in at their place, change rows, and take them away', async () => {
    server.commit(1, { severity: 5 });
    server.commit(2, { severity: 7 });
    await goLive();
    const { loads } = server;
    server.commit(3, { severity: 6 });
    server.commit(2, { status: 'resolved' });
    server.flush();
    server.deliverNext();
    expect(shown()).toEqual([3, 1]);
    await serve(6_000);
    expect(server.loads).toBe(loads);
  });

  it('beyond the last row loaded are left to the next page', async () => {
    for (let number = 1; number <= 5; number++) server.commit(number, { severity: 8 });
    await goLive();
    server.commit(6, { severity: 2 });
    server.commit(1, { severity: 3 });
    server.flush();
    server.deliverNext();
    expect(shown()).toEqual([2, 3]);
    void feed.more();
    await serve(250);
    expect(shown()).toEqual([2, 3, 4, 5, 1]);
  });

  it('are not applied over a gap: the list is loaded anew, as far as it was', async () => {
    for (let number = 1; number <= 5; number++) server.commit(number);
    await goLive();
    void feed.more();
    await serve(250);
    server.commit(6, { severity: 9 });
    server.flush();
    server.outbox.shift();
    server.commit(7, { severity: 10 });
    server.flush();
    server.deliverNext();
    expect(shown()).toEqual([1, 2, 3, 4, 5]);
    await serve(1_500);
    expect(shown().slice(0, 5)).toEqual([7, 6, 1, 2, 3]);
  });

  it('that only the server can judge ask it, once for many', async () => {
    await goLive();
    const { loads } = server;
    for (const number of [1, 2, 4]) {
      server.commit(number, { parent: '00000000-0000-4000-8000-0000000f00ff' });
      server.flush();
      server.deliverNext();
    }
    await serve(2_500);
    expect(shown()).toEqual([2, 4]);
    expect(server.loads).toBe(loads + 1);
  });

  it('of another region are none of ours', async () => {
    await goLive();
    server.commit(1);
    server.flush();
    const [live] = server.outbox;
    if (live?.event === 'incident.changed.v1')
      server.deliver({ ...live, message: { ...live.message, region: '3578' } });
    expect(shown()).toEqual([]);
  });
});

it('more rows than anybody reads begin the list anew, which stays as it was until then', async () => {
  server.commit(1);
  await goLive();
  const [first] = feed.value.value?.rows ?? [];
  if (first === undefined) throw new Error('nothing is listed');
  const flood = Array.from({ length: MOST_ROWS }, (_, n) => ({ ...first, id: `${n}`, number: n + 2 }));
  const message = { region: '35', from: 1, to: 1 + MOST_ROWS, at: '', incidents: flood };
  server.deliver({ event: 'incident.changed.v1', message });
  expect([shown(), feed.status.value.seq]).toEqual([[1], null]);
  await serve(500);
  expect([shown(), feed.status.value.seq]).toEqual([[1], 1]);
});

describe('what may have been lost without a successor', () => {
  it('is asked for in the end, and ever more rarely where it was in vain', async () => {
    await goLive();
    server.commit(1);
    server.flush();
    server.outbox.shift();
    await serve(15_000);
    expect(shown()).toEqual([1]);
    const { loads } = server;
    for (let minute = 0; minute < 10; minute++) {
      server.commitNothing();
      await serve(60_000);
    }
    expect(server.loads - loads).toBeLessThan(12);
  });
});

describe('a lost connection', () => {
  it('is waited out for a moment, then polled for and said so', async () => {
    await goLive();
    server.down();
    expect(feed.status.value.state).toBe('connecting');
    server.commit(1);
    await serve(5_000);
    expect(feed.status.value.state).toBe('polling');
    expect(shown()).toEqual([1]);
    const { loads } = server;
    await serve(60_000);
    expect(server.loads - loads).toBe(4);
  });

  it('that comes back is live again without a fetch when nothing was missed', async () => {
    await goLive();
    const { loads } = server;
    server.down();
    server.up();
    await serve(10_000);
    expect(feed.status.value.state).toBe('live');
    expect(server.loads).toBe(loads);
  });
});

it('a list that time changes is asked for every few seconds', async () => {
  feed = new IncidentFeed({ question: { ...server.question, isTimed: true }, live: server, scheduler });
  await goLive();
  const { loads } = server;
  await serve(60_000);
  expect(server.loads - loads).toBe(4);
});

it('a server that lost its past is believed in the end', async () => {
  server.commit(1);
  server.commit(2);
  await goLive();
  server.down();
  server.history.splice(1);
  server.up();
  await serve(10_000);
  expect(feed.status.value).toMatchObject({ state: 'live', seq: 0 });
  expect(shown()).toEqual([]);
});

it('a message that is not of the contract asks for a reload', async () => {
  await goLive();
  server.unreadable();
  expect(feed.status.value.state).toBe('error');
});

it('a stopped list hears and asks nothing', async () => {
  await goLive();
  feed.stop();
  const { loads } = server;
  server.commit(1);
  server.flush();
  server.deliverNext();
  await serve(30_000);
  expect([shown(), server.loads]).toEqual([[], loads]);
});
