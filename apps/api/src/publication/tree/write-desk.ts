import { Worker } from 'node:worker_threads';
import type { TreeFile, WriteCount } from './tree-file';
import { removeFiles, writeFiles } from './write-files';
import type { WriteOrder } from './write-worker';

/** Writes and removes files somewhere on this machine. */
export interface WriteDesk {
  put(root: string, files: readonly TreeFile[]): Promise<WriteCount>;
  remove(root: string, paths: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** A desk of its own thread where the code is compiled; in this one otherwise, as in specs. */
export function openWriteDesk(): WriteDesk {
  const script = new URL('./write-worker.js', import.meta.url);
  return import.meta.url.endsWith('.js') ? new ThreadDesk(script) : new OwnDesk();
}

class OwnDesk implements WriteDesk {
  put(root: string, files: readonly TreeFile[]): Promise<WriteCount> {
    return Promise.resolve().then(() => writeFiles(root, files, new Set()));
  }

  remove(root: string, paths: readonly string[]): Promise<void> {
    removeFiles(root, paths);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;
interface Answer {
  readonly id: number;
  readonly count?: WriteCount;
  readonly error?: string;
}

class ThreadDesk implements WriteDesk {
  private worker: Worker | null = null;
  private nextId = 1;
  private readonly waiting = new Map<number, { done: (count: WriteCount) => void; fail: (error: Error) => void }>();

  constructor(private readonly script: URL) {}

  put(root: string, files: readonly TreeFile[]): Promise<WriteCount> {
    return this.ask({ root, put: files });
  }

  async remove(root: string, paths: readonly string[]): Promise<void> {
    await this.ask({ root, remove: paths });
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }

  private ask(order: Unnumbered<WriteOrder>): Promise<WriteCount> {
    const id = this.nextId++;
    return new Promise((done, fail) => {
      this.waiting.set(id, { done, fail });
      this.thread().postMessage({ ...order, id });
    });
  }

  /** Started when first needed, and anew after it died. */
  private thread(): Worker {
    if (this.worker !== null) return this.worker;
    const worker = new Worker(this.script);
    worker.unref();
    worker.on('message', ({ id, count, error }: Answer) => {
      const order = this.waiting.get(id);
      this.waiting.delete(id);
      if (count === undefined) order?.fail(new Error(error ?? 'nothing was written'));
      else order?.done(count);
    });
    const died = (reason: unknown): void => {
      this.worker = null;
      for (const { fail } of this.waiting.values()) fail(new Error(`The thread that writes ended: ${String(reason)}`));
      this.waiting.clear();
    };
    worker.once('error', died);
    worker.once('exit', died);
    this.worker = worker;
    return worker;
  }
}
