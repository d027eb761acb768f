import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ContactImportResult, ContactProgress } from '@posko/api';
import { SYSTEM_ACTOR } from '@posko/domain';
import type { Command } from 'commander';
import { withDatabase } from './database';
import { readSettings } from './settings';
import { Failure, terminalOf } from './terminal';

const HELP = `
The file is CSV in UTF-8, comma or semicolon, one telephone number a line, columns in any order, named in the first line:
  place    code of the TPS (13 digits), of the desa (10, for its PPS) or of the kecamatan (6, for its PPK)
  duty     what the person is there: Ketua KPPS, PPS, PPK …
  name     name of the person, may be empty
  phone    telephone number, as one would dial it
Further columns are passed over. All of it is taken or nothing; a bad line is named with its number and the reason.
A file takes the place of all that was known of the places it names; other places keep theirs.`;

export function addImportContacts(group: Command): void {
  group
    .command('contacts')
    .argument('<file>', 'CSV file')
    .description('telephone numbers of crews, PPS and PPK: whom the help desk rings, and who rings it')
    .addHelpText('after', HELP)
    .action(async (file: string, _options: unknown, command: Command) => {
      const terminal = terminalOf(command);
      const found = await stat(file).catch((cause: unknown) => {
        throw new Failure(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
      });
      if (!found.isFile()) throw new Failure(`${file} is not a file.`);
      const onProgress = (step: ContactProgress): void => {
        const [doing, part] =
          step.phase === 'read' ? ['Reading', step.bytes / found.size] : ['Writing', step.contacts / step.total];
        terminal.progress(`${doing}: ${Math.floor(part * 100)} %`);
      };
      const result = await withDatabase(readSettings(), terminal, async (databaseUrl) => {
        const { ContactImportService, createContext } = await import('@posko/api');
        const context = await createContext({ databaseUrl, log: 'silent' });
        try {
          const source = { path: file, name: basename(file), actor: SYSTEM_ACTOR, onProgress };
          return await context.get(ContactImportService, { strict: false }).import(source);
        } finally {
          await context.close();
        }
      });
      terminal.result(result, textOf(result));
      if (result.outcome === 'refused') throw new Failure('Nothing was imported.');
    });
}

function textOf(result: ContactImportResult): string {
  if (result.outcome === 'refused') {
    const further = result.furtherIssues > 0 ? [`… and ${result.furtherIssues} more`] : [];
    const lines = result.issues.map(({ line, column, reason }) =>
      column === undefined ? `line ${line}: ${reason}` : `line ${line}, ${column}: ${reason}`,
    );
    return [...lines, ...further].join('\n');
  }
  const what = `${result.contacts} telephone numbers of ${result.places} places`;
  return result.outcome === 'imported'
    ? `${what}, imported as journal entry ${result.seq}`
    : `${what}: imported already, as journal entry ${result.seq}`;
}
