import { mkdirSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { smallTpsCode } from '@posko/testing';
import type { Page } from 'playwright-core';
import { accessibilityFaults, overflowOf } from './room/accessibility';
import { journeys } from './room/journey';
import { morning } from './room/morning';
import { Room } from './room/room';
import { NOT_THERE, SIZES } from './room/visitor';
import type { Scheme, Size } from './room/visitor';

const PICTURES = 'test-results/pictures';

interface Screen {
  readonly name: string;
  readonly path: string;
  /** Brings the screen into the state that is looked at. */
  readonly prepare?: (page: Page) => Promise<void>;
  /** What the console says there by rights. */
  readonly expects?: readonly RegExp[];
}

const SCREENS: readonly Screen[] = [
  { name: 'overview', path: '/' },
  {
    name: 'overview-table',
    path: '/',
    prepare: (page) => page.getByRole('button', { name: 'Tabel' }).click(),
  },
  { name: 'search', path: '/', prepare: search },
  { name: 'provinsi', path: '/region/35' },
  { name: 'kabupaten', path: '/region/3578' },
  { name: 'kabupaten-tps', path: '/region/3578?view=tps' },
  { name: 'kecamatan', path: '/region/357801' },
  { name: 'desa', path: '/region/3578011001' },
  { name: 'tps', path: `/tps/${smallTpsCode(21)}` },
  { name: 'tps-silent', path: `/tps/${smallTpsCode(7)}` },
  { name: 'tps-unknown', path: '/tps/3578011001999', expects: [NOT_THERE] },
  { name: 'region-unknown', path: '/region/3599' },
  { name: 'not-found', path: '/nowhere' },
  { name: 'wall-mosaik', path: '/wall?scene=mosaik' },
  { name: 'wall-regions', path: '/wall?scene=regions' },
  { name: 'wall-stages', path: '/wall?scene=stages' },
  { name: 'wall-overdue', path: '/wall?scene=overdue' },
];

const LOOKS = (Object.keys(SIZES) as Size[]).flatMap((size) =>
  (['light', 'dark'] as const).map((scheme: Scheme) => ({ size, scheme })),
);

async function search(page: Page): Promise<void> {
  await page.locator('posko-connection-pill.live').waitFor({ timeout: 20_000 });
  await page.keyboard.press('/');
  await page.keyboard.type('karang');
  await page.getByRole('option').first().waitFor();
}

/** Until nothing loads any more, and every font is there. */
async function isStill(page: Page): Promise<void> {
  await page
    .getByText(/^Memuat/)
    .first()
    .waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle');
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
}

async function roomInTheMorning(): Promise<Room> {
  mkdirSync(PICTURES, { recursive: true });
  const room = await Room.small();
  await morning(room);
  return room;
}

journeys('every screen, large and small, light and dark', roomInTheMorning, (scene) => {
  it.each(SCREENS)(
    '$name',
    async ({ name, path, prepare, expects }) => {
      const faults: string[] = [];
      for (const { size, scheme } of LOOKS) {
        const look = `${name}-${size}-${scheme}`;
        const visitor = await scene.visit({ size, scheme, ...(expects === undefined ? {} : { expects }) });
        await visitor.go(path);
        await isStill(visitor.page);
        await prepare?.(visitor.page);
        await visitor.page.screenshot({ path: `${PICTURES}/${look}.png` });
        const overflow = await overflowOf(visitor.page);
        if (overflow > 0) faults.push(`${look}: ${overflow} pixels wider than the window`);
        faults.push(...(await accessibilityFaults(visitor.page)).map((fault) => `${look}: ${fault}`));
      }
      expect(faults).toEqual([]);
    },
    180_000,
  );
});
