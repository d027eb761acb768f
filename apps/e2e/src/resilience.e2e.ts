import { expect, it } from '@jest/globals';
import { smallTpsCode } from '@posko/testing';
import { journeys } from './room/journey';
import { Room } from './room/room';
import { AWAY } from './room/visitor';

journeys('bad moments', Room.small, (scene) => {
  it('server killed: the page says so with the age, and is current again by itself', async () => {
    const visitor = await scene.visit({ expects: [AWAY] });
    const { page } = visitor;
    const opened = page.locator('posko-figure-tile').filter({ hasText: 'Sudah dibuka' });
    await visitor.go('/');
    await page.locator('posko-connection-pill.live').waitFor({ timeout: 20_000 });
    await scene.room.report(smallTpsCode(0), { stage: 'open' });
    await opened.getByText('1', { exact: true }).waitFor();
    await page.waitForLoadState('networkidle');

    await scene.room.end('SIGKILL');
    await page.locator('posko-connection-pill.offline').waitFor({ timeout: 40_000 });
    await page
      .getByRole('alert')
      .getByText(/Server tidak terjangkau/)
      .waitFor();
    expect(await opened.innerText()).toContain('1');

    await scene.room.start();
    await scene.room.report(smallTpsCode(1), { stage: 'open' });
    await page.locator('posko-connection-pill.live').waitFor({ timeout: 40_000 });
    await opened.getByText('2', { exact: true }).waitFor({ timeout: 20_000 });
    await page.getByRole('alert').waitFor({ state: 'hidden' });
  }, 180_000);

  it('no socket: the page fetches at intervals, says so, and still becomes current', async () => {
    const visitor = await scene.visit({ expects: [AWAY] });
    const { page } = visitor;
    await page.routeWebSocket(/socket\.io/, (socket) => void socket.close());
    await visitor.go('/');
    await page.locator('posko-connection-pill.polling').waitFor({ timeout: 40_000 });
    await page.getByText('Berkala').first().waitFor();
    const open = page.locator('posko-figure-tile').filter({ hasText: 'Sudah dibuka' });
    const before = Number(/Sudah dibuka\s+(\d+)/.exec(await open.innerText())?.[1]);
    await scene.room.report(smallTpsCode(30), { stage: 'open' });
    await open.getByText(`${before + 1}`, { exact: true }).waitFor({ timeout: 30_000 });
  });
});
