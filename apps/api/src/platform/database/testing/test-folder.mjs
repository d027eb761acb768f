import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Followed by the process id of the Jest run. */
export const FOLDER_PREFIX = 'posko-spec-database-';
const PIDFILE = 'postgres/cluster-18/pgdata/postmaster.pid';
const POLL_MS = 25;

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function postmasterOf(folder) {
  try {
    return Number(readFileSync(join(folder, PIDFILE), 'utf8').split('\n')[0]);
  } catch {
    return null;
  }
}

/** Stops the database server of a test run, if one was started, and removes its folder. */
export async function removeFolder(folder) {
  const pid = postmasterOf(folder);
  // "Immediate": nothing in there is worth writing out.
  if (pid !== null && isAlive(pid)) process.kill(pid, 'SIGQUIT');
  const giveUpAt = Date.now() + 10_000;
  while (pid !== null && isAlive(pid) && Date.now() < giveUpAt) await delay(POLL_MS);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
