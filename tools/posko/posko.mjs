#!/usr/bin/env node
/**
 * `npm run -s posko -- ARGS`. Plain JavaScript that any Node from 20 on can run: it compiles the command line if its sources
 * are newer, and runs it on the Node version that the project pins. Standard output is left to the command.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setInterval } from 'node:timers';
import { ROOT, ensureBuilt } from './build.mjs';

const PARENT_POLL_MS = 500;
const MAIN = join(ROOT, 'dist/server/tools/posko/src/main.js');

function pinnedNode() {
  const folder = join(ROOT, 'node_modules/node');
  const file = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(file)) return null;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return version === process.versions.node ? null : file;
}

/** Becomes the command as nearly as one process can become another: same terminal, same signals, same end. */
function runOn(node) {
  const child = spawn(node, ['--enable-source-maps', MAIN, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm's shell dies of a signal without passing it on; the command sees only that we live.
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.env.npm_lifecycle_event !== undefined && process.ppid !== parent) child.kill('SIGTERM');
  }, PARENT_POLL_MS);
  watch.unref();
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 1;
    if (signal === null) return;
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

try {
  await ensureBuilt('server');
  const node = pinnedNode();
  if (node === null) {
    process.setSourceMapsEnabled(true);
    process.argv[1] = MAIN;
    await import(MAIN);
  } else {
    runOn(node);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
