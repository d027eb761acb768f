import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { RegisterImportResult, RegisterIssue, RegisterLine, RegisterProgress } from '@posko/api';
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { withDatabase } from './database';
import { readSettings } from './settings';
import { Failure, terminalOf } from './terminal';
import type { Terminal } from './terminal';

/** Voters per TPS at a Pilkada at most; a Pemilu has fewer. */
const DEFAULT_MAX_DPT = 600;
/** No TPS figure is above this, whatever the election (domain.md section 6). */
const HIGHEST_MAX_DPT = 9999;

const COLUMNS_HELP = `
The file is CSV in UTF-8, comma or semicolon, one TPS a line, columns in any order, named in the first line:
  kode_desa    code of the desa or kelurahan, 10 digits, with or without dots
  nomor_tps    number of the TPS within the desa, 1 to 999
  provinsi, kabupaten, kecamatan, desa
               names; a code has the same name on every line
  dpt_l, dpt_p men and women on the voter list (DPT)
Further columns are passed over. All of it is taken or nothing; a bad line is named with its number and the reason.
Once a TPS has reported, another register is refused.`;

export function addImportRegister(group: Command): void {
  group
    .command('register')
    .argument('<file>', 'CSV file')
    .description('the register of TPS: of a province, of several, of the whole country')
    .option('--max-dpt <voters>', 'voters that a TPS may have at most', parseMaxDpt, DEFAULT_MAX_DPT)
    .addHelpText('after', COLUMNS_HELP)
    .action(async (file: string, { maxDpt }: { maxDpt: number }, command: Command) => {
      const terminal = terminalOf(command);
      const size = await sizeOf(file);
      const { readRegisterCsv } = await import('@posko/api');
      let bytes = 0;
      const lines = readRegisterCsv(file, { maxDpt, onBytes: (read) => (bytes = read) });
      await run({ name: basename(file), lines, terminal, share: () => bytes / size });
    });
}

export function addImportJatim(group: Command): void {
  group
    .command('jatim')
    .description('the register of Jawa Timur, Pilkada 2024, that comes with Posko (a first start brings it by itself)')
    .option('--desa-counts <file>', 'CSV with kode_desa and tps_pemilu2024: weights for the TPS of each desa')
    .action(async ({ desaCounts }: { desaCounts?: string }, command: Command) => {
      const terminal = terminalOf(command);
      const { jatimRegister, readDesaCounts } = await import('@posko/api');
      if (desaCounts !== undefined) await sizeOf(desaCounts);
      const lines = await jatimRegister(desaCounts === undefined ? undefined : await readDesaCounts(desaCounts));
      await run({ name: 'Jawa Timur', lines, terminal, share: (tps) => tps / lines.length });
    });
}

interface Work {
  readonly name: string;
  readonly lines: AsyncIterable<RegisterLine> | Iterable<RegisterLine>;
  readonly terminal: Terminal;
  /** Part that was read when so many TPS were, 0 … 1. */
  readonly share: (tps: number) => number;
}

async function run({ name, lines, terminal, share }: Work): Promise<void> {
  const onProgress = (step: RegisterProgress): void => {
    const [doing, part] = step.phase === 'read' ? ['Reading', share(step.tps)] : ['Writing', step.tps / step.total];
    terminal.progress(`${doing}: ${step.tps} TPS (${Math.floor(part * 100)} %)`);
  };
  const { result, seconds } = await withDatabase(readSettings(), terminal, async (databaseUrl) => {
    const { RegisterImportService, createContext } = await import('@posko/api');
    const context = await createContext({ databaseUrl, log: 'silent' });
    // The import itself: a database that has to be made first is no part of it.
    const startedAt = performance.now();
    try {
      const done = await context.get(RegisterImportService, { strict: false }).import({ name, lines, onProgress });
      return { result: done, seconds: Math.round(performance.now() - startedAt) / 1000 };
    } finally {
      await context.close();
    }
  });
  terminal.result({ ...result, seconds }, textOf(result, seconds));
  if (result.outcome === 'refused') throw new Failure('Nothing was imported.');
}

function textOf(result: RegisterImportResult, seconds: number): string {
  if (result.outcome === 'refused') return refusal(result);
  const { outcome, version, tps, regions, dpt } = result;
  const what = `${tps} TPS in ${regions} regions, ${dpt.l + dpt.p} voters (L ${dpt.l}, P ${dpt.p})`;
  return outcome === 'imported'
    ? `${what}, imported in ${seconds} s as journal entry ${version}`
    : `${what}: this is the present register already, since journal entry ${version}`;
}

function refusal({ code, issues, furtherIssues }: Extract<RegisterImportResult, { outcome: 'refused' }>): string {
  if (code === 'register-in-use') return 'TPS have reported already: the register is in use and stays as it is.';
  const further = furtherIssues > 0 ? [`… and ${furtherIssues} more`] : [];
  return [...issues.map(lineOf), ...further].join('\n');
}

function lineOf({ line, column, reason }: RegisterIssue): string {
  return column === undefined ? `line ${line}: ${reason}` : `line ${line}, ${column}: ${reason}`;
}

/** Bytes of a file; a sentence where there is none. */
async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch((cause: unknown) => {
    throw new Failure(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  });
  if (!found.isFile()) throw new Failure(`${file} is not a file.`);
  return found.size;
}

function parseMaxDpt(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > HIGHEST_MAX_DPT) {
    throw new InvalidArgumentError(`A whole number from 1 to ${HIGHEST_MAX_DPT} is wanted.`);
  }
  return value;
}
