import { expect, it } from '@jest/globals';
import { PublishedIndex } from '@posko/contracts';
import type { Page } from 'playwright-core';
import { journeys } from './room/journey';
import { looksOf } from './room/look';
import type { Who } from './room/people';
import { resultsInTheEvening, roomWithContests } from './room/results';
import type { Room } from './room/room';
import { until } from './room/room';
import type { Screen } from './room/screens';

const COMMISSIONER: Who = { role: 'commissioner' };
const REASON = 'Foto dan angka 12 TPS di Kecamatan Sawahan tertukar; diperiksa bersama saksi';

async function evening(): Promise<Room> {
  const room = await roomWithContests();
  await resultsInTheEvening(room);
  return room;
}

/** What the public reads. */
async function published(room: Room): Promise<PublishedIndex> {
  const answer = await fetch(`${room.url}/publik/v1/index.json`);
  return PublishedIndex.parse(await answer.json());
}

const indexWhere = (room: Room, what: string, isSo: (index: PublishedIndex) => boolean): Promise<PublishedIndex> =>
  until(what, async () => {
    const index = await published(room);
    return isSo(index) ? index : undefined;
  });

const standing = (page: Page, name: string): Promise<void> =>
  page.locator('.standing').getByText(name, { exact: true }).waitFor();

async function order(
  page: Page,
  { act, reason, confirm }: Record<'act' | 'reason' | 'confirm', string>,
): Promise<void> {
  await page.getByRole('button', { name: act }).click();
  await page.getByRole('dialog').getByRole('textbox').fill(reason);
  await page.getByRole('dialog').getByRole('button', { name: confirm }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

journeys('pausing publication', evening, (scene) => {
  it('stops the public files with a reason that readers see, and lets them go on', async () => {
    const { room } = scene;
    const { page, go } = await visitor();
    await go('/');
    await page.getByRole('navigation').getByRole('link', { name: 'Publikasi' }).click();
    await standing(page, 'Sejalan');
    await order(page, { act: 'Jeda publikasi', reason: REASON, confirm: 'Jeda sekarang' });
    await standing(page, 'Dijeda');
    await page.getByText('Publikasi dijeda. Pembaca melihat alasannya').waitFor();
    const paused = await indexWhere(room, 'readers are told', ({ pause }) => pause !== null);
    expect(paused.pause?.reason).toBe(REASON);

    await room.setClock('2024-11-27T20:00:00+07:00');
    await page.getByText(/^[\d.]+ \(kurang \d+\)$/).waitFor();
    expect((await published(room)).seq).toBe(paused.seq);
    const reader = await scene.stranger({ size: 'phone' });
    await reader.go('/publik/');
    await reader.page.getByText(REASON).waitFor();

    await order(page, { act: 'Lanjutkan publikasi', reason: 'Angka sudah benar', confirm: 'Lanjutkan sekarang' });
    await standing(page, 'Sejalan');
    const resumed = await indexWhere(room, 'readers are told no more', ({ pause }) => pause === null);
    expect(resumed.seq).toBeGreaterThan(paused.seq);
    expect(JSON.stringify(resumed)).not.toContain('Angka sudah benar');
    await reader.page.getByText(REASON).waitFor({ state: 'detached', timeout: 60_000 });
  });

  it('is for those who may, and is told by others as it stands', async () => {
    const verifier = await scene.visit({ as: { role: 'verifier' } });
    await verifier.go('/publication');
    await standing(verifier.page, 'Sejalan');
    await verifier.page.getByText('Penyelia dan komisioner yang menjeda').waitFor();
    expect(await verifier.page.getByRole('button', { name: 'Jeda publikasi' }).count()).toBe(0);
    const part = await scene.visit({ as: { role: 'supervisor', region: '3578' }, expects: [/status of 403 /] });
    await part.go('/publication');
    await part.page.getByText('wilayah Anda hanya sebagian darinya').waitFor();
    const operator = await scene.visit({ as: { role: 'operator' } });
    await operator.go('/publication');
    await operator.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await operator.page.locator('posko-publication-page').count()).toBe(0);
  });

  async function visitor() {
    const arrived = await scene.visit({ as: COMMISSIONER });
    return { page: arrived.page, go: (path: string) => arrived.go(path) };
  }
});

/** As it stays: what the frame brings a few seconds later is there too. */
async function stands(page: Page, name: string): Promise<void> {
  await standing(page, name);
  await page.locator('input.mat-mdc-autocomplete-trigger[placeholder]').waitFor();
}

/** What the server says of itself, changed on its way. */
async function told(page: Page, change: object): Promise<void> {
  await page.route('**/api/publication', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ json: { ...((await answer.json()) as object), ...change } });
  });
  await page.reload();
}

const PAUSE = { since: '2024-11-27T19:10:00+07:00', reason: REASON };

const SCREENS: readonly Screen<null>[] = [
  { name: 'publication', path: '/publication', as: COMMISSIONER, prepare: (page) => stands(page, 'Sejalan') },
  {
    name: 'publication-pausing',
    path: '/publication',
    as: COMMISSIONER,
    prepare: async (page) => {
      await stands(page, 'Sejalan');
      await page.getByRole('button', { name: 'Jeda publikasi' }).click();
      await page.getByRole('button', { name: 'Jeda sekarang' }).click();
      await page.getByText('Tulis alasannya.').waitFor();
      await page.getByRole('dialog').getByRole('textbox').fill(REASON);
    },
  },
  {
    name: 'publication-paused',
    path: '/publication',
    as: COMMISSIONER,
    prepare: async (page) => {
      await told(page, { pause: PAUSE, seq: 48_300, publishedSeq: 48_211 });
      await stands(page, 'Dijeda');
    },
  },
  {
    name: 'publication-fault',
    path: '/publication',
    as: COMMISSIONER,
    prepare: async (page) => {
      const fault = "Error: ENOSPC: no space left on device, write '/data/public/publik/v1/isi/4f/4f0c1a.json.gz'";
      await told(page, { fault, seq: 48_300, publishedSeq: 48_211 });
      await stands(page, 'Tidak dapat ditulis');
    },
  },
  {
    name: 'publication-elsewhere',
    path: '/publication',
    as: { role: 'verifier' },
    prepare: async (page) => {
      await told(page, { isWriter: false, publishedSeq: null, publishedAt: null });
      await stands(page, 'Ditulis oleh instans lain');
    },
  },
];

journeys('the page about publication, large and small, light and dark', evening, (scene) => {
  it.each(SCREENS)(
    '$name',
    async (screen) => {
      expect(await looksOf(scene, screen, null)).toEqual([]);
    },
    180_000,
  );
});
