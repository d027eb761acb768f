import { expect, it } from '@jest/globals';
import { smallTpsCode } from '@posko/testing';
import type { Page } from 'playwright-core';
import { log, look, queue } from './room/desk';
import { journeys } from './room/journey';
import { morning } from './room/morning';
import type { Who } from './room/people';
import { Room } from './room/room';

const OPERATOR: Who = { role: 'operator' };
const ACCEPTED_MS = 20_000;

/** As a person types who talks meanwhile; a key at a time. */
const KEY_MS = 60;

async function roomInTheMorning(): Promise<Room> {
  const room = await Room.small();
  await morning(room);
  return room;
}

const field = (page: Page, name: string) => page.getByRole('form', { name: 'Panggilan baru' }).getByLabel(name);
const place = (page: Page) => page.getByRole('combobox', { name: 'Tempat' });
const kind = (page: Page) => page.getByRole('combobox', { name: 'Jenis' });
const isFocused = (page: Page, name: string) => page.locator(`:focus[id]`).and(field(page, name)).waitFor();

/** Waits until a field of suggestions says that it holds a choice, and the focus has gone on. */
async function typed(page: Page, text: string, next: string): Promise<void> {
  await page.keyboard.type(text, { delay: KEY_MS });
  await page.keyboard.press('Enter');
  await isFocused(page, next);
}

const saved = (page: Page) => page.getByText(/^Tercatat sebagai nomor #?\d/);

journeys('a call', roomInTheMorning, (scene) => {
  it('is logged by keyboard alone in less than twenty seconds, and the next form is open', async () => {
    const { page, go } = await operator();
    await go('/incidents');
    await page.locator('posko-connection-pill.live').waitFor({ timeout: 20_000 });
    await page.keyboard.press('n');
    await isFocused(page, 'Tempat');

    const from = Date.now();
    await typed(page, '3578011001003', 'Jenis');
    await typed(page, 'surat suara kurang', 'Catatan');
    await page.keyboard.type('Kurang 12 lembar, pemilih menunggu', { delay: KEY_MS });
    await page.keyboard.press('Control+Enter');
    await saved(page).waitFor();
    const tookMs = Date.now() - from;
    process.stdout.write(`first key to saved: ${tookMs} ms\n`);

    expect(tookMs).toBeLessThan(ACCEPTED_MS);
    await isFocused(page, 'Tempat');
    expect(await place(page).inputValue()).toBe('');
    expect(await field(page, 'Catatan').inputValue()).toBe('');
    const [row] = (await queue(scene.room, 'view=unassigned&sort=opened')).rows;
    expect(row).toMatchObject({ place: '3578011001003', kind: 'LOG-01', note: 'Kurang 12 lembar, pemilih menunggu' });
    await go('/incidents');
    await page.getByRole('row').filter({ hasText: 'Kurang 12 lembar, pemilih menunggu' }).waitFor();
  });

  it('finds its TPS by the name of the desa, its kind by a code, and takes another severity', async () => {
    const { page, go } = await operator();
    await go('/incidents/new');
    await page.locator('posko-connection-pill.live').waitFor({ timeout: 20_000 });
    await isFocused(page, 'Tempat');
    await typed(page, 'tps 4 sidosermo', 'Jenis');
    await typed(page, 'env-03', 'Catatan');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('9');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Padam sejak subuh', { delay: KEY_MS });
    await page.keyboard.press('Control+Enter');
    await saved(page).waitFor();
    const [row] = (await queue(scene.room, 'view=unassigned&sort=opened&kind=ENV-03')).rows;
    expect(row).toMatchObject({ place: '3578021001004', kind: 'ENV-03', severity: 9 });
  });

  it('shows what may have been told already while it is typed, and joins it by one key', async () => {
    const first = await log(scene.room, { tps: smallTpsCode(1), kind: 'LOG-06', note: 'Kotak belum datang' });
    const { page, go } = await operator();
    await go('/incidents/new');
    await page.locator('posko-connection-pill.live').waitFor({ timeout: 20_000 });
    await isFocused(page, 'Tempat');
    await typed(page, smallTpsCode(1), 'Jenis');
    const similar = page.locator('posko-panel').filter({ hasText: 'Mungkin sudah dilaporkan' });
    await similar.getByText('TPS yang sama').waitFor();
    await page.keyboard.type('logistik belum', { delay: KEY_MS });
    await page.keyboard.press('Enter');
    await isFocused(page, 'Catatan');
    await page.keyboard.type('Saksi menelepon juga', { delay: KEY_MS });
    await page.keyboard.press('Alt+1');
    await page.getByText(`Ditambahkan ke insiden #${first.number}`).waitFor();
    const detail = await look(scene.room, first.id);
    expect(detail.version).toBe(2);
    expect((await queue(scene.room, `region=${smallTpsCode(1)}`)).total).toBe(1);
  });

  it('is filled from a message of a chat as far as that can be read', async () => {
    const { page, go, context } = await operator();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await go('/incidents/new');
    await page.locator('posko-connection-pill.live').waitFor({ timeout: 20_000 });
    await isFocused(page, 'Tempat');
    const message = [
      '[27/11/24 09.12.03] Budi Santoso: Assalamualaikum',
      '[27/11/24 09.12.40] Budi Santoso: TPS 2 Kel. Warugunung Kec. Karang Pilang, listrik padam sejak jam 8, hub 0812-3456-7890',
    ].join('\n');
    await page.evaluate((text) => navigator.clipboard.writeText(text), message);
    await page.keyboard.press('Control+v');

    await page.getByText(/^Dari pesan: /).waitFor();
    expect(await kind(page).inputValue()).toBe('Listrik padam');
    await page.getByText('3578011001002').first().waitFor();
    expect(await field(page, 'Penelepon').inputValue()).toBe('Budi Santoso');
    expect((await field(page, 'Telepon').inputValue()).replaceAll(/\D/g, '')).toBe('081234567890');
    expect(await field(page, 'Catatan').inputValue()).toContain('listrik padam sejak jam 8');
    expect(await field(page, 'Catatan').inputValue()).not.toContain('Assalamualaikum');
    await page.keyboard.press('Control+Enter');
    await saved(page).waitFor();
    const { rows } = await queue(scene.room, 'q=081234567890');
    expect(rows).toMatchObject([{ place: '3578011001002', kind: 'ENV-03' }]);
  });

  async function operator() {
    const visitor = await scene.visit({ as: OPERATOR });
    return { page: visitor.page, context: visitor.context, go: (path: string) => visitor.go(path) };
  }
});
