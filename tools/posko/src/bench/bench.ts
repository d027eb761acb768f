import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { Failure, terminalOf } from '../terminal';
import type { Terminal } from '../terminal';
import type { BenchCase, BenchOptions } from './bench-case';
import type { Figure } from './figure';
import type { Lab } from './lab';

const HELP = `
Every figure stands beside its floor, the same work done with nothing of ours, measured in the same run. Databases and servers
are made for the run and thrown away. A target that is missed is shown with by how much; only a bench that cannot run ends
with 1. Let nothing else run meanwhile. Ten thousand sockets want 'ulimit -n 20000'.`;

interface Options {
  only?: string[];
  seconds?: number;
  quick?: true;
  profile?: string;
}

export function registerBench(program: Command): void {
  program
    .command('bench')
    .argument('[names...]', 'only these benches')
    .description('measure this machine: reports, live push, imports, start, memory, help desk, sign-in, browser')
    .option('--only <name...>', 'only these benches')
    .option('--seconds <seconds>', 'how long people work in benches with people', secondsOf)
    .option('--quick', 'smaller and shorter, to see that it works')
    .option('--profile <folder>', 'write a CPU profile of every server into this folder')
    .addHelpText('after', HELP)
    .action(async (names: string[], { only = [], quick, seconds, profile }: Options, command: Command) => {
      const options = { isQuick: quick === true, seconds, profileDir: profile };
      await bench([...names, ...only], options, terminalOf(command));
    });
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 1 && seconds <= 86_400)) throw new InvalidArgumentError('A number from 1 to 86400 is wanted.');
  return seconds;
}

async function bench(
  only: readonly string[],
  options: BenchOptions & { profileDir: string | undefined },
  terminal: Terminal,
): Promise<void> {
  const { CASES } = await import('./cases');
  const unknown = only.filter((name) => CASES.every((entry) => entry.name !== name));
  const names = CASES.map((entry) => entry.name).join(', ');
  if (unknown.length > 0) throw new Failure(`There is no bench ${unknown.join(', ')}; there are ${names}.`, 2);
  const chosen = CASES.filter((entry) => only.length === 0 || only.includes(entry.name));
  const { Lab: Bench } = await import('./lab');
  const { machineOf, machineText } = await import('./machine');
  const { tableOf } = await import('./figure');
  const lab = await Bench.open({ note: (line) => terminal.note(line), profileDir: options.profileDir });
  const release = closeOnSignal(lab);
  try {
    const startedAt = performance.now();
    const machine = await machineOf(lab);
    const { figures, failures } = await runAll(chosen, { lab, options, terminal });
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    const missed = figures.filter(({ met }) => met === false).length;
    const summary = `${figures.length} figures in ${seconds} s${options.isQuick ? ' (quick)' : ''}, ${missed} targets missed`;
    const text = [machineText(machine), '', tableOf(figures), '', summary].join('\n');
    terminal.result({ machine, isQuick: options.isQuick, seconds, figures, failures }, text);
    if (failures.length > 0) throw new Failure(`Could not run: ${failures.map(({ bench }) => bench).join(', ')}.`);
  } finally {
    release();
    await lab.close();
  }
}

interface Failed {
  readonly bench: string;
  readonly error: string;
}

async function runAll(
  cases: readonly BenchCase[],
  room: { lab: Lab; options: BenchOptions; terminal: Terminal },
): Promise<{ figures: Figure[]; failures: Failed[] }> {
  const figures: Figure[] = [];
  const failures: Failed[] = [];
  for (const entry of cases) {
    room.terminal.note(`${entry.name}: ${entry.summary} …`);
    try {
      figures.push(...(await entry.run(room.lab, room.options)));
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      failures.push({ bench: entry.name, error: reason });
      room.terminal.note(`${entry.name} could not run: ${reason}`);
    }
  }
  return { figures, failures };
}

/** Ctrl-C throws the lab away before it ends. */
function closeOnSignal(lab: Lab): () => void {
  const close = (): void => {
    void lab.close().finally(() => process.exit(130));
  };
  process.once('SIGINT', close);
  process.once('SIGTERM', close);
  return () => {
    process.off('SIGINT', close);
    process.off('SIGTERM', close);
  };
}
