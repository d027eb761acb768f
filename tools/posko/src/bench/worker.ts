/**
 * Load and what it loads run in processes of their own, so that neither waits for the other's event loop. A worker is a module
 * that answers calls over Node's channel: `answerCalls({ name: (params) => result })` there, `worker.call('name', params)` here.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';

interface Call {
  readonly id: number;
  readonly name: string;
  readonly params: unknown;
}

type Reply = { readonly id: number; readonly result: unknown } | { readonly id: number; readonly error: string };

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

const KILL_AFTER_MS = 10_000;

export class Worker {
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;

  private constructor(
    private readonly child: ChildProcess,
    private readonly name: string,
  ) {
    child.on('message', (message) => this.settle(message as Reply));
    child.once('exit', (code, signal) => this.fail(`${name} ended with ${code ?? signal ?? 'nothing'}`));
  }

  /** @param name file of `workers/` without its extension; `execArgv` are flags for Node */
  static start(name: string, execArgv: readonly string[] = []): Worker {
    const file = join(import.meta.dirname, 'workers', `${name}.js`);
    const child = fork(file, [], { execArgv: ['--enable-source-maps', ...execArgv], serialization: 'advanced' });
    return new Worker(child, name);
  }

  /** Calls a function of the worker. Its answer is what that function returns: both sides are ours. */
  call<R>(name: string, params: unknown = null): Promise<R> {
    const id = this.nextId++;
    return new Promise<R>((resolve, reject) => {
      this.pending.set(id, { resolve: resolve as (result: unknown) => void, reject });
      this.child.send({ id, name, params } satisfies Call, (error) => {
        if (error !== null) this.fail(`${this.name} cannot be reached: ${error.message}`);
      });
    });
  }

  /** Ends the worker in order; one that hangs is ended. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = new Promise((resolve) => this.child.once('exit', resolve));
    const timer = setTimeout(() => this.child.kill('SIGKILL'), KILL_AFTER_MS);
    if (this.child.connected) this.child.disconnect();
    await exited;
    clearTimeout(timer);
  }

  private settle(reply: Reply): void {
    const pending = this.pending.get(reply.id);
    this.pending.delete(reply.id);
    if ('error' in reply) pending?.reject(new Error(reply.error));
    else pending?.resolve(reply.result);
  }

  private fail(reason: string): void {
    for (const { reject } of this.pending.values()) reject(new Error(reason));
    this.pending.clear();
  }
}

/** The worker's side: answers calls until the bench lets go of it, then cleans up and ends. */
export function answerCalls(
  calls: Readonly<Record<string, (params: never) => unknown>>,
  cleanUp: () => Promise<void> = () => Promise.resolve(),
): void {
  const answer = async ({ id, name, params }: Call): Promise<void> => {
    try {
      const result: unknown = await calls[name]?.(params as never);
      process.send?.({ id, result } satisfies Reply);
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  };
  process.on('message', (message) => void answer(message as Call));
  process.once('disconnect', () => {
    void cleanUp().finally(() => process.exit(0));
  });
  // A Ctrl-C on the terminal reaches every process of it; the bench decides when its workers end.
  process.on('SIGINT', () => undefined);
}
