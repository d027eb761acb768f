import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ServerAccount } from './account';
import type { Engine } from './engine';
import { clusterFolder } from './home';
import { isAlive, serverEnvironment } from './process';

const run = promisify(execFile);

/** A database cluster on disk: PostgreSQL's own folder and the password of its one user. */
export interface Cluster {
  readonly pgdata: string;
  readonly password: string;
}

/** What a cluster is made with, and by whom. */
export interface ClusterMaker {
  readonly engine: Engine;
  readonly account: ServerAccount | null;
  /** False only for throw-away databases of tests: a power cut may then cost data. */
  readonly isDurable: boolean;
}

export const DATABASE_USER = 'posko';
const PASSWORD_FILE = 'password';

/** Opens the cluster below `home`, or makes it. Two processes may do so at once: the first to be done wins. */
export async function openCluster(home: string, maker: ClusterMaker): Promise<Cluster> {
  const folder = clusterFolder(home);
  if ((await stat(folder).catch(() => null)) === null) await makeCluster(home, maker);
  const password = await readFile(join(folder, PASSWORD_FILE), 'utf8').catch((cause: unknown) => {
    throw new Error(`The database in ${folder} belongs to another user of this machine`, { cause });
  });
  return { pgdata: join(folder, 'pgdata'), password: password.trim() };
}

/** Makes it aside and renames it, so that one cut short is never taken for a whole one. */
async function makeCluster(home: string, { engine, account, isDurable }: ClusterMaker): Promise<void> {
  await removeLeftovers(home);
  const folder = clusterFolder(home);
  const aside = `${folder}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  const pgdata = join(aside, 'pgdata');
  const passwordFile = join(aside, PASSWORD_FILE);
  await mkdir(pgdata, { recursive: true });
  await chmod(aside, account === null ? 0o700 : 0o755);
  await chmod(pgdata, 0o700);
  await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  if (account !== null) {
    await chown(pgdata, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  const flags = [...initdbArguments(pgdata, passwordFile), ...(isDurable ? [] : ['--no-sync'])];
  await run(join(engine.folder, 'bin', 'initdb'), flags, {
    ...account,
    cwd: aside,
    env: serverEnvironment(),
  });
  if (account !== null) await chown(passwordFile, 0, 0);
  await rename(aside, folder).catch(async (error: unknown) => {
    await rm(aside, { recursive: true, force: true });
    if ((await stat(folder).catch(() => null)) === null) throw error;
  });
}

function initdbArguments(pgdata: string, passwordFile: string): string[] {
  return [
    ...['-D', pgdata, '-U', DATABASE_USER, '--encoding=UTF8', '--locale=C'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...['--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-instructions'],
  ];
}

/** Half-made clusters of processes that were killed. */
async function removeLeftovers(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const maker = /\.new-(\d+)-/.exec(name)?.[1];
    if (maker !== undefined && Number(maker) !== process.pid && !isAlive(Number(maker))) {
      await rm(join(home, name), { recursive: true, force: true });
    }
  }
}
