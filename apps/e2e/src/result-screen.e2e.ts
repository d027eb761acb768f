import { expect, it } from '@jest/globals';
import { smallTpsCode } from '@posko/testing';
import type { Page } from 'playwright-core';
import { journeys } from './room/journey';
import { looksOf } from './room/look';
import { addPhotos } from './room/photo';
import { GOVERNOR, resultsInTheEvening, roomWithContests } from './room/results';
import type { Room } from './room/room';
import type { Screen } from './room/screens';

const VERIFIER = { role: 'verifier' } as const;

const SCREENS: readonly Screen<null>[] = [
  { name: 'entry', path: `/entry?contest=${GOVERNOR}&tps=${smallTpsCode(38)}`, as: { role: 'operator', nth: 1 } },
  {
    name: 'entry-photos',
    path: `/entry?contest=${GOVERNOR}&tps=${smallTpsCode(37)}`,
    as: { role: 'operator', nth: 1 },
    prepare: photograph,
  },
  { name: 'verify-differing', path: `/verify?contest=${GOVERNOR}`, as: VERIFIER },
  { name: 'verify-held', path: `/verify?contest=${GOVERNOR}&tab=held`, as: VERIFIER },
  { name: 'results', path: `/results/${GOVERNOR}/35` },
  { name: 'results-desa', path: `/results/${GOVERNOR}/3578011001` },
  { name: 'result', path: `/results/${GOVERNOR}/tps/${smallTpsCode(4)}` },
  { name: 'recaps', path: `/recap/${GOVERNOR}` },
  { name: 'recap', path: `/recap/${GOVERNOR}/357801` },
  { name: 'outliers', path: `/outliers/${GOVERNOR}/3578` },
];

/** Whoever looks later finds the photos there. */
async function photograph(page: Page): Promise<void> {
  await page.getByLabel('Pilih foto atau PDF').waitFor();
  if ((await page.getByText('Halaman 2 diterima').count()) > 0) return;
  await addPhotos(page, [{ seed: 11 }, { seed: 12, isBlurred: true }]);
}

async function evening(): Promise<Room> {
  const room = await roomWithContests();
  await resultsInTheEvening(room);
  return room;
}

journeys('results, large and small, light and dark', evening, (scene) => {
  it.each(SCREENS)(
    '$name',
    async (screen) => {
      expect(await looksOf(scene, screen, null)).toEqual([]);
    },
    180_000,
  );
});
