import { stat } from 'node:fs/promises';
import type { PaslonImportResult } from '@posko/api';
import { PASLON_CODES, SYSTEM_ACTOR } from '@posko/domain';
import type { PaslonCode } from '@posko/domain';
import { Option } from 'commander';
import type { Command } from 'commander';
import { withDatabase } from './database';
import { readSettings } from './settings';
import { Failure, terminalOf } from './terminal';

const HELP = `
Taken are pkwkp.json (governors), pkwkk.json (regents and mayors) and ppwp.json (president), as Sirekap publishes them below
/pilkada/paslon: pairs with their ids, numbers and colours, and the empty box (kolom kosong) beside a single pair. Areas that
the register does not have are passed over. A contest takes the place of the one there is; others stay as they are.`;

export function addImportPaslon(group: Command): void {
  group
    .command('paslon')
    .argument('<path>', 'Sirekap’s paslon file, or a folder with some')
    .description('contests and their candidates, for the areas that the register has')
    .addOption(
      new Option('--contest <code>', 'only this one; says what a file of another name is').choices(PASLON_CODES),
    )
    .addHelpText('after', HELP)
    .action(async (path: string, { contest }: { contest?: PaslonCode }, command: Command) => {
      const terminal = terminalOf(command);
      await stat(path).catch((cause: unknown) => {
        throw new Failure(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
      });
      const result = await withDatabase(readSettings(), terminal, async (databaseUrl) => {
        const { PaslonImportService, createContext } = await import('@posko/api');
        const context = await createContext({ databaseUrl, log: 'silent' });
        try {
          return await context
            .get(PaslonImportService, { strict: false })
            .import({ path, contest, actor: SYSTEM_ACTOR });
        } finally {
          await context.close();
        }
      });
      terminal.result(result, textOf(result));
      if (result.outcome === 'refused') throw new Failure('Nothing was imported.');
    });
}

function textOf(result: PaslonImportResult): string {
  if (result.outcome === 'refused') return result.reason;
  const { outcome, files, added, changed, contests, seq } = result;
  const lines = files.map(({ name, contests: taken, otherAreas }) => {
    const others = otherAreas > 0 ? `; ${otherAreas} areas that the register does not have` : '';
    return `${name}: ${taken} contests${others}`;
  });
  const what =
    outcome === 'imported'
      ? `${added} new, ${changed} changed, ${contests} in all, imported as journal entry ${seq}`
      : `all as they are already, since journal entry ${seq}; ${contests} in all`;
  return [...lines, what].join('\n');
}
