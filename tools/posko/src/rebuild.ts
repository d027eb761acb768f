import type { RebuildReport } from '@posko/api';
import type { Command } from 'commander';
import { databasePlace, withDatabase } from './database';
import { readSettings } from './settings';
import { Failure, terminalOf } from './terminal';

const HELP = `
Replays the journal from its first entry into empty tables and holds them against the real ones, row by row. Reports may go
on coming in. --check changes nothing and exits with 1 on any difference; without it, tables that differ are put right.`;

export function registerRebuild(program: Command): void {
  program
    .command('rebuild')
    .description('make the tables again from the journal')
    .option('--check', 'only compare: every row the same, every hash right')
    .addHelpText('after', HELP)
    .action(async (options: { check?: true }, command: Command) => {
      const terminal = terminalOf(command);
      const onProgress = (done: number, total: number): void => {
        terminal.progress(`${done} of ${total} entries (${Math.floor((100 * done) / Math.max(1, total))} %)`);
      };
      const settings = readSettings();
      const report = await withDatabase(settings, terminal, async (databaseUrl) => {
        const { RebuildService, createContext } = await import('@posko/api');
        const context = await createContext({ databaseUrl, log: 'silent' });
        try {
          const isWriting = options.check !== true;
          return await context.get(RebuildService, { strict: false }).run({ isWriting, onProgress });
        } finally {
          await context.close();
        }
      });
      const database = databasePlace(settings);
      terminal.result({ ...report, database }, rebuildText(report, database));
      if (report.faults.length > 0) throw new Failure('The journal is damaged; nothing was changed.');
      if (!report.isSame && options.check === true) throw new Failure('The tables are not what the journal says.');
    });
}

/** What came of it, for people. */
export function rebuildText(report: RebuildReport, database: string): string {
  const tables = report.tables.map(({ table, rows }) => `${table}: ${rows} rows`).join(', ');
  const differences = report.differences.map(({ table, side, row }) => `${table}, ${side}: ${JSON.stringify(row)}`);
  const verdict = `${report.entries} entries replayed; ${tables}: ${report.isSame ? 'identical' : 'NOT identical'}`;
  // Nothing is the same as nothing: whoever meant another database is to see that this was not it.
  const nothing = `The journal has 0 entries, so there was nothing to compare. It is that of ${database}.`;
  const isEmpty = report.entries === 0 && report.isSame;
  return [...report.faults, ...differences, isEmpty ? nothing : verdict].join('\n');
}
