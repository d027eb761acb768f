import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { DemoPeople } from '@posko/api';
import { isLoopback, readSettings } from './settings';
import type { Settings } from './settings';
import { startPosko } from './start';
import type { StartedPosko } from './start';
import { stopSignal, within } from './stop-signal';
import { aligned } from './table';
import { Failure, terminalOf } from './terminal';
import type { Terminal } from './terminal';

/** Shortly before the first TPS open; the eve's reports are sent at once, and within seconds the mosaik comes alive. */
export function livelyTime(votingDay: string): string {
  return `${votingDay}T06:40:00+07:00`;
}

const REPORT_MS = 10_000;

const HELP = `
A rehearsal: its own database below POSKO_DATA, emptied at each start (with DATABASE_URL yours, which has to be empty), a clock
that can be paused, sped up and set, made-up people with a password that everyone knows, one for each role, and the drill as a
second program that reports over HTTP as crews would. It listens on loopback only.`;

interface Options {
  speed: string;
  seed: string;
  from?: string;
  keep?: true;
  dashboard: boolean;
}

export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('run the data center with an election day replaying')
    .option('--speed <times>', 'how many times as fast as real', '120')
    .option('--seed <number>', 'which day: the same seed gives the same day', '1')
    .option('--from <time>', 'where to begin (06.40 of the voting day); what lies before is sent at once')
    .option('--keep', 'go on with the database of the last demo')
    .option('--no-dashboard', 'the api alone')
    .addHelpText('after', HELP)
    .action(async (options: Options, command: Command) => {
      const terminal = terminalOf(command);
      const stopped = stopSignal();
      const settings = rehearsalOf(readSettings(), options);
      refuseOutside(settings);
      const prepare = (url: string): Promise<void> => emptied(url, settings, options);
      const posko = await startPosko({ ...settings, prepare, isDemo: true }, terminal);
      const demo = await peopleOf(posko);
      terminal.result({ url: posko.url, pid: process.pid, ...demo }, textOf(posko.url, demo));
      const from = options.from ?? livelyTime(settings.votingDay);
      const drill = startDrill(posko.url, { ...options, from, people: demo.people }, terminal);
      await stopped;
      await endDrill(drill);
      terminal.note('Stopping …');
      await posko.stop();
      process.exit(0);
    });
}

function rehearsalOf(settings: Settings, options: Options): Settings {
  return {
    ...settings,
    dataDir: join(settings.dataDir, 'demo'),
    isRehearsal: true,
    withDashboard: options.dashboard,
    openid: undefined,
  };
}

/** Whoever gets here can do anything: the passwords are known. */
export function refuseOutside({ host, publicUrl }: Pick<Settings, 'host' | 'publicUrl'>): void {
  const hosts = [host, ...(publicUrl === undefined ? [] : [new URL(publicUrl).hostname.replaceAll(/[[\]]/g, '')])];
  if (hosts.every(isLoopback)) return;
  throw new Failure(
    'A demo listens on loopback only (HOST, POSKO_PUBLIC_URL): everyone knows the passwords of its people. ' +
      'To let others in, run `posko serve` and make accounts with `posko user add`.',
    2,
  );
}

async function peopleOf({ server }: StartedPosko): Promise<DemoPeople> {
  const { DemoPeopleService } = await import('@posko/api');
  return server.context.get(DemoPeopleService, { strict: false }).make();
}

function textOf(url: string, { people, crew }: DemoPeople): string {
  const rows = people.map(({ username, password, role, region }) => [`  ${username}`, password, role, region]);
  return [
    `Posko is at ${url} (Ctrl-C stops it). This is a demo: made-up people, passwords that everyone knows.`,
    aligned([['  NAME', 'PASSWORD', 'ROLE', 'REGION'], ...rows]),
    `  A crew's device: TPS ${crew.tps}, code ${crew.code}`,
  ].join('\n');
}

/** A day can be replayed only on a board where it has not happened yet. */
async function emptied(url: string, settings: Settings, options: Options): Promise<void> {
  if (options.keep === true) return;
  const { freshDatabase, hasHistory } = await import('@posko/api');
  if (settings.databaseUrl !== undefined) {
    if (await hasHistory(url))
      throw new Failure('The database of DATABASE_URL has a history: a demo wants an empty one.');
    return;
  }
  await freshDatabase(url).catch((cause: unknown) => {
    throw new Failure('Another demo runs on the same data. Stop it first, or give this one a POSKO_DATA.', 1, {
      cause,
    });
  });
}

/** The drill in a process of its own, on the same terminal: its keys and its progress are the demo's. */
function startDrill(
  url: string,
  options: Required<Pick<Options, 'speed' | 'seed' | 'from'>> & Pick<DemoPeople, 'people'>,
  terminal: Terminal,
): ChildProcess {
  const { speed, seed, from, people } = options;
  // Over the whole province, and may read the journal that the drill compares the board with in the end.
  const speaker = people.find(({ role }) => role === 'supervisor');
  const main = join(import.meta.dirname, 'main.js');
  const flags = ['--url', url, '--speed', speed, '--seed', seed, '--from', from];
  const child = spawn(process.execPath, [main, 'drill', ...flags, ...(terminal.isJson ? ['--json'] : [])], {
    stdio: 'inherit',
    env: { ...process.env, POSKO_USER: speaker?.username, POSKO_PASSWORD: speaker?.password, POSKO_TOTP: undefined },
  });
  child.once('exit', (code) => {
    terminal.note(`The replay has ended${code === 0 ? '' : ` with ${code ?? 'a signal'}`}; Posko runs on at ${url}`);
  });
  return child;
}

/** Asks for the drill's report; one that does not come is not waited for. */
async function endDrill(drill: ChildProcess): Promise<void> {
  if (drill.exitCode !== null || drill.signalCode !== null) return;
  drill.removeAllListeners('exit');
  const ended = once(drill, 'exit');
  drill.kill('SIGTERM');
  if (!(await within(REPORT_MS, ended))) drill.kill('SIGKILL');
}
