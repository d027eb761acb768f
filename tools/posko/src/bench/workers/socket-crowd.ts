import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { Histogram } from '../histogram';
import type { Latency } from '../histogram';
import { LightSocket } from '../light-socket';
import { answerCalls } from '../worker';

/** A crowd of listeners to one region, each keeping its own seq as the dashboard does. */
export interface CrowdRequest {
  readonly url: string;
  readonly sockets: number;
  readonly region: string;
  /** Cookie headers of those who listen, several sockets to each. */
  readonly cookies: readonly string[];
  /** Connections being made at once. */
  readonly atOnce: number;
}

export interface Gathered {
  readonly connected: number;
  readonly ms: number;
}

export interface Heard {
  /** Sockets that have everything up to the seq asked for, without a gap. */
  readonly complete: number;
  readonly gaps: number;
  readonly resets: number;
  readonly messages: number;
  readonly latency: Latency;
}

export interface Returned {
  readonly current: number;
  /** Until the last one was connected, subscribed and had fetched the snapshot. */
  readonly ms: number;
  readonly snapshots: number;
}

const CONNECT_DEADLINE_MS = 60_000;
const RETRY_MS = 250;
const SNAPSHOT_CONNECTIONS = 128;
const SEQ = /"seq":(\d+)/;
const CHANGED = /"from":(\d+),"to":(\d+)/;
const HEAD = 200;
const OK = 200;

class Listener {
  constructor(readonly cookie: string) {}

  socket: LightSocket | null = null;
  /** -1 until the subscription is acknowledged. */
  seq = -1;
  /** What it had when its connection broke. */
  known = -1;
  gaps = 0;
  resets = 0;
}

class Crowd {
  private listeners: Listener[] = [];
  /** Receipt times of each message, by what it covers: all sockets of a room get the same ones. */
  private readonly receipts = new Map<string, number[]>();
  private isListening = false;

  async gather(request: CrowdRequest): Promise<Gathered> {
    const startedAt = performance.now();
    this.listeners = Array.from({ length: request.sockets }, (_, nth) => {
      return new Listener(request.cookies[nth % request.cookies.length] ?? '');
    });
    await this.connectAll(request, request.atOnce);
    return { connected: this.listeners.filter(({ seq }) => seq >= 0).length, ms: performance.now() - startedAt };
  }

  listen(): void {
    this.receipts.clear();
    for (const listener of this.listeners) Object.assign(listener, { gaps: 0, resets: 0 });
    this.isListening = true;
  }

  /** What was heard since `listen`; `times` tells when each entry was written, `until` what everyone has to have. */
  async heard({ until, times, waitMs }: { until: number; times: Map<number, number>; waitMs: number }): Promise<Heard> {
    const deadline = performance.now() + waitMs;
    const complete = (): number => this.listeners.filter(({ seq, gaps }) => seq >= until && gaps === 0).length;
    while (complete() < this.listeners.length && performance.now() < deadline) await delay(50);
    this.isListening = false;
    const latency = new Histogram();
    let messages = 0;
    for (const [span, receipts] of this.receipts) {
      messages += receipts.length;
      const [from = 0, to = 0] = span.split('-').map(Number);
      for (let seq = from + 1; seq <= to; seq++) addLatencies(latency, times.get(seq), receipts);
    }
    const sum = (pick: (listener: Listener) => number): number =>
      this.listeners.reduce((total, listener) => total + pick(listener), 0);
    return {
      complete: complete(),
      gaps: sum(({ gaps }) => gaps),
      resets: sum(({ resets }) => resets),
      messages,
      latency: latency.summary,
    };
  }

  /** Every connection breaks at the same moment. */
  cut(): void {
    for (const listener of this.listeners) {
      listener.socket?.drop();
      listener.known = listener.seq;
      listener.seq = -1;
    }
  }

  /** All come back at the same moment; one that missed something counts as current once it has fetched the snapshot. */
  async comeBack(request: CrowdRequest & { waitMs: number }): Promise<Returned> {
    const pool = new Pool(request.url, { connections: SNAPSHOT_CONNECTIONS, pipelining: 1 });
    const startedAt = performance.now();
    const result = { current: 0, snapshots: 0, lastMs: 0 };
    const one = async (listener: Listener): Promise<void> => {
      await this.connect(listener, request, startedAt + request.waitMs);
      if (listener.seq < 0) return;
      if (listener.known < listener.seq) {
        await fetchSnapshot(pool, listener);
        result.snapshots++;
      }
      result.current++;
      result.lastMs = performance.now() - startedAt;
    };
    await Promise.race([Promise.all(this.listeners.map(one)), delay(request.waitMs)]);
    await pool.destroy();
    return { current: result.current, ms: result.lastMs, snapshots: result.snapshots };
  }

  leave(): void {
    for (const { socket } of this.listeners) socket?.drop();
    this.listeners = [];
  }

  private async connectAll(request: CrowdRequest, atOnce: number): Promise<void> {
    const deadline = performance.now() + CONNECT_DEADLINE_MS;
    const waiting = [...this.listeners];
    const next = async (): Promise<void> => {
      for (let listener = waiting.pop(); listener !== undefined; listener = waiting.pop()) {
        await this.connect(listener, request, deadline);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, next));
  }

  /** Connects until it is subscribed, or the deadline has passed. */
  private async connect(listener: Listener, request: CrowdRequest, deadline: number): Promise<void> {
    while (listener.seq < 0 && performance.now() < deadline) {
      const isSubscribed = await new Promise<boolean>((resolve) => {
        const join = JSON.stringify(['board.subscribe', { region: request.region }]);
        listener.socket = new LightSocket(
          { url: request.url, cookie: listener.cookie, join },
          {
            acknowledged: (text) => {
              listener.seq = Number(SEQ.exec(text)?.[1] ?? -1);
              resolve(true);
            },
            event: (text, at) => this.event(listener, text, at),
            closed: () => resolve(false),
          },
        );
      });
      if (!isSubscribed) await delay(RETRY_MS);
    }
  }

  private event(listener: Listener, text: string, at: number): void {
    if (text.startsWith('42["board.reset')) {
      listener.resets++;
      listener.seq = Math.max(listener.seq, Number(SEQ.exec(text)?.[1] ?? 0));
      return;
    }
    const span = text.startsWith('42["board.changed') ? CHANGED.exec(text.slice(0, HEAD)) : null;
    if (span === null) return;
    const [from, to] = [Number(span[1]), Number(span[2])];
    if (listener.seq >= 0 && from > listener.seq) listener.gaps++;
    listener.seq = Math.max(listener.seq, to);
    if (!this.isListening) return;
    const key = `${from}-${to}`;
    const receipts = this.receipts.get(key);
    if (receipts === undefined) this.receipts.set(key, [at]);
    else receipts.push(at);
  }
}

/** Fetches a snapshot that is not before what the listener knows, as often as it takes. */
async function fetchSnapshot(pool: Pool, { seq, cookie }: Listener): Promise<void> {
  for (;;) {
    const { statusCode, body } = await pool.request({
      method: 'GET',
      path: `/api/board/snapshot?min=${seq}`,
      headers: { 'accept-encoding': 'br', cookie },
    });
    await body.arrayBuffer();
    if (statusCode === OK) return;
    await delay(RETRY_MS);
  }
}

function addLatencies(latency: Histogram, writtenAt: number | undefined, receipts: readonly number[]): void {
  if (writtenAt === undefined) return;
  for (const at of receipts) latency.add(at - writtenAt);
}

const crowd = new Crowd();

answerCalls(
  {
    gather: (request: CrowdRequest) => crowd.gather(request),
    listen: () => crowd.listen(),
    heard: (request: Parameters<Crowd['heard']>[0]) => crowd.heard(request),
    cut: () => crowd.cut(),
    comeBack: (request: Parameters<Crowd['comeBack']>[0]) => crowd.comeBack(request),
    leave: () => crowd.leave(),
  },
  () => {
    crowd.leave();
    return Promise.resolve();
  },
);
