import { expect, it } from '@jest/globals';
import { smallTpsCode } from '@posko/testing';
import type { Page } from 'playwright-core';
import { journeys } from './room/journey';
import { Room, until } from './room/room';
import type { Visitor } from './room/visitor';

const LARGEST_CELL_PX = 30;

interface Change {
  readonly pixels: number;
  readonly width: number;
  readonly height: number;
}

/** Keeps the mosaik's pixels in the page, and says what differs from those kept before. */
function mosaikChange(page: Page): Promise<Change> {
  return page.evaluate(() => {
    const canvas = document.querySelector('posko-mosaik canvas');
    if (!(canvas instanceof HTMLCanvasElement)) throw new Error('There is no mosaik');
    const image = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
    if (image === undefined) throw new Error('The mosaik is not drawn in two dimensions');
    const keeper = globalThis as unknown as { poskoPixels?: Uint32Array };
    const now = new Uint32Array(image.data.buffer);
    const before = keeper.poskoPixels ?? now;
    keeper.poskoPixels = now;
    const changed = [...now.keys()].filter((index) => now[index] !== before[index]);
    const extent = (values: number[]): number =>
      values.length === 0 ? 0 : Math.max(...values) - Math.min(...values) + 1;
    return {
      pixels: changed.length,
      width: extent(changed.map((index) => index % image.width)),
      height: extent(changed.map((index) => Math.floor(index / image.width))),
    };
  });
}

async function tileOf(visitor: Visitor, label: string): Promise<string> {
  const tile = visitor.page.locator('posko-figure-tile').filter({ hasText: label });
  return (await tile.innerText()).replaceAll(/\s+/g, ' ');
}

async function isLive(visitor: Visitor): Promise<void> {
  await visitor.page.locator('posko-connection-pill.live').waitFor({ timeout: 20_000 });
}

/** Waits until the mosaik has stood still for a while, so that what changes afterwards is news. */
async function settled(visitor: Visitor): Promise<void> {
  let calm = 0;
  await until('the mosaik stands still', async () => {
    calm = (await mosaikChange(visitor.page)).pixels === 0 ? calm + 1 : 0;
    return calm >= 8 ? true : undefined;
  });
}

journeys('one report', Room.small, (scene) => {
  it('changes one cell and one counter on two open screens, without a reload', async () => {
    await scene.room.setClock('2024-11-27T06:00:00+07:00');
    const watchers = [await scene.visit(), await scene.visit({ scheme: 'dark' })];
    for (const watcher of watchers) {
      await watcher.go('/');
      await isLive(watcher);
      await watcher.page.evaluate(() => Object.assign(globalThis, { poskoSamePage: true }));
      await settled(watcher);
      expect(await tileOf(watcher, 'Sudah dibuka')).toMatch(/Sudah dibuka 0/);
    }

    await scene.room.report(smallTpsCode(23), { stage: 'open' });

    for (const watcher of watchers) {
      await until('the counter says 1', async () =>
        /Sudah dibuka 1\b/.test(await tileOf(watcher, 'Sudah dibuka')) ? true : undefined,
      );
      const change = await until('a cell changes', async () => {
        const seen = await mosaikChange(watcher.page);
        return seen.pixels > 0 ? seen : undefined;
      });
      expect(change.width).toBeLessThanOrEqual(LARGEST_CELL_PX);
      expect(change.height).toBeLessThanOrEqual(LARGEST_CELL_PX);
      expect(await watcher.page.evaluate(() => 'poskoSamePage' in globalThis)).toBe(true);
    }
  });

  it('appears in the story of its TPS while somebody looks at it, with its receipt', async () => {
    const code = smallTpsCode(5);
    const watcher = await scene.visit();
    await watcher.go(`/tps/${code}`);
    await watcher.page.getByRole('heading', { level: 1 }).waitFor();

    const { receipt } = await scene.room.report(code, { stage: 'open', note: 'Kunci kotak diganti' });

    await watcher.page.getByText(receipt).first().waitFor();
    await watcher.page.getByText('Kunci kotak diganti').waitFor();
  });
});
