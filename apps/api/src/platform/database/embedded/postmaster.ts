import { spawn } from 'node:child_process';
import { closeSync, fchownSync, openSync } from 'node:fs';
import { open, readFile, readlink, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { ClusterMaker } from './cluster';
import { isAlive, serverEnvironment } from './process';

/** The postmaster as its lock file describes it; the lines of postmaster.pid are documented in PostgreSQL's pidfile.h. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly status: string;
}

/** All that is needed to start a server on a cluster. */
export interface ServerSite extends ClusterMaker {
  readonly pgdata: string;
  readonly logFile: string;
}

/** A server process that was started; `exitCode` is null while it runs. */
export interface StartedServer {
  exitCode: number | null;
  /** Where its messages begin in the log file. */
  readonly logStart: number;
}

const LOG_LIMIT_BYTES = 16 * 1024 * 1024;

/** Reads the lock file; null if there is none, it is half-written or its process is gone. */
export async function findPostmaster(pgdata: string): Promise<Postmaster | null> {
  const file = join(pgdata, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => '');
  const [pid = '', , , port = '', , , , status = ''] = text.split('\n');
  if (!/^\d+$/.test(pid) || !isAlive(Number(pid))) return null;
  if (await isStranger(Number(pid), pgdata)) {
    // PostgreSQL itself would take the stranger for a postmaster and refuse to start.
    if ((await readFile(file, 'utf8').catch(() => '')) === text) await rm(file, { force: true });
    return null;
  }
  return { pid: Number(pid), port: Number(port), status: status.trim() };
}

/**
 * Whether a process id belongs to another program by now (after a reboot, say), or to the remains of a killed postmaster that
 * nobody has collected: a living postmaster works inside its folder. Only Linux tells.
 */
async function isStranger(pid: number, pgdata: string): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  try {
    return (await readlink(`/proc/${pid}/cwd`)) !== pgdata;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
}

/** A port nobody listens on just now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}

/**
 * fsync, full page writes and synchronous commit stay on: a commit is on the disk. Batches share one fsync, and wide
 * checkpoint distances keep full page writes rare. The port is on loopback only; there is no socket file.
 */
export function serverFlags(port: number, isDurable: boolean): string[] {
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: '256MB',
    fsync: isDurable ? 'on' : 'off',
    synchronous_commit: isDurable ? 'on' : 'off',
    full_page_writes: isDurable ? 'on' : 'off',
    wal_compression: 'on',
    checkpoint_timeout: '15min',
    max_wal_size: '2GB',
    min_wal_size: '256MB',
    jit: 'off',
    // Ends the statements of a client that was killed, and with them the locks it held.
    client_connection_check_interval: '1s',
    idle_in_transaction_session_timeout: '60s',
    log_line_prefix: '%m [%p] ',
    log_checkpoints: 'off',
    log_timezone: 'UTC',
    timezone: 'UTC',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Starts a server in a session of its own: Ctrl-C in the terminal must not reach it before we have drained. */
export async function startServer(site: ServerSite, port: number): Promise<StartedServer> {
  const size = (await stat(site.logFile).catch(() => null))?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) await rename(site.logFile, `${site.logFile}.1`);
  const logFd = openSync(site.logFile, 'a', 0o600);
  const server: StartedServer = { exitCode: null, logStart: size > LOG_LIMIT_BYTES ? 0 : size };
  try {
    if (site.account !== null) fchownSync(logFd, site.account.uid, site.account.gid);
    const child = spawn(
      join(site.engine.folder, 'bin', 'postgres'),
      ['-D', site.pgdata, ...serverFlags(port, site.isDurable)],
      { ...site.account, cwd: site.pgdata, env: serverEnvironment(), detached: true, stdio: ['ignore', logFd, logFd] },
    );
    child.once('error', () => (server.exitCode = 127));
    child.once('exit', (code) => (server.exitCode = code ?? 128));
    child.unref();
  } finally {
    closeSync(logFd);
  }
  return server;
}

/** What a server wrote to the log since it was started. */
export async function messagesOf(site: ServerSite, server: StartedServer): Promise<string> {
  const file = await open(site.logFile, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16_384), 0, 16_384, server.logStart);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
