import type { Browser, Page } from 'playwright-core';
import { builtDashboard } from '../../dashboard';
import { Terminal } from '../../terminal';
import type { BenchCase } from '../bench-case';
import { launchChromium } from '../chromium';
import { figure, medianOf } from '../figure';
import type { Figure } from '../figure';
import type { Lab } from '../lab';
import { scriptPerFrame } from '../trace';
import type { Throughput } from '../workers/report-load';
import { someCodes } from './reports';

const CHANGES_PER_SECOND = 500;
const VIEWPORT = { width: 1920, height: 1080 };
const KIB = 1024;
const PATIENCE_MS = 60_000;
/** What the mosaik shows once it has drawn the board. */
const BOARD = 'posko-mosaik .head';

interface Visit {
  /** Milliseconds from navigation. */
  readonly boardMs: number;
  readonly scriptBytes: number;
}

/** Opens the overview as a first visitor does: nothing cached. Leaves the page open. */
async function visit(browser: Browser, url: string): Promise<{ page: Page; visit: Visit }> {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: 'id-ID', timezoneId: 'Asia/Jakarta' });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const scripts = new Set<string>();
  let scriptBytes = 0;
  session.on('Network.requestWillBeSent', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) scriptBytes += encodedDataLength;
  });
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForSelector(BOARD, { state: 'attached', timeout: PATIENCE_MS });
  const initialBytes = scriptBytes;
  // The page's own clock, once what was drawn has been on the screen.
  const boardMs = await page.evaluate<number>(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))',
  );
  return { page, visit: { boardMs, scriptBytes: initialBytes } };
}

/** The same browser and server with a page that is one picture. */
async function emptyVisit(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.goto(`${url}/favicon.svg`);
  const ms = await page.evaluate<number>(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))',
  );
  await page.close();
  return ms;
}

async function firstBoard(browser: Browser, url: string, times: number): Promise<Figure[]> {
  const visits: Visit[] = [];
  const floors: number[] = [];
  for (let nth = 0; nth < times; nth++) {
    floors.push(await emptyVisit(browser, url));
    const { page, visit: seen } = await visit(browser, url);
    visits.push(seen);
    await page.context().close();
  }
  const bench = 'browser';
  const all = visits.map(({ boardMs }) => Math.round(boardMs)).join(', ');
  return [
    figure({
      bench,
      name: 'first board after navigation',
      value: medianOf(visits.map(({ boardMs }) => boardMs)),
      unit: 'ms',
      floor: { name: 'a picture alone', value: medianOf(floors) },
      target: { atMost: 2000 },
      note: all,
    }),
    figure({
      bench,
      name: 'JavaScript until the first board, compressed',
      value: Math.max(...visits.map(({ scriptBytes }) => scriptBytes)) / KIB,
      unit: 'KiB',
      target: { atMost: 250 },
    }),
  ];
}

interface Watched {
  readonly frames: readonly number[];
  readonly load: Throughput | null;
}

/** Script per frame of an open overview over some seconds, with changes coming in or at rest. */
async function watch(
  lab: Lab,
  browser: Browser,
  site: { url: string; codes: readonly string[]; seconds: number },
): Promise<{ quiet: Watched; busy: Watched }> {
  const { page } = await visit(browser, site.url);
  await page.waitForTimeout(2000);
  const trace = async (work: () => Promise<Throughput | null>): Promise<Watched> => {
    await browser.startTracing(page, { categories: ['devtools.timeline', 'toplevel', '__metadata'] });
    const load = await work();
    return { frames: scriptPerFrame((await browser.stopTracing()).toString('utf8')), load };
  };
  const quiet = await trace(async () => {
    await page.waitForTimeout(2000);
    return null;
  });
  const busy = await lab.with('report-load', (reporter) =>
    trace(() =>
      reporter.call<Throughput>('paced', {
        ...site,
        connections: 32,
        perSecond: CHANGES_PER_SECOND,
      }),
    ),
  );
  return { quiet, busy };
}

function frameFigures({ quiet, busy }: { quiet: Watched; busy: Watched }): Figure[] {
  const bench = 'browser';
  const rank = (frames: readonly number[], share: number): number =>
    [...frames].sort((a, b) => a - b)[Math.max(0, Math.ceil(share * frames.length) - 1)] ?? 0;
  const mean = (frames: readonly number[]): number => frames.reduce((a, b) => a + b, 0) / frames.length;
  const named = (name: string): { bench: string; name: string; unit: string } => ({ bench, name, unit: 'ms' });
  const at = `at ${CHANGES_PER_SECOND} changes a second`;
  const floor = (value: number): { name: string; value: number } => ({ name: 'at rest', value });
  return [
    figure({
      ...named(`script per frame ${at}, mean`),
      value: mean(busy.frames),
      floor: floor(mean(quiet.frames)),
      target: { atMost: 4 },
      note: `${Math.round(busy.load?.perSecond ?? 0)} changes a second came in, ${busy.load?.failed ?? 0} failed`,
    }),
    figure({
      ...named(`script per frame ${at}, p95`),
      value: rank(busy.frames, 0.95),
      floor: floor(rank(quiet.frames, 0.95)),
      target: { atMost: 4 },
    }),
    figure({
      ...named(`script per frame ${at}, p99`),
      value: rank(busy.frames, 0.99),
      floor: floor(rank(quiet.frames, 0.99)),
    }),
    figure({
      ...named(`script per frame ${at}, most`),
      value: rank(busy.frames, 1),
      floor: floor(rank(quiet.frames, 1)),
    }),
  ];
}

export const BROWSER: BenchCase = {
  name: 'browser',
  summary: 'first board, initial JavaScript, script per frame',
  run: async (lab, { isQuick }) => {
    const dashboardDir = await builtDashboard(new Terminal(false));
    const databaseUrl = await lab.province('browser');
    const server = await lab.server({ databaseUrl, dashboardDir });
    const browser = await launchChromium(lab.folder);
    try {
      const codes = await someCodes(lab, databaseUrl);
      const figures = await firstBoard(browser, server.url, isQuick ? 1 : 3);
      const site = { url: server.url, codes, seconds: isQuick ? 4 : 12 };
      return [...figures, ...frameFigures(await watch(lab, browser, site))];
    } finally {
      await browser.close();
      await server.stop();
      await lab.drop('browser');
    }
  },
};
