import type { SetUpLink } from '@posko/api';
import type { Command } from 'commander';
import { isLoopback, readSettings } from './settings';
import type { Settings } from './settings';
import { startPosko } from './start';
import type { StartedPosko } from './start';
import { stopSignal } from './stop-signal';
import { terminalOf } from './terminal';

const OPEN_NOTE =
  'HOST is not a loopback address: passwords would cross the network in clear text. A proxy with TLS has to stand in front\n' +
  '(docs/runbook.md); browsers keep the cookies for TLS alone.';

export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('run the data center until Ctrl-C: database, register, api and dashboard')
    .option('--no-dashboard', 'the api alone')
    .action(async (options: { dashboard: boolean }, command: Command) => {
      const terminal = terminalOf(command);
      const stopped = stopSignal();
      const settings = { ...readSettings(), withDashboard: options.dashboard };
      if (!isLoopback(settings.host)) terminal.note(OPEN_NOTE);
      const posko = await startPosko(settings, terminal);
      const setUp = await setUpOf(posko, settings);
      terminal.result({ url: posko.url, pid: process.pid, setUp }, textOf(posko.url, setUp));
      await stopped;
      terminal.note('Stopping …');
      await posko.stop();
      // Whatever a library still holds open must not keep an orderly stopped server alive.
      process.exit(0);
    });
}

interface SetUp extends Pick<SetUpLink, 'username' | 'endsAt'> {
  readonly url: string;
}

/** The way in for the first administrator; null once there is one. */
async function setUpOf({ server, url }: StartedPosko, { publicUrl }: Settings): Promise<SetUp | null> {
  const { SetUpService } = await import('@posko/api');
  const link = await server.context.get(SetUpService, { strict: false }).link();
  if (link === null) return null;
  const { username, endsAt, path } = link;
  return { username, endsAt, url: (publicUrl ?? url) + path };
}

function textOf(url: string, setUp: SetUp | null): string {
  const lines = [`Posko is at ${url} (Ctrl-C stops it)`];
  if (setUp !== null) {
    lines.push(
      `There is no administrator yet. The first one, ${setUp.username}, sets a password here, once and until ${setUp.endsAt}:`,
      `  ${setUp.url}`,
    );
  }
  return lines.join('\n');
}
