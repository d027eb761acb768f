import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** User that runs the database server, where it has to be another one than ours. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

async function idOf(name: string): Promise<ServerAccount | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

/**
 * PostgreSQL refuses to run as root: root runs it as the owner of an existing cluster, else as `postgres`, else as `nobody`.
 * Null for an ordinary user, who runs it as himself.
 */
export async function serverAccount(existingCluster: string): Promise<ServerAccount | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(existingCluster).catch(() => null);
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = (await idOf('postgres')) ?? (await idOf('nobody'));
  if (account === null || account.uid === 0) {
    throw new Error('PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody"');
  }
  return account;
}

/** Whether the account can walk into a folder: root's home and other private folders above it may keep it out. */
export async function canEnter(account: ServerAccount | null, folder: string): Promise<boolean> {
  if (account === null) return true;
  try {
    await run('/bin/sh', ['-c', 'cd -- "$1" && ls . >/dev/null', 'sh', folder], { ...account, cwd: '/' });
    return true;
  } catch {
    return false;
  }
}
