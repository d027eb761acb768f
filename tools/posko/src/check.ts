import { PROFILE_NAMES } from '@posko/domain';
import type { ProfileName } from '@posko/domain';
import { Option } from 'commander';
import type { Command } from 'commander';
import { FormsTally, checkForms } from './check-forms';
import type { FormVerdict, FormsSummary } from './check-forms';
import { withDatabase } from './database';
import { readSettings } from './settings';
import { aligned } from './table';
import { Failure, terminalOf } from './terminal';
import type { Terminal } from './terminal';

const PROGRESS_ENTRIES = 10_000;
const PROGRESS_FILES = 1000;

const HELP = `
PATH is one of Sirekap's files of a TPS, or a directory in which they are looked for, however deep. No server and no database are
needed. With --json there is a line per file and one with the sums at the end; a file that is none of a TPS is named as
unreadable, and the rest goes on. Without a profile the layout of each file tells which: voters per TPS are at most 600 at a
Pilkada and 300 at a Pemilu.`;

export function registerCheck(program: Command): void {
  const check = program
    .command('check')
    .argument('<path>', 'file or directory (./journal for one of that name)')
    .description('check forms against the rules, or what Posko keeps')
    .addOption(new Option('--profile <name>', 'election').choices(PROFILE_NAMES))
    .addHelpText('after', HELP)
    .action(async (path: string, { profile }: { profile?: ProfileName }, command: Command) => {
      await reportForms(path, profile, terminalOf(command));
    });
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

async function reportForms(path: string, profile: ProfileName | undefined, terminal: Terminal): Promise<void> {
  const tally = new FormsTally();
  let files = 0;
  for await (const verdict of checkForms(path, profile)) {
    tally.add(verdict);
    files += 1;
    if (files % PROGRESS_FILES === 0) terminal.progress(`${files} files …`);
    if (terminal.isJson || isWorthALine(verdict)) terminal.result(verdict, lineOf(verdict));
  }
  if (files === 0) throw new Failure(`There is no JSON file below ${path}.`);
  terminal.result(tally.summary, textOf(tally.summary));
}

function isWorthALine(verdict: FormVerdict): boolean {
  return verdict.status === 'unreadable' || verdict.codes.length > 0;
}

function lineOf(verdict: FormVerdict): string {
  if (verdict.status === 'unreadable') return `${verdict.file}  unreadable: ${verdict.reason}`;
  return `${verdict.tps}  ${verdict.status.padEnd(8)}  ${verdict.codes.join(' ')}`;
}

function textOf({ files, codes, ...statuses }: FormsSummary): string {
  const counts = Object.entries({ files, ...statuses, ...codes });
  return `\n${aligned(counts.map(([name, count]) => [name, String(count).padStart(6)]))}`;
}
