import { setTimeout as delay } from 'node:timers/promises';
import type { Account, DrillControl, DrillOptions } from '@posko/drill';
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { KEYS_HELP, listenToKeys } from './drill-keys';
import { readSettings } from './settings';
import { Failure, terminalOf } from './terminal';
import type { Terminal } from './terminal';

const PROGRESS_EVERY_MS = 250;
const DEFAULT_SPEED = 120;
const MAX_SPEED = 10_000;
const DEFAULT_CONCURRENCY = 64;
const MAX_CONCURRENCY = 1000;

const HELP = `
The server asks who reports: POSKO_USER and POSKO_PASSWORD name an operator over the region, one without second factor.
Every TPS of the server's register gets its eve, voting day and day after; the same seed gives the same days. The server has
to be in rehearsal (POSKO_REHEARSAL=1) for its clock to be set; the drill then follows that clock, so that a pause or jump
from elsewhere holds here too. Otherwise the drill keeps a clock of its own.
Keys on a terminal: ${KEYS_HELP}.
Ends with 1 where the board differs from what was acknowledged, or reports were given up.`;

interface Options {
  speed: number;
  seed: number;
  url?: string;
  from?: number;
  until?: number;
  region?: string;
  concurrency: number;
  maxSeconds?: number;
  resume?: true;
}

export function registerDrill(program: Command): void {
  program
    .command('drill')
    .description('replay an election day through the real interface, and compare the board with what was sent')
    .option('--speed <times>', 'how many times as fast as real', numberIn(1, MAX_SPEED), DEFAULT_SPEED)
    .option('--seed <number>', 'which days', wholeIn(0, Number.MAX_SAFE_INTEGER), 1)
    .option('--url <url>', 'the server (http://HOST:PORT of the environment)')
    .option('--from <time>', 'ISO time to start at; what is due before is sent at once', timeOf)
    .option('--until <time>', 'ISO time to stop at', timeOf)
    .option('--region <code>', 'only the TPS of this region')
    .option('--concurrency <count>', 'reports on their way at once', wholeIn(1, MAX_CONCURRENCY), DEFAULT_CONCURRENCY)
    .option('--max-seconds <seconds>', 'stop after this much real time', numberIn(1, Number.MAX_SAFE_INTEGER))
    .option('--resume', "go on from where the server's clock stands")
    .addHelpText('after', HELP)
    .action(async (options: Options, command: Command) => {
      const { resume, url, ...rest } = options;
      await drill({ ...rest, isResumed: resume, url: url ?? defaultUrl() }, terminalOf(command));
    });
}

async function drill(options: DrillOptions, terminal: Terminal): Promise<void> {
  const { HttpApi, hasPassed, reportText, runDrill } = await import('@posko/drill');
  const api = new HttpApi(options.url, options.concurrency, accountOf(process.env));
  const time = { now: () => Date.now(), wait: (ms: number) => delay(ms) };
  const attention = new Attention(terminal);
  try {
    const report = await runDrill({ api, time }, options, {
      say: (line) => terminal.note(line),
      started: (control) => attention.attend(control),
    }).catch((error: unknown) => {
      throw new Failure(`The drill at ${options.url} cannot run: ${reasonOf(error)}`, 1, { cause: error });
    });
    attention.release();
    terminal.result(report, reportText(report));
    if (!hasPassed(report)) throw new Failure('The drill has not passed.');
  } finally {
    attention.release();
    await api.close();
  }
}

/** The progress line, the keyboard and the signals, from the start of a drill to its end. */
class Attention {
  private timer: NodeJS.Timeout | undefined;
  private releaseKeys: () => void = () => undefined;
  private stop: () => void = () => undefined;

  constructor(private readonly terminal: Terminal) {}

  attend(control: DrillControl): void {
    this.stop = () => {
      this.terminal.note('Stopping; the report follows …');
      control.stop();
    };
    process.on('SIGINT', this.stop);
    process.on('SIGTERM', this.stop);
    if (process.stdin.isTTY) this.terminal.note(KEYS_HELP);
    this.releaseKeys = listenToKeys(control, (error) => this.terminal.note(reasonOf(error)));
    let before = { sent: 0, at: Date.now() };
    this.timer = setInterval(() => {
      const progress = control.progress();
      const at = Date.now();
      const rate = ((progress.sent - before.sent) / Math.max(1, at - before.at)) * 1000;
      before = { sent: progress.sent, at };
      this.terminal.progress(progressLine(progress, rate));
    }, PROGRESS_EVERY_MS);
  }

  release(): void {
    clearInterval(this.timer);
    this.releaseKeys();
    this.releaseKeys = () => undefined;
    process.off('SIGINT', this.stop);
    process.off('SIGTERM', this.stop);
  }
}

function progressLine(progress: ReturnType<DrillControl['progress']>, rate: number): string {
  const { localTime, speed, sent, total, inFlight, retrying, isJumping, lagMs } = progress;
  const pace = isJumping ? 'jumping' : speed === 0 ? 'paused' : `x${speed}`;
  const parts = [`${localTime} ${pace}`, `${sent}/${total} sent`, `${Math.round(rate)}/s`, `${inFlight} on their way`];
  if (retrying > 0) parts.push(`${retrying} waiting to try again`);
  if (lagMs >= 1000 && !isJumping) parts.push(`BEHIND by ${Math.round(lagMs / 1000)} s of the day`);
  return parts.join(' · ');
}

function accountOf(environment: NodeJS.ProcessEnv): Account {
  const { POSKO_USER: username, POSKO_PASSWORD: password } = environment;
  if (username === undefined || password === undefined) {
    throw new Failure('POSKO_USER and POSKO_PASSWORD have to name the operator that the drill reports as.', 2);
  }
  return { username, password };
}

function defaultUrl(): string {
  const { host, port } = readSettings();
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return error.message || code || error.name;
}

function numberIn(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!(value >= low && value <= high)) throw new InvalidArgumentError(`A number from ${low} to ${high} is wanted.`);
    return value;
  };
}

function wholeIn(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = numberIn(low, high)(text);
    if (!Number.isInteger(value)) throw new InvalidArgumentError('A whole number is wanted.');
    return value;
  };
}

function timeOf(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('A time such as 2024-11-27T06:30:00+07:00 is wanted.');
  return at;
}
