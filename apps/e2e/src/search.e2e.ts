import { it } from '@jest/globals';
import { journeys } from './room/journey';
import { Room } from './room/room';

const FINDS = [
  { what: 'the code of a TPS', typed: '3578011001003', path: '/tps/3578011001003' },
  { what: 'a desa by name', typed: 'waru', path: '/region/3578011001' },
  { what: 'a kecamatan by name', typed: 'wonocolo', path: '/region/357802' },
  { what: 'a regency by name', typed: 'pacitan', path: '/region/3501' },
  { what: 'a TPS by number and desa', typed: 'tps 4 sidosermo', path: '/tps/3578021001004' },
];

journeys('search', Room.small, (scene) => {
  it.each(FINDS)('finds $what from anywhere with /', async ({ typed, path }) => {
    const { page, go } = await arrive();
    await go('/');
    await page.locator('posko-connection-pill.live').waitFor({ timeout: 20_000 });
    await page.keyboard.press('/');
    await page.keyboard.type(typed);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${path}`);
  });

  it('says so where nothing is found, and leaves with Escape', async () => {
    const { page, go } = await arrive();
    await go('/region/3578');
    await page.locator('posko-connection-pill.live').waitFor({ timeout: 20_000 });
    await page.keyboard.press('/');
    await page.keyboard.type('zzzz');
    await page.getByText('Tidak ditemukan').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Tidak ditemukan').first().waitFor({ state: 'hidden' });
  });

  async function arrive() {
    const visitor = await scene.visit();
    return { page: visitor.page, go: (path: string) => visitor.go(path) };
  }
});
