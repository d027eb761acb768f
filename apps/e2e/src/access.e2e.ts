import { expect, it } from '@jest/globals';
import { smallTpsCode } from '@posko/testing';
import type { Page } from 'playwright-core';
import { log } from './room/desk';
import { activate, activationOf } from './room/field';
import { journeys } from './room/journey';
import { morning } from './room/morning';
import type { Who } from './room/people';
import { Room } from './room/room';
import { NOT_THERE } from './room/visitor';
import type { Visitor } from './room/visitor';

const OPERATOR: Who = { role: 'operator' };
const SURABAYA: Who = { role: 'operator', region: '3578' };
const LEAD: Who = { role: 'supervisor' };
const OTHER_LEAD: Who = { role: 'supervisor', nth: 2 };
/** What browsers say of an answer that refuses. */
const REFUSED = /status of (400|401|403) /;
const WRONG = 'Nama, kata sandi atau kode tidak cocok.';

async function roomInTheMorning(): Promise<Room> {
  const room = await Room.small();
  await morning(room);
  return room;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function say(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('Nama pengguna').fill(username);
  await page.getByLabel('Kata sandi', { exact: true }).fill(password);
  await press(page, 'Masuk');
}

journeys('signing in', roomInTheMorning, (scene) => {
  it('says the same of a wrong password and of a name that nobody has', async () => {
    const member = await scene.room.people.member(OPERATOR);
    const visitor = await scene.stranger({ expects: [REFUSED] });
    const { page } = visitor;
    await visitor.go('/sign-in');
    const said: string[] = [];
    for (const username of [member.username, 'tidak.ada']) {
      await say(page, username, 'bukan kata sandinya');
      const alert = page.getByRole('alert');
      await alert.waitFor();
      said.push((await alert.innerText()).trim());
      await page.reload();
    }
    expect(said).toEqual([WRONG, WRONG]);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
  });

  it('asks a supervisor for the second factor; a recovery code takes its place, once', async () => {
    const member = await scene.room.people.member(LEAD);
    const recovery = member.phone?.recoveryCode() ?? '';
    const first = await signingIn(member);
    await first.page.getByLabel('Kode dari aplikasi autentikator').fill('000000');
    await press(first.page, 'Lanjut');
    await first.page.getByRole('alert').waitFor();
    await useRecovery(first.page, recovery);
    await first.page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));

    const second = await signingIn(member);
    await useRecovery(second.page, recovery);
    await second.page.getByRole('alert').waitFor();
    expect(new URL(second.page.url()).pathname).toBe('/sign-in');
    expect(await second.page.evaluate(async () => (await fetch('/api/board')).status)).toBe(401);
  });

  it('ends everywhere, also in the browser at home', async () => {
    const member = await scene.room.people.member({ role: 'commissioner' });
    const [desk, home] = [await scene.stranger(), await scene.stranger({ expects: [REFUSED] })];
    for (const visitor of [desk, home]) {
      await visitor.signIn(member);
      await visitor.page.locator('posko-connection-pill.live').waitFor({ timeout: 20_000 });
    }
    await desk.page.getByRole('button', { name: /^Akun/ }).click();
    await press(desk.page, 'Keluar di semua perangkat');
    await desk.page.waitForURL('**/sign-in**');
    await home.page.getByText('Sesi Anda berakhir').first().waitFor();
    await home.page.getByText('Anda keluar di semua perangkat.').first().waitFor();
    expect(await home.page.evaluate(async () => (await fetch('/api/board')).status)).toBe(401);
  });

  it('an operator of one city sees nothing of another regency, on no page and over no address', async () => {
    const there = await log(scene.room, { tps: smallTpsCode(0), kind: 'LOG-01', note: 'Rahasia Pacitan' });
    const here = await log(scene.room, { tps: smallTpsCode(25), kind: 'LOG-01', note: 'Kurang di Surabaya' });
    const visitor = await scene.visit({ as: SURABAYA, expects: [REFUSED, NOT_THERE] });
    const { page } = visitor;
    await visitor.go('/incidents?view=all');
    await page.getByRole('row').filter({ hasText: 'Kurang di Surabaya' }).waitFor();
    expect(await page.getByText('Rahasia Pacitan').count()).toBe(0);
    await visitor.go(`/incidents/${there.id}`);
    await page.getByText('Peran atau wilayah Anda tidak mengizinkan tindakan ini.').first().waitFor();
    for (const path of ['/region/3501', `/tps/${smallTpsCode(0)}`]) {
      await visitor.go(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.getByText(/widoro|sawahan|donorojo/i).count()).toBe(0);
    }
    const status = (path: string): Promise<number> =>
      page.evaluate(async (address) => (await fetch(address)).status, path);
    expect(await status(`/api/incidents/${here.id}`)).toBe(200);
    expect(await status('/api/board/3578')).toBe(200);
    for (const path of ['/api/board/3501', `/api/tps/${smallTpsCode(0)}`, '/api/incidents?region=3501', '/api/users'])
      expect({ path, status: await status(path) }).toEqual({ path, status: 403 });
    expect([403, 404]).toContain(await status(`/api/incidents/${there.id}`));
  });

  async function signingIn(member: { username: string; password: string }): Promise<Visitor> {
    const visitor = await scene.stranger({ expects: [REFUSED] });
    await visitor.go('/sign-in');
    await say(visitor.page, member.username, member.password);
    await visitor.page.getByLabel('Kode dari aplikasi autentikator').waitFor();
    return visitor;
  }
});

async function useRecovery(page: Page, code: string): Promise<void> {
  await press(page, 'Pakai kode pemulihan');
  await page.getByLabel('Kode pemulihan').fill(code);
  await press(page, 'Lanjut');
}

journeys('what takes two, and what takes two taps', roomInTheMorning, (scene) => {
  it('a supervisor asks to move a TPS back, another approves, and it stands where it stood', async () => {
    const code = smallTpsCode(21);
    const [asks, decides] = [await scene.visit({ as: LEAD }), await scene.visit({ as: OTHER_LEAD })];
    await asks.go(`/tps/${code}`);
    await press(asks.page, 'Mundurkan tahap …');
    const dialog = asks.page.getByRole('dialog');
    await dialog.getByRole('combobox').click();
    await asks.page.getByRole('option', { name: 'Siap' }).click();
    await dialog.getByLabel('Alasan').fill('Salah TPS');
    await dialog.getByRole('button', { name: 'Kirim permintaan' }).click();
    await asks.page.getByText('Permintaan terkirim dan menunggu orang kedua.').waitFor();
    await asks.page.getByRole('link', { name: 'Lihat persetujuan' }).click();
    await asks.page.getByText('Permintaan Anda: orang lain yang memutus.').waitFor();
    expect(await asks.page.getByRole('button', { name: 'Setujui' }).count()).toBe(0);
    expect(await stageOf(code)).toBe('open');

    await decides.go('/approvals');
    await decides.page.getByText('Salah TPS').waitFor();
    await press(decides.page, 'Setujui');
    await decides.page.getByRole('dialog').getByRole('button', { name: 'Setujui' }).click();
    await decides.page.getByText('Disetujui dan dilaksanakan.').waitFor();
    expect(await stageOf(code)).toBe('ready');
    await decides.go(`/tps/${code}`);
    await decides.page.locator('posko-tps-view').getByText('Salah TPS').first().waitFor();
  });

  it('a crew activates its telephone and reports a stage in two taps, seen on the board', async () => {
    const code = smallTpsCode(7);
    const [watcher, phone] = [await scene.visit({ as: OPERATOR }), await scene.stranger({ size: 'phone' })];
    await watcher.go(`/tps/${code}`);
    await phone.go('/field');
    const paper = await activationOf(scene.room, code);
    await activate(phone.page, code, paper);
    await phone.page.getByRole('heading', { name: /TPS 0*6 Sawahan/i }).waitFor();

    await phone.page.getByRole('button', { name: /^Dibuka/ }).click();
    await phone.page.getByRole('dialog').getByRole('button', { name: 'Kirim' }).click();
    await phone.page.getByText(/^Sudah diterima: Dibuka/).waitFor();
    const receipt = /Tanda terima (\S+)/.exec(await phone.page.locator('.receipt').innerText())?.[1] ?? '';
    await watcher.page.getByText(receipt).first().waitFor();
    expect(await stageOf(code)).toBe('open');

    // The code was for one telephone.
    const other = await scene.stranger({ size: 'phone', expects: [REFUSED] });
    await other.go('/field');
    await activate(other.page, code, paper);
    await other.page.getByRole('alert').waitFor();
  });

  async function stageOf(code: string): Promise<string> {
    return (await scene.room.get<{ stage: string }>(`/api/tps/${code}`)).stage;
  }
});
