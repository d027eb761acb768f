import { runDrill } from './drill';
import type { DrillControl, DrillOptions } from './drill';
import { FakeServer } from './testing/fake-server';
import { VirtualTime } from './testing/virtual-time';
import { hasPassed, reportText } from './verdict/report';
import type { DrillReport } from './verdict/report';

const OPTIONS: DrillOptions = { url: 'http://fake', seed: 1, speed: 600, concurrency: 8, callsRate: 0 };
const at = (hour: number): number => Date.parse('2024-11-27T00:00:00+07:00') + hour * 3_600_000;

interface Drill {
  time: VirtualTime;
  server: FakeServer;
  said: string[];
  run(options?: Partial<DrillOptions>, started?: (control: DrillControl) => void): Promise<DrillReport>;
}

function drill(): Drill {
  const time = new VirtualTime();
  const server = new FakeServer(time);
  const said: string[] = [];
  const run: Drill['run'] = (options = {}, started = () => undefined) =>
    runDrill({ api: server, time }, { ...OPTIONS, ...options }, { say: (line) => said.push(line), started });
  return { time, server, said, run };
}

describe('runDrill', () => {
  it('sends every report of the days and finds them on the board', async () => {
    const { server, run } = drill();
    const report = await run();
    expect(report).toMatchObject({
      ended: 'finished',
      clock: 'server',
      tps: 40,
      refused: [],
      retried: 0,
      abandoned: 0,
    });
    expect(report.sent).toBe(report.planned);
    expect(report.accepted + report.repeated).toBe(report.sent);
    expect(report.accepted).toBe(server.entries.length);
    expect(report.comparison).toMatchObject({ isEqual: true, comparedTps: 40, differingTps: 0 });
    expect(hasPassed(report)).toBe(true);
    expect(report.latencyMs).toMatchObject({ p50: 3, max: 3 });
  });

  it('sends nothing before it is due by the room’s clock, and little after', async () => {
    const { server, run } = drill();
    const report = await run();
    const times = server.requests.map((request) => request.at);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect(report.lagMs?.max).toBeLessThan(100);
  });

  it('does the same for the same seed', async () => {
    const [first, second] = [drill(), drill()];
    await first.run();
    await second.run();
    const sent = ({ server }: Drill): unknown => server.requests.map(({ code, request }) => ({ code, request }));
    expect(sent(second)).toEqual(sent(first));
  });

  it('has never more on their way than allowed', async () => {
    const { server, run } = drill();
    server.latencyMs = 2000;
    await run({ concurrency: 3, speed: 10_000 });
    expect(server.mostInFlight).toBe(3);
  });

  it('keeps to a region', async () => {
    const { server, run } = drill();
    const report = await run({ region: '357802' });
    expect(report.tps).toBe(8);
    expect(new Set(server.requests.map(({ code }) => code.slice(0, 6)))).toEqual(new Set(['357802']));
  });

  it('refuses a region that is not in the register', async () => {
    await expect(drill().run({ region: '99' })).rejects.toThrow('no region 99');
  });

  it('sends again with the same id until it is answered, so a killed server loses nothing', async () => {
    const { server, run } = drill();
    const fates = ['loseAnswer', 'lose', 'error'] as const;
    server.fate = (nth) => (nth % 4 === 0 ? 'take' : (fates[(nth % 4) - 1] ?? 'take'));
    const report = await run();
    expect(report.retried).toBeGreaterThan(100);
    expect(report).toMatchObject({ abandoned: 0, comparison: { isEqual: true } });
    expect(server.entries.length).toBe(new Set(server.requests.map(({ request }) => request.id)).size);
  });

  it('gives up in the end, and says so', async () => {
    const { server, run } = drill();
    const lost = '3501012001001';
    server.fate = (_, code) => (code === lost ? 'lose' : 'take');
    const report = await run({ region: '3501012001' });
    expect(report.abandoned).toBeGreaterThan(0);
    expect(hasPassed(report)).toBe(false);
    expect(reportText(report)).toContain('GIVEN UP');
  });

  it('counts what is refused by its code, with the TPS', async () => {
    const { server, run } = drill();
    server.fate = (nth) => (nth <= 2 ? 'refuse' : 'take');
    const report = await run({ region: '3501012001' });
    expect(report.refused).toMatchObject([{ code: 'tps-not-found', count: 2 }]);
    expect(report.refused[0]?.examples[0]).toMatch(/^3501012001/);
  });

  it('knows the reports whose answer was lost for good from the journal', async () => {
    const { server, run } = drill();
    server.fate = (nth) => (nth % 3 === 0 ? 'loseAnswer' : 'take');
    const report = await run({}, (control) => setImmediate(() => control.stop()));
    expect(report).toMatchObject({ ended: 'stopped', comparison: { isEqual: true } });
  });
});

describe('the clock', () => {
  it('is the drill’s own where the server shows real time', async () => {
    const { server, said, run } = drill();
    server.isRehearsal = false;
    const report = await run();
    expect(report).toMatchObject({ clock: 'own', ended: 'finished', comparison: { isEqual: true } });
    expect(server.clockRequests).toEqual([]);
    expect(said.join()).toContain('clock of its own');
  });

  it('starts where it was told, everything before that sent already', async () => {
    const { server, run } = drill();
    await run({ from: at(10), until: at(10) });
    const due = server.requests.filter(({ request }) => Date.parse(request.occurredAt) <= at(10)).length;
    expect(due).toBeGreaterThan(100);
    expect(server.requests.every((request) => request.at <= at(10) + 300_000)).toBe(true);
    // In a jump too, a report keeps about the time at which it would have come.
    const eve = server.requests.filter(({ request }) => request.stage === 'ready');
    expect(eve.filter((request) => request.at < at(-4)).length / eve.length).toBeGreaterThan(0.8);
  });

  it('is followed when somebody else pauses it', async () => {
    const { server, time, run } = drill();
    let sentWhilePaused: number[] = [];
    const report = await run({ until: at(9) }, (control) => {
      void (async () => {
        await time.wait(60_000);
        await server.setClock({ id: crypto.randomUUID(), speed: 0 });
        await time.wait(2000);
        const before = control.progress().sent;
        await time.wait(60_000);
        sentWhilePaused = [before, control.progress().sent];
        await server.setClock({ id: crypto.randomUUID(), speed: 600 });
      })();
    });
    expect(sentWhilePaused[0]).toBeGreaterThan(0);
    expect(sentWhilePaused[1]).toBe(sentWhilePaused[0]);
    expect(report.ended).toBe('finished');
  });

  it('pauses, goes on, changes speed and jumps by the keys’ actions', async () => {
    const { time, run } = drill();
    const seen: Record<string, number> = {};
    const report = await run({ until: at(12) }, (control) => {
      void (async () => {
        await time.wait(1000);
        await control.togglePause();
        seen['paused'] = control.progress().speed;
        await control.togglePause();
        await control.changeSpeed(2);
        seen['faster'] = control.progress().speed;
        control.jump();
        await time.wait(5000);
        seen['jumpedTo'] = control.progress().now;
        expect(control.progress().localTime).toMatch(/^2024-11-26 1[4-9]:\d\d:\d\d$/);
      })();
    });
    expect(seen).toMatchObject({ paused: 0, faster: 1200 });
    expect(seen['jumpedTo']).toBeGreaterThanOrEqual(at(-10));
    expect(report.ended).toBe('finished');
  });

  it('goes on by its last setting while the server is away', async () => {
    const { server, time, run } = drill();
    const report = await run({ until: at(9) }, () => {
      void (async () => {
        await time.wait(30_000);
        server.isAway = true;
      })();
    });
    expect(report).toMatchObject({ ended: 'finished' });
  });

  it('ends the run after its real time', async () => {
    const report = await drill().run({ maxSeconds: 30 });
    expect(report).toMatchObject({ ended: 'time-limit' });
    expect(Math.abs(report.elapsedMs - 30_000)).toBeLessThan(100);
    expect(report.sent).toBeLessThan(report.planned);
  });
});

describe('the comparison', () => {
  it('finds a planted difference, and names the TPS', async () => {
    const { server, run } = drill();
    server.spoil = (snapshot) => {
      snapshot.stages[7] = 1;
      snapshot.marks[8] = 1;
    };
    const report = await run();
    expect(report.comparison).toMatchObject({
      isEqual: false,
      differingTps: 2,
      differences: [
        { tps: server.tree.tpsCodeAt(7), board: { stage: 'ready' } },
        { tps: server.tree.tpsCodeAt(8), board: { marks: ['overdue'] }, expected: { marks: [] } },
      ],
    });
    expect(hasPassed(report)).toBe(false);
    expect(reportText(report)).toContain('THE BOARD DIFFERS: 2 of 40 TPS');
  });

  it('takes into account what others did and which deadlines passed', async () => {
    const { server, time, run } = drill();
    const tps = server.tree.tpsCodeAt(3);
    server.append('tps.marked.v1', tps, { mark: 'psu', isSet: true, reason: 'r', by: 'b', standsAt: 'unreported' });
    const report = await run({ until: at(8) }, () => {
      void (async () => {
        await time.wait(100_000);
        server.append('tps.steppedBack.v1', tps, { standsAt: 'unreported', stoodAt: 'ready', reason: 'r', by: 'b' });
        server.append('calendar.passed.v1', '', { at: new Date(at(7.75)).toISOString() });
      })();
    });
    expect(report.comparison).toMatchObject({ isEqual: true, entriesOfOthers: 2 });
  });

  it('finds an answer that named another stage than the journal gives', async () => {
    const { server, run } = drill();
    const report = server.report.bind(server);
    server.report = async (code, request) => {
      const answer = await report(code, request);
      return answer.kind === 'accepted' && answer.seq === 5 ? { ...answer, stage: 'sent' } : answer;
    };
    expect((await run()).comparison).toMatchObject({
      isEqual: false,
      answerDifferences: [{ seq: 5, answered: 'sent' }],
    });
  });

  it('says why it could not be made', async () => {
    const { server, run } = drill();
    server.snapshot = () => Promise.reject(new Error('connect ECONNREFUSED'));
    const report = await run();
    expect(report).toMatchObject({ board: null, comparison: { isEqual: false, error: 'connect ECONNREFUSED' } });
  });
});
