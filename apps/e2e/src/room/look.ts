import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { accessibilityFaults, overflowOf } from './accessibility';
import type { Scene } from './journey';
import { SUPERVISOR } from './people';
import type { Screen } from './screens';
import { SIZES } from './visitor';
import type { Scheme, Size, Visitor } from './visitor';

const PICTURES = 'test-results/pictures';
export const SCHEMES: readonly Scheme[] = ['light', 'dark'];

/** Until nothing loads any more, every font is there, and no colour is on its way to another. */
export async function isStill(page: Page): Promise<void> {
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
export async function faultsOf(page: Page, look: string): Promise<string[]> {
  await page.screenshot({ path: `${PICTURES}/${look}.png` });
  const overflow = await overflowOf(page);
  const faults = await faultsAtRest(page);
  return [...(overflow > 0 ? [`${overflow} pixels wider than the window`] : []), ...faults].map(
    (fault) => `${look}: ${fault}`,
  );
}

/** The search field comes by itself after a while, in the place of a plain one: what is wrong only while it comes is not wrong. */
async function faultsAtRest(page: Page): Promise<string[]> {
  const faults = await accessibilityFaults(page);
  if (faults.length === 0 || (await page.locator('posko-search-box').count()) === 0) return faults;
  await page.locator('posko-search-field input[placeholder]').waitFor({ state: 'attached' });
  return accessibilityFaults(page);
}

function come<W>(scene: Scene, { as = SUPERVISOR, expects }: Screen<W>, size: Size): Promise<Visitor> {
  const options = { size, ...(expects === undefined ? {} : { expects }) };
  return as === null ? scene.stranger(options) : scene.visit({ ...options, as });
}

/** Looks at a screen large and small, light and dark: pictures of all four are kept, and what is wrong with them comes back. */
export async function looksOf<W>(scene: Scene, screen: Screen<W>, world: W): Promise<string[]> {
  mkdirSync(PICTURES, { recursive: true });
  const { name, path, prepare } = screen;
  const faults: string[] = [];
  for (const size of Object.keys(SIZES) as Size[]) {
    const visitor = await come(scene, screen, size);
    await visitor.go(typeof path === 'string' ? path : path(world));
    await isStill(visitor.page);
    await prepare?.(visitor.page, { room: scene.room, desk: world });
    for (const colorScheme of SCHEMES) {
      await visitor.page.emulateMedia({ colorScheme });
      await isStill(visitor.page);
      faults.push(...(await faultsOf(visitor.page, `${name}-${size}-${colorScheme}`)));
    }
    await visitor.leave();
  }
  return faults;
}
