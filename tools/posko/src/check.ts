import type { Command } from 'commander';
import { withDatabase } from './database';
import { readSettings } from './settings';
import { Failure, terminalOf } from './terminal';

const PROGRESS_ENTRIES = 10_000;

export function registerCheck(program: Command): void {
  const check = program.command('check').description('check what Posko keeps');
  check
    .command('journal')
    .description('every number in turn, every hash over the one before it, every body as its kind wants it')
    .action(async (_options: unknown, command: Command) => {
      const terminal = terminalOf(command);
      const { checkJournal } = await import('@posko/api');
      const found = await withDatabase(readSettings(), terminal, (url) =>
        checkJournal(url, (entries) => {
          if (entries % PROGRESS_ENTRIES === 0) terminal.progress(`${entries} entries …`);
        }),
      );
      const verdict =
        found.fault === null
          ? `${found.entries} entries, all in order`
          : `Entry ${found.fault.seq}: ${found.fault.reason}`;
      terminal.result(found, verdict);
      if (found.fault !== null) throw new Failure('The journal is damaged.');
    });
}
