import type { Command } from 'commander';

/** Ends a command with a sentence for the person at the keyboard and no stack trace. */
export class Failure extends Error {
  constructor(
    message: string,
    /** 1: it was tried and failed; 2: it was asked for wrongly. */
    readonly exitCode: 1 | 2 = 1,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Where a command speaks: results to standard output, everything else to standard error. */
export class Terminal {
  private hasOpenLine = false;

  constructor(readonly isJson: boolean) {}

  /** What the command was asked for: text for people, or with --json the value, on one line. */
  result(value: unknown, text: string): void {
    this.endLine();
    process.stdout.write(`${this.isJson ? JSON.stringify(value) : text}\n`);
  }

  note(line: string): void {
    this.endLine();
    process.stderr.write(`${line}\n`);
  }

  /** A line that is overwritten by the next one; only on a terminal. */
  progress(line: string): void {
    if (!process.stderr.isTTY) return;
    process.stderr.write(`\r\x1b[2K${line}`);
    this.hasOpenLine = true;
  }

  private endLine(): void {
    if (this.hasOpenLine) process.stderr.write('\n');
    this.hasOpenLine = false;
  }
}

/** The terminal of the command that runs; `--json` counts before and after the command's name. */
export function terminalOf(command: Command): Terminal {
  return new Terminal(command.optsWithGlobals<{ json?: boolean }>().json === true);
}
