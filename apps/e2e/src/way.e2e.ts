import { expect, it } from '@jest/globals';
import { smallTpsCode } from '@posko/testing';
import type { Page } from 'playwright-core';
import { journeys } from './room/journey';
import { Room } from './room/room';

const pathOf = (page: Page): string => new URL(page.url()).pathname;

/** The link of a page's main part whose name holds `text`. */
const linkTo = (page: Page, path: string) => page.locator(`main a[href$="${path}"]`).first();

const WAY = ['/region/3578', '/region/357801', '/region/3578011001', '/tps/3578011001003'];

journeys('the way from the province to one TPS', Room.small, (scene) => {
  it('goes by clicks: regency, kecamatan, desa, TPS', async () => {
    const { page, go } = await bound();
    await go('/');
    for (const path of WAY) {
      await linkTo(page, path).click();
      await page.waitForURL(`**${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    }
  });

  it('goes by keyboard alone', async () => {
    const { page, go } = await bound();
    await go('/');
    for (const path of WAY) {
      await linkTo(page, path).waitFor();
      await tabTo(page, path);
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${path}`);
    }
  });

  it('goes through the mosaik: two clicks, or arrow keys and Enter', async () => {
    const { page, go } = await bound();
    await go('/');
    const mosaik = page.getByRole('application');
    await mosaik.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/tps/*');
    await page.goBack();
    await mosaik.hover({ position: { x: 14, y: 28 } });
    await page.locator('posko-mosaik-tip').waitFor();
    await mosaik.click({ position: { x: 15, y: 29 } });
    await page.waitForURL('**/tps/*');
    expect(pathOf(page)).toMatch(/^\/tps\/35\d{11}$/);
  });

  it('leads back up by the path of names', async () => {
    const { page, go } = await bound();
    await go(`/tps/${smallTpsCode(22)}`);
    await linkTo(page, '/region/357801').click();
    await page.waitForURL('**/region/357801');
    await linkTo(page, '/region/3578').click();
    await page.waitForURL('**/region/3578');
  });

  async function bound() {
    const visitor = await scene.visit();
    return { page: visitor.page, go: (path: string) => visitor.go(path) };
  }
});

/** Presses Tab until a link to `path` has the focus. */
async function tabTo(page: Page, path: string): Promise<void> {
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press('Tab');
    const href = await page.evaluate(() => document.activeElement?.getAttribute('href') ?? '');
    if (href.endsWith(path)) return;
  }
  throw new Error(`The keyboard does not reach ${path}`);
}
