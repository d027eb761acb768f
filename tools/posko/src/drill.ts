import { setTimeout as delay } from 'node:timers/promises';
import type { Account, DrillControl, DrillOptions } from '@posko/drill';
import type { Command } from 'commander';
import { addDrillForms } from './drill-forms';
import { KEYS_HELP, listenToKeys } from './drill-keys';
import { accountsIn, defaultUrl, numberIn, reasonOf, timeOf, wholeIn } from './drill-options';
import { Failure, terminalOf } from './terminal';
import type { Terminal } from './terminal';

const PROGRESS_EVERY_MS = 250;
const DEFAULT_SPEED = 120;
const MAX_SPEED = 10_000;
const DEFAULT_CONCURRENCY = 64;
const MAX_CONCURRENCY = 1000;
const MAX_CALLS_RATE = 1000;

const HELP = `
The server asks who reports: POSKO_USER and POSKO_PASSWORD name a person over the region, with the key of the second factor in
POSKO_TOTP where the role wants one. The comparison in the end reads the journal, which takes a supervisor over everything.
Calls to the help desk come at the frequencies published for 2024, and operators do what has to be done about them: the same
person, or with --operators those of a file, one a line: name, blank, password.
Every TPS of the server's register gets its eve, voting day and day after; the same seed gives the same days. The server has
to be in rehearsal (POSKO_REHEARSAL=1) for its clock to be set; the drill then follows that clock, so that a pause or jump
from elsewhere holds here too. Otherwise the drill keeps a clock of its own.
Keys on a terminal: ${KEYS_HELP}.
Ends with 1 where the board or an incident differs from what was acknowledged, or something was given up.`;

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
  calls: boolean;
  callsRate: number;
  operators?: string;
}

export function registerDrill(program: Command): void {
  const drill = program.command('drill');
  addDrillForms(drill);
  drill
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
    .option('--no-calls', 'no help desk')
    .option('--calls-rate <times>', 'how many times as many calls as were published', numberIn(0, MAX_CALLS_RATE), 1)
    .option('--operators <file>', 'people who answer the calls')
    .addHelpText('after', HELP)
    .action(async (options: Options, command: Command) => {
      const { resume, url, calls, callsRate, operators, ...rest } = options;
      const accounts = [accountOf(process.env), ...(operators === undefined ? [] : await accountsIn(operators))];
      const rate = calls ? callsRate : 0;
      const settings = { ...rest, isResumed: resume, url: url ?? defaultUrl(), callsRate: rate };
      await replay(settings, accounts, terminalOf(command));
    });
}

async function replay(options: DrillOptions, accounts: readonly Account[], terminal: Terminal): Promise<void> {
  const { HttpApi, hasPassed, reportText, runDrill } = await import('@posko/drill');
  const api = new HttpApi(options.url, options.concurrency, accounts);
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
  const { localTime, speed, sent, total, inFlight, retrying, calls, isJumping, lagMs } = progress;
  const pace = isJumping ? 'jumping' : speed === 0 ? 'paused' : `x${speed}`;
  const parts = [`${localTime} ${pace}`, `${sent}/${total} sent`, `${Math.round(rate)}/s`, `${inFlight} on their way`];
  if (calls > 0) parts.push(`${calls} calls`);
  if (retrying > 0) parts.push(`${retrying} waiting to try again`);
  if (lagMs >= 1000 && !isJumping) parts.push(`BEHIND by ${Math.round(lagMs / 1000)} s of the day`);
  return parts.join(' · ');
}

function accountOf(environment: NodeJS.ProcessEnv): Account {
  const { POSKO_USER: username, POSKO_PASSWORD: password, POSKO_TOTP: totp } = environment;
  if (username === undefined || password === undefined) {
    throw new Failure('POSKO_USER and POSKO_PASSWORD have to name the person that the drill reports as.', 2);
  }
  return { username, password, totp };
}
