import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { FakeRoom } from '../shell/testing/fake-room';
import { words } from '../shell/testing/words';
import { TPS_STORY } from './testing/tps-story';
import { TpsView } from './tps-view';

let room: FakeRoom;

beforeEach(() => {
  localStorage.clear();
  room = new FakeRoom().answer('tps', () => TPS_STORY);
});

async function show(code = TPS_STORY.code): Promise<{ fixture: ComponentFixture<TpsView>; element: HTMLElement }> {
  TestBed.configureTestingModule({ providers: [provideRouter([]), room.providers()] });
  const fixture = TestBed.createComponent(TpsView);
  fixture.componentRef.setInput('code', code);
  await fixture.whenStable();
  return { fixture, element: fixture.nativeElement };
}

it('shows where the TPS lies and stands, its voters and neighbours', async () => {
  const { element } = await show();
  expect(words(element.querySelector('h1'))).toBe('TPS 2 Darmo 3578041001002');
  expect(words(element.querySelector('posko-path-line'))).toBe('Jawa Timur Kota Surabaya Wonokromo Darmo');
  expect(words(element.querySelector('.now'))).toBe('Pemungutan ditutup Terlambat lapor');
  expect(words(element.querySelector('dl'))).toContain('515 250 laki-laki, 265 perempuan');
  const beside = [...element.querySelectorAll('posko-page-head header > nav a')].map((link) =>
    link.getAttribute('href'),
  );
  expect(beside).toEqual(['/tps/3578041001001', '/tps/3578041001003']);
  expect(document.title).toBe('TPS 2 Darmo · Posko');
});

it('tells the story with both times, the delay, what a report did, and the receipt', async () => {
  const { element } = await show();
  const lines = [...element.querySelectorAll('posko-story-line li')].map(words);
  expect(lines).toHaveLength(5);
  expect(lines[0]).toContain('Terjadi 27 Nov 13.00 WIB Diterima 27 Nov 13.04 WIB 4 mnt di jalan');
  expect(lines[0]).toContain('Kunci kotak diganti');
  expect(lines[0]).toContain('C-7K3M-9QXA');
  expect(lines[1]).toContain('lewat hotline');
  expect(lines[1]).toContain('TPS tetap pada Pemungutan ditutup');
  expect(lines[2]).toContain('Salah TPS (penyelia 1)');
});

it('calls late only the earliest word of a stage', async () => {
  const { element } = await show();
  const [, again, , opened] = [...element.querySelectorAll('posko-story-line li')].map(words);
  expect(again).not.toContain('lewat batas');
  expect(opened).not.toContain('lewat batas');
  const story = TPS_STORY.story.filter((entry) => entry.seq !== 9);
  TestBed.resetTestingModule();
  room.answer('tps', () => ({ ...TPS_STORY, story }));
  const only = await show();
  expect(words(only.element.querySelector('posko-story-line'))).toContain('10 mnt lewat batas');
});

it('says since when something is owed', async () => {
  room.answer('tps', () => ({ ...TPS_STORY, overdue: { missing: 'counted', since: '2024-11-27T12:00:00+07:00' } }));
  const { element } = await show();
  expect(words(element.querySelector('.owed'))).toBe(
    'Terlambat lapor: belum selesai dihitung sejak 27 Nov 12.00 WIB (1 jam)',
  );
});

it('asks again when the live board moves this TPS, and not for another', async () => {
  const { fixture } = await show();
  const asked = (): number => room.calls.filter(({ name }) => name === 'tps').length;
  expect(asked()).toBe(1);
  room.move('3578041002001', 3);
  room.move(TPS_STORY.code, 4);
  for (let turn = 0; turn < 100 && asked() < 2; turn++) await new Promise((resolve) => setTimeout(resolve, 10));
  await fixture.whenStable();
  expect(asked()).toBe(2);
});

it('says so when the register has no such TPS', async () => {
  room.refuse('tps', 'tps-not-found');
  const { element } = await show('3578041001099');
  expect(words(element)).toContain('TPS dengan kode ini tidak ada dalam daftar.');
  expect(element.querySelector('posko-panel')).toBeNull();
});

it('offers to try again when the server cannot be reached', async () => {
  room.refuse('tps', 'unreachable');
  const { fixture, element } = await show();
  expect(words(element.querySelector('.standing'))).toContain('Server tidak terjangkau');
  room.answer('tps', () => TPS_STORY);
  element.querySelector<HTMLButtonElement>('.standing button')?.click();
  await fixture.whenStable();
  await fixture.whenStable();
  expect(words(element.querySelector('.now'))).toContain('Pemungutan ditutup');
});
