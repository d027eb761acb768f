/**
 * Builds what is older than its sources, and only that: `node tools/posko/build.mjs server dashboard`. Several processes may
 * ask at once; one builds, the others wait. Everything it says goes to standard error.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { precompress } from './precompress.mjs';

export const ROOT = join(import.meta.dirname, '../..');
const POLL_MS = 100;

const BUILDS = {
  server: {
    sources: ['libs/domain', 'libs/contracts', 'libs/client', 'libs/testing', 'apps/api', 'tools', '.swcrc'],
    output: 'dist/server/tools/posko/src/main.js',
    stamp: 'dist/server/.built',
    command: ['node_modules/@swc/cli/bin/swc.js', 'libs', 'apps/api', 'tools', '-d', 'dist/server', '--quiet'],
    notice: 'Compiling the server …',
  },
  dashboard: {
    sources: ['libs/domain', 'libs/contracts', 'libs/client', 'libs/ui', 'apps/dashboard', 'package-lock.json'],
    output: 'dist/dashboard/browser/index.html',
    stamp: 'dist/.built-dashboard',
    command: ['node_modules/nx/dist/bin/nx.js', 'build', 'dashboard'],
    notice: 'Building the dashboard; this takes a minute the first time …',
    after: () => precompress(join(ROOT, 'dist/dashboard/browser')),
  },
  portal: {
    sources: ['libs/domain', 'libs/contracts', 'libs/ui', 'apps/portal', 'package-lock.json'],
    output: 'dist/portal/browser/index.html',
    stamp: 'dist/.built-portal',
    command: ['node_modules/nx/dist/bin/nx.js', 'build', 'portal'],
    notice: 'Building the public portal …',
    after: () => precompress(join(ROOT, 'dist/portal/browser')),
  },
};

/** Every source file below a path with what tells that it changed; specs do not count. */
function* sourceFiles(path) {
  const stat = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (stat.isFile()) {
    if (!path.endsWith('.spec.ts')) yield { path, mtimeMs: stat.mtimeMs, size: stat.size };
    return;
  }
  for (const name of readdirSync(join(ROOT, path)).sort()) {
    if (!/^(node_modules|dist)$/.test(name)) yield* sourceFiles(`${path}/${name}`);
  }
}

function signatureOf(files) {
  return createHash('sha256').update(JSON.stringify(files)).digest('hex');
}

/** Built after the last change, by us (the stamp knows the sources) or by somebody else (the output is younger). */
function isFresh(build) {
  const output = statSync(join(ROOT, build.output), { throwIfNoEntry: false });
  if (output === undefined) return false;
  const files = build.sources.flatMap((source) => [...sourceFiles(source)]);
  const stamp = existsSync(join(ROOT, build.stamp)) ? readFileSync(join(ROOT, build.stamp), 'utf8') : '';
  return stamp === signatureOf(files) || files.every((file) => file.mtimeMs < output.mtimeMs);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Takes the lock, waiting for a living holder. A holder that was killed loses it. */
async function lock(file) {
  mkdirSync(dirname(file), { recursive: true });
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (holder > 0 && !isAlive(holder)) rmSync(file, { force: true });
    else await delay(POLL_MS);
  }
}

function run([script, ...args]) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, script), ...args], {
      cwd: ROOT,
      env: { ...process.env, NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false', NX_TUI: 'false' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(output.trim() || `${script} ended with ${code}`));
    });
  });
}

/** Builds `name` if need be. Without sources, as in a container image, what is there is taken as it is. */
export async function ensureBuilt(name) {
  const build = BUILDS[name];
  if (build === undefined) throw new Error(`Nothing is built under the name "${name}"`);
  if (!existsSync(join(ROOT, build.sources[0])) || isFresh(build)) return;
  const unlock = await lock(join(ROOT, `dist/.building-${name}`));
  try {
    if (isFresh(build)) return;
    console.error(build.notice);
    const signature = signatureOf(build.sources.flatMap((source) => [...sourceFiles(source)]));
    await run(build.command);
    build.after?.();
    writeFileSync(join(ROOT, build.stamp), signature);
  } finally {
    unlock();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    for (const name of process.argv.slice(2)) await ensureBuilt(name);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
