import { smallTpsCode } from '@posko/testing';
import type { Page } from 'playwright-core';
import { ADMINISTRATOR, LEAD, OPERATOR, invite } from './busy-desk';
import type { BusyDesk } from './busy-desk';
import { change, log, queue } from './desk';
import { activate, activationOf } from './field';
import type { Who } from './people';
import type { Room } from './room';
import { NOT_THERE } from './visitor';

export interface Screen<W = BusyDesk> {
  readonly name: string;
  readonly path: string | ((world: W) => string);
  /** A supervisor unless it says otherwise; null is somebody whom nobody knows. */
  readonly as?: Who | null;
  /** Brings the screen into the state that is looked at. */
  readonly prepare?: (page: Page, scene: { readonly room: Room; readonly desk: W }) => Promise<void>;
  /** What the console says there by rights. */
  readonly expects?: readonly RegExp[];
}

/** Monitoring: what was there before anybody called. */
export const BOARD_SCREENS: readonly Screen[] = [
  { name: 'overview', path: '/' },
  { name: 'overview-table', path: '/', prepare: (page) => page.getByRole('button', { name: 'Tabel' }).click() },
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

export const DESK_SCREENS: readonly Screen[] = [
  { name: 'incidents', path: '/incidents' },
  { name: 'incidents-operator', path: '/incidents?view=mine', as: OPERATOR },
  { name: 'intake', path: '/incidents/new', as: OPERATOR, prepare: fillIntake },
  { name: 'incident', path: ({ incident }) => `/incidents/${incident}`, as: OPERATOR },
  {
    name: 'incident-difference',
    path: ({ incident }) => `/incidents/${incident}`,
    expects: [/status of 409 /],
    prepare: overtaken,
  },
  { name: 'incident-parent', path: ({ parent }) => `/incidents/${parent}` },
  { name: 'calls', path: '/calls', as: OPERATOR },
  {
    name: 'calls-next',
    path: '/calls',
    as: OPERATOR,
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Panggilan berikutnya' }).click();
      await page.locator('posko-call-card').waitFor();
    },
  },
  { name: 'shift', path: '/shift', as: OPERATOR },
  { name: 'handover', path: ({ handover }) => `/shift/handovers/${handover}` },
  { name: 'figures', path: '/figures' },
  { name: 'audit', path: '/audit' },
  { name: 'approvals', path: '/approvals' },
  { name: 'users', path: '/users', as: ADMINISTRATOR },
  { name: 'users-import', path: '/users/import', as: ADMINISTRATOR },
  { name: 'activation', path: '/activation' },
  { name: 'account', path: '/account', as: OPERATOR },
  { name: 'refused', path: '/users', as: OPERATOR },
  { name: 'sign-in', path: '/sign-in', as: null },
  { name: 'sign-in-code', path: '/sign-in', as: null, expects: [/status of 401 /], prepare: giveName },
  { name: 'invitation', path: '/sign-in', as: null, prepare: comeInvited },
  { name: 'second-factor', path: '/sign-in', as: null, prepare: setUpSecondFactor },
  { name: 'field', path: '/field', as: null },
  { name: 'field-report', path: '/field', as: null, prepare: startReporting },
  // Last: it rings on every screen from then on.
  { name: 'ring', path: '/', prepare: ring },
  { name: 'ring-wall', path: '/wall?scene=mosaik', as: { role: 'viewer' }, prepare: ring },
];

async function search(page: Page): Promise<void> {
  await page.locator('posko-connection-pill.live').waitFor({ timeout: 20_000 });
  await page.keyboard.press('/');
  await page.keyboard.type('karang');
  await page.getByRole('option').first().waitFor();
}

async function fillIntake(page: Page): Promise<void> {
  await page.locator('posko-connection-pill.live').waitFor({ timeout: 20_000 });
  await page.getByRole('combobox', { name: 'Tempat' }).fill(smallTpsCode(5));
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('TPS yang sama').first().waitFor();
  await page.getByRole('combobox', { name: 'Jenis' }).fill('saksi');
  await page.getByRole('option').first().waitFor();
}

/** Edits, while somebody else does. */
async function overtaken(page: Page, { room, desk }: { readonly room: Room; readonly desk: BusyDesk }): Promise<void> {
  await page.getByRole('button', { name: 'Ubah' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Catatan').fill('Saksi diusir dari TPS, sudah kembali');
  const note = `Saksi diusir dari TPS, polisi tiba ${Date.now() % 60} menit lalu`;
  await change(room, desk.incident, { note, severity: 8 }, LEAD);
  await form.getByRole('button', { name: 'Ubah' }).click();
  await page.getByText('Sudah diubah orang lain').waitFor();
}

async function giveName(page: Page, { room }: { readonly room: Room }): Promise<void> {
  const { username, password } = await room.people.member(LEAD);
  await page.getByLabel('Nama pengguna').fill(username);
  await page.getByLabel('Kata sandi', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await page.getByLabel('Kode dari aplikasi autentikator').waitFor();
}

async function comeInvited(page: Page, { room }: { readonly room: Room }): Promise<void> {
  await page.goto(new URL(await invite(room), room.url).href);
  await page.getByLabel('Kata sandi baru', { exact: true }).fill('tujuh angsa putih');
}

async function setUpSecondFactor(page: Page, scene: { readonly room: Room }): Promise<void> {
  await comeInvited(page, scene);
  await page.getByLabel('Ulangi kata sandi baru').fill('tujuh angsa putih');
  await page.getByRole('button', { name: 'Simpan dan masuk' }).click();
  await page.locator('posko-qr-code svg').waitFor();
}

async function startReporting(page: Page, { room }: { readonly room: Room }): Promise<void> {
  const tps = smallTpsCode(21);
  await activate(page, tps, await activationOf(room, tps));
  await page.getByRole('heading', { name: 'Laporkan tahap' }).waitFor();
}

/** The first one who looks hears of it; nobody takes it. */
async function ring(page: Page, { room }: { readonly room: Room }): Promise<void> {
  const call = { tps: smallTpsCode(35), kind: 'SEC-02', note: 'Ricuh, warga melempari TPS' } as const;
  if ((await queue(room, 'kind=SEC-02')).total === 0) await log(room, call, OPERATOR);
  await page.locator('posko-ring-bar, posko-ring-band').getByText('Kekerasan, kerusuhan').first().waitFor();
}
