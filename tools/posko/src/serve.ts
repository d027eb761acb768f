import type { Command } from 'commander';
import { readSettings } from './settings';
import { startPosko } from './start';
import { stopSignal } from './stop-signal';
import { terminalOf } from './terminal';

export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('run the data center until Ctrl-C: database, register, api and dashboard')
    .option('--no-dashboard', 'the api alone')
    .action(async (options: { dashboard: boolean }, command: Command) => {
      const terminal = terminalOf(command);
      const stopped = stopSignal();
      const posko = await startPosko({ ...readSettings(), withDashboard: options.dashboard }, terminal);
      terminal.result({ url: posko.url, pid: process.pid }, `Posko is at ${posko.url} (Ctrl-C stops it)`);
      await stopped;
      terminal.note('Stopping …');
      await posko.stop();
      // Whatever a library still holds open must not keep an orderly stopped server alive.
      process.exit(0);
    });
}
