import type { HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { Router, provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { incidentRow } from '@posko/testing';
import { FakeRoom, ROOM_TIME } from '../shell/testing/fake-room';
import { settle } from '../shell/testing/settle';
import { words } from '../shell/testing/words';
import { HandoverPage } from './handover-page';
import type { Handover } from './handover-store';
import { ShiftPage } from './shift-page';
import type { HandoverSummary, ShiftState } from './shift-store';

const AT = new Date(ROOM_TIME).toISOString();
const ME = { id: '00000000-0000-4000-8000-00000000a001', name: 'sri.lestari' };
const BUDI = { id: '00000000-0000-4000-8000-00000000b001', name: 'budi.santoso' };
const ID = '00000000-0000-4000-8000-00000000c001';
const SURABAYA = { code: '3578', name: 'KOTA SURABAYA', level: 'kabupaten' } as const;
const COUNTS = { open: 203, unassigned: 2, waiting: 1, referred: 0, breached: 1, silent: 4 };
const STATE: ShiftState = {
  ...{ seq: 1, at: AT, region: SURABAYA, counts: COUNTS },
  open: [incidentRow({ place: '3578041001001' })],
  promised: [],
  waiting: [incidentRow({ place: '3578041002002', status: 'waiting' })],
};

function handover(change: Partial<Handover> = {}): Handover {
  return {
    ...{ id: ID, region: SURABAYA, from: BUDI, to: ME, writtenAt: AT, note: 'dua TPS masih diam', counts: COUNTS },
    ...{ incidents: [incidentRow({ place: '3578041001001' })], signedAt: null, remark: '' },
    ...change,
  };
}

function summary(change: Partial<Handover> = {}): HandoverSummary {
  const { incidents: _, ...rest } = handover(change);
  return rest;
}

let room: FakeRoom;
let harness: RouterTestingHarness;
let page: HarnessLoader;

beforeEach(() => {
  localStorage.clear();
  const colleague = { displayName: 'Budi Santoso', role: 'operator', scope: '3578', ...BUDI };
  room = new FakeRoom()
    .signedInAs({ role: 'operator', scope: '3578' as never })
    .answer('shift', () => STATE)
    .answer('handovers', () => ({ rows: [summary(), summary({ id: BUDI.id, to: BUDI, from: ME, signedAt: AT })] }))
    .answer('handover', () => handover())
    .answer('colleagues', () => ({
      rows: [
        colleague,
        { ...colleague, ...ME },
        { ...colleague, id: ID, scope: '3573' },
        { ...colleague, id: ID.replace('c001', 'c002'), role: 'commissioner' },
      ],
    }));
});

async function show(url = '/shift'): Promise<HTMLElement> {
  const routes = [
    { path: 'shift', component: ShiftPage },
    { path: 'shift/handovers/:id', component: HandoverPage },
  ];
  TestBed.configureTestingModule({ providers: [provideRouter(routes, withComponentInputBinding()), room.providers()] });
  harness = await RouterTestingHarness.create(url);
  page = TestbedHarnessEnvironment.loader(harness.fixture);
  await settle(harness.fixture);
  return harness.fixture.nativeElement as HTMLElement;
}

async function press(text: RegExp): Promise<void> {
  await (await page.getHarness(MatButtonHarness.with({ text }))).click();
  await settle(harness.fixture);
}

function type(element: HTMLElement, selector: string, value: string): void {
  const field = element.querySelector(selector) as HTMLTextAreaElement | HTMLSelectElement;
  field.value = value;
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input'));
}

const panels = (element: HTMLElement): string[] =>
  [...element.querySelectorAll('posko-panel')].map((panel) => words(panel));

describe('the page of a shift', () => {
  it('shows what is open, promised and waiting in the own scope', async () => {
    const element = await show();
    expect(room.asked('shift')).toEqual([expect.objectContaining({ params: { regionCode: '3578' } })]);
    expect([...element.querySelectorAll('posko-figure-tile')].map((tile) => words(tile))).toEqual([
      'Terbuka 203',
      'Belum dipegang 2',
      'Menunggu 1',
      'Dirujuk 0',
      'Lewat batas 1',
      'TPS diam 4',
    ]);
    const [promised, open, waiting] = panels(element);
    expect(promised).toContain('Tidak ada kabar yang dijanjikan');
    expect(open).toContain('202 lagi ada di antrean');
    expect(waiting).toContain('Menunggu TPS 2 Wonokromo');
  });

  it('shows a region one tier down, by its address', async () => {
    const element = await show();
    type(element, '.region select', '357804');
    await settle(harness.fixture);
    expect(TestBed.inject(Router).url).toBe('/shift?region=357804');
    expect(room.asked('shift').at(-1)?.params).toEqual({ regionCode: '357804' });
  });

  it('hands over to a colleague who may sign there, under one id until it is heard', async () => {
    room.refuse('writeHandover', 'unreachable');
    const element = await show();
    expect([...element.querySelectorAll('form option')].map((option) => words(option))).toEqual([
      'Pilih rekan',
      'Budi Santoso (budi.santoso)',
    ]);
    await press(/Serahkan dan tanda tangani/);
    expect(room.asked('writeHandover')).toEqual([]);
    expect(element.querySelector('form select')?.getAttribute('aria-invalid')).toBe('true');
    type(element, 'form select', BUDI.id);
    type(element, 'form textarea', ' dua TPS masih diam ');
    await press(/Serahkan dan tanda tangani/);
    expect(words(element.querySelector('.problem'))).toContain('Server tidak terjangkau');
    room.answer('writeHandover', () => handover({ from: ME, to: BUDI }));
    await press(/Serahkan dan tanda tangani/);
    const [first, again] = room.asked('writeHandover').map(({ body }) => body);
    expect(first).toEqual({
      id: expect.any(String) as string,
      region: '3578',
      to: BUDI.id,
      note: 'dua TPS masih diam',
    });
    expect(again).toEqual(first);
    expect(words(element.querySelector('.notice'))).toBe(
      'Serah terima tersimpan. Budi Santoso masih harus menandatangani.',
    );
    expect((element.querySelector('form textarea') as HTMLTextAreaElement).value).toBe('');
  });

  it('says whose signature is missing, and only shows what one may do', async () => {
    room.signedInAs({ role: 'administrator', scope: '3578' as never });
    const element = await show();
    expect(element.querySelector('form')).toBeNull();
    const rows = [...element.querySelectorAll('posko-handover-rows li')].map((row) => words(row));
    expect(rows[0]).toContain('budi.santoso kepada sri.lestari Kota Surabaya Menunggu tanda tangan Anda');
    expect(rows[1]).toContain('sri.lestari kepada budi.santoso Kota Surabaya Ditandatangani penerima 27 Nov 13.00');
  });

  it('says what cannot be had', async () => {
    room.refuse('shift', 'unreachable').refuse('handovers', 'unreachable').refuse('colleagues', 'unreachable');
    const element = await show();
    expect(panels(element).filter((text) => text.includes('Server tidak terjangkau'))).toHaveLength(3);
    expect(words(element)).toContain('Tidak ada rekan lain yang boleh menandatangani');
  });
});

describe('a handover', () => {
  const URL = `/shift/handovers/${ID}`;

  it('is a sheet with what was left and both signatures', async () => {
    room.answer('handover', () => handover({ to: BUDI, from: ME, signedAt: AT, remark: 'diterima' }));
    const element = await show(URL);
    expect(words(element.querySelector('h1'))).toBe('Serah terima 27 Nov 13.00 WIB Kota Surabaya');
    expect(words(element.querySelector('.signatures'))).toContain('budi.santoso Tanda tangan 27 Nov 13.00');
    expect(words(element.querySelector('.signatures q'))).toBe('diterima');
    expect(words(element.querySelector('.note'))).toBe('dua TPS masih diam');
    expect(element.querySelectorAll('posko-incident-rows li')).toHaveLength(1);
    expect(element.querySelector('form')).toBeNull();
  });

  it('is signed by whoever it was written to', async () => {
    const element = await show(URL);
    type(element, 'form textarea', 'diterima');
    room.refuse('signHandover', 'handover-signed');
    await press(/Terima dan tanda tangani/);
    expect(words(element.querySelector('.problem'))).not.toBe('');
    room.answer('signHandover', () => handover({ signedAt: AT, remark: 'diterima' }));
    await press(/Terima dan tanda tangani/);
    const asked = room.asked('signHandover');
    expect(asked[1]).toEqual({
      params: { handoverId: ID },
      body: { id: expect.any(String) as string, remark: 'diterima' },
    });
    expect(asked[0]?.body).toEqual(asked[1]?.body);
    expect(words(element.querySelector('.notice'))).toBe('Ditandatangani. Giliran ini sekarang milik Anda.');
    expect(element.querySelector('form')).toBeNull();
  });

  it('goes to paper', async () => {
    const print = jest.spyOn(window, 'print').mockImplementation(() => undefined);
    await show(URL);
    await press(/Cetak/);
    expect(print).toHaveBeenCalledTimes(1);
    print.mockRestore();
  });

  it('may not be there, or not for this person', async () => {
    room.refuse('handover', 'handover-not-found');
    const element = await show(URL);
    expect(words(element.querySelector('posko-blank'))).toContain('Serah terima ini tidak ada');
    room.answer('handover', () => handover());
    await press(/Coba lagi/);
    expect(element.querySelector('posko-blank')).toBeNull();
  });
});
