import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { MARKS, STAGES, markBit } from '@posko/domain';
import { FakeRoom, ROOM_TIME } from '../shell/testing/fake-room';
import { words } from '../shell/testing/words';
import { RegionView } from './region-view';

let room: FakeRoom;
const HOUR_MS = 3_600_000;

function counts(names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, 0]));
}

beforeEach(() => {
  localStorage.clear();
  const sirekap = { ts: new Date(ROOM_TIME - 2 * HOUR_MS).toISOString(), total: 7, received: 3 };
  const row = {
    total: 7,
    stages: counts(STAGES),
    marks: counts(MARKS),
    dpt: 3000,
    turnout: { voters: 900, tps: 4 },
    sirekap,
  };
  const region = { code: '3578', name: 'KOTA SURABAYA', level: 'kabupaten' };
  room = new FakeRoom()
    .answer('boardRegion', () => ({
      seq: 1,
      at: new Date(ROOM_TIME).toISOString(),
      region,
      path: [],
      ...row,
      children: [],
    }))
    .answer('overdue', () => ({
      seq: 1,
      at: new Date(ROOM_TIME).toISOString(),
      total: 1,
      rows: [
        {
          code: '3578041001003',
          stage: 'unreported',
          missing: 'open',
          since: new Date(ROOM_TIME - HOUR_MS).toISOString(),
          lastReceivedAt: null,
        },
      ],
    }));
});

async function show(
  code: string,
  inputs: Record<string, unknown> = {},
): Promise<{ fixture: ComponentFixture<RegionView>; element: HTMLElement }> {
  TestBed.configureTestingModule({ providers: [provideRouter([]), room.providers()] });
  const fixture = TestBed.createComponent(RegionView);
  for (const [name, value] of Object.entries({ code, ...inputs })) fixture.componentRef.setInput(name, value);
  await fixture.whenStable();
  await fixture.whenStable();
  return { fixture, element: fixture.nativeElement };
}

it('shows a region with what lies in it, live', async () => {
  const { fixture, element } = await show('3578');
  expect(words(element.querySelector('h1'))).toBe('Kota Surabaya Kabupaten/Kota · 3578');
  expect(words(element.querySelector('posko-region-table tbody'))).toContain('Wonokromo');
  expect(words(element.querySelector('posko-stage-legend'))).toContain('Dibuka 0');
  room.move('3578041001001', STAGES.indexOf('open'));
  for (let turn = 0; turn < 150 && !words(element).includes('Dibuka 1'); turn++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    await fixture.whenStable();
  }
  expect(words(element.querySelector('posko-stage-legend'))).toContain('Dibuka 1');
});

it('shows Sirekap beside our own figure, each with its time', async () => {
  const { element } = await show('3578');
  const compare = words(element.querySelector('posko-sirekap-compare'));
  expect(compare).toContain('Posko: terkirim 0 dari 7 TPS');
  expect(compare).toContain('Sirekap 3 dari 7 TPS 42,86 % menurut Sirekap per 27 Nov 11.00 WIB (2 jam lalu)');
  expect(compare).toContain('Sirekap menunjukkan 3 TPS lebih banyak');
  expect(compare).toContain('Pemilih yang sudah hadir: 900, dilaporkan oleh 4 TPS.');
});

it('lists who is silent, by kecamatan', async () => {
  const { element } = await show('3578');
  expect(words(element.querySelector('posko-overdue-list'))).toBe(
    'Wonokromo Kota Surabaya 1 TPS 3 Darmo belum dibuka 1 jam',
  );
});

it('titles that list by the live board, whatever total the list came with', async () => {
  for (const code of ['3578041001001', '3578041001003']) {
    room.heldBoard.set(room.heldBoard.tree.positionOf(code), 0, markBit('overdue'));
  }
  const { element } = await show('3578');
  expect(words(element.querySelector('.overdue h2'))).toBe('Terlambat lapor: 2');
});

it('lists the TPS with filters from the address', async () => {
  room.heldBoard.set(room.heldBoard.tree.positionOf('3578041002005'), STAGES.indexOf('sent'), 0);
  const { element } = await show('3578', { view: 'tps', stage: 'sent' });
  expect(words(element.querySelector('posko-tps-table .count'))).toBe('1 TPS');
  expect(element.querySelector('posko-tps-table [role=table]')?.getAttribute('aria-rowcount')).toBe('2');
});

it('says so when no TPS fits the filter', async () => {
  const { element } = await show('3578', { view: 'tps', stage: 'published' });
  expect(words(element.querySelector('.none'))).toBe('Tidak ada TPS yang cocok dengan saringan ini');
});

it('says so when the register has no such region', async () => {
  const { element } = await show('3599');
  expect(words(element)).toContain('Wilayah dengan kode ini tidak ada dalam daftar.');
  expect(room.calls.some(({ name }) => name === 'boardRegion')).toBe(false);
});

it('waits for the board, and says when it cannot come', async () => {
  room.board.next(null);
  const { fixture, element } = await show('3578');
  expect(element.querySelector('[aria-busy=true]')).not.toBeNull();
  room.connection({ state: 'offline', failure: { code: 'unreachable' } });
  await fixture.whenStable();
  expect(words(element)).toContain('Server tidak terjangkau');
});
