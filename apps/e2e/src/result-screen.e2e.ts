import { expect, it } from '@jest/globals';
import { smallTpsCode } from '@posko/testing';
import type { Page } from 'playwright-core';
import { activate, activationOf } from './room/field';
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
  { name: 'field-forms', path: '/field', as: null, prepare: bindPhone },
  { name: 'field-form', path: '/field', as: null, prepare: openForm },
  { name: 'field-form-sent', path: '/field', as: null, prepare: sendForm },
];
/** Its crew sends its own form. */
const CREW_TPS = smallTpsCode(39);

async function bindPhone(page: Page, { room }: { readonly room: Room }): Promise<void> {
  await activate(page, CREW_TPS, await activationOf(room, CREW_TPS));
  await page.getByRole('button', { name: /^Gubernur/ }).scrollIntoViewIfNeeded();
}

async function openForm(page: Page, scene: { readonly room: Room }): Promise<void> {
  await bindPhone(page, scene);
  await page.getByRole('button', { name: /^Gubernur/ }).click();
  await addPhotos(page, [{ seed: 21 }]);
  for (const figure of ['90', '110', '210']) await typeFigure(page, figure);
  await page.getByRole('heading', { name: '2. Angka dari kertas' }).scrollIntoViewIfNeeded();
}

async function sendForm(page: Page, scene: { readonly room: Room }): Promise<void> {
  await openForm(page, scene);
  await page.getByRole('button', { name: 'Kirim angka' }).click();
  await page.getByText(/^Tanda terima/).waitFor();
}

/** Into the first empty field. */
async function typeFigure(page: Page, figure: string): Promise<void> {
  const fields = page.locator('posko-form-sheet input');
  const values = await fields.evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value));
  await fields.nth(values.indexOf('')).fill(figure);
  await page.keyboard.press('Enter');
}

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
