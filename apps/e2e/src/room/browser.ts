import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/** Path of the browser that the journeys run in, from global setup to the specs; empty where there is none. */
export const BROWSER_VARIABLE = 'POSKO_E2E_BROWSER';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const FIXED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** No sandbox: root may not have one, and in containers the kernel refuses it. Only pages of our own are opened. */
const FLAGS = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

export function launch(path: string): Promise<Browser> {
  return chromium.launch({ executablePath: path, headless: true, args: FLAGS, timeout: 30_000 });
}

async function runs(path: string): Promise<boolean> {
  try {
    const browser = await launch(path);
    await browser.close();
    return true;
  } catch {
    return false;
  }
}

function installedBrowsers(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const named = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...named, ...FIXED].filter((path) => existsSync(path));
}

/**
 * The Chromium of the npm package, unpacked into a folder of this run alone: the package itself unpacks to one fixed place
 * for all users of the machine, where only the first could run it.
 */
async function unpackedBrowser(folder: string): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    const { default: packed, inflate, setupLambdaEnvironment } = await import('@sparticuz/chromium');
    const path = await packed.executablePath();
    if (await runs(path)) return path;
    // A machine without the libraries that Chromium wants: the package has those too.
    await inflate(join(process.cwd(), 'node_modules/@sparticuz/chromium/bin/al2023.tar.br'));
    setupLambdaEnvironment(join(folder, 'al2023', 'lib'));
    return (await runs(path)) ? path : null;
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

export interface FoundBrowser {
  readonly path: string;
  /** Removes what was unpacked. */
  dispose(): Promise<void>;
}

/** An installed Chromium or Chrome that starts, else the one from npm, else null. */
export async function findBrowser(): Promise<FoundBrowser | null> {
  const chosen = process.env['POSKO_BROWSER'];
  for (const path of chosen === undefined ? installedBrowsers() : [chosen]) {
    if (await runs(path)) return { path, dispose: () => Promise.resolve() };
  }
  const folder = await mkdtemp(join(tmpdir(), 'posko-browser-'));
  const dispose = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const path = chosen === undefined ? await unpackedBrowser(folder) : null;
  if (path !== null) return { path, dispose };
  await dispose();
  return null;
}
