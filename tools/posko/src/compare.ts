import type { SirekapComparison } from '@posko/api';
import type { Command } from 'commander';
import { CONTEST_HELP, parseContestName } from './contest-option';
import { withDatabase } from './database';
import { readSettings } from './settings';
import { Failure, terminalOf } from './terminal';

const LISTED = 20;

const HELP = `
Of every TPS what we count is held against what Sirekap showed of it last (posko import sirekap, files of single TPS), figure by
figure where both have one. A contest is named by its id, such as pkwkk-3578, or by its code for all areas together.`;

export function registerCompare(program: Command): void {
  program
    .command('compare')
    .description('our figures beside those of others')
    .command('sirekap')
    .description('TPS by TPS, what we count and what Sirekap shows')
    .option('--contest <contest>', CONTEST_HELP, parseContestName, 'pkwkp')
    .addHelpText('after', HELP)
    .action(async ({ contest }: { contest: string }, command: Command) => {
      const terminal = terminalOf(command);
      const comparison = await withDatabase(readSettings(), terminal, async (databaseUrl) => {
        const { ApiError, SirekapComparisonService, createContext } = await import('@posko/api');
        const context = await createContext({ databaseUrl, log: 'silent' });
        try {
          return await context.get(SirekapComparisonService, { strict: false }).compare(contest, (compared) => {
            terminal.progress(`${compared} TPS …`);
          });
        } catch (error) {
          throw error instanceof ApiError ? new Failure(`There is no contest ${contest}.`) : error;
        } finally {
          await context.close();
        }
      });
      terminal.result(comparison, textOf(comparison));
    });
}

function textOf({ contest, same, differing, onlyOurs, onlyTheirs, incomparable }: SirekapComparison): string {
  const lines = differing
    .slice(0, LISTED)
    .flatMap(({ tps, state, ts, fields }) => [
      `  ${tps} (${state}; Sirekap ${ts})`,
      ...fields.map(({ path, ours, theirs }) => `    ${path}: ${ours} here, ${theirs} by Sirekap`),
    ]);
  return [
    `${contest}: ${same} TPS the same, ${differing.length} differing (W209)`,
    `${onlyOurs} with figures here alone, ${onlyTheirs} with Sirekap alone, ${incomparable} without a figure in common`,
    ...lines,
    ...(differing.length > LISTED ? ['  … (--json lists all)'] : []),
  ].join('\n');
}
