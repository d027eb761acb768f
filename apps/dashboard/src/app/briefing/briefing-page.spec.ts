import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { Clipboard } from '@angular/cdk/clipboard';
import { Router, provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Person, RegionCode } from '@posko/domain';
import { GOVERNOR, MAYOR } from '../shell/testing/contests';
import { FakeRoom } from '../shell/testing/fake-room';
import { until } from '../shell/testing/until';
import { words } from '../shell/testing/words';
import { briefingRoutes } from './briefing.routes';
import { AT, ME, briefing, quickCounts, release, summary } from './testing/briefings';

const COMMISSIONER: Partial<Person> = { ...ME, role: 'commissioner', scope: '35' as RegionCode };

let room: FakeRoom;
let fixture: ComponentFixture<unknown>;
let element: HTMLElement;
let copied: string[];

beforeEach(() => {
  copied = [];
  room = new FakeRoom().signedInAs(COMMISSIONER);
  room.answer('contests', () => ({ seq: 1, contests: [GOVERNOR, MAYOR] }));
  room.answer('briefing', () => briefing());
  room.answer('quickCounts', () => quickCounts());
  room.answer('releases', () => ({ rows: [summary({ status: 'released', corrections: 2 })] }));
  room.answer('release', () => release());
  room.answer('projectorLinks', () => ({ rows: [] }));
});

async function show(address = '/briefing'): Promise<void> {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([{ path: 'briefing', children: briefingRoutes }], withComponentInputBinding()),
      room.providers(),
      { provide: Clipboard, useValue: { copy: (text: string) => copied.push(text) > 0 } },
    ],
  });
  ({ fixture } = await RouterTestingHarness.create(address));
  element = fixture.nativeElement as HTMLElement;
  await until(fixture, () => words(element.querySelector('h1')) !== '');
}

async function shown(address?: string): Promise<void> {
  await show(address);
  await until(fixture, () => element.querySelector('posko-outcome-gauge') !== null);
}

const said = (selector: string): string => words(element.querySelector(selector));
const button = (text: string, within: ParentNode = document): HTMLButtonElement | undefined =>
  [...within.querySelectorAll('button')].find((one) => words(one).includes(text));

async function type(name: string, text: string): Promise<void> {
  const input = document.querySelector<HTMLInputElement>(`mat-dialog-container [name="${name}"]`);
  if (input === null) throw new Error(`There is no ${name}`);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await fixture.whenStable();
}

const page = (): ParentNode => element;
const inDialog = (): ParentNode => document.querySelector('mat-dialog-container') ?? document.createElement('i');

/** On the page, or in the dialog over it. */
async function press(text: string, within: () => ParentNode = inDialog): Promise<void> {
  await until(fixture, () => button(text, within()) !== undefined);
  button(text, within())?.click();
  await fixture.whenStable();
}

it('says three sentences in both languages, each in its own, to copy alone or together', async () => {
  await shown();
  const told = [...element.querySelectorAll('posko-said-sentences li p')];
  expect(told.map((one) => `${one.getAttribute('lang') ?? ''} ${words(one)}`)).toEqual([
    'id Satu.',
    'id Dua.',
    'id Tiga.',
    'en One.',
    'en Two.',
    'en Three.',
  ]);
  await press('Salin ketiganya', page);
  element.querySelector<HTMLButtonElement>('posko-said-sentences button.one')?.click();
  expect(copied).toEqual(['Satu. Dua. Tiga.', 'Satu.']);
});

it('tells as of when it is, the three counts, what is held and why, and who is missing', async () => {
  await shown();
  expect(said('h1')).toBe('Keterangan pers Per 27 Nov 18.30 WIB, catatan 48.211');
  const counts = said('posko-briefed-counts');
  expect(counts).toContain('TPS seluruhnya 9');
  expect(counts).toContain('Diterima 7 77,78 %');
  expect(counts).toContain('Dihitung 6 66,67 %');
  expect(counts).toContain('Ditahan 1');
  expect(counts).toContain('Kehadiran tidak biasa 1');
  expect(said('posko-briefed-coverage')).toContain('3 dari 9 TPS belum dihitung.');
  expect(said('posko-briefed-coverage')).toContain('Kota Malang 2 dari 2 TPS');
  expect(said('posko-top-problems')).toContain('Listrik');
  expect(said('posko-top-problems')).toContain('Penanganan: Dikerjakan 1, Dirujuk 1');
});

it('ranks the votes of what is counted, with shares', async () => {
  await shown();
  expect([...element.querySelectorAll('posko-briefed-standing li')].map(words)).toEqual([
    '2. Khofifah - Emil 60,00 % 900',
    '3. Risma - Zahrul 33,33 % 500',
    '1. Luluk - Lukmanul 6,67 % 100',
  ]);
});

it('answers whether it can still change, in both cases, with the arithmetic a click away and no forecast', async () => {
  await shown();
  const [leader, second, threshold] = [...element.querySelectorAll('posko-outcome-gauge section')];
  expect(words(leader)).toContain('Batas terburuk Tidak dapat berubah Dengan anggapan Tidak dapat berubah');
  expect(words(leader)).toContain('Selisih 400 Suara yang masih mungkin masuk 250');
  expect(leader?.querySelector('details')?.open).toBe(false);
  expect(leader?.querySelectorAll('details li').length).toBe(5);
  expect(words(second)).toContain('Tidak berlaku');
  expect(second?.querySelector('details')).toBeNull();
  expect(words(threshold)).toContain('Selisih dapat menjadi −150 sampai 650 Ambang 9');
  expect(said('posko-outcome-gauge')).toContain('Bukan ramalan.');
});

it('asks anew with another swing', async () => {
  await shown();
  const select = element.querySelector<HTMLSelectElement>('.swing select');
  if (select !== null) select.value = '50';
  select?.dispatchEvent(new Event('change'));
  await until(fixture, () => room.asked('briefing').length > 1);
  expect(room.asked('briefing').at(-1)?.query).toEqual({ swing: 50 });
});

it('shows quick counts beside the real count, and what the institute said before', async () => {
  await shown();
  await until(fixture, () => said('posko-quick-counts').includes('Lembaga Satu'));
  expect(said('posko-quick-counts')).toContain('2. Khofifah - Emil 58,25 % 60,00 % +1,75 di luar galat');
  expect(said('posko-quick-counts')).toContain('3. Risma - Zahrul 34,75 % – –');
  expect(said('posko-quick-counts details')).toContain('Sebelumnya dari Lembaga Satu: 1');
});

it('writes a quick count down as it was published, once it is whole and adds up', async () => {
  room.answer('enterQuickCount', () => quickCounts());
  await shown();
  await press('Catat hitung cepat', page);
  await press('Simpan');
  expect(words(document.querySelector('mat-dialog-container'))).toContain('Harus diisi');
  for (const [name, text] of [
    ['institute', 'LSI'],
    ['at', '2024-11-27T16:00'],
    ['sample', '500'],
    ['margin', '1,25'],
    ['1000032', '8,5'],
    ['1000033', '58,5'],
    ['1000034', '30'],
  ] as const)
    await type(name, text);
  await press('Simpan');
  expect(words(document.querySelector('mat-dialog-container'))).toContain('Jumlahnya 97,00 %');
  expect(room.asked('enterQuickCount')).toEqual([]);
  await type('1000034', '33');
  await press('Simpan');
  await until(fixture, () => room.asked('enterQuickCount').length === 1);
  expect(room.asked('enterQuickCount')[0]).toEqual({
    params: { contest: 'pkwkp-35' },
    body: {
      id: expect.any(String),
      ...{ institute: 'LSI', at: '2024-11-27T09:00:00.000Z', sample: 500, margin: 1.25 },
      shares: { '1000032': 8.5, '1000033': 58.5, '1000034': 33 },
    },
  });
  await until(fixture, () => said('.notice') === 'Hitung cepat LSI tercatat.');
});

it('lists releases with what was corrected since', async () => {
  await shown();
  await until(fixture, () => said('posko-release-list').includes('Rilis #12'));
  expect(said('posko-release-list')).toBe(
    'Rilis #12 Dirilis Per 27 Nov 18.30 WIB, catatan 48.211 2 koreksi sesudahnya',
  );
});

it('freezes a release after a question that tells entry and time, and goes to it; a lost answer is sent as the same', async () => {
  room.refuse('draftRelease', 'unreachable');
  await shown();
  await press('Bekukan rilis', page);
  await until(fixture, () => document.querySelector('mat-dialog-container') !== null);
  expect(words(document.querySelector('mat-dialog-container'))).toContain(
    'per 27 Nov 18.30 WIB, catatan 48.211, 6 dari 9 TPS dihitung',
  );
  await press('Bekukan sekarang');
  await until(fixture, () => said('.problem').startsWith('Belum berhasil:'));
  room.answer('draftRelease', () => summary({ draftedBy: ME }));
  await press('Bekukan rilis', page);
  await press('Bekukan sekarang');
  await until(fixture, () => TestBed.inject(Router).url === '/briefing/release/12');
  const [first, second] = room.asked('draftRelease').map(({ body }) => body as { id: string });
  expect(first).toEqual({ id: expect.any(String), contest: 'pkwkp-35', swing: 100 });
  expect(second).toEqual(first);
});

it('offers a supervisor no release to make, but a quick count to write down', async () => {
  room.signedInAs({ role: 'supervisor', scope: '35' as RegionCode });
  await shown();
  expect(button('Bekukan rilis', element)).toBeUndefined();
  expect(button('Catat hitung cepat', element)).toBeDefined();
});

it('begins with a contest that a commissioner of one regency has all of, and offers no release of the province', async () => {
  room.signedInAs({ ...COMMISSIONER, scope: '3578' as RegionCode });
  await show();
  await until(fixture, () => room.asked('briefing')[0]?.params?.['contest'] === MAYOR.id);
  await TestBed.inject(Router).navigateByUrl('/briefing/pkwkp-35');
  await until(fixture, () => element.querySelector('posko-outcome-gauge') !== null);
  expect(button('Bekukan rilis', element)).toBeUndefined();
});

it('says that a briefing is not for this area', async () => {
  room.refuse('briefing', 'forbidden');
  await show();
  await until(fixture, () => said('posko-blank').includes('Keterangan ini bukan untuk wilayah Anda'));
});

it('says that there is no such contest', async () => {
  await show('/briefing/ppwp-0');
  await until(fixture, () => said('posko-blank').includes('Pemilihan ini tidak ada'));
});

it('says that there are no contests yet', async () => {
  room.answer('contests', () => ({ seq: 1, contests: [] }));
  await show();
  await until(fixture, () => said('posko-blank').includes('Belum ada pemilihan di wilayah Anda'));
});

it('says that the contests cannot be had, and asks for them again', async () => {
  room.refuse('contests', 'internal');
  await show();
  await until(fixture, () => said('.say').includes('Terjadi kesalahan pada server.'));
  room.answer('contests', () => ({ seq: 1, contests: [GOVERNOR] }));
  await press('Coba lagi', page);
  await until(fixture, () => element.querySelector('posko-outcome-gauge') !== null);
});

it('keeps what was read while the server is away, under a head that says so', async () => {
  jest.useFakeTimers({ advanceTimers: true, doNotFake: ['performance'] });
  try {
    await shown();
    room.refuse('briefing', 'unreachable');
    jest.advanceTimersByTime(11_000);
    await until(fixture, () => said('.say').includes('Terputus'));
    expect(said('.say')).toContain('Satu.');
  } finally {
    jest.useRealTimers();
  }
});

describe('links of projectors', () => {
  const LINK = {
    id: '00000000-0000-4000-8000-00000000c001',
    ...{ region: '35', label: 'Ruang pers', until: '2024-11-28T06:30:00+07:00', madeBy: ME, madeAt: AT },
    ...{ revokedAt: null, isValid: true },
  };

  it('are made for a screen, and their address is told once', async () => {
    room.answer('makeProjectorLink', () => ({ link: LINK, path: '/projector#secret' }));
    await shown();
    await until(fixture, () => said('posko-projector-links').includes('Belum ada tautan'));
    await press('Buat tautan', page);
    await until(fixture, () => document.querySelector('mat-dialog-container') !== null);
    await type('label', 'Ruang pers');
    document.querySelector('mat-dialog-container form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await until(fixture, () => document.querySelector('mat-dialog-container code') !== null);
    expect(words(document.querySelector('mat-dialog-container code'))).toBe('http://localhost/projector#secret');
    expect(room.asked('makeProjectorLink')[0]?.body).toEqual({
      id: expect.any(String),
      ...{ region: '35', label: 'Ruang pers', hours: 12 },
    });
    await press('Selesai');
    await until(fixture, () => document.querySelector('mat-dialog-container') === null);
  });

  it('are revoked after a question', async () => {
    room.answer('projectorLinks', () => ({ rows: [{ ...LINK, label: 'Lama', id: 'x', isValid: false }, LINK] }));
    room.answer('revokeProjectorLink', () => ({ ...LINK, isValid: false, revokedAt: AT }));
    await shown();
    await until(fixture, () => element.querySelectorAll('posko-projector-links li').length === 2);
    expect([...element.querySelectorAll('posko-projector-links li b')].map(words)).toEqual(['Ruang pers', 'Lama']);
    expect(element.querySelectorAll('posko-projector-links li button').length).toBe(1);
    element.querySelector<HTMLButtonElement>('posko-projector-links li button')?.click();
    await until(fixture, () => document.querySelector('mat-dialog-container') !== null);
    await press('Cabut');
    await until(fixture, () => said('posko-projector-links .said') === 'Tautan Ruang pers dicabut.');
    expect(room.asked('revokeProjectorLink')[0]?.params).toEqual({ linkId: LINK.id });
  });
});
