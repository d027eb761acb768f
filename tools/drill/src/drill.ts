import type { DrillApi, RealTime } from './run/api';
import { Desk } from './run/desk';
import { prepare } from './run/preparation';
import type { Preparation } from './run/preparation';
import { DrillRunner } from './run/runner';
import type { Progress, StopReason } from './run/runner';
import { nextPhase } from './scenario/scenario';
import { callsReport } from './verdict/calls-report';
import { compareBoard } from './verdict/comparison';
import type { Played } from './verdict/comparison';
import { countsOf } from './verdict/report';
import type { DrillReport } from './verdict/report';

export interface DrillOptions {
  readonly url: string;
  readonly seed: number;
  /** How many times as fast as real. */
  readonly speed: number;
  /** Times in ms since the epoch; what is due before `from` is sent at once. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  readonly region?: string | undefined;
  /** Reports on their way at once, at most. */
  readonly concurrency: number;
  readonly maxSeconds?: number | undefined;
  /** Goes on from where the server's clock stands, without setting it. */
  readonly isResumed?: boolean | undefined;
  /** How many times as many calls to the help desk as were published; 0 for none. */
  readonly callsRate: number;
}

/** What a terminal, or whoever started the drill, can do while it runs. */
export interface DrillControl {
  /** How it goes; `localTime` is the room's time where the voting is: "2024-11-27 07:12:30". */
  progress(): Progress & { readonly localTime: string };
  /** Pauses, or goes on. */
  togglePause(): Promise<void>;
  /** Multiplies the speed. */
  changeSpeed(by: number): Promise<void>;
  /** Jumps to the next phase of the day. */
  jump(): void;
  stop(): void;
}

export interface DrillHooks {
  /** One line of what is going on. */
  say(line: string): void;
  started(control: DrillControl): void;
}

const HOUR = 3_600_000;
const MAX_SPEED = 10_000;

/** Replays the days against a server and says what came of it. */
export async function runDrill(
  room: { api: DrillApi; time: RealTime },
  options: DrillOptions,
  hooks: DrillHooks,
): Promise<DrillReport> {
  const prepared = await prepare(room, options);
  const { clock, plan } = prepared;
  const made = `${plan.length} reports and ${prepared.calls.length} calls of ${prepared.tps} TPS prepared`;
  hooks.say(`${made}, seed ${options.seed}`);
  if (!clock.isServers) hooks.say('The server shows real time: the drill goes by a clock of its own');
  const desk = deskOf(room, prepared, options);
  const runner = new DrillRunner({ ...room, clock, tree: prepared.tree, desk }, plan, {
    seed: options.seed,
    concurrency: options.concurrency,
    until: options.until ?? Infinity,
    maxMs: (options.maxSeconds ?? Infinity) * 1000,
  });
  await setOut(prepared, runner, options);
  const from = clock.now();
  const startedAt = room.time.now();
  hooks.started(controlOf(prepared, runner, options.speed));
  const ended = await runner.run();
  const elapsedMs = room.time.now() - startedAt;
  const tpsOf = (index: number): string => prepared.tree.tpsCodeAt(plan.at(index).position);
  return {
    url: options.url,
    seed: options.seed,
    region: options.region ?? prepared.tree.codeOf(0),
    tps: prepared.tps,
    planned: plan.length,
    ended,
    clock: clock.isServers ? 'server' : 'own',
    from: iso(from),
    until: iso(clock.now()),
    elapsedMs,
    ...countsOf(runner.ledger, tpsOf),
    perSecond: elapsedMs > 0 ? (runner.ledger.sent / elapsedMs) * 1000 : 0,
    ...(await verdict(room, prepared, { plan, ledger: runner.ledger, desk: desk?.ledger ?? null })),
  };
}

function deskOf(room: { api: DrillApi; time: RealTime }, prepared: Preparation, options: DrillOptions): Desk | null {
  if (options.callsRate === 0) return null;
  const { clock, calendar, calls } = prepared;
  const { seed, region, until = Infinity } = options;
  const silentFrom = calendar.deadlines[0]?.at ?? calendar.startsAt;
  return new Desk({ ...room, clock }, calls, { seed, region, until, silentFrom });
}

/** Where the first report is due, at the full hour before it. */
function firstHour(prepared: Preparation): number {
  const dueAt = prepared.plan.dueAt(0);
  return Number.isFinite(dueAt) ? Math.floor(dueAt / HOUR) * HOUR : prepared.calendar.startsAt;
}

async function setOut(prepared: Preparation, runner: DrillRunner, options: DrillOptions): Promise<void> {
  if (options.isResumed === true && prepared.clock.isServers) return;
  const first = firstHour(prepared);
  const from = options.from ?? first;
  await prepared.clock.set({ at: Math.min(first, from), speed: options.speed });
  if (from > first) runner.jump(from);
}

function controlOf(prepared: Preparation, runner: DrillRunner, speed: number): DrillControl {
  const { clock, calendar } = prepared;
  let resumeAt = speed;
  return {
    progress: () => {
      const progress = runner.progress();
      return { ...progress, localTime: localTime(progress.now, calendar.utcOffsetMinutes) };
    },
    togglePause: async () => {
      const isPaused = clock.speed === 0;
      if (!isPaused) resumeAt = clock.speed;
      await clock.set({ speed: isPaused ? resumeAt : 0 });
    },
    changeSpeed: async (by) => {
      resumeAt = Math.min(MAX_SPEED, Math.max(1, (clock.speed || resumeAt) * by));
      await clock.set({ speed: resumeAt });
    },
    jump: () => {
      const target = nextPhase(calendar, clock.now());
      if (target !== null) runner.jump(target);
    },
    stop: () => runner.stop('stopped'),
  };
}

async function verdict(
  room: { api: DrillApi; time: RealTime },
  prepared: Preparation,
  played: Played,
): Promise<Pick<DrillReport, 'board' | 'comparison' | 'calls'>> {
  const planned = prepared.calls.length;
  try {
    const { comparison, desk } = await compareBoard({ ...room, ...prepared }, played);
    const { seq, at, total, stages, marks } = await room.api.board();
    return { board: { seq, at, total, stages, marks }, comparison, calls: callsReport(planned, played.desk, desk) };
  } catch (error) {
    const failed = { isEqual: false, error: error instanceof Error ? error.message : String(error) } as const;
    return { board: null, comparison: failed, calls: callsReport(planned, played.desk, failed) };
  }
}

function localTime(at: number, utcOffsetMinutes: number): string {
  const shifted = new Date(at + utcOffsetMinutes * 60_000);
  return shifted.toISOString().slice(0, 19).replace('T', ' ');
}

const iso = (at: number): string => new Date(at).toISOString();

export type { Progress, StopReason };
