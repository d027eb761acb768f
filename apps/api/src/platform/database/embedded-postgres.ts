import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { serverAccount } from './embedded/account';
import { DATABASE_USER, openCluster } from './embedded/cluster';
import type { Cluster } from './embedded/cluster';
import { reachableEngine } from './embedded/engine';
import { clusterFolder, databaseHome, trueFolder } from './embedded/home';
import { DATABASE_NAME, takeLease } from './embedded/lease';
import type { Lease } from './embedded/lease';
import { findPostmaster, freePort, messagesOf, startServer } from './embedded/postmaster';
import type { ServerSite, StartedServer } from './embedded/postmaster';
import { isAlive } from './embedded/process';

export interface EmbeddedPostgresOptions {
  /** The folder of all that Posko keeps (POSKO_DATA). */
  readonly dataDir: string;
  readonly log: (line: string) => void;
  /** False only for throw-away databases of tests. */
  readonly isDurable?: boolean;
}

export interface EmbeddedPostgres {
  /** Connection address of Posko's database; it stays the same for as long as this process holds the server. */
  readonly url: string;
  /** PostgreSQL's own folder. */
  readonly pgdata: string;
  /** Process id of the postmaster, null while it is down. */
  postmasterPid(): Promise<number | null>;
  /** Gives the server up; the last user stops it. */
  stop(): Promise<void>;
  /** Gives the server up and lets it run on, for the next process that asks for it. */
  leave(): Promise<void>;
}

const POLL_MS = 25;
const NOTICE_MS = 5000;
/** A server that says why it cannot start is believed the third time; port and shared memory may come free until then. */
const MAX_REFUSALS = 3;
const STOP_WAIT_MS = 60_000;
/** Reasons that pass by themselves: children of a killed server are still leaving, or another process was quicker. */
const PASSING = /shared memory block|lock file "postmaster\.pid" already exists|could not bind|Address already in use/;

/**
 * Starts the PostgreSQL that comes with Posko, or joins it where another process already runs it on the same data.
 *
 * All processes that use it are equal: each holds a lease (see lease.ts), each starts the server again if it dies, and the
 * last to leave stops it. After a `kill -9` of the last one it runs on alone, and the next start joins it.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = await trueFolder(options.dataDir);
  const home = await databaseHome(dataDir, await serverAccount(join(dataDir, 'postgres')));
  const account = await serverAccount(join(clusterFolder(home), 'pgdata'));
  const engine = await reachableEngine(account, home);
  const maker = { engine, account, isDurable: options.isDurable ?? true };
  const cluster = await openCluster(home, maker);
  const site: ServerSite = { ...maker, pgdata: cluster.pgdata, logFile: join(home, 'postgres.log') };
  const supervisor = new Supervisor(site, cluster, options.log);
  const port = await supervisor.open();
  return {
    url: `postgres://${DATABASE_USER}:${cluster.password}@127.0.0.1:${port}/${DATABASE_NAME}`,
    pgdata: cluster.pgdata,
    postmasterPid: async () => (await findPostmaster(cluster.pgdata))?.pid ?? null,
    stop: () => supervisor.stop(),
    leave: () => supervisor.leave(),
  };
}

class Supervisor {
  private port: number | null = null;
  private lease: Lease | null = null;
  private isStopping = false;
  private reopening: Promise<void> = Promise.resolve();

  constructor(
    private readonly site: ServerSite,
    private readonly cluster: Cluster,
    private readonly log: (line: string) => void,
  ) {}

  /** Makes sure that a server runs, and holds a lease on it. Returns its port. */
  async open(): Promise<number> {
    let started: StartedServer | null = null;
    let refusals = 0;
    let noticeAt = Date.now() + NOTICE_MS;
    while (!this.isStopping) {
      const running = await findPostmaster(this.site.pgdata);
      if (running?.status === 'ready') {
        const lease = await takeLease(this.cluster, running.port);
        if (lease !== null) return this.hold(lease, running.port);
      } else if (running === null && (started === null || started.exitCode !== null)) {
        if (started !== null && (await this.isRefused(started)) && ++refusals >= MAX_REFUSALS) await this.fail(started);
        started = await startServer(this.site, this.port ?? (await freePort()));
      }
      if (Date.now() > noticeAt) {
        this.log(`The database is ${running?.status ?? 'not up'} yet; see ${this.site.logFile}`);
        noticeAt = Date.now() + NOTICE_MS;
      }
      await delay(POLL_MS);
    }
    throw new Error('The database was stopped while it was being started');
  }

  async leave(): Promise<void> {
    await (await this.end())?.close();
  }

  async stop(): Promise<void> {
    const lease = await this.end();
    if (lease === null) return;
    const running = await findPostmaster(this.site.pgdata);
    if ((await lease.release()) && running !== null) await this.shutDown(running.pid);
    await lease.close();
  }

  /** Ends the supervision; the lease, if there is one, is then the caller's. */
  private async end(): Promise<Lease | null> {
    if (this.isStopping) return null;
    this.isStopping = true;
    await this.reopening;
    return this.lease;
  }

  private hold(lease: Lease, port: number): number {
    if (this.port !== null && this.port !== port) this.log(`The database has moved to port ${port}: start Posko again`);
    this.lease = lease;
    this.port ??= port;
    lease.onLost(() => {
      if (this.isStopping) return;
      this.log('The database has died; starting it again');
      this.reopening = this.reopen();
    });
    return port;
  }

  private async reopen(): Promise<void> {
    this.lease = null;
    while (!this.isStopping) {
      try {
        await this.open();
        this.log('The database is up again');
        return;
      } catch (error) {
        this.log(error instanceof Error ? error.message : String(error));
        await delay(1000);
      }
    }
  }

  /** Whether a server that ended was refused for a reason that will not pass. */
  private async isRefused(server: StartedServer): Promise<boolean> {
    await delay(POLL_MS * 2);
    return !PASSING.test(await messagesOf(this.site, server));
  }

  private async fail(server: StartedServer): Promise<never> {
    const messages = await messagesOf(this.site, server);
    throw new Error(`PostgreSQL does not start. Its last words (${this.site.logFile}):\n${messages.trim()}`);
  }

  /** Fast shutdown: ends the other connections, writes everything out and leaves a clean cluster. */
  private async shutDown(pid: number): Promise<void> {
    process.kill(pid, 'SIGINT');
    const giveUpAt = Date.now() + STOP_WAIT_MS;
    while (isAlive(pid) && (await findPostmaster(this.site.pgdata)) !== null) {
      if (Date.now() > giveUpAt) throw new Error(`The database (process ${pid}) takes more than a minute to stop`);
      await delay(POLL_MS);
    }
  }
}
