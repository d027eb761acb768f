import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, readdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { canEnter } from './account';
import type { ServerAccount } from './account';
import { findPostmaster } from './postmaster';

/** Names, inside the data folder, the folder that holds the database when it cannot be there itself. */
export const LOCATION_FILE = 'postgres.location';
const OWNER_FILE = 'belongs-to';
const CLUSTER_FOLDER = 'cluster-18';
/** `/var/tmp` only as the last resort: some systems tidy it up after a month. */
const OUTSIDE = ['/var/lib/posko', '/var/tmp/posko'];

/** A folder outside that the server's user can enter, made if need be; null if this machine has no place for one. */
export async function folderOutside(name: string, account: ServerAccount): Promise<string | null> {
  for (const base of OUTSIDE) {
    try {
      const folder = join(base, name);
      await makeOpenFolder(base);
      await makeOpenFolder(folder);
      if (await canEnter(account, folder)) return folder;
    } catch {
      // Not here, then.
    }
  }
  return null;
}

/** Folder of the cluster in a database's home. */
export function clusterFolder(home: string): string {
  return join(home, CLUSTER_FOLDER);
}

async function textOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
}

/** The folder a pointer names, if it is still there and was made for this data folder (and not for one this is a copy of). */
async function pointedTo(dataDir: string): Promise<string | null> {
  const folder = await textOf(join(dataDir, LOCATION_FILE));
  if (folder === null) return null;
  const owner = await textOf(join(folder, OWNER_FILE));
  if (owner === null) return null;
  const isMoved = owner !== dataDir && (await textOf(join(owner, LOCATION_FILE))) === null;
  if (isMoved) await writeFile(join(folder, OWNER_FILE), `${dataDir}\n`);
  return isMoved || owner === dataDir ? folder : null;
}

/** Makes a folder that others may pass through, whatever the umask is. */
async function makeOpenFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { uid } = await stat(folder);
  // Somebody else could have put it there first, with his own files in it.
  if (process.getuid !== undefined && uid !== process.getuid()) throw new Error(`${folder} belongs to another user`);
  await chmod(folder, 0o755);
}

async function outside(dataDir: string, account: ServerAccount): Promise<string> {
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const folder = await folderOutside(name, account);
  if (folder === null) {
    throw new Error(`The database server's user can enter neither ${dataDir} nor ${OUTSIDE.join(' nor ')}`);
  }
  await writeFile(join(folder, OWNER_FILE), `${dataDir}\n`);
  await writeFile(join(dataDir, LOCATION_FILE), `${folder}\n`);
  await removeThrownAway(dirname(folder));
  return folder;
}

/**
 * Whoever deletes a temporary data folder cannot know of its database outside. Only those of the system's temporary folder
 * are removed: any other folder that is not there may be on a disk that is not there.
 */
async function removeThrownAway(base: string): Promise<void> {
  const temporary = (await realpath(tmpdir())) + sep;
  for (const name of await readdir(base)) {
    const folder = join(base, name);
    const owner = await textOf(join(folder, OWNER_FILE));
    if (owner?.startsWith(temporary) !== true || (await stat(owner).catch(() => null)) !== null) continue;
    const running = await findPostmaster(join(clusterFolder(folder), 'pgdata'));
    if (running === null) await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Folder of the database: `postgres` inside the data folder, or, where the server's user cannot get there, one outside that
 * a pointer file in the data folder names.
 */
export async function databaseHome(dataDir: string, account: ServerAccount | null): Promise<string> {
  const inside = join(dataDir, 'postgres');
  if (account === null) {
    await mkdir(inside, { recursive: true, mode: 0o700 });
    return inside;
  }
  const pointed = await pointedTo(dataDir);
  if (pointed !== null) return pointed;
  await mkdir(inside, { recursive: true });
  if (!(await canEnter(account, inside))) await chmod(inside, 0o755);
  return (await canEnter(account, inside)) ? inside : outside(dataDir, account);
}

/** The data folder by its one true path, made if need be: two ways to the same folder are the same database. */
export async function trueFolder(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  return realpath(dataDir);
}
