import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ResultChanged, ResultList, ResultRow } from '@posko/contracts';
import { totalsFeed } from './contest-feed';
import type { TotalsFeed } from './contest-feed';
import { ResultListLine } from './contest-line';
import { joining, leaving, roomKey } from './live-room';
import { CONTEST, FakeContestServer } from './testing/fake-contest-server';
import { FakeScheduler } from './testing/fake-scheduler';
import { serve as served } from './testing/healthy';

let server: FakeContestServer;
let scheduler: FakeScheduler;
let feed: TotalsFeed;

beforeEach(() => {
  server = new FakeContestServer();
  scheduler = new FakeScheduler();
  feed = totalsFeed({ question: server.question, live: server, scheduler });
});

afterEach(() => feed.stop());

const serve = (ms: number): Promise<void> => served(server, scheduler, ms);

async function goLive(): Promise<void> {
  feed.start();
  server.up();
  await serve(1_000);
}

const valid = (code: string): number | undefined => {
  const { value } = feed.value;
  return [value?.region, ...(value?.children ?? [])].find((row) => row?.code === code)?.received.valid;
};

describe('totals, live', () => {
  it('load once, then follow without asking again', async () => {
    server.commit(0, 5);
    await goLive();
    expect(feed.status.value).toMatchObject({ state: 'live', seq: 1, failure: null });
    const { loads } = server;
    server.commit(2, 7);
    server.flush();
    server.deliverNext();
    expect([valid('35'), valid('3501'), valid('3578')]).toEqual([12, 5, 7]);
    await serve(6_000);
    expect(server.loads).toBe(loads);
  });

  it('are fetched anew over a gap', async () => {
    await goLive();
    server.commit(0, 1);
    server.flush();
    server.outbox.shift();
    server.commit(1, 2);
    server.flush();
    server.deliverNext();
    expect(valid('35')).toBe(0);
    await serve(1_500);
    expect([valid('35'), valid('3501')]).toEqual([3, 1]);
  });

  it('are not those of another region or contest', async () => {
    await goLive();
    server.commit(0, 1);
    server.flush();
    const [live] = server.outbox;
    if (live?.event !== 'totals.changed.v1') throw new Error('nothing was told');
    const { message } = live;
    server.deliver({ ...live, message: { ...message, region: '3501' } });
    server.deliver({ ...live, message: { ...message, contest: 'pkwkk-3501' as typeof message.contest } });
    expect(valid('35')).toBe(0);
    server.deliver(live);
    expect(valid('35')).toBe(1);
  });

  it('are polled for while there is no live connection, which is said', async () => {
    await goLive();
    server.down();
    expect(feed.status.value.state).toBe('connecting');
    server.commit(0, 1);
    await serve(5_000);
    expect([feed.status.value.state, valid('35')]).toEqual(['polling', 1]);
    const { loads } = server;
    await serve(60_000);
    expect(server.loads - loads).toBe(4);
  });

  it('say offline when nobody answers, and come by themselves when somebody does', async () => {
    server.isReachable = false;
    feed.start();
    await serve(5_000);
    expect(feed.status.value).toMatchObject({ state: 'offline', seq: null, failure: { code: 'unreachable' } });
    server.isReachable = true;
    server.up();
    await serve(16_000);
    expect(feed.status.value).toMatchObject({ state: 'live', failure: null });
  });

  it('ask for a reload where a message is not of the contract', async () => {
    await goLive();
    server.unreadable();
    expect(feed.status.value.state).toBe('error');
  });

  it('hear and ask nothing once stopped', async () => {
    await goLive();
    feed.refresh();
    await scheduler.advance(1);
    feed.stop();
    const { loads } = server;
    server.commit(0, 1);
    server.answer();
    await serve(30_000);
    expect([valid('35'), server.loads]).toEqual([0, loads]);
  });
});

describe('a list of results, live', () => {
  const row = (tps: string, version: number, state: ResultRow['state'] = 'held'): ResultRow => ({
    ...{ contest: CONTEST, tps, version, state, holds: [], codes: [], photos: 0, readers: [], changedAt: '' },
  });
  const list = (seq: number, rows: ResultRow[], more = false): ResultList => ({ seq, contest: CONTEST, rows, more });
  const changed = (from: number, to: number, rows: ResultRow[]): ResultChanged => ({
    ...{ contest: CONTEST, region: '35', from, to, at: '', rows },
  });
  const shown = (line: ResultListLine): string[] =>
    (line.value?.rows ?? []).map(({ tps, version }) => `${tps} ${version}`);

  it('takes rows in, changes and drops them, in the order of their TPS', () => {
    const line = new ResultListLine(({ state }) => state === 'held');
    line.load(list(5, [row('b', 1), row('d', 1)]));
    line.receive(changed(5, 6, [row('c', 1), row('b', 2), row('a', 1, 'published')]));
    expect(shown(line)).toEqual(['b 2', 'c 1', 'd 1']);
    line.receive(changed(6, 7, [row('b', 3, 'published'), row('d', 1, 'published')]));
    expect(shown(line)).toEqual(['c 1', 'd 1']);
  });

  it('leaves what sorts behind its last row to whoever fetches on', () => {
    const line = new ResultListLine(() => true);
    line.load(list(5, [row('b', 1)], true));
    line.receive(changed(5, 6, [row('a', 1), row('c', 1)]));
    expect(shown(line)).toEqual(['a 1', 'b 1']);
  });

  it('waits at a gap for an answer that reaches it, and believes an older one in the end', () => {
    const line = new ResultListLine(() => true);
    line.load(list(5, []));
    line.receive(changed(6, 7, [row('a', 1)]));
    expect([line.hasGap, shown(line)]).toEqual([true, []]);
    line.load(list(6, []));
    expect([line.hasGap, line.seq, shown(line)]).toEqual([false, 7, ['a 1']]);
    expect([line.load(list(2, [])), line.load(list(2, [])), line.load(list(2, []))]).toEqual([false, false, true]);
  });
});

it('rooms of a contest are named by contest and region', () => {
  const room = { kind: 'totals', contest: 'pkwkp-35', region: '3578' } as const;
  const message = { contest: 'pkwkp-35', region: '3578' };
  expect([roomKey(room), joining(room), leaving(room)]).toEqual([
    'totals pkwkp-35 3578',
    { event: 'totals.subscribe', message },
    { event: 'totals.unsubscribe', message },
  ]);
  expect(joining({ ...room, kind: 'result' })).toEqual({ event: 'result.subscribe', message });
  expect(() => joining({ ...room, contest: 'gubernur' })).toThrow();
});
