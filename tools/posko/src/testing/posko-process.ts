import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = resolve('.');
const MAIN = join(ROOT, 'dist/server/tools/posko/src/main.js');

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Compiles the command line if a source is newer: the processes below run what is in dist. */
export async function buildServer(): Promise<void> {
  await run(process.execPath, [join(ROOT, 'tools/posko/build.mjs'), 'server']);
}

/** What the person who runs the tests has set for a Posko of his own must not reach ours. */
function environment(settings: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = Object.keys(process.env).filter((name) => /^(PORT|HOST|DATABASE_URL|POSKO_.*)$/.test(name));
  return { ...process.env, ...Object.fromEntries(foreign.map((name) => [name, ''])), ...settings };
}

/** Runs a command to its end; `input` comes on its standard input. */
export async function posko(args: readonly string[], settings: NodeJS.ProcessEnv = {}, input = ''): Promise<Ended> {
  try {
    const running = run(process.execPath, [MAIN, ...args], { env: environment(settings) });
    // A command that ends without reading closes the pipe, and says so by its exit code alone.
    running.child.stdin?.on('error', () => undefined).end(input);
    return { exitCode: 0, ...(await running) };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: unknown; stdout?: string; stderr?: string };
    if (typeof code !== 'number') throw error;
    return { exitCode: code, stdout, stderr };
  }
}

/** A server in a process of its own, as people run it. */
export class ServerProcess {
  private constructor(
    readonly url: string,
    /** The result as it came on standard output, parsed. */
    readonly result: Readonly<Record<string, unknown>>,
    private readonly child: ChildProcess,
    private readonly messages: string[],
  ) {}

  /** Starts it and waits until it says where it is. Throws what it said if it ends before. */
  static async start(settings: NodeJS.ProcessEnv, command: readonly string[] = ['serve']): Promise<ServerProcess> {
    const args = [MAIN, ...command, '--no-dashboard', '--json'];
    const child = spawn(process.execPath, args, { env: environment(settings) });
    const messages: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (text: string) => messages.push(text));
    const said = once(createInterface(child.stdout), 'line').then(([line]) => String(line));
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(`The server ended:\n${messages.join('')}`)));
    ended.catch(() => undefined);
    const result = JSON.parse(await Promise.race([said, ended])) as { url: string };
    return new ServerProcess(result.url, result, child, messages);
  }

  /** What it wrote to standard error so far. */
  get stderr(): string {
    return this.messages.join('');
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Sends a signal and waits for the end; returns the exit code, null if a signal ended it. */
  async end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<number | null> {
    if (!this.hasEnded) {
      const exit = once(this.child, 'exit');
      this.child.kill(signal);
      await exit;
    }
    return this.child.exitCode;
  }
}
