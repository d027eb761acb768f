import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './settings';
import { Failure } from './terminal';
import type { Terminal } from './terminal';

/** Pages that people open: those of the operations room, and the public's. */
export type Pages = 'dashboard' | 'portal';

/** Folder of built pages, built first if their sources are newer. A release without sources is taken as it is. */
export async function builtPages(pages: Pages, terminal: Terminal): Promise<string> {
  const root = projectRoot();
  const script = join(root, 'tools/posko/build.mjs');
  if (existsSync(script)) await runBuild(script, pages, terminal);
  const folder = join(root, 'dist', pages, 'browser');
  if (!existsSync(join(folder, 'index.html'))) throw new Failure(`There is no ${pages} in ${folder}.`);
  return folder;
}

/** The same as it is, without a build; undefined where there is none. */
export function pagesThere(pages: Pages): string | undefined {
  const folder = join(projectRoot(), 'dist', pages, 'browser');
  return existsSync(join(folder, 'index.html')) ? folder : undefined;
}

async function runBuild(script: string, pages: Pages, terminal: Terminal): Promise<void> {
  const messages: string[] = [];
  const child = spawn(process.execPath, [script, pages], { stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    messages.push(text);
    if (messages.length === 1) terminal.note(text.trim());
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (exitCode !== 0) throw new Failure(`The ${pages} was not built:\n${messages.join('').trim()}`);
}
