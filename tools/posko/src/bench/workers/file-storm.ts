import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { constants, setPriority } from 'node:os';
import { Histogram } from '../histogram';
import type { Latency } from '../histogram';
import { answerCalls } from '../worker';

export interface FileStorm {
  readonly port: number;
  /** Asked for in turns. */
  readonly paths: readonly string[];
  readonly connections: number;
  readonly requests: number;
  /** All connections together; as fast as they can without it. */
  readonly perSecond?: number;
}

export interface FileStormResult {
  readonly done: number;
  readonly failed: number;
  readonly failure: string | undefined;
  readonly bytes: number;
  readonly perSecond: number;
  readonly latency: Latency;
}

const HEAD_END = '\r\n\r\n';
const FINE = 'HTTP/1.1 200';
const NOTHING = Buffer.alloc(0);
const GIVE_UP_MS = 30_000;

/** One reader with a connection of its own, which reads answers as they come: no client library costs more than the server. */
class Reader {
  private socket: Socket | null = null;
  private head: Buffer = NOTHING;
  private left = -1;
  private isLast = false;
  private startedAt = 0;
  private isDone: (failure: string | null) => void = () => undefined;
  bytes = 0;

  constructor(readonly port: number) {}

  /** Null, or what went wrong. A server may end a connection after so many answers: the next goes over a new one. */
  async ask(path: string): Promise<string | null> {
    this.startedAt = performance.now();
    const socket = this.socket ?? (await this.open());
    return new Promise((resolve) => {
      this.isDone = (failure) => {
        this.isDone = () => undefined;
        resolve(failure);
      };
      socket.write(`GET ${path} HTTP/1.1\r\nHost: bench\r\nAccept-Encoding: gzip\r\n\r\n`);
    });
  }

  open(): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port: this.port, host: '127.0.0.1', noDelay: true });
      socket.once('connect', () => {
        this.socket = socket;
        resolve(socket);
      });
      socket.once('error', reject);
      socket.on('data', (chunk: Buffer) => this.take(chunk));
      socket.on('error', (error) => this.end(socket, error.message));
      socket.on('close', () => this.end(socket, 'closed'));
      socket.setTimeout(GIVE_UP_MS, () => socket.destroy(new Error('no answer')));
    });
  }

  close(): void {
    this.socket?.destroy();
  }

  get ms(): number {
    return performance.now() - this.startedAt;
  }

  private end(socket: Socket, failure: string): void {
    // One that was given up already says so late.
    if (this.socket !== socket) return;
    this.socket = null;
    [this.head, this.left] = [NOTHING, -1];
    this.isDone(failure);
  }

  private take(chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.left >= 0) {
      this.left -= chunk.length;
    } else {
      this.head = this.head.length === 0 ? chunk : Buffer.concat([this.head, chunk]);
      const end = this.head.indexOf(HEAD_END);
      if (end < 0) return;
      if (!this.begin(this.head.subarray(0, end), this.head.length - end - HEAD_END.length)) return;
    }
    if (this.left > 0) return;
    this.left = -1;
    const { socket } = this;
    if (this.isLast) {
      this.socket = null;
      socket?.destroy();
    }
    this.isDone(null);
  }

  /** Bytes, not text: a reader that reads headers would make them look dear. False where the answer is an error. */
  private begin(head: Buffer, taken: number): boolean {
    this.head = NOTHING;
    if (head.indexOf(FINE) !== 0) {
      this.isDone(head.toString('latin1').split('\r\n', 1)[0] ?? '');
      return false;
    }
    const at = Math.max(head.indexOf('Content-Length: '), head.indexOf('content-length: '));
    this.isLast = head.includes('Connection: close') || head.includes('connection: close');
    let length = 0;
    for (let digit = at + 16; digit < head.length && head[digit] !== 0x0d; digit++) {
      length = 10 * length + (head[digit] ?? 0) - 0x30;
    }
    this.left = length - taken;
    return true;
  }
}

/** Stay connected from one storm to the next. */
const standing: Reader[] = [];

async function readersOf({ port, connections }: FileStorm): Promise<readonly Reader[]> {
  const own = standing.filter((reader) => reader.port === port).slice(0, connections);
  while (own.length < connections) {
    const reader = new Reader(port);
    await reader.open();
    own.push(reader);
    standing.push(reader);
  }
  for (const reader of own) reader.bytes = 0;
  return own;
}

async function storm(order: FileStorm): Promise<FileStormResult> {
  const { paths, requests, perSecond } = order;
  const readers = await readersOf(order);
  const latency = new Histogram();
  const tally = { next: 0, failed: 0, failure: undefined as string | undefined };
  const startedAt = performance.now();
  await Promise.all(
    readers.map(async (reader) => {
      while (tally.next < requests) {
        const turn = tally.next++;
        const wait = perSecond === undefined ? 0 : startedAt + (1000 * turn) / perSecond - performance.now();
        if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
        const failure = await reader.ask(paths[turn % paths.length] ?? '/');
        if (failure === null) latency.add(reader.ms);
        else {
          tally.failed++;
          tally.failure ??= failure;
        }
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const bytes = readers.reduce((sum, reader) => sum + reader.bytes, 0);
  const { failed, failure } = tally;
  return { done: latency.total, failed, failure, bytes, perSecond: latency.total / seconds, latency: latency.summary };
}

/** Readers have processors of their own: here they make way for those whose latency is measured beside them. */
function makeWay(): void {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}

answerCalls({ storm, makeWay }, () => {
  for (const reader of standing) reader.close();
  return Promise.resolve();
});
