import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const FIXED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
/** No sandbox: root may not have one, and only pages of our own are opened. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-dev-shm-usage',
];

function candidates(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const named = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...named, ...FIXED].filter((path) => existsSync(path));
}

/**
 * An installed Chromium or Chrome, else the one of the npm package, unpacked into `folder`. Throws with the last reason where
 * none starts.
 */
export async function launchChromium(folder: string): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  let reason: unknown = null;
  for (const find of [...candidates().map((path) => () => Promise.resolve(path)), () => unpacked(folder)]) {
    try {
      return await chromium.launch({ executablePath: await find(), headless: true, args: FLAGS, timeout: 30_000 });
    } catch (error) {
      reason = error;
    }
  }
  throw new Error('No browser starts on this machine', { cause: reason });
}

/** The package unpacks below TMPDIR; here into a folder of this run alone. */
async function unpacked(folder: string): Promise<string> {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    return await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}
