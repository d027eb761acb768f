import { mkdirSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityFaults, overflowOf } from './room/accessibility';
import { busyDesk } from './room/busy-desk';
import type { BusyDesk } from './room/busy-desk';
import { journeys } from './room/journey';
import type { Scene } from './room/journey';
import { morning } from './room/morning';
import { SUPERVISOR } from './room/people';
import { Room } from './room/room';
import { BOARD_SCREENS, DESK_SCREENS } from './room/screens';
import type { Screen } from './room/screens';
import { SIZES } from './room/visitor';
import type { Scheme, Size, Visitor } from './room/visitor';

const PICTURES = 'test-results/pictures';
const SCHEMES: readonly Scheme[] = ['light', 'dark'];

/** Until nothing loads any more, every font is there, and no colour is on its way to another. */
async function isStill(page: Page): Promise<void> {
  await page
    .getByText(/^Memuat/)
    .first()
    .waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle');
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  await page.waitForFunction(() => !document.getAnimations().some((one) => one instanceof CSSTransition));
}

/** What is wrong with a screen as it stands, in this look; its picture is kept. */
async function faultsOf(page: Page, look: string): Promise<string[]> {
  await page.screenshot({ path: `${PICTURES}/${look}.png` });
  const overflow = await overflowOf(page);
  const faults = await accessibilityFaults(page);
  return [...(overflow > 0 ? [`${overflow} pixels wider than the window`] : []), ...faults].map(
    (fault) => `${look}: ${fault}`,
  );
}

function come(scene: Scene, { as = SUPERVISOR, expects }: Screen, size: Size): Promise<Visitor> {
  const options = { size, ...(expects === undefined ? {} : { expects }) };
  return as === null ? scene.stranger(options) : scene.visit({ ...options, as });
}

journeys('every screen, large and small, light and dark', roomAtWork, (scene) => {
  it.each([...BOARD_SCREENS, ...DESK_SCREENS])(
    '$name',
    async (screen) => {
      const { name, path, prepare } = screen;
      const { room } = scene;
      const faults: string[] = [];
      for (const size of Object.keys(SIZES) as Size[]) {
        const visitor = await come(scene, screen, size);
        await visitor.go(typeof path === 'string' ? path : path(desk));
        await isStill(visitor.page);
        await prepare?.(visitor.page, { room, desk });
        for (const colorScheme of SCHEMES) {
          await visitor.page.emulateMedia({ colorScheme });
          await isStill(visitor.page);
          faults.push(...(await faultsOf(visitor.page, `${name}-${size}-${colorScheme}`)));
        }
        await visitor.leave();
      }
      expect(faults).toEqual([]);
    },
    180_000,
  );
});

let desk: BusyDesk;

async function roomAtWork(): Promise<Room> {
  mkdirSync(PICTURES, { recursive: true });
  const room = await Room.small();
  await morning(room);
  desk = await busyDesk(room);
  return room;
}
