import { expect, it } from '@jest/globals';
import { journeys } from './room/journey';
import { Room, until } from './room/room';

journeys('preferences', Room.small, (scene) => {
  it('language: every text changes at once and stays over a reload', async () => {
    const visitor = await scene.visit();
    const { page } = visitor;
    await visitor.go('/');
    await page.getByRole('heading', { name: 'Mosaik TPS' }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Mosaik of TPS' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.reload();
    await page.getByRole('heading', { name: 'Mosaik of TPS' }).waitFor();
    expect(await page.getByText(/Terlambat|Ikhtisar|Layar dinding/).count()).toBe(0);
    await page.getByRole('button', { name: 'Bahasa Indonesia' }).click();
    await page.getByRole('heading', { name: 'Mosaik TPS' }).waitFor();
  });

  it('theme: dark where chosen, whatever the system says, and over a reload', async () => {
    const visitor = await scene.visit({ scheme: 'light' });
    const { page } = visitor;
    const background = (): Promise<number> =>
      page.evaluate(() => Number(/\d+/.exec(getComputedStyle(document.body).backgroundColor)?.[0] ?? 255));
    await visitor.go('/');
    const isDark = async (): Promise<true | undefined> => ((await background()) < 60 ? true : undefined);
    expect(await background()).toBeGreaterThan(200);
    const toggle = page.getByRole('button', { name: /^Tampilan/ });
    await toggle.click();
    await toggle.click();
    await until('the page is dark', isDark);
    await page.reload();
    await page.locator('main').waitFor();
    await until('the page is dark', isDark);
  });
});
