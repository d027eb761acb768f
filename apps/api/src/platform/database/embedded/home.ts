import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canEnter } from './account';
import type { ServerAccount } from './account';

/** Names, inside the data folder, the folder that holds the database when it cannot be there itself. */
export const LOCATION_FILE = 'postgres.location';
const OWNER_FILE = 'belongs-to';
/** `/var/tmp` only as the last resort: some systems tidy it up after a month. */
const OUTSIDE = ['/var/lib/posko', '/var/tmp/posko'];

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
  for (const base of OUTSIDE) {
    try {
      const folder = join(base, name);
      await makeOpenFolder(base);
      await makeOpenFolder(folder);
      if (!(await canEnter(account, folder))) continue;
      await writeFile(join(folder, OWNER_FILE), `${dataDir}\n`);
      await writeFile(join(dataDir, LOCATION_FILE), `${folder}\n`);
      return folder;
    } catch {
      continue;
    }
  }
  throw new Error(`The database server's user can enter neither ${dataDir} nor ${OUTSIDE.join(' nor ')}`);
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
