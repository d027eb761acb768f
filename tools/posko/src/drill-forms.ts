import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Account, FormsControl, FormsReport } from '@posko/drill';
import type { Command } from 'commander';
import { accountsIn, defaultUrl, reasonOf, wholeIn } from './drill-options';
import { aligned } from './table';
import { Failure, terminalOf } from './terminal';
import type { Terminal } from './terminal';

const PROGRESS_EVERY_MS = 250;
const DEFAULT_CONCURRENCY = 64;
const MAX_CONCURRENCY = 1000;
const DEFAULT_PHOTOS = 20;

const HELP = `
Two people read every form, at the slips that were found in 2024 and 2019, and a third decides where they differ and confirms what does
not add up on the paper itself; some forms are photographed first, drawn with their figures, a few of them blurred, dark or sent for
the wrong TPS: --people names a file with three lines, each a name, a blank and a password; the third has to be a
verifier. The votes of each kabupaten are those of the table, or the official ones of 2024 spread by TPS. In the end the totals of
every region are held against what was sent. Ends with 1 where one differs.`;

interface Options {
  contest: string;
  people: string;
  votes?: string;
  region?: string;
  url?: string;
  seed: number;
  concurrency: number;
  photos: number;
}

export function addDrillForms(drill: Command): void {
  drill
    .command('forms')
    .description('bring the forms of a contest, and compare the totals of every region with what was sent')
    .option('--contest <id>', 'contest', 'pkwkp')
    .requiredOption('--people <file>', 'who reads, who reads again, who decides')
    .option('--votes <file>', 'CSV with the columns kode, p1…, p2… : votes by kabupaten and option')
    .option('--region <code>', 'only this kabupaten')
    .option('--url <url>', 'the server (http://HOST:PORT of the environment)')
    .option('--seed <number>', 'which forms', wholeIn(0, Number.MAX_SAFE_INTEGER), 1)
    .option('--concurrency <count>', 'forms on their way at once', wholeIn(1, MAX_CONCURRENCY), DEFAULT_CONCURRENCY)
    .option('--photos <perMille>', 'forms that are photographed, of a thousand', wholeIn(0, 1000), DEFAULT_PHOTOS)
    .addHelpText('after', HELP)
    .action(async (_options: unknown, command: Command) => {
      // Options that `drill` has too, such as the region, are taken up by it.
      const options = command.optsWithGlobals<Options>();
      const [first, second, third] = await accountsIn(options.people);
      if (first === undefined || second === undefined || third === undefined) {
        throw new Failure(`${options.people} has to name three people, one a line.`, 2);
      }
      const votes = options.votes === undefined ? undefined : await textOfFile(options.votes);
      const settings = { ...options, votes, photosPerMille: options.photos, url: options.url ?? defaultUrl() };
      await drillForms({ ...settings, people: [first, second, third] }, terminalOf(command));
    });
}

type Settings = Omit<Options, 'people' | 'votes' | 'url' | 'photos'> & {
  readonly photosPerMille: number;
  readonly people: readonly [Account, Account, Account];
  readonly votes: string | undefined;
  readonly url: string;
};

async function drillForms(options: Settings, terminal: Terminal): Promise<void> {
  const { hasFormsPassed, runFormsDrill } = await import('@posko/drill');
  const time = { now: () => Date.now(), wait: (ms: number) => delay(ms) };
  let release = (): void => undefined;
  const started = (control: FormsControl): void => {
    release = attend(control, terminal);
  };
  const report = await runFormsDrill(time, options, started)
    .catch((cause: unknown) => {
      throw new Failure(`The forms cannot be brought to ${options.url}: ${reasonOf(cause)}`, 1, { cause });
    })
    .finally(() => release());
  terminal.result(report, textOf(report));
  if (!hasFormsPassed(report)) throw new Failure('The drill has not passed.');
}

/** The progress line and Ctrl-C, until it is over. */
function attend(control: FormsControl, terminal: Terminal): () => void {
  const stop = (): void => {
    terminal.note('Stopping; the report follows …');
    control.stop();
  };
  process.on('SIGINT', stop);
  const timer = setInterval(() => {
    const { forms, readings } = control.progress();
    terminal.progress(`${readings} readings, ${forms} forms done`);
  }, PROGRESS_EVERY_MS);
  return () => {
    clearInterval(timer);
    process.off('SIGINT', stop);
  };
}

async function textOfFile(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Failure(`The votes cannot be read: ${reasonOf(cause)}`, 2, { cause });
  });
}

function textOf(report: FormsReport): string {
  const { comparison, states, refused } = report;
  const rows = [
    ['contest', report.contest],
    ['forms', `${report.forms} (${counts(states)})`],
    ['readings', `${report.readings}, ${Math.round(report.readingsPerSecond)}/s`],
    ['decisions', `${report.decisions}`],
    ['photos', photosOf(report)],
    ['sent again', `${report.retried}, given up ${report.abandoned}`],
    ...Object.entries(refused).map(([code, { count, examples }]) => [
      `refused ${code}`,
      `${count}: ${examples.join(', ')}`,
    ]),
    ['totals', comparison.isEqual ? `as sent, in all ${comparison.regions} regions` : 'OTHER than what was sent'],
    ...comparison.differences.map(({ region, line, sent, shown }) => [
      `  ${region} ${line}`,
      `sent ${sent}, shown ${shown}`,
    ]),
  ];
  return aligned(rows);
}

function photosOf({ photos, doubts }: FormsReport): string {
  return Object.keys(doubts).length === 0 ? `${photos}` : `${photos} (${counts(doubts)})`;
}

function counts(states: Readonly<Record<string, number>>): string {
  return Object.entries(states)
    .map(([state, count]) => `${state} ${count}`)
    .join(', ');
}
