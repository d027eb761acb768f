import { stat } from 'node:fs/promises';
import type { SirekapImportResult } from '@posko/api';
import { CONTEST_CODES } from '@posko/domain';
import type { ContestCode } from '@posko/domain';
import { Option } from 'commander';
import type { Command } from 'commander';
import { withDatabase } from './database';
import { readSettings } from './settings';
import { Failure, terminalOf } from './terminal';

type Taken = Exclude<SirekapImportResult, { outcome: 'refused' }>;
type SilentChange = Taken['silentChanges'][number];

const LISTED = 20;

const HELP = `
The folder may be any of Sirekap's layout: …/pkwkp/35, …/pkwkp, or one above with several contests or several moments.
Taken are 0.json, 35.json, 3578.json and 357801.json; every file is kept as received. A figure with an older time stamp
never replaces a newer one. Broken files are named, and then nothing is imported. Regions of which Sirekap counts another number of
TPS than the register are imported and listed.`;

export function addImportSirekap(group: Command): void {
  group
    .command('sirekap')
    .argument('<folder>', 'folder with Sirekap’s public JSON files, or one of them')
    .description('what Sirekap shows per region, with its own time stamps')
    .addOption(new Option('--contest <code>', 'contest').choices(CONTEST_CODES).default('pkwkp'))
    .addHelpText('after', HELP)
    .action(async (folder: string, { contest }: { contest: ContestCode }, command: Command) => {
      const terminal = terminalOf(command);
      await stat(folder).catch((cause: unknown) => {
        throw new Failure(`${folder} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
      });
      const result = await withDatabase(readSettings(), terminal, async (databaseUrl) => {
        const { SirekapImportService, createContext } = await import('@posko/api');
        const context = await createContext({ databaseUrl, log: 'silent' });
        try {
          return await context.get(SirekapImportService, { strict: false }).import(folder, contest, (read, total) => {
            terminal.progress(`Reading: ${read} of ${total} files`);
          });
        } finally {
          await context.close();
        }
      });
      terminal.result(result, textOf(result, contest));
      if (result.outcome === 'refused') throw new Failure('Nothing was imported.');
    });
}

function textOf(result: SirekapImportResult, contest: string): string {
  if (result.outcome === 'refused') {
    if (result.broken.length === 0) return `There is ${result.reason} (${result.passedOver} other files).`;
    return result.broken.map(({ name, reason }) => `${name}: ${reason}`).join('\n');
  }
  return [
    `${result.files} files of ${contest}, ${result.newFiles} of them new; ${result.passedOver} others passed over`,
    ...topLine(result),
    ...unknownLine(result),
    ...totalLines(result),
    ...changeLines(result.silentChanges),
  ].join('\n');
}

function topLine({ top }: Taken): string[] {
  if (top === null) return [];
  return [`${top.regionCode} ${top.name ?? ''}: ${top.received} of ${top.total} TPS at ${top.ts}`];
}

function unknownLine({ unknownRegions }: Taken): string[] {
  if (unknownRegions.length === 0) return [];
  const listed = unknownRegions.slice(0, LISTED).join(', ');
  const more = unknownRegions.length > LISTED ? ' …' : '';
  return [`${unknownRegions.length} regions that the register does not have: ${listed}${more}`];
}

function totalLines({ otherTotals }: Taken): string[] {
  if (otherTotals.length === 0) return [];
  const listed = otherTotals.slice(0, LISTED).map(({ regionCode, name, total, registered, ts }) => {
    return `  ${regionCode} ${name}: ${total} TPS by Sirekap (${ts}), ${registered} by the register`;
  });
  const more = otherTotals.length > LISTED ? [`  … (--json lists all)`] : [];
  return [`Warning: ${otherTotals.length} totals that are not the register's:`, ...listed, ...more];
}

function changeLines(changes: readonly SilentChange[]): string[] {
  if (changes.length === 0) return [];
  return [
    `${changes.length} regions changed silently (W208):`,
    ...changes.map(({ regionCode, name, change, before, after }) => {
      const what = change === 'fell' ? 'fell' : 'changed with the same TPS in';
      const tps =
        before.received === after.received ? `${after.received} TPS` : `${before.received} → ${after.received} TPS`;
      return `  ${regionCode} ${name ?? ''}: ${what}: ${before.total} → ${after.total} votes, ${tps}, ${before.ts} → ${after.ts}`;
    }),
  ];
}
