import { chmodSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FOLDER_PREFIX, isAlive, removeFolder } from './test-folder.mjs';

/** Names the folder of this run's database; the server itself is started by the first spec that wants one. */
export default async function setUp() {
  await removeLeftovers();
  const folder = mkdtempSync(join(tmpdir(), `${FOLDER_PREFIX}${process.pid}-`));
  // As root, the database server runs as another user and has to get in.
  chmodSync(folder, 0o755);
  process.env.POSKO_TEST_DATA = folder;
}

/** Runs that were killed could not tidy up after themselves. */
async function removeLeftovers() {
  for (const name of readdirSync(tmpdir())) {
    const owner = name.startsWith(FOLDER_PREFIX) ? Number(name.slice(FOLDER_PREFIX.length).split('-')[0]) : Number.NaN;
    if (Number.isInteger(owner) && !isAlive(owner)) await removeFolder(join(tmpdir(), name)).catch(() => undefined);
  }
}
