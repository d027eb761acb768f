import { it } from '@jest/globals';
import { journeys } from './room/journey';
import { Room } from './room/room';
import { NOT_THERE } from './room/visitor';

journeys('states that are designed, not left over', Room.small, (scene) => {
  it('a TPS that the register has not', async () => {
    const visitor = await scene.visit({ expects: [NOT_THERE] });
    await visitor.go('/tps/3578011001999');
    await visitor.page.getByText('TPS dengan kode ini tidak ada dalam daftar.').waitFor();
  });

  it('a region that the register has not', async () => {
    const visitor = await scene.visit({ expects: [NOT_THERE] });
    await visitor.go('/region/3599');
    await visitor.page.getByText('Wilayah dengan kode ini tidak ada dalam daftar.').waitFor();
  });

  it('an address that leads nowhere', async () => {
    const visitor = await scene.visit();
    await visitor.go('/nowhere/at/all');
    await visitor.page.getByRole('heading', { name: 'Halaman tidak ada' }).waitFor();
  });

  it('loading', async () => {
    const visitor = await scene.visit();
    const { page } = visitor;
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/api/regions', async (route) => {
      await gate;
      await route.continue();
    });
    await visitor.go('/');
    await page.getByText('Memuat data …').first().waitFor();
    release();
    await page.getByRole('application').waitFor();
    await page.getByText('Memuat data …').first().waitFor({ state: 'detached' });
  });
});
