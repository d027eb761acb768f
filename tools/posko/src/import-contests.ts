import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Contest, SYSTEM_ACTOR } from '@posko/domain';
import type { Command } from 'commander';
import * as z from 'zod';
import { withDatabase } from './database';
import { readSettings } from './settings';
import { Failure, terminalOf } from './terminal';

const HELP = `
The file holds contests as /api/contests answers them: a list, each with its id, code, name, regions, profile and options, a party
before its candidates. It is how the lists of a Pemilu come in, of which Sirekap publishes no file of their own. A contest takes the
place of the one there is; others stay as they are.`;

export function addImportContests(group: Command): void {
  group
    .command('contests')
    .argument('<file>', 'contests as JSON')
    .description('contests of any kind, with their options')
    .addHelpText('after', HELP)
    .action(async (path: string, _options: unknown, command: Command) => {
      const terminal = terminalOf(command);
      const contests = await contestsIn(path);
      const result = await withDatabase(readSettings(), terminal, async (databaseUrl) => {
        const { ContestImportService, ContestRefusal, createContext } = await import('@posko/api');
        const context = await createContext({ databaseUrl, log: 'silent' });
        try {
          const importer = context.get(ContestImportService, { strict: false });
          return await importer.import({ name: basename(path), contests, actor: SYSTEM_ACTOR });
        } catch (cause) {
          if (cause instanceof ContestRefusal)
            throw new Failure(`Nothing was imported. ${cause.message}`, 1, { cause });
          throw cause;
        } finally {
          await context.close();
        }
      });
      const { outcome, seq, added, changed, contests: all } = result;
      const what = outcome === 'imported' ? `${added} new, ${changed} changed` : 'all as they are already';
      terminal.result(result, `${what}, ${all} in all; journal entry ${seq}`);
    });
}

async function contestsIn(path: string): Promise<Contest[]> {
  const read = z.array(Contest).safeParse(await jsonIn(path));
  if (read.success) return read.data;
  throw new Failure(`${path} does not hold contests: ${z.prettifyError(read.error)}`);
}

async function jsonIn(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new Failure(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, 1, {
      cause,
    });
  }
}
