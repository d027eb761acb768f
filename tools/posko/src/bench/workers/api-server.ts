import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { RunningServer, StartOptions } from '@posko/api';
import { answerCalls } from '../worker';
import { makePeople, openSessions } from './people';
import type { BenchPerson, PeopleRequest } from './people';

let server: RunningServer | null = null;
const NS = 1_000_000;
const loop = monitorEventLoopDelay({ resolution: 5 });
loop.enable();

/** Milliseconds. */
export interface LoopDelay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Bytes. */
export interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
  readonly arrayBuffers: number;
}

function running(): RunningServer {
  if (server === null) throw new Error('The server does not run yet');
  return server;
}

answerCalls(
  {
    start: async (options: StartOptions) => {
      const { UNLIMITED, createServer } = await import('@posko/api');
      const startedAt = performance.now();
      // One person here is a whole province.
      server = await createServer({ host: '127.0.0.1', port: 0, limits: UNLIMITED, ...options });
      return { url: server.url, startMs: performance.now() - startedAt };
    },
    people: (request: PeopleRequest): Promise<BenchPerson[]> => makePeople(running(), request),
    sessions: (people: readonly BenchPerson[]): Promise<string[]> => openSessions(running(), people),
    /** Of the event loop, since this was asked last. */
    loopDelay: (): LoopDelay => {
      const delay = { p50: loop.percentile(50) / NS, p99: loop.percentile(99) / NS, max: loop.max / NS };
      loop.reset();
      return delay;
    },
    memory: (): Memory => {
      globalThis.gc?.();
      const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
      return { rss, heapUsed, arrayBuffers };
    },
    /** Of public files, since the start. */
    written: async () => {
      const { Publisher } = await import('@posko/api');
      const publisher = running().context.get(Publisher, { strict: false });
      return { ...publisher.written, seq: publisher.publishedSeq };
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
