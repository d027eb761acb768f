import { mkdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { publishedBulk, publishedReleases, publishedTree } from '@posko/testing';
import type { PublishedTree } from '@posko/testing';
import type { Browser, Page } from 'playwright-core';
import { overflowOf } from './room/accessibility';
import { SCHEMES, faultsOf, isStill } from './room/look';
import { PortalSite } from './room/portal-site';
import { until } from './room/room';
import { AWAY, NOT_THERE, SIZES, Visitor, browserPath, openBrowser } from './room/visitor';
import type { Size, VisitOptions } from './room/visitor';

/** Real time, which is what banners go by. */
const now = (agoMs = 0): string => new Date(Date.now() - agoMs).toISOString();
const RELEASES = publishedReleases();
/** A tree as of this moment, with releases and open data. */
const fresh = ({ index, ...options }: Parameters<typeof publishedTree>[0] = {}): PublishedTree => {
  const tree = publishedTree({ at: now(), index: { releases: RELEASES.refs, ...index }, ...options });
  return new Map([...tree, ...RELEASES.files, ['bulk.json', publishedBulk(now())]]);
};
const MINUTE = 60_000;
/** What the whole first view may weigh on its way to a telephone. */
const FIRST_VIEW_BYTES = 120_000;

const title = 'the public portal';
const isPossible = browserPath() !== null;
(isPossible ? describe : describe.skip)(
  isPossible ? title : `${title} (skipped: no Chromium or Chrome here; POSKO_BROWSER names one)`,
  () => {
    let site: PortalSite;
    let browser: Browser;
    let visitors: Visitor[] = [];

    beforeAll(async () => {
      browser = await openBrowser();
      site = await PortalSite.open();
    }, 240_000);
    beforeEach(() => {
      site.tree = fresh();
      site.sent.clear();
    });
    afterEach(async () => {
      const faults = visitors.flatMap((visitor) => visitor.faults);
      await Promise.all(visitors.map((visitor) => visitor.leave()));
      visitors = [];
      expect(faults).toEqual([]);
    });
    afterAll(async () => {
      await browser.close();
      await site.close();
    }, 240_000);

    const visit = async (path = '', options: VisitOptions = {}): Promise<{ page: Page; visitor: Visitor }> => {
      const visitor = await Visitor.arrive(browser, site.url, options);
      visitors.push(visitor);
      await visitor.page.goto(site.url + path);
      await visitor.page.getByRole('heading', { level: 1 }).first().waitFor();
      return { page: visitor.page, visitor };
    };
    const heading = (page: Page, name: string): Promise<void> =>
      page.getByRole('heading', { level: 1, name }).waitFor();

    it('leads from the province to a TPS in four clicks, the photo beside the figures', async () => {
      const { page } = await visit();
      await heading(page, 'Jawa Timur');
      for (const name of ['Kota Surabaya', 'Wonocolo', 'Sidosermo', 'TPS 1'])
        await page.getByRole('table').getByRole('link', { name, exact: true }).click();
      await heading(page, 'TPS 1, Sidosermo');
      await page.getByRole('img', { name: 'Foto C.Hasil TPS 1, Sidosermo, halaman 1' }).waitFor();
      expect(await page.getByText(/^[0-9a-f]{64}$/).count()).toBe(3);
      await page.getByRole('heading', { name: /^Dikoreksi / }).waitFor();
      expect(page.url()).toContain('#/pkwkp-35/3578021001001');
    });

    it('goes to a TPS by one search: by its code, and by name and number', async () => {
      const { page } = await visit();
      const box = page.getByRole('searchbox', { name: 'Cari wilayah atau TPS' });
      await box.fill('35.78.02.1001.002');
      await box.press('Enter');
      await heading(page, 'TPS 2, Sidosermo');
      await box.fill('tps 3 bendul');
      await box.press('Enter');
      await page.getByRole('link', { name: 'TPS 3, Bendul Merisi' }).click();
      await page.getByText('tidak ada, atau tidak termasuk pemilihan ini').waitFor();
      await box.fill('tps 4 bendul');
      await box.press('Enter');
      await page.getByRole('link', { name: 'TPS 4, Bendul Merisi' }).click();
      await heading(page, 'TPS 4, Bendul Merisi');
    });

    it('keeps releases for good, and compares two of them', async () => {
      const { page } = await visit('#/rilis');
      const row = page.getByRole('row', { name: /^Dihitung/ });
      await row.waitFor();
      expect(await row.getByRole('cell').allTextContents()).toEqual(['7', '18', '+11']);
      await page.getByRole('link', { name: 'Rilis #1', exact: true }).click();
      await heading(page, 'Rilis #1');
      await page.getByText('2 TPS dalam rilis ini dikoreksi').waitFor();
      await page.getByText('7 tempat').waitFor();
      await page.getByRole('link', { name: 'PDF satu halaman' }).waitFor();
    });

    it('makes a picture of the chart', async () => {
      const { page } = await visit();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Gambar grafik' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('pkwkp-35-35-2000.png');
      mkdirSync('test-results/pictures', { recursive: true });
      await download.saveAs('test-results/pictures/portal-chart.png');
    });

    it('weighs at most 120 KB until the first figures, and reads before a script runs', async () => {
      await visit();
      const bytes = [...site.sent].filter(([path]) => !/ngsw/.test(path)).reduce((sum, [, size]) => sum + size, 0);
      expect(bytes).toBeLessThan(FIRST_VIEW_BYTES);
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(site.url);
      await page.getByRole('heading', { name: 'Hitung nyata' }).waitFor();
      await page.getByRole('link', { name: 'v1/index.json' }).waitFor();
      await context.close();
    });

    it('stays readable without a connection, says how old it is, and goes on when it is back', async () => {
      const { page, visitor } = await visit('', {
        hasWorker: true,
        expects: [AWAY, /ERR_INTERNET_DISCONNECTED/, NOT_THERE],
      });
      await page.getByRole('link', { name: 'Kota Surabaya', exact: true }).click();
      await heading(page, 'Kota Surabaya');
      // The style sheet is the last that the worker fetches.
      await page.evaluate(() => navigator.serviceWorker.ready);
      await until('the worker has the page', () =>
        page.evaluate(async () => {
          const { href } = document.querySelector<HTMLLinkElement>('link[rel=stylesheet]') ?? { href: '' };
          return (await caches.match(href)) === undefined ? undefined : true;
        }),
      );
      await visitor.context.setOffline(true);
      await page.reload();
      await heading(page, 'Kota Surabaya');
      await page.getByText(/Anda sedang luring|Server tidak terjangkau/).waitFor();
      await page.getByText('Tersimpan di perangkat ini').first().waitFor();
      await page.getByRole('link', { name: 'Wonocolo', exact: true }).click();
      await page.getByText('perlu sambungan internet').waitFor();
      await visitor.context.setOffline(false);
      // The page asks every quarter of a minute.
      await page.getByRole('heading', { level: 1, name: 'Wonocolo' }).waitFor({ timeout: 30_000 });
      await page
        .getByText(/Anda sedang luring|Server tidak terjangkau/)
        .waitFor({ state: 'detached', timeout: 20_000 });
    });

    it('tells what changed since the reader looked last', async () => {
      site.tree = fresh({ arrived: 20, seq: 10 });
      const { page, visitor } = await visit();
      await page.getByRole('heading', { name: 'Sejak halaman ini dibuka' }).waitFor();
      await page.getByText('Tidak ada yang berubah.').waitFor();
      const kept = await visitor.context.storageState();
      site.tree = fresh({ seq: 11 });
      const { page: later } = await visit('', { kept });
      await later.getByRole('heading', { name: 'Sejak Anda terakhir melihat' }).waitFor();
      const row = later.getByRole('row', { name: /^Dihitung/ });
      expect(await row.getByRole('cell').allTextContents()).toEqual(['13', '24', '+11']);
    });

    it('says above everything when publication is paused, the operations side is away, or figures are old', async () => {
      const pause = { since: now(30 * MINUTE), reason: 'Pemeriksaan rekapitulasi Surabaya' };
      site.tree = fresh({ index: { pause, isRehearsal: true } });
      const paused = await visit();
      await paused.page.getByText('Pemeriksaan rekapitulasi Surabaya').waitFor();
      await paused.page.getByText('Latihan. Semua angka').waitFor();
      site.tree = publishedTree({ at: now(10 * MINUTE) });
      const away = await visit();
      await away.page.getByText('Pusat data belum memberi kabar').waitFor();
      site.tree = publishedTree({ at: now(20 * MINUTE), writtenAt: now() });
      const old = await visit();
      await old.page.getByText('Angka di halaman ini sudah lama').waitFor();
    });

    it('speaks English when asked, and remembers it', async () => {
      const { page } = await visit();
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('heading', { name: 'Votes', exact: true }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'Votes', exact: true }).waitFor();
      expect(await page.getAttribute('html', 'lang')).toBe('en');
    });

    it('keeps another contest of the place one choice away', async () => {
      const { page } = await visit('#/pkwkp-35/3578');
      await page.getByLabel('Pemilihan').selectOption({ label: 'Wali Kota Surabaya' });
      await page.getByText('Kolom Kosong').first().waitFor();
      await page.getByLabel('Pemilihan').selectOption({ label: 'DPR Jawa Timur I' });
      await page.getByText('ambang batas 4 %').waitFor();
    });

    const SCREENS: readonly { name: string; path: string; ready: string }[] = [
      { name: 'portal-provinsi', path: '', ready: 'Jawa Timur' },
      { name: 'portal-kolom-kosong', path: '#/pkwkk-3578', ready: 'Kota Surabaya' },
      { name: 'portal-partai', path: '#/pdpr-3501', ready: 'Jawa Timur' },
      { name: 'portal-desa', path: '#/pkwkp-35/3578011001', ready: 'Warugunung' },
      { name: 'portal-tps-dikoreksi', path: '#/pkwkp-35/3578021001001', ready: 'TPS 1, Sidosermo' },
      { name: 'portal-tps-tertahan', path: '#/pkwkp-35/3501012002002', ready: 'TPS 2, Sawahan' },
      { name: 'portal-cari', path: '#/cari?q=karang', ready: 'Cari wilayah atau TPS' },
      { name: 'portal-rilis', path: '#/rilis', ready: 'Rilis' },
      { name: 'portal-rilis-1', path: '#/rilis/1', ready: 'Rilis #1' },
      { name: 'portal-data', path: '#/data', ready: 'Data terbuka' },
      { name: 'portal-panduan', path: '#/panduan', ready: 'Cara membaca angka ini' },
      { name: 'portal-tidak-ada', path: '#/pkwkp-35/3599', ready: 'Wilayah atau TPS 3599 tidak ada' },
    ];

    it.each(SCREENS)('looks right: $name', async ({ name, path, ready }) => {
      mkdirSync('test-results/pictures', { recursive: true });
      const faults: string[] = [];
      for (const size of Object.keys(SIZES) as Size[]) {
        const { page } = await visit(path, { size });
        await heading(page, ready);
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme });
          await isStill(page);
          faults.push(...(await faultsOf(page, `${name}-${size}-${colorScheme}`)));
        }
        await page.screenshot({ path: `test-results/pictures/${name}-${size}-whole.png`, fullPage: true });
        await page.setViewportSize({ width: 320, height: 640 });
        if ((await overflowOf(page)) > 0) faults.push(`${name}: wider than 320 pixels`);
      }
      expect(faults).toEqual([]);
    });
  },
);
