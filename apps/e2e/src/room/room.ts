import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SMALL_ROWS, smallTps } from '@posko/testing';
import { People, SUPERVISOR } from './people';
import type { SetUp, Who } from './people';

const START_WITHIN_MS = 90_000;
const COMMAND = 'tools/posko/posko.mjs';

/** A port that was free a moment ago; the server wants to know its own before it starts, and keeps it over a restart. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}

/** Waits until `check` gives something else than undefined; errors on the way count as not yet. */
export async function until<T>(what: string, check: () => Promise<T | undefined>, withinMs = 15_000): Promise<T> {
  const end = Date.now() + withinMs;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const value = await check();
      if (value !== undefined) return value;
    } catch (error) {
      last = error;
    }
    await delay(50);
  }
  throw new Error(`Not within ${withinMs} ms: ${what}${last instanceof Error ? ` (${last.message})` : ''}`);
}

export interface ReportOptions {
  readonly stage: string;
  readonly occurredAt?: string;
  readonly turnout?: number;
  readonly note?: string;
}

/** Who sends a request of the room itself: a supervisor over everything unless it says otherwise. */
export interface Asking {
  readonly as?: Who;
}

/** The data center as its users start it: a process of its own with a folder of its own. */
export class Room {
  private server: ChildProcess | null = null;
  private output = '';
  private crowd: People | null = null;

  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** An empty room with its clock at a standstill until it is set; nothing runs yet. */
  static async prepare(): Promise<Room> {
    const folder = await mkdtemp(join(tmpdir(), 'posko-e2e-'));
    const port = await freePort();
    const environment = {
      ...process.env,
      PORT: `${port}`,
      HOST: '127.0.0.1',
      POSKO_DATA: join(folder, 'data'),
      POSKO_REHEARSAL: '1',
      DATABASE_URL: '',
    };
    return new Room(`http://127.0.0.1:${port}`, folder, environment);
  }

  /** A running room with the small register of 40 TPS, and what else is brought in before it starts. */
  static async small(bring: (room: Room) => Promise<unknown> = () => Promise.resolve()): Promise<Room> {
    const room = await Room.prepare();
    const file = join(room.folder, 'register.csv');
    await writeFile(file, smallRegisterCsv());
    await room.run('import', 'register', file);
    await bring(room);
    await room.start();
    return room;
  }

  /** Runs a command of `posko` to its end; throws with what it said if it failed. */
  async run(...args: string[]): Promise<string> {
    const child = spawn(process.execPath, [COMMAND, ...args], {
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    const code = await new Promise((resolve) => child.once('exit', resolve));
    if (code !== 0) throw new Error(`posko ${args.join(' ')} ended with ${String(code)}\n${output}`);
    return output;
  }

  async start(): Promise<void> {
    // What an earlier start told is over: its link was used.
    this.output = '';
    const server = spawn(process.execPath, [COMMAND, 'serve', '--json'], {
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [server.stdout, server.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    this.server = server;
    const told = await until(
      'the server is ready',
      async () => {
        if (server.exitCode !== null) throw new Error(`it ended with ${server.exitCode}: ${this.output}`);
        const answer = await fetch(`${this.url}/api/health/ready`);
        return answer.ok ? lastResult(this.output) : undefined;
      },
      START_WITHIN_MS,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${this.output}`);
    });
    // The link for the first administrator is told until there is one, which is once.
    if (told.setUp !== null) this.crowd = new People(this.url, told.setUp);
  }

  /** Everyone with an account here. */
  get people(): People {
    if (this.crowd === null) throw new Error('The room was not started yet');
    return this.crowd;
  }

  /** Ends the server, with SIGKILL as a crash does; its database lives on as after a crash. */
  async end(signal: NodeJS.Signals): Promise<void> {
    const server = this.server;
    this.server = null;
    if (server === null || server.exitCode !== null) return;
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill(signal);
    await gone;
  }

  /** Stops everything and removes what it kept. */
  async close(): Promise<void> {
    await this.end('SIGTERM');
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10 });
  }

  async get<T>(path: string, { as = SUPERVISOR }: Asking = {}): Promise<T> {
    const { cookie } = await this.people.member(as);
    const answer = await fetch(this.url + path, { headers: { cookie } });
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** @param command what is sent, with a new command id; `as` in it says who sends it */
  async send<T>(method: Method, path: string, command: object): Promise<T> {
    const { as = SUPERVISOR, ...body } = command as Asking;
    const { cookie } = await this.people.member(as);
    const answer = await fetch(this.url + path, {
      method,
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ id: randomUUID(), ...body }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** A crew's report, in time unless `occurredAt` says otherwise. */
  report(tpsCode: string, options: ReportOptions): Promise<{ seq: number; receipt: string }> {
    return this.send('POST', `/api/tps/${tpsCode}/reports`, { occurredAt: '2024-11-27T07:00:00+07:00', ...options });
  }

  /** Sets the room's clock; it stands still unless `speed` says otherwise. */
  async setClock(at: string, speed = 0): Promise<void> {
    await this.send('PUT', '/api/clock', { at, speed });
  }
}

type Method = 'POST' | 'PUT' | 'PATCH';

/** What the server said of itself once it could be used, the last time it was started. */
function lastResult(output: string): { setUp: SetUp | null } | undefined {
  const line = output.split('\n').findLast((one) => one.startsWith('{') && one.endsWith('}'));
  return line === undefined ? undefined : (JSON.parse(line) as { setUp: SetUp | null });
}

/** The small register as a file for `posko import register`. */
function smallRegisterCsv(): string {
  const names = new Map(SMALL_ROWS.map(([code, name]) => [code, name]));
  const name = (code: string): string => names.get(code) ?? '';
  const rows = smallTps().map(({ desaCode, number, dptL, dptP }) =>
    [desaCode, number, ...[2, 4, 6, 10].map((digits) => name(desaCode.slice(0, digits))), dptL, dptP].join(','),
  );
  return ['kode_desa,nomor_tps,provinsi,kabupaten,kecamatan,desa,dpt_l,dpt_p', ...rows].join('\n');
}
