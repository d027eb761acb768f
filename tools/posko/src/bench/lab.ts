import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmbeddedPostgres, StartOptions } from '@posko/api';
import { NATIONAL_CODE, RegionCode } from '@posko/domain';
import pg from 'pg';
import type { LoopDelay, Memory } from './workers/api-server';
import type { BenchPerson, PeopleRequest } from './workers/people';
import { Worker } from './worker';

/** A server in a process of its own. */
export interface BenchServer {
  readonly url: string;
  /** From the call to the first answer it can give. */
  readonly startMs: number;
  people(request: PeopleRequest): Promise<BenchPerson[]>;
  /** Cookie headers of new sessions, one for each. */
  sessions(people: readonly BenchPerson[]): Promise<string[]>;
  /** Cookie header of a supervisor over everything. */
  supervisor(): Promise<string>;
  memory(): Promise<Memory>;
  cpuMs(): Promise<number>;
  /** Public files and bytes written since the start, and the journal entry up to which they are. */
  written(): Promise<{ readonly files: number; readonly bytes: number; readonly seq: number }>;
  loopDelay(): Promise<LoopDelay>;
  stop(): Promise<void>;
}

export interface LabOptions {
  readonly note: (line: string) => void;
  /** Folder for a CPU profile of every server; measuring costs a little itself. */
  readonly profileDir?: string | undefined;
}

const EVERYWHERE = RegionCode.parse(NATIONAL_CODE);

/** What the benches run on: a throw-away PostgreSQL that really writes to disk, databases, servers; all gone afterwards. */
export class Lab {
  private readonly workers = new Set<Worker>();
  private readonly databases = new Map<string, Promise<string>>();

  private constructor(
    readonly folder: string,
    private readonly postgres: EmbeddedPostgres,
    readonly options: LabOptions,
  ) {}

  static async open(options: LabOptions): Promise<Lab> {
    const folder = await mkdtemp(join(tmpdir(), 'posko-bench-'));
    const { startEmbeddedPostgres } = await import('@posko/api');
    const postgres = await startEmbeddedPostgres({ dataDir: folder, log: options.note });
    return new Lab(folder, postgres, options);
  }

  async close(): Promise<void> {
    await Promise.all([...this.workers].map((worker) => worker.stop()));
    await this.postgres.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  worker(name: string, execArgv: readonly string[] = []): Worker {
    const worker = Worker.start(name, execArgv);
    this.workers.add(worker);
    return worker;
  }

  async stop(worker: Worker): Promise<void> {
    this.workers.delete(worker);
    await worker.stop();
  }

  /** Runs `work` with a worker of its own. */
  async with<T>(name: string, work: (worker: Worker) => Promise<T>): Promise<T> {
    const worker = this.worker(name);
    try {
      return await work(worker);
    } finally {
      await this.stop(worker);
    }
  }

  /** Address of a database of the lab, empty or a copy of another one that nobody uses. */
  async database(name: string, template = 'template0'): Promise<string> {
    await this.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    const url = new URL(this.postgres.url);
    url.pathname = `/${name}`;
    return url.href;
  }

  /** A database that holds a province's register (60,751 TPS), imported once and copied for each use. */
  async province(name: string): Promise<string> {
    await this.once('province', async (url) => {
      await this.with('importer', (worker) => worker.call('province', { databaseUrl: url }));
    });
    return this.database(name, 'province');
  }

  async drop(name: string): Promise<void> {
    await this.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }

  async query<R extends pg.QueryResultRow>(text: string, url = this.postgres.url): Promise<R[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<R>(text)).rows;
    } finally {
      await client.end();
    }
  }

  async server(options: StartOptions): Promise<BenchServer> {
    const { profileDir } = this.options;
    const profile = profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`];
    const worker = this.worker('api-server', ['--expose-gc', ...profile]);
    const { url, startMs } = await worker.call<{ url: string; startMs: number }>('start', options);
    const people = (request: PeopleRequest): Promise<BenchPerson[]> => worker.call('people', request);
    const sessions = (of: readonly BenchPerson[]): Promise<string[]> => worker.call('sessions', of);
    return {
      url,
      startMs,
      people,
      sessions,
      supervisor: async () => {
        const [cookie = ''] = await sessions(await people({ role: 'supervisor', scope: EVERYWHERE, count: 1 }));
        return cookie;
      },
      memory: () => worker.call<Memory>('memory'),
      cpuMs: () => worker.call<number>('cpuMs'),
      written: () => worker.call('written'),
      loopDelay: () => worker.call<LoopDelay>('loopDelay'),
      stop: () => this.stop(worker),
    };
  }

  async file(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, content);
    return path;
  }

  private async once(name: string, fill: (url: string) => Promise<void>): Promise<void> {
    const make = async (): Promise<string> => {
      const url = await this.database(name);
      await fill(url);
      return url;
    };
    const ready = this.databases.get(name) ?? make();
    this.databases.set(name, ready);
    await ready;
  }
}
