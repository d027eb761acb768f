import type { RunningServer, StartOptions } from '@posko/api';
import { answerCalls } from '../worker';

let server: RunningServer | null = null;

/** Bytes. */
export interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
  readonly arrayBuffers: number;
}

answerCalls(
  {
    start: async (options: StartOptions) => {
      const { createServer } = await import('@posko/api');
      const startedAt = performance.now();
      server = await createServer({ host: '127.0.0.1', port: 0, ...options });
      return { url: server.url, startMs: performance.now() - startedAt };
    },
    memory: (): Memory => {
      globalThis.gc?.();
      const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
      return { rss, heapUsed, arrayBuffers };
    },
    cpuMs: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    },
  },
  async () => {
    await server?.close();
  },
);
