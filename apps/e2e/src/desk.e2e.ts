import { expect, it } from '@jest/globals';
import { smallTpsCode } from '@posko/testing';
import type { Page } from 'playwright-core';
import { change, log, look, queue } from './room/desk';
import { journeys } from './room/journey';
import { morning } from './room/morning';
import type { Who } from './room/people';
import { Room, until } from './room/room';
import type { VisitOptions, Visitor } from './room/visitor';

const ANNA: Who = { role: 'operator', nth: 1 };
const BUDI: Who = { role: 'operator', nth: 2 };
const LEAD: Who = { role: 'supervisor' };
/** Names the row under the cursor of the queue. */
const CURSOR = 'aria-activedescendant'; // cspell:disable-line
/** Somebody's change was overtaken: told by a difference, and by the browser as an error. */
const OVERTAKEN = /status of 409 /;

async function roomInTheMorning(): Promise<Room> {
  const room = await Room.small();
  await morning(room);
  return room;
}

const rowOf = (page: Page, note: string) => page.getByRole('row').filter({ hasText: note });
const order = (page: Page): Promise<string[]> =>
  page.locator('posko-queue-table .row[id]').evaluateAll((rows) => rows.map(({ id }) => id));
const isLive = (page: Page) => page.locator('posko-connection-pill.live').waitFor({ timeout: 20_000 });
const name = (who: Who): string => `operator.35.${who.nth ?? 1}`;

journeys('one queue, two operators', roomInTheMorning, (scene) => {
  it('a call appears on both screens; who takes it is seen by the other', async () => {
    const [anna, budi] = await both('/incidents');
    const { number } = await log(scene.room, { tps: smallTpsCode(0), kind: 'VOT-01', note: 'DPT belum ditempel' });
    await rowOf(anna.page, 'DPT belum ditempel').waitFor();
    await rowOf(budi.page, 'DPT belum ditempel').waitFor();

    await anna.page.keyboard.press('j');
    await anna.page.keyboard.press('t');
    await anna.page.getByText(`Insiden #${number} Anda pegang`).waitFor();
    await rowOf(budi.page, 'DPT belum ditempel').getByText(name(ANNA)).waitFor();
  });

  it('who looks at it is told to the others, and who edits it keeps them from it', async () => {
    const { id } = await log(scene.room, { tps: smallTpsCode(10), kind: 'VOT-01', note: 'Nama tidak tercantum' });
    const [anna, budi] = await both(`/incidents/${id}`);
    await anna.page.getByText(`Juga melihat: ${name(BUDI)}`).waitFor();
    await budi.page.getByText(`Juga melihat: ${name(ANNA)}`).waitFor();
    const edit = budi.page.getByRole('button', { name: 'Ubah' });
    await anna.page.getByRole('button', { name: 'Ubah' }).click();
    await budi.page.getByText(`Sedang disunting ${name(ANNA)}`).waitFor();
    expect(await edit.isDisabled()).toBe(true);
    await anna.page.getByRole('button', { name: 'Batal' }).click();
    await budi.page.getByText(`Sedang disunting ${name(ANNA)}`).waitFor({ state: 'hidden' });
    expect(await edit.isEnabled()).toBe(true);
  });

  it('who saves second sees what the first made of it, and nothing of either is lost', async () => {
    const { id } = await log(scene.room, { tps: smallTpsCode(2), kind: 'LOG-03', note: 'Lebih dua lembar' });
    const [anna, lead] = [await open(ANNA), await open(LEAD, { expects: [OVERTAKEN] })];
    await lead.go(`/incidents/${id}`);
    await lead.page.getByRole('button', { name: 'Ubah' }).click();
    await lead.page.getByRole('dialog').getByLabel('Catatan').fill('Lebih dua lembar, sudah disimpan');
    await anna.go('/incidents?kind=LOG-03');
    await rowOf(anna.page, 'Lebih dua lembar').waitFor();
    await stepTo(anna.page, id);
    await anna.page.keyboard.press('t');
    await anna.page.getByText(/Anda pegang$/).waitFor();
    await change(scene.room, id, { note: 'Lebih tiga lembar' });
    await lead.page.getByRole('dialog').getByRole('button', { name: 'Ubah' }).click();

    const difference = lead.page.getByRole('dialog').filter({ hasText: 'Sudah diubah orang lain' });
    const note = difference.getByRole('row').filter({ hasText: 'Catatan' });
    await note.getByText('bertentangan').waitFor();
    expect(await note.getByRole('cell').allInnerTexts()).toEqual([
      'Lebih dua lembar',
      'Lebih dua lembar, sudah disimpan',
      'Lebih tiga lembar',
    ]);
    await difference.getByRole('row').filter({ hasText: 'Pemegang' }).getByText(name(ANNA)).waitFor();
    await difference.getByRole('button', { name: 'Terapkan punya saya di atasnya' }).click();
    await lead.page.getByText(/^Tersimpan: tanda terima/).waitFor();

    expect(await look(scene.room, id)).toMatchObject({
      note: 'Lebih dua lembar, sudah disimpan',
      assignee: { name: name(ANNA) },
    });
    await lead.page.locator('posko-incident-history').getByText('Lebih tiga lembar').waitFor();
  });

  it('stands still under the pointer while others call, and says how many wait', async () => {
    for (const at of [3, 4, 5, 6])
      await log(scene.room, { tps: smallTpsCode(at), kind: 'VOT-04', note: `Pendamping ${at}` });
    const visitor = await open(ANNA);
    const { page } = visitor;
    await visitor.go('/incidents?kind=VOT');
    await isLive(page);
    const row = rowOf(page, 'Pendamping 5');
    await row.hover();
    const [before, where] = [await order(page), await row.boundingBox()];
    for (const at of [7, 8, 9])
      await log(scene.room, { tps: smallTpsCode(at), kind: 'VOT-07', note: `Berhenti ${at}` });

    const pill = page.getByRole('button', { name: 'Tampilkan 3 baru (titik)' });
    await pill.waitFor();
    expect(await order(page)).toEqual(before);
    expect((await row.boundingBox())?.y).toBe(where?.y);
    await page.keyboard.press('.');
    await rowOf(page, 'Berhenti 9').waitFor();
    expect((await order(page)).slice(-before.length)).toEqual(before);
    await pill.waitFor({ state: 'detached' });
  });

  it('keeps view and filters in its address, over a reload', async () => {
    const visitor = await open(ANNA);
    const { page } = visitor;
    await visitor.go('/incidents');
    await page.getByRole('button', { name: 'Belum dipegang' }).click();
    await page.getByLabel('Bobot minimal').selectOption('8');
    await page.waitForURL(/minSeverity=8/);
    await page.getByRole('searchbox').fill('Berhenti');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=Berhenti/);
    await rowOf(page, 'Berhenti 7').waitFor();
    const shown = await order(page);
    await page.reload();
    await rowOf(page, 'Berhenti 7').waitFor();
    expect(await order(page)).toEqual(shown);
    expect(shown).toHaveLength(3);
    expect(await page.getByRole('button', { name: 'Belum dipegang' }).getAttribute('aria-pressed')).toBe('true');
    expect(await page.getByLabel('Bobot minimal').inputValue()).toBe('8');
    expect(await page.getByRole('searchbox').inputValue()).toBe('Berhenti');
  });

  it('many are given to one, resolved and closed at once', async () => {
    const [lead, anna] = [await open(LEAD), await open(ANNA)];
    const { page } = lead;
    await anna.go('/incidents?view=mine&kind=VOT-07');
    await lead.go('/incidents?kind=VOT-07');
    await rowOf(page, 'Berhenti 8').waitFor();
    await bulk(page, 'Tugaskan', (dialog) =>
      dialog.getByLabel('Tugaskan kepada').selectOption({ label: `Operator 35 1 (${name(ANNA)})` }),
    );
    await rowOf(anna.page, 'Berhenti 8').waitFor();
    await bulk(page, 'Selesaikan', (dialog) => dialog.getByLabel('Hasil').fill('Dilanjutkan kembali'));
    await lead.go('/incidents?view=all&kind=VOT-07');
    await bulk(page, 'Tutup', () => Promise.resolve());
    await until('all are closed', async () => {
      const { rows } = await queue(scene.room, 'view=all&kind=VOT-07');
      return rows.length === 3 && rows.every(({ status }) => status === 'closed') ? true : undefined;
    });
  });

  it('the worst rings in the room and on the wall at once', async () => {
    const [room, wall] = [await open(LEAD), await open({ role: 'viewer' })];
    await room.go('/');
    await wall.go('/wall?scene=mosaik');
    await isLive(room.page);
    await wall.page.locator('posko-wall-page.live').waitFor({ timeout: 20_000 });
    const { id } = await log(scene.room, { tps: smallTpsCode(30), kind: 'SEC-02', note: 'Ricuh di depan TPS' });

    const [bar, band] = [room.page.locator('posko-ring-bar'), wall.page.locator('posko-ring-band')];
    await bar.getByText('Kekerasan, kerusuhan').waitFor();
    await band.getByRole('alert').getByText('Kekerasan, kerusuhan').waitFor();
    // The wall shows where and what, not what was said.
    expect(await wall.page.getByText('Ricuh').count()).toBe(0);

    await bar.getByRole('button', { name: 'Ambil' }).click();
    await band.getByText('Kekerasan, kerusuhan').waitFor({ state: 'detached' });
    await bar.getByText('Kekerasan, kerusuhan').waitFor({ state: 'detached' });
    expect((await look(scene.room, id)).assignee?.name).toBe('supervisor.35.1');
  });

  async function open(as: Who, options: VisitOptions = {}): Promise<Visitor> {
    return scene.visit({ ...options, as });
  }

  async function both(path: string): Promise<[Visitor, Visitor]> {
    const visitors: [Visitor, Visitor] = [await open(ANNA), await open(BUDI)];
    for (const visitor of visitors) {
      await visitor.go(path);
      await isLive(visitor.page);
    }
    return visitors;
  }
});

/** Moves the cursor of the queue by keys until it stands on an incident. */
async function stepTo(page: Page, id: string): Promise<void> {
  const rows = await order(page);
  for (let step = 0; step < rows.length; step++) {
    const at = await page.getByRole('grid').getAttribute(CURSOR);
    if (at === `posko-queue-${id}`) return;
    await page.keyboard.press('j');
  }
  throw new Error(`The cursor does not come to ${id}`);
}

/** Chooses all that are shown, and does the same with each. */
async function bulk(page: Page, act: string, fill: (dialog: ReturnType<Page['locator']>) => Promise<unknown>) {
  await page.getByLabel('Pilih semua yang tampak').check();
  await page.getByRole('button', { name: act, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await fill(dialog);
  await dialog.getByRole('button', { name: act, exact: true }).click();
  await page.getByText('3 tersimpan').waitFor();
  await dialog.waitFor({ state: 'detached' });
}
