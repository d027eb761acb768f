import type { Browser, Page } from 'playwright-core';
import { builtPages } from '../../pages';
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

/** In the page: when the board was on the screen, and the scripts that had come when its mosaik was there. */
const WATCH = `globalThis.boardSeen = new Promise((done) => {
  const watch = new MutationObserver(() => {
    if (document.querySelector('${BOARD}') === null) return;
    watch.disconnect();
    const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'));
    const scriptBytes = scripts.reduce((sum, { transferSize }) => sum + transferSize, 0);
    requestAnimationFrame(() => requestAnimationFrame(() => done({ boardMs: performance.now(), scriptBytes })));
  });
  watch.observe(document, { childList: true, subtree: true });
})`;

interface Visit {
  /** Milliseconds from navigation. */
  readonly boardMs: number;
  readonly scriptBytes: number;
}

interface SignedInSite {
  readonly url: string;
  readonly cookie: string;
}

/** Opens the overview as someone signed in who comes for the first time: nothing cached. Leaves the page open. */
async function visit(browser: Browser, { url, cookie }: SignedInSite): Promise<{ page: Page; visit: Visit }> {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: 'id-ID', timezoneId: 'Asia/Jakarta' });
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Strict' }]);
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForSelector(BOARD, { state: 'attached', timeout: PATIENCE_MS });
  // The page's own clock and books: waiting for a selector polls, and would count what came after the board.
  const seen = await page.evaluate<Visit>('boardSeen');
  return { page, visit: seen };
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

async function firstBoard(browser: Browser, site: SignedInSite, times: number): Promise<Figure[]> {
  const visits: Visit[] = [];
  const floors: number[] = [];
  for (let nth = 0; nth < times; nth++) {
    floors.push(await emptyVisit(browser, site.url));
    const { page, visit: seen } = await visit(browser, site);
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
  site: SignedInSite & { codes: readonly string[]; seconds: number },
): Promise<{ quiet: Watched; busy: Watched }> {
  const { page } = await visit(browser, site);
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
        cookies: [site.cookie],
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
    const dashboardDir = await builtPages('dashboard', new Terminal(false));
    const databaseUrl = await lab.province('browser');
    const server = await lab.server({ databaseUrl, dashboardDir });
    const browser = await launchChromium(lab.folder);
    try {
      const codes = await someCodes(lab, databaseUrl);
      const site = { url: server.url, cookie: await server.supervisor(), codes, seconds: isQuick ? 4 : 12 };
      const figures = await firstBoard(browser, site, isQuick ? 1 : 3);
      return [...figures, ...frameFigures(await watch(lab, browser, site))];
    } finally {
      await browser.close();
      await server.stop();
      await lab.drop('browser');
    }
  },
};
