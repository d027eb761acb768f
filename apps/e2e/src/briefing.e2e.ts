import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import type { ProjectorView } from '@posko/contracts';
import type { Page } from 'playwright-core';
import { MAKER, SECOND, doorstep, projectorOf, releaseOf } from './room/briefing';
import { journeys } from './room/journey';
import { looksOf } from './room/look';
import { GOVERNOR } from './room/results';
import type { Screen } from './room/screens';
import { AWAY } from './room/visitor';

/** A link that ended is answered with 401. */
const REFUSED = /status of 401 .*\/api\/projector/;

const heading = (page: Page, name: RegExp | string): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).waitFor();

journeys('the press briefing and the screen of the press room', doorstep, (scene) => {
  it('is made by one commissioner and released by a second; its sheet, picture and file come', async () => {
    const maker = await scene.visit({ as: MAKER, size: 'phone' });
    await maker.go('/briefing');
    await maker.page.getByText(/^Sampai 27 Nov 19.30/).waitFor();
    await maker.page.getByRole('button', { name: 'Bekukan rilis' }).click();
    await maker.page
      .getByRole('dialog')
      .getByText(/^Yang tampak sekarang: per 27 Nov 19.30/)
      .waitFor();
    await maker.page.getByRole('button', { name: 'Bekukan sekarang' }).click();
    await maker.page.waitForURL('**/briefing/release/*');
    await maker.page.getByText('Anda yang membuat draf ini').waitFor();
    const draftActs = await maker.page.locator('.acts button').allTextContents();
    expect(draftActs.map((text) => text.trim())).toEqual(['Batalkan draf']);

    const second = await scene.visit({ as: SECOND, size: 'phone' });
    await second.go(new URL(maker.page.url()).pathname);
    await second.page.locator('.acts').getByRole('button', { name: 'Rilis', exact: true }).click();
    await second.page.getByRole('button', { name: 'Keluarkan' }).click();
    await second.page.getByText(/^Rilis #\d+ sudah keluar\.$/).waitFor();
    for (const [name, starts] of [
      ['Satu halaman (PDF)', '%PDF-'],
      ['Gambar untuk ponsel', '\u0089PNG'],
      ['Data (JSON)', '{'],
    ] as const) {
      const coming = second.page.waitForEvent('download');
      await second.page.getByRole('button', { name }).click();
      const bytes = await readFile(await (await coming).path());
      expect(bytes.toString('latin1').slice(0, starts.length)).toBe(starts);
    }
    await maker.page.getByText('Dibekukan: isi rilis ini tidak pernah berubah.').waitFor();
  });

  it('lets a commissioner write a quick count down, and shows it beside the real count', async () => {
    const { page, go } = await bound();
    await go(`/briefing/${GOVERNOR}`);
    await page.getByRole('button', { name: 'Catat hitung cepat' }).click();
    await page.getByLabel('Lembaga', { exact: true }).fill('Lembaga Tiga');
    await page.getByLabel('Sampel (TPS)').fill('300');
    await page.getByLabel('Galat (poin persen)').fill('1,5');
    await page.getByRole('dialog').getByLabel('1. Siti').fill('48,25');
    await page.getByRole('dialog').getByLabel('2. Sri').fill('51,75');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('Hitung cepat Lembaga Tiga tercatat.').waitFor();
    await page.getByRole('heading', { name: 'Lembaga Tiga' }).waitFor();
  });

  it('opens a screen by a link and without an account; the link leaves the address, and can be revoked', async () => {
    const { page, go } = await bound();
    await go('/briefing');
    await page.getByRole('button', { name: 'Buat tautan' }).click();
    await page.getByLabel('Untuk layar mana').fill('Layar pintu masuk');
    await page.getByRole('dialog').getByRole('button', { name: 'Buat tautan' }).click();
    const link = new URL((await page.getByRole('dialog').locator('code').textContent()) ?? '');
    await page.getByRole('button', { name: 'Selesai' }).click();

    const wall = await scene.stranger({ expects: [REFUSED] });
    await wall.go(link.pathname + link.hash);
    await heading(wall.page, /Gubernur/);
    await wall.page.getByText('Sri Lestari dan Budi Santoso').waitFor();
    expect(new URL(wall.page.url()).hash).toBe('');
    await wall.page.reload();
    await heading(wall.page, /Gubernur/);

    await page.getByRole('button', { name: 'Cabut tautan Layar pintu masuk' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cabut' }).click();
    await page.getByText('Tautan Layar pintu masuk dicabut.').waitFor();
    await heading(wall.page, 'Tautan ini dicabut');
    expect(await wall.page.getByText('Sri Lestari dan Budi Santoso').count()).toBe(0);
  });

  it('says what a screen without a link needs', async () => {
    const wall = await scene.stranger();
    await wall.go('/projector');
    await heading(wall.page, 'Layar ini dibuka dengan tautan');
  });

  async function bound() {
    const visitor = await scene.visit({ as: MAKER });
    return { page: visitor.page, go: (path: string) => visitor.go(path) };
  }
});

interface Made {
  readonly released: number;
  readonly draft: number;
  readonly projector: string;
}

let made: Made = { released: 0, draft: 0, projector: '' };

async function withReleases(): ReturnType<typeof doorstep> {
  const room = await doorstep();
  const released = (await releaseOf(room)).number;
  const draft = (await releaseOf(room, false)).number;
  made = { released, draft, projector: (await projectorOf(room)).path ?? '' };
  return room;
}

const PAUSE = { since: '2024-11-27T19:10:00+07:00', reason: 'Foto dan angka 12 TPS di Kecamatan Sawahan tertukar' };
const TITLES = [
  'Prof. Dr. Hj. Siti Wulandari, M.Si. dan Dr. H. Budi Santoso',
  'Sri Lestari dan Budi',
  'Dra. Rina Lestari',
];

/** The wall of a province: three pairs with all their titles, millions of votes. */
function longNames(view: ProjectorView): ProjectorView {
  const [first] = view.contest?.options ?? [];
  if (first === undefined) return view;
  const options = TITLES.map((name, at) => ({
    ...first,
    id: String(at + 1),
    number: at + 1,
    name,
    colour: COLOURS[at],
  }));
  const votes = { 1: 12_192_165, 2: 6_743_095, 3: 1_797_332 };
  return counted(view, options as Options, votes);
}

/** Eighteen parties. */
function parties(view: ProjectorView): ProjectorView {
  const numbers = Array.from({ length: 18 }, (_, at) => at + 1);
  const options = numbers.map((number) => ({
    ...{ id: String(number), kind: 'party', number, name: `Partai Pemilihan Nomor ${number}`, party: null },
    colour: COLOURS[number % COLOURS.length],
  }));
  const votes = Object.fromEntries(numbers.map((number) => [number, 4_000_000 - number * 190_000]));
  return counted(view, options as Options, votes);
}

const COLOURS = ['#b67352', '#8cb9bd', '#c7b7a3', '#336699'];
type Options = NonNullable<ProjectorView['contest']>['options'];

function counted(view: ProjectorView, options: Options, votes: Readonly<Record<string, number>>): ProjectorView {
  const { contest, region } = view;
  if (contest === null || region === null) return view;
  const counts = { expected: 60_751, received: 59_802, counted: 58_414 };
  const states = { counted: 58_414, held: 1211, received: 177, empty: 949 };
  const sums = { ...region.votes, options: votes };
  return { ...view, contest: { ...contest, options }, region: { ...region, counts, states, votes: sums } };
}

/** What the server tells a screen, changed on its way. */
async function told(page: Page, change: (view: ProjectorView) => ProjectorView): Promise<void> {
  await page.route('**/api/projector', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ json: change((await answer.json()) as ProjectorView) });
  });
  await page.reload();
  await page.getByText('58.414').waitFor();
}

const SCREENS: readonly Screen<null>[] = [
  { name: 'briefing', path: '/briefing', as: MAKER },
  {
    name: 'briefing-english',
    path: '/briefing',
    as: MAKER,
    prepare: (page) => page.getByRole('button', { name: 'English' }).click(),
  },
  {
    name: 'briefing-arithmetic',
    path: '/briefing',
    as: MAKER,
    prepare: async (page) => {
      for (const one of await page.locator('posko-outcome-gauge summary').all()) await one.click();
      await page.locator('posko-outcome-gauge').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'briefing-quick-count',
    path: '/briefing',
    as: MAKER,
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Catat hitung cepat' }).click();
      await page.getByRole('button', { name: 'Simpan' }).click();
    },
  },
  {
    name: 'briefing-below',
    path: '/briefing',
    as: MAKER,
    prepare: (page) => page.locator('posko-projector-links').scrollIntoViewIfNeeded(),
  },
  { name: 'release', path: () => `/briefing/release/${made.released}`, as: MAKER },
  { name: 'release-draft', path: () => `/briefing/release/${made.draft}`, as: SECOND },
  { name: 'projector', path: () => made.projector, as: null },
  { name: 'projector-without-link', path: '/projector', as: null },
  {
    name: 'projector-paused',
    path: () => made.projector,
    as: null,
    prepare: (page) => told(page, (view) => ({ ...longNames(view), pause: PAUSE, isRehearsal: false })),
  },
  {
    name: 'projector-parties',
    path: () => made.projector,
    as: null,
    prepare: (page) => told(page, (view) => ({ ...parties(view), isRehearsal: false })),
  },
  {
    name: 'projector-lost',
    path: () => made.projector,
    as: null,
    expects: [AWAY],
    prepare: async (page) => {
      await page.route('**/api/projector', (route) => route.abort('connectionrefused'));
      await page.getByText(/^Sambungan putus/).waitFor();
    },
  },
];

journeys('the press briefing, large and small, light and dark', withReleases, (scene) => {
  it.each(SCREENS)(
    '$name',
    async (screen) => {
      expect(await looksOf(scene, screen, null)).toEqual([]);
    },
    180_000,
  );
});
