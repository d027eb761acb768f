import { expect, it } from '@jest/globals';
import { journeys } from './room/journey';
import { Room, until } from './room/room';

/** As after `npm ci && npm start`: nothing prepared. */
async function firstStart(): Promise<Room> {
  const room = await Room.prepare();
  await room.start();
  return room;
}

journeys('the whole province', firstStart, (scene) => {
  it('comes with its register: 38 regencies, 60,751 TPS', async () => {
    const visitor = await scene.visit();
    await visitor.go('/');
    await visitor.page.locator('posko-figure-tile').getByText('60.751', { exact: true }).waitFor({ timeout: 30_000 });
    expect(await visitor.page.locator('posko-region-table tbody tr').count()).toBe(38);
    const board = await scene.room.get<{ total: number; children: { total: number }[] }>('/api/board');
    expect(board.total).toBe(60_751);
    expect(board.children.reduce((sum, child) => sum + child.total, 0)).toBe(60_751);
  });

  it('lists the 3,964 TPS of Surabaya without putting them all on the page', async () => {
    const visitor = await scene.visit();
    const { page } = visitor;
    await visitor.go('/region/3578');
    await page.getByText('3.964').first().waitFor({ timeout: 30_000 });
    await page.getByRole('group', { name: 'Tampilkan' }).getByRole('button', { name: 'TPS' }).click();
    const list = page.locator('cdk-virtual-scroll-viewport');
    const rows = list.locator('a[href*="/tps/"]');
    await rows.first().waitFor();
    const first = await rows.first().getAttribute('href');
    expect(await page.locator('main *').count()).toBeLessThan(6_000);
    await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    await until('the end of the list shows', async () =>
      (await rows.last().getAttribute('href')) !== first && (await rows.count()) > 5 ? true : undefined,
    );
    expect(await page.locator('main *').count()).toBeLessThan(6_000);
  });

  it('counts a report from anywhere on an open overview, without a reload, and shows it on the page of its TPS', async () => {
    const visitor = await scene.visit();
    await visitor.go('/');
    await visitor.page.locator('posko-connection-pill.live').waitFor({ timeout: 20_000 });
    await visitor.page.evaluate(() => Object.assign(globalThis, { poskoSamePage: true }));
    const opened = visitor.page.locator('posko-figure-tile').filter({ hasText: 'Sudah dibuka' });
    expect(await opened.innerText()).toMatch(/Sudah dibuka\s+0\b/);
    const board = await scene.room.get<{ children: { code: string }[] }>('/api/board/3526');
    const kecamatan = await scene.room.get<{ children: { code: string }[] }>(
      `/api/board/${board.children[0]?.code ?? ''}`,
    );
    const code = `${kecamatan.children[0]?.code ?? ''}001`;
    await scene.room.report(code, { stage: 'open' });
    await until('the counter says 1', async () =>
      /Sudah dibuka\s+1\b/.test(await opened.innerText()) ? true : undefined,
    );
    expect(await visitor.page.evaluate(() => 'poskoSamePage' in globalThis)).toBe(true);
    await visitor.page.goto(`${scene.room.url}/tps/${code}`);
    await visitor.page.getByText('Dibuka').first().waitFor();
  });
});
