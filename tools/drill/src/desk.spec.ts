import { isOpen } from '@posko/domain';
import type { Incident } from '@posko/domain';
import { runDrill } from './drill';
import type { DrillControl, DrillOptions } from './drill';
import { prepare } from './run/preparation';
import { commandId } from './scenario/stream';
import { FakeServer } from './testing/fake-server';
import { VirtualTime } from './testing/virtual-time';
import { hasPassed, reportText } from './verdict/report';
import type { DrillReport } from './verdict/report';

/** Thirty times the published calls: forty TPS give enough of every kind to look at. */
const OPTIONS: DrillOptions = { url: 'http://fake', seed: 1, speed: 600, concurrency: 8, callsRate: 30 };
const at = (hour: number): number => Date.parse('2024-11-27T00:00:00+07:00') + hour * 3_600_000;

interface Drill {
  time: VirtualTime;
  server: FakeServer;
  run(options?: Partial<DrillOptions>, started?: (control: DrillControl) => void): Promise<DrillReport>;
}

function drill(): Drill {
  const time = new VirtualTime();
  const server = new FakeServer(time);
  const run: Drill['run'] = (options = {}, started = () => undefined) =>
    runDrill({ api: server, time }, { ...OPTIONS, ...options }, { say: () => undefined, started });
  return { time, server, run };
}

const stored = (server: FakeServer): Incident[] => [...server.desk.incidentsById.values()];

describe('the help desk of the drill', () => {
  it('logs every call, handles it, and finds all of it on the server', async () => {
    const room = drill();
    const report = await room.run();
    const { calls } = report;
    expect(calls).toMatchObject({ refused: [], retried: 0, abandoned: 0, repeated: 0 });
    expect(calls?.planned).toBeGreaterThan(100);
    expect(calls?.logged).toBe(calls?.planned);
    expect(room.server.desk.incidentsById.size).toBe(calls?.planned);
    expect(Object.values(calls?.byKind ?? {}).reduce((sum, count) => sum + count, 0)).toBe(calls?.planned);
    expect(calls?.check).toMatchObject({ isEqual: true, compared: calls?.planned, lost: [], differing: [] });
    expect(report.comparison).toMatchObject({ isEqual: true });
    expect(hasPassed(report)).toBe(true);
    expect(reportText(report)).toContain('Every acknowledged incident is there as acknowledged');
  });

  it('brings incidents to every end, leaves some to climb the tiers, and goes on with those', async () => {
    const room = drill();
    const { calls } = await room.run();
    const statuses = new Set(stored(room.server).map(({ status }) => status));
    expect([...statuses]).toEqual(expect.arrayContaining(['new', 'resolved', 'closed', 'duplicate', 'inProgress']));
    expect(calls?.check).toMatchObject({ isEqual: true });
    expect(calls && 'escalated' in calls.check ? calls.check.escalated : 0).toBeGreaterThan(0);
    expect(calls?.stale).toBeGreaterThan(0);
    expect(calls?.ended).toBe(stored(room.server).filter(({ status }) => !isOpen(status)).length);
    expect(calls?.answered).toBeGreaterThan((calls?.planned ?? 0) * 0.8);
  });

  it('logs nothing before it is due by the room’s clock, and little after', async () => {
    const { server, time, run } = drill();
    const { calls } = await prepare({ api: server, time }, OPTIONS);
    const dueAt = new Map(calls.map((call) => [commandId(OPTIONS.seed, call.subject), call.dueAt]));
    await run();
    const lags = stored(server).map(({ id, openedAt }) => Date.parse(openedAt) - (dueAt.get(id) ?? NaN));
    expect(lags.length).toBe(calls.length);
    expect(lags.filter((lag) => !(lag >= 0 && lag < 120_000))).toEqual([]);
  });

  it('does the same for the same seed, with every operator at work', async () => {
    const [first, second] = [drill(), drill()];
    await first.run();
    await second.run();
    const story = (room: Drill): unknown =>
      stored(room.server).map(({ id, kind, place, note, status, outcome }) => ({
        id,
        kind,
        place,
        note,
        status,
        outcome,
      }));
    expect(story(second)).toEqual(story(first));
    expect(new Set(first.server.desk.requests.map(({ operator }) => operator))).toEqual(new Set([0, 1]));
  });

  it('a second drill with the same seed finds its calls known', async () => {
    const room = drill();
    const once = await room.run({ until: at(8) });
    const again = await room.run({ until: at(8), isResumed: true });
    expect(again.calls).toMatchObject({ logged: 0, repeated: once.calls?.logged, check: { isEqual: true } });
    expect(room.server.desk.incidentsById.size).toBe(once.calls?.logged);
  });

  it('sends again with the same id what got no answer, so nothing is logged or done twice', async () => {
    const { server, run } = drill();
    server.desk.fate = (nth) => (['take', 'lose', 'loseAnswer'] as const)[nth % 3] ?? 'take';
    const { calls } = await run();
    expect(calls?.retried).toBeGreaterThan(100);
    expect(calls).toMatchObject({ abandoned: 0, check: { isEqual: true } });
    expect(server.desk.incidentsById.size).toBe(calls?.planned);
  });

  it('counts what is refused by its code, and goes on with the rest', async () => {
    const { server, run } = drill();
    server.desk.fate = (nth) => (nth <= 3 ? 'refuse' : 'take');
    const { calls } = await run();
    expect(calls?.refused).toMatchObject([{ code: 'forbidden', count: 3 }]);
    expect(calls?.logged).toBe((calls?.planned ?? 0) - 3);
    expect(calls?.check).toMatchObject({ isEqual: true });
  });

  it('calls silent TPS, no two operators the same, and keeps what came of it', async () => {
    const { server, run } = drill();
    const report = await run({ until: at(9) }, () => {
      server.append('calendar.passed.v1', '', { at: new Date(at(-6)).toISOString() });
    });
    const { silent } = report.calls ?? { silent: { reached: 0, noAnswer: 0, wrongNumber: 0 } };
    expect(silent.reached).toBeGreaterThan(silent.noAnswer);
    expect(silent.reached + silent.noAnswer + silent.wrongNumber).toBe(server.desk.calls.length);
    expect(report.calls?.refused).toEqual([]);
    expect(report.calls?.check).toMatchObject({ isEqual: true, lostCalls: [] });
  });

  it('keeps up with jumps: what lies in them happens in their order', async () => {
    const room = drill();
    const report = await room.run({ from: at(12), until: at(12) });
    const opened = stored(room.server).map(({ openedAt }) => Date.parse(openedAt));
    expect(opened.filter((time) => time < at(7)).length).toBeGreaterThan(20);
    expect(report.calls?.check).toMatchObject({ isEqual: true });
    expect(stored(room.server).filter(({ status }) => status === 'closed').length).toBeGreaterThan(20);
  });

  it('ends with the drill when someone stops it', async () => {
    const room = drill();
    const report = await room.run({}, (control) => {
      void (async () => {
        await room.time.wait(100_000);
        control.stop();
      })();
    });
    expect(report).toMatchObject({ ended: 'stopped', calls: { check: { isEqual: true } } });
    expect(report.calls?.logged).toBeLessThan(report.calls?.planned ?? 0);
  });
});

describe('the check of incidents', () => {
  it('finds one that was lost, and one that is not as acknowledged', async () => {
    const room = drill();
    room.server.desk.spoil = ([lost, other, ...rest]) =>
      lost === undefined || other === undefined ? [] : [{ ...other, version: other.version - 1 }, ...rest];
    const report = await room.run();
    const [lost, other] = stored(room.server);
    expect(report.calls?.check).toMatchObject({
      isEqual: false,
      lost: [lost?.id],
      differing: [{ incident: other?.id }],
    });
    expect(hasPassed(report)).toBe(false);
    expect(reportText(report)).toContain('INCIDENTS DIFFER: 1 lost, 1 other than acknowledged');
  });

  it('finds a mark that an incident should have put on its TPS', async () => {
    const { server, run } = drill();
    server.desk.marksOf = () => 0;
    const report = await run();
    expect(report.comparison).toMatchObject({ isEqual: false });
    expect(report.calls?.check).toMatchObject({ isEqual: true });
  });

  it('says why it could not be made', async () => {
    const { server, run } = drill();
    server.desk.incidents = () => Promise.reject(new Error('connect ECONNREFUSED'));
    const report = await run();
    expect(report.calls?.check).toEqual({ isEqual: false, error: 'connect ECONNREFUSED' });
    expect(hasPassed(report)).toBe(false);
  });
});
