import { randomUUID } from 'node:crypto';
import { Client } from 'undici';
import type { Dispatcher } from 'undici';
import { BENCH_CONTEST, benchForm } from '../bench-form';
import { Histogram } from '../histogram';
import { answerCalls } from '../worker';
import type { Throughput } from './report-load';

export interface EntryLoad {
  readonly url: string;
  readonly codes: readonly string[];
  readonly connections: number;
  readonly seconds: number;
  /** So many and no more. */
  readonly readings?: number;
  /** All connections together; as fast as they can without it. */
  readonly perSecond?: number;
  /** Cookie headers of sessions of two people, one list each: whoever reads a form second is another than the first. */
  readonly cookies: readonly [first: readonly string[], second: readonly string[]];
}

export interface EntryThroughput extends Throughput {
  /** Second readings whose answer was `published`. */
  readonly published: number;
  /** Of the answers, milliseconds. */
  readonly meanMs: number;
}

const CREATED = 201;

interface Answer {
  readonly status: number;
  readonly text: string;
}

interface Tally {
  readonly latency: Histogram;
  published: number;
  sumMs: number;
  failed: number;
  failure: string | undefined;
}

/** Readings that are still to come: every TPS twice, one person after the other. Goes on where the last round stopped. */
let next = 0;

function post(client: Client, request: { path: string; cookie: string; body: string }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let status = 0;
    const chunks: Buffer[] = [];
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: () => undefined,
      onResponseStart: (_controller, statusCode) => {
        status = statusCode;
      },
      onResponseData: (_controller, chunk) => {
        chunks.push(chunk);
      },
      onResponseEnd: () => resolve({ status, text: Buffer.concat(chunks).toString() }),
      onResponseError: (_controller, error) => reject(error),
    };
    const headers = { 'content-type': 'application/json', cookie: request.cookie };
    client.dispatch({ method: 'POST', path: request.path, headers, body: request.body }, handler);
  });
}

async function connectionLoad(load: EntryLoad, nth: number, run: Run): Promise<void> {
  const { until, tally } = run;
  const client = new Client(load.url, { pipelining: 1 });
  try {
    for (let startedAt = performance.now(); startedAt < until; startedAt = performance.now()) {
      if (load.perSecond !== undefined) startedAt = await run.pace.turn();
      if (run.left-- <= 0) return;
      const turn = next++;
      const [number, reader] = [Math.floor(turn / 2) % load.codes.length, (turn % 2) as 0 | 1];
      const cookies = load.cookies[reader];
      const path = `/api/contests/${BENCH_CONTEST.id}/tps/${load.codes[number] ?? ''}/entries`;
      const body = JSON.stringify({ id: randomUUID(), form: benchForm(number) });
      const answer = await post(client, { path, cookie: cookies[nth % cookies.length] ?? '', body });
      if (answer.status !== CREATED) {
        tally.failed++;
        tally.failure ??= `HTTP ${answer.status} ${answer.text}`;
        continue;
      }
      const ms = performance.now() - startedAt;
      tally.latency.add(ms);
      tally.sumMs += ms;
      if (answer.text.includes('"published"')) tally.published++;
    }
  } finally {
    await client.destroy();
  }
}

interface Run {
  readonly until: number;
  readonly tally: Tally;
  readonly pace: Pace;
  /** Readings that may still be begun. */
  left: number;
}

/** Lets one go at a time, so many a second. */
class Pace {
  private due = performance.now();

  constructor(private readonly perSecond: number) {}

  /** When it was due: who is late has waited since then. */
  async turn(): Promise<number> {
    const own = (this.due += 1000 / this.perSecond);
    const wait = own - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    return Math.max(own, 0);
  }
}

async function full(load: EntryLoad): Promise<EntryThroughput> {
  const tally: Tally = { latency: new Histogram(), published: 0, sumMs: 0, failed: 0, failure: undefined };
  const startedAt = performance.now();
  const until = startedAt + load.seconds * 1000;
  const pace = new Pace(load.perSecond ?? Infinity);
  const run: Run = { until, tally, pace, left: load.readings ?? Infinity };
  await Promise.all(Array.from({ length: load.connections }, (_, nth) => connectionLoad(load, nth, run)));
  const seconds = (performance.now() - startedAt) / 1000;
  const { latency, sumMs, ...counts } = tally;
  const meanMs = sumMs / Math.max(1, latency.total);
  return { ...counts, meanMs, done: latency.total, perSecond: latency.total / seconds, latency: latency.summary };
}

answerCalls({ full });
