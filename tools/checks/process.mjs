import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');
const BIN = join(ROOT, 'node_modules/.bin');
const PINNED_NODE = join(ROOT, 'node_modules/node/bin/node');
/** The pinned Node, whatever runs this file; on Windows the package lays it elsewhere, and npm has put it on the path. */
const NODE = existsSync(PINNED_NODE) ? PINNED_NODE : process.execPath;
const KILL_AFTER_MS = 5_000;

const running = new Set();

const environment = (more) => ({
  ...process.env,
  PATH: BIN + delimiter + (process.env.PATH ?? ''),
  NX_DAEMON: 'false',
  NX_ISOLATE_PLUGINS: 'false',
  NX_TUI: 'false',
  NO_COLOR: '1',
  FORCE_COLOR: undefined,
  ...more,
});

/** Ends a child and all that it started. */
function end(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

/**
 * Runs a script of a package, or a file of ours, with the pinned Node; stdin closed, no terminal. One that hangs is ended: the
 * largest suite, the browser journeys, takes some 25 minutes beside another one on two processors.
 * @returns {Promise<{ exitCode: number, output: string }>}
 */
export function runNode(script, args, { env = {}, timeoutMinutes = 45, nodeArgs = [] } = {}) {
  return new Promise((done) => {
    const child = spawn(NODE, [...nodeArgs, join(ROOT, script), ...args], {
      cwd: ROOT,
      env: environment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    running.add(child);
    let output = '';
    const take = (chunk) => (output += chunk);
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    const timer = setTimeout(() => {
      output += `\nended after ${timeoutMinutes} minutes`;
      end(child, 'SIGTERM');
      setTimeout(() => end(child, 'SIGKILL'), KILL_AFTER_MS).unref();
    }, timeoutMinutes * 60_000);
    const finish = (exitCode) => {
      clearTimeout(timer);
      running.delete(child);
      done({ exitCode, output });
    };
    child.on('error', (error) => {
      output += String(error);
      finish(127);
    });
    // 'exit' and not 'close': a grandchild that keeps the pipe open must not hold up the rest.
    child.on('exit', (code) => setTimeout(() => finish(code ?? 1), 100));
  });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    for (const child of running) end(child, 'SIGTERM');
    process.exit(130);
  });
}
