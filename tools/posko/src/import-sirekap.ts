import { stat } from 'node:fs/promises';
import type { SirekapImportResult } from '@posko/api';
import type { ContestCode } from '@posko/domain';
import type { Command } from 'commander';
import { CONTEST_HELP, parseContestCode } from './contest-option';
import { withDatabase } from './database';
import { readSettings } from './settings';
import { Failure, terminalOf } from './terminal';

type Taken = Exclude<SirekapImportResult, { outcome: 'refused' }>;
type SilentChange = Taken['changed'][number];

const LISTED = 20;

const HELP = `
The folder may be any of Sirekap's layout: …/pkwkp/35, …/pkwkp, or one above with several contests or several moments, of a
Pilkada or a Pemilu. Taken are files of regions (0.json, 35.json, 3578.json, 357801.json, 3578011001.json) and of single TPS
(3578011001001.json); every file is kept as received, once. A figure with an older time stamp never replaces a newer one. Broken
files are named with the reason, and the rest is taken. Totals that fell, or changed with the same number of TPS in (W208), are
listed once, when the file comes that shows it. Regions of which Sirekap counts another number of TPS than the register are
imported and listed.`;

export function addImportSirekap(group: Command): void {
  group
    .command('sirekap')
    .argument('<folder>', 'folder with Sirekap’s public JSON files, or one of them')
    .description('what Sirekap shows per region and per TPS, with its own time stamps')
    .option('--contest <contest>', CONTEST_HELP, parseContestCode, 'pkwkp')
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
  const { received, unchanged, passedOver, rejected } = result;
  if (result.outcome === 'refused') {
    if (rejected.length === 0) return `There is ${result.reason} (${passedOver} other files).`;
    return rejectedLines(rejected).join('\n');
  }
  return [
    `${received} files of ${contest}: ${result.new} new, ${unchanged} kept already; ${passedOver} others passed over`,
    ...rejectedLines(rejected),
    ...topLine(result),
    ...unknownLine(result),
    ...totalLines(result),
    ...changeLines(result.changed),
    ...differingLines(result.differing),
  ].join('\n');
}

function rejectedLines(rejected: Taken['rejected']): string[] {
  if (rejected.length === 0) return [];
  const listed = rejected.slice(0, LISTED).map(({ file, reason }) => `  ${file}: ${reason}`);
  const more = rejected.length > LISTED ? ['  … (--json lists all)'] : [];
  return [`${rejected.length} broken files, not taken:`, ...listed, ...more];
}

function named(code: string, name: string | null): string {
  return name === null ? code : `${code} ${name}`;
}

function topLine({ top }: Taken): string[] {
  if (top === null) return [];
  return [`${named(top.regionCode, top.name)}: ${top.received} of ${top.total} TPS at ${top.ts}`];
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
  return [`${changes.length} totals changed silently (W208):`, ...changes.flatMap(changeOf)];
}

function differingLines(differing: Taken['differing']): string[] {
  if (differing.length === 0) return [];
  const listed = differing.slice(0, LISTED).map(({ tps, fields }) => {
    return `  ${tps}: ${fields.map(({ path, ours, theirs }) => `${path} ${ours} here, ${theirs} by Sirekap`).join('; ')}`;
  });
  const more = differing.length > LISTED ? ['  … (posko compare sirekap lists all)'] : [];
  return [`${differing.length} TPS are not as they stand here (W209):`, ...listed, ...more];
}

function changeOf({ region, name, change, before, after }: SilentChange): string[] {
  const what = change === 'fell' ? 'fell' : 'changed with the same TPS in';
  const tps = before.tpsIn === after.tpsIn ? `${after.tpsIn} TPS` : `${before.tpsIn} → ${after.tpsIn} TPS`;
  const options = [...new Set([...Object.keys(before.votes), ...Object.keys(after.votes)])].filter((option) => {
    return before.votes[option] !== after.votes[option];
  });
  const votes = options.map((id) => `${id} ${before.votes[id] ?? '–'} → ${after.votes[id] ?? '–'}`).join(', ');
  return [
    `  ${named(region, name)}: ${what}: ${before.total} → ${after.total} votes, ${tps}, ${before.ts} → ${after.ts}`,
    `    ${votes}`,
  ];
}
