import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'undici';
import type { Dispatcher } from 'undici';
import { Histogram } from '../histogram';
import type { Latency } from '../histogram';
import { answerCalls } from '../worker';

export interface ReportLoad {
  readonly url: string;
  readonly codes: readonly string[];
  readonly connections: number;
  readonly seconds: number;
  /** Cookie headers of those who report; each connection is one of them. */
  readonly cookies: readonly string[];
}

export interface Throughput {
  readonly perSecond: number;
  readonly done: number;
  readonly failed: number;
  /** The first of the failures, in words. */
  readonly failure?: string | undefined;
  readonly latency: Latency;
}

const CREATED = 201;
/** Milliseconds after which a paced report is not waited for. */
const PACED_TIMEOUT_MS = 10_000;

let sent = 0;

/** Each report tells a new turnout, so each one changes the board. */
function bodyOf(): string {
  const turnout = sent++ % 600;
  return JSON.stringify({ id: randomUUID(), stage: 'open', occurredAt: new Date().toISOString(), turnout });
}

interface Reporter {
  readonly client: Client;
  readonly headers: Record<string, string>;
}

function reporterOf(load: ReportLoad, nth: number): Reporter {
  const cookie = load.cookies[nth % load.cookies.length] ?? '';
  return {
    client: new Client(load.url, { pipelining: 1 }),
    headers: { 'content-type': 'application/json', cookie },
  };
}

/** One request straight through undici's dispatcher: what is measured is the server, not the client. */
function post({ client, headers }: Reporter, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let status = 0;
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: () => undefined,
      onResponseStart: (_controller, statusCode) => {
        status = statusCode;
      },
      onResponseData: () => undefined,
      onResponseEnd: () => resolve(status),
      onResponseError: (_controller, error) => reject(error),
    };
    client.dispatch({ method: 'POST', path, headers, body: bodyOf() }, handler);
  });
}

async function connectionLoad(
  load: ReportLoad,
  reporter: Reporter,
  run: { until: number; tally: Tally },
): Promise<void> {
  const { until, tally } = run;
  try {
    for (let startedAt = performance.now(); startedAt < until; startedAt = performance.now()) {
      const code = load.codes[Math.floor(Math.random() * load.codes.length)] ?? '';
      const outcome = await post(reporter, `/api/tps/${code}/reports`).catch((error: unknown) => error);
      if (outcome === CREATED) tally.latency.add(performance.now() - startedAt);
      else tally.fail(outcome);
    }
  } finally {
    await reporter.client.destroy();
  }
}

class Tally {
  readonly latency = new Histogram();
  failed = 0;
  failure: string | undefined;

  fail(reason: unknown): void {
    this.failed++;
    this.failure ??= reason instanceof Error ? reason.message : `HTTP ${String(reason)}`;
  }
}

/** As many reports as go, one at a time on each connection. */
async function full(load: ReportLoad): Promise<Throughput> {
  const tally = new Tally();
  const startedAt = performance.now();
  const until = startedAt + load.seconds * 1000;
  const reporters = Array.from({ length: load.connections }, (_, nth) => reporterOf(load, nth));
  await Promise.all(reporters.map((reporter) => connectionLoad(load, reporter, { until, tally })));
  const seconds = (performance.now() - startedAt) / 1000;
  const done = tally.latency.total;
  return {
    perSecond: done / seconds,
    done,
    failed: tally.failed,
    failure: tally.failure,
    latency: tally.latency.summary,
  };
}

/** So many a second, whether the server keeps up or not. */
async function paced({ perSecond, ...load }: ReportLoad & { perSecond: number }): Promise<Throughput> {
  const reporters = Array.from({ length: load.connections }, (_, nth) => reporterOf(load, nth));
  const tally = new Tally();
  const pending = new Set<Promise<void>>();
  const startedAt = performance.now();
  for (let nth = 0; nth < perSecond * load.seconds; nth++) {
    await delay(Math.max(0, startedAt + (nth / perSecond) * 1000 - performance.now()));
    const reporter = reporters[nth % reporters.length];
    const code = load.codes[nth % load.codes.length] ?? '';
    if (reporter === undefined) break;
    const sentAt = performance.now();
    const one = post(reporter, `/api/tps/${code}/reports`).then(
      (status) => (status === CREATED ? tally.latency.add(performance.now() - sentAt) : tally.fail(status)),
      (error: unknown) => tally.fail(error),
    );
    const settled = one.then(() => void pending.delete(settled));
    pending.add(settled);
  }
  await Promise.race([Promise.all(pending), delay(PACED_TIMEOUT_MS)]);
  const seconds = (performance.now() - startedAt) / 1000;
  await Promise.all(reporters.map(({ client }) => client.destroy()));
  const done = tally.latency.total;
  return {
    perSecond: done / seconds,
    done,
    failed: tally.failed + pending.size,
    failure: tally.failure,
    latency: tally.latency.summary,
  };
}

answerCalls({ full, paced });
