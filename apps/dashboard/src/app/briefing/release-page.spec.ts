import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { ReleaseSummary } from '@posko/contracts';
import type { RegionCode } from '@posko/domain';
import { GOVERNOR } from '../shell/testing/contests';
import { FakeRoom } from '../shell/testing/fake-room';
import { until } from '../shell/testing/until';
import { words } from '../shell/testing/words';
import { briefingRoutes } from './briefing.routes';
import { AT, ME, OTHER, release, summary } from './testing/briefings';

let room: FakeRoom;
let state: Partial<ReleaseSummary>;
let fixture: ComponentFixture<unknown>;
let element: HTMLElement;

beforeEach(() => {
  state = {};
  room = new FakeRoom().signedInAs({ ...ME, role: 'commissioner', scope: '35' as RegionCode });
  room.answer('contests', () => ({ seq: 1, contests: [GOVERNOR] }));
  room.answer('release', () => release(state));
  URL.createObjectURL = () => 'blob:here';
  URL.revokeObjectURL = () => undefined;
  HTMLAnchorElement.prototype.click = () => undefined;
});

async function show(): Promise<void> {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([{ path: 'briefing', children: briefingRoutes }], withComponentInputBinding()),
      room.providers(),
    ],
  });
  ({ fixture } = await RouterTestingHarness.create('/briefing/release/12'));
  element = fixture.nativeElement as HTMLElement;
  await until(fixture, () => words(element.querySelector('h1')) !== '');
}

async function shown(): Promise<void> {
  await show();
  await until(fixture, () => element.querySelector('posko-release-facts') !== null);
}

const said = (selector: string): string => words(element.querySelector(selector));
const inDialog = (): ParentNode => document.querySelector('mat-dialog-container') ?? document.createElement('i');

const page = (): ParentNode => element;
const button = (text: string, within: ParentNode): HTMLButtonElement | undefined =>
  [...within.querySelectorAll('button')].find((one) => words(one).includes(text));

/** On the page, or in the dialog over it. */
async function press(text: string, within: () => ParentNode): Promise<void> {
  await until(fixture, () => button(text, within()) !== undefined);
  button(text, within())?.click();
  await fixture.whenStable();
}

async function ask(text: string): Promise<void> {
  await press(text, page);
  await until(fixture, () => document.querySelector('mat-dialog-container') !== null);
}

it('says what was frozen, by whom, and the hash that anyone can check', async () => {
  state = { status: 'released', decidedBy: ME, decidedAt: AT };
  await shown();
  expect(said('h1')).toBe('Rilis #12 Gubernur Jawa Timur');
  expect(said('.word')).toContain('Dibekukan: isi rilis ini tidak pernah berubah.');
  const facts = said('posko-release-facts');
  expect(facts).toContain('Catatan jurnal 48.211');
  expect(facts).toContain('Dibuat budi.santoso, 27 Nov 18.30 WIB');
  expect(facts).toContain('Dirilis sri.lestari, 27 Nov 18.30 WIB');
  expect(facts).toContain('ab'.repeat(32));
  expect(said('posko-said-sentences')).toContain('Satu.');
  expect(said('posko-release-corrections')).toContain(
    'Tidak ada: semua TPS di dalamnya masih seperti waktu dibekukan.',
  );
  expect(element.querySelector('.acts')).toBeNull();
  const link = element.querySelector<HTMLAnchorElement>('posko-release-files a');
  expect(words(link)).toBe('Halaman publik rilis #12 (di tab baru)');
  expect(link?.getAttribute('href')).toBe('/publik/#/rilis/12');
});

it('leads to no public page of a draft', async () => {
  await shown();
  expect(element.querySelector('posko-release-files a')).toBeNull();
});

it('lets a second commissioner give it out, after the sentences were read once more', async () => {
  room.answer('giveOutRelease', () => {
    state = { status: 'released', decidedBy: ME, decidedAt: AT };
    return summary(state);
  });
  await shown();
  await until(fixture, () => element.querySelector('.acts .main') !== null);
  expect(said('.word')).toContain('belum boleh dikutip');
  await ask('Rilis');
  expect(words(document.querySelector('mat-dialog-container'))).toContain('catatan 48.211: 6 dari 9 TPS dihitung');
  expect(words(document.querySelector('mat-dialog-container'))).toContain('Satu. Dua. Tiga.');
  await press('Keluarkan', inDialog);
  await until(fixture, () => said('.notice') === 'Rilis #12 sudah keluar.');
  await until(fixture, () => said('posko-release-status-chip') === 'Dirilis');
  expect(room.asked('giveOutRelease')[0]).toEqual({ params: { number: '12' }, body: { id: expect.any(String) } });
});

it('tells whoever made it that somebody else has to give it out', async () => {
  state = { draftedBy: ME };
  await shown();
  await until(fixture, () => element.querySelector('.acts') !== null);
  expect(element.querySelector('.acts .main')).toBeNull();
  expect(said('.word')).toContain('Anda yang membuat draf ini: komisioner lain yang merilisnya.');
});

it('discards a draft with a reason only', async () => {
  room.answer('discardRelease', () => {
    state = { status: 'discarded', decidedBy: ME, decidedAt: AT, reason: 'Salah pemilihan' };
    return summary(state);
  });
  await shown();
  await until(fixture, () => element.querySelector('.acts') !== null);
  await ask('Batalkan draf');
  await press('Batalkan draf', inDialog);
  expect(words(document.querySelector('mat-dialog-container'))).toContain('Tulis mengapa dibatalkan');
  const area = document.querySelector<HTMLTextAreaElement>('mat-dialog-container textarea');
  if (area !== null) area.value = 'Salah pemilihan';
  area?.dispatchEvent(new Event('input'));
  await press('Batalkan draf', inDialog);
  await until(fixture, () => said('.notice') === 'Rilis #12 dibatalkan.');
  expect(room.asked('discardRelease')[0]?.body).toEqual({ id: expect.any(String), reason: 'Salah pemilihan' });
  await until(fixture, () => said('posko-release-facts').includes('Alasan Salah pemilihan'));
});

it('says that somebody was faster, and shows what it is now', async () => {
  room.refuse('giveOutRelease', 'release-transition');
  await shown();
  await until(fixture, () => element.querySelector('.acts .main') !== null);
  await ask('Rilis');
  state = { status: 'discarded', decidedBy: OTHER, decidedAt: AT, reason: 'Salah' };
  await press('Keluarkan', inDialog);
  await until(fixture, () => said('.problem').includes('Rilis ini sudah dirilis atau dibatalkan.'));
  await until(fixture, () => said('posko-release-status-chip') === 'Dibatalkan');
});

it('offers no decision to whoever only reads', async () => {
  room.signedInAs({ role: 'supervisor', scope: '35' as RegionCode });
  await shown();
  expect(element.querySelector('.acts')).toBeNull();
  expect(said('.word')).toContain('Menunggu komisioner kedua.');
});

it('lists what was corrected since, with the way to the result', async () => {
  state = { status: 'released', corrections: 1 };
  room.answer('release', () => ({
    ...release(state),
    corrections: [
      {
        ...{ tps: '3578041001001', act: 'withdrawn', seq: 50_000, at: AT },
        ...{ reason: 'Salah baca', document: 'BA 12' },
      },
    ],
  }));
  await shown();
  expect(said('posko-release-corrections')).toBe('TPS 1 Darmo: Ditarik, 27 Nov 18.30 WIB Salah baca Dokumen: BA 12');
  expect(element.querySelector('posko-release-corrections a')?.getAttribute('href')).toBe(
    '/results/pkwkp-35/tps/3578041001001',
  );
  expect(words(element)).toContain('1 koreksi sesudahnya');
});

it('hands out its files, and says so where one does not come', async () => {
  room.answerFile('releaseFile', { name: 'rilis-12.pdf', text: '%PDF' });
  await shown();
  await press('Satu halaman (PDF)', page);
  await until(fixture, () => said('posko-release-files .soft') === 'rilis-12.pdf tersimpan.');
  expect(room.asked('releaseFile')[0]?.params).toEqual({ number: '12', format: 'pdf' });
  room.refuse('releaseFile', 'not-found');
  await press('Data (JSON)', page);
  await until(fixture, () => said('posko-release-files .problem').startsWith('Belum berhasil:'));
});

it('says that there is none of that number', async () => {
  room.refuse('release', 'release-not-found');
  await show();
  await until(fixture, () => said('posko-blank').startsWith('Rilis ini tidak ada'));
});
