import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { IncidentRequest } from '@posko/contracts';
import { incidentId, incidentRow } from '@posko/testing';
import { FakeLive } from '../shell/testing/fake-live';
import { FakeRoom, ROOM_TIME } from '../shell/testing/fake-room';
import { until } from '../shell/testing/until';
import { words } from '../shell/testing/words';
import { IntakePage } from './intake-page';

const AT = new Date(ROOM_TIME).toISOString();
const TPS = '3578041001002';
const CONTACT = { name: 'Budi Santoso', phone: '081234567890', duty: 'Ketua KPPS', place: TPS };
let room: FakeRoom;
let live: FakeLive;

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
  live = new FakeLive();
  room = new FakeRoom().signedInAs({ role: 'operator', scope: '3578' as never });
  room.answer('lookup', () => ({ rows: [] }));
  room.answer('similarIncidents', () => ({ rows: [] }));
  room.answer('incidents', () => ({ seq: 1, at: AT, total: 0, counts: {}, rows: [], next: null }));
  room.answer('openIncident', () => ({ seq: 9, receipt: '9-AAAA-BBBB', incident: { number: 9 } }));
});

interface Shown {
  readonly fixture: ComponentFixture<IntakePage>;
  readonly element: HTMLElement;
}

async function show(inputs: Record<string, string> = {}): Promise<Shown> {
  TestBed.configureTestingModule({ providers: [provideRouter([]), room.providers(), live.providers()] });
  const fixture = TestBed.createComponent(IntakePage);
  Object.entries(inputs).forEach(([name, value]) => fixture.componentRef.setInput(name, value));
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  await fixture.whenStable();
  return { fixture, element };
}

function focused(): HTMLInputElement {
  return document.activeElement as HTMLInputElement;
}

async function type({ fixture }: Shown, text: string): Promise<void> {
  const field = focused();
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await fixture.whenStable();
}

async function press({ fixture }: Shown, key: string, more: KeyboardEventInit = {}): Promise<void> {
  focused().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
  await fixture.whenStable();
}

async function paste({ fixture }: Shown, text: string): Promise<void> {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'clipboardData', { value: { files: [], getData: () => text } });
  focused().dispatchEvent(event);
  await fixture.whenStable();
}

function sent(): IncidentRequest[] {
  return room.asked('openIncident').map(({ body }) => body as IncidentRequest);
}

describe('a call by keyboard alone', () => {
  it('is place, kind, note, Enter; then the form is new, with the receipt beside it', async () => {
    const shown = await show();
    await type(shown, '3578 04 1001 002');
    await press(shown, 'Enter');
    expect(words(shown.element.querySelector('posko-suggest-field .remark'))).toContain('Wonokromo, Kota Surabaya');
    await type(shown, 'surat kur');
    await press(shown, 'Enter');
    await type(shown, 'kurang 20 lembar');
    await press(shown, 'Enter');
    expect(sent()).toEqual([]);
    await press(shown, 'Enter', { ctrlKey: true });
    await until(shown.fixture, () => sent().length === 1);
    expect(sent()[0]).toEqual({ id: expect.any(String), kind: 'LOG-01', tps: TPS, note: 'kurang 20 lembar' });
    await until(shown.fixture, () => words(shown.element.querySelector('.outcome')).includes('9-AAAA-BBBB'));
    expect(focused().value).toBe('');
    expect(focused().getAttribute('role')).toBe('combobox');
    expect(sessionStorage.getItem('posko.intake.draft')).not.toContain('kurang');
  });

  it('is saved by Enter in an empty note', async () => {
    const shown = await show();
    await type(shown, 'tps 2 darmo');
    await press(shown, 'Enter');
    await type(shown, 'env3');
    await press(shown, 'Enter');
    await press(shown, 'Enter');
    await until(shown.fixture, () => sent().length === 1);
    expect(sent()[0]).toMatchObject({ kind: 'ENV-03', tps: TPS, note: '' });
  });

  it('takes the severity of the kind, or the digit that is typed', async () => {
    const shown = await show({ tps: TPS });
    const [, kind] = shown.element.querySelectorAll<HTMLInputElement>('input[role=combobox]');
    kind?.focus();
    await type(shown, 'log01');
    await press(shown, 'Enter');
    expect(words(shown.element.querySelector('.severity'))).toContain('jawaban pertama dalam 30 mnt');
    kind?.focus();
    await press(shown, '0');
    expect(words(shown.element.querySelector('.severity'))).toContain('10');
    await press(shown, 'Enter', { ctrlKey: true });
    await until(shown.fixture, () => sent().length === 1);
    expect(sent()[0]).toMatchObject({ severity: 10 });
  });

  it('that lacks something goes there and says so', async () => {
    const shown = await show();
    await press(shown, 'Enter', { ctrlKey: true });
    expect(words(shown.element.querySelector('.complaint'))).toBe('Pilih tempatnya dahulu.');
    expect(sent()).toEqual([]);
  });
});

describe('a telephone number', () => {
  it('finds the caller; Enter before the answer takes its first', async () => {
    room.answer('lookup', ({ query }: { query?: { q?: string } } & Record<string, unknown>) => ({
      rows: query?.q === '0812' ? [{ place: TPS, path: [], match: 'phone', contact: CONTACT, stage: 'open' }] : [],
    }));
    const shown = await show();
    await type(shown, '0812');
    await press(shown, 'Enter');
    await until(shown.fixture, () => shown.element.querySelector<HTMLInputElement>('#intake-phone')?.value !== '');
    expect(shown.element.querySelector<HTMLInputElement>('#intake-phone')?.value).toBe(CONTACT.phone);
    expect(shown.element.querySelector<HTMLInputElement>('#intake-caller')?.value).toBe('Budi Santoso');
    expect(shown.element.querySelector<HTMLInputElement>('input[role=combobox]')?.value).toBe('TPS 2 Darmo');
  });
});

describe('a pasted message', () => {
  const message = '[27/11/24 07.41.12] Pak Budi: TPS 2 Kel. Darmo Kec. Wonokromo\nlistrik padam sejak subuh';

  it('fills what can be read, says what, and can be undone', async () => {
    const shown = await show();
    await paste(shown, message);
    expect(words(shown.element.querySelector('posko-intake-read'))).toBe(
      'Dari pesan: Tempat, Jenis, Penelepon, Pesan pukul 07.41 Urungkan',
    );
    expect(shown.element.querySelector<HTMLTextAreaElement>('textarea')?.value).toBe(
      '[27/11 07.41] listrik padam sejak subuh',
    );
    await press(shown, 'Enter', { ctrlKey: true });
    await until(shown.fixture, () => sent().length === 1);
    expect(sent()[0]).toMatchObject({ tps: TPS, kind: 'ENV-03', caller: 'Pak Budi' });
  });

  it('takes nothing away that was typed', async () => {
    const shown = await show({ tps: '3578041001003' });
    await paste(shown, message);
    expect(shown.element.querySelector<HTMLInputElement>('input[role=combobox]')?.value).toBe('TPS 3 Darmo');
    shown.element.querySelector<HTMLButtonElement>('posko-intake-read button:last-of-type')?.click();
    await shown.fixture.whenStable();
    expect(shown.element.querySelector<HTMLTextAreaElement>('textarea')?.value).toBe('');
  });
});

describe('what may be known already', () => {
  it('is listed while typing; Alt and its number adds the call there, through a stale version', async () => {
    room.answer('similarIncidents', () => ({ rows: [{ ...incidentRow({ number: 7, place: TPS }), why: 'sameTps' }] }));
    room.answer('incident', () => ({ incident: { version: 4 } }));
    const shown = await show({ tps: TPS });
    await until(shown.fixture, () => shown.element.querySelector('.similar li') !== null);
    expect(words(shown.element.querySelector('.similar b'))).toBe('Surat suara kurang · TPS 2 Darmo');
    shown.element.querySelector('textarea')?.focus();
    await type(shown, 'masih kurang');
    room.refuse('changeIncident', 'stale-version');
    const changes = (): unknown[] => room.asked('changeIncident');
    focused().dispatchEvent(new KeyboardEvent('keydown', { key: '1', code: 'Digit1', altKey: true, bubbles: true }));
    await until(shown.fixture, () => changes().length > 0);
    room.answer('changeIncident', () => ({ seq: 12, receipt: '12-CCCC-DDDD', incident: {} }));
    await until(shown.fixture, () => words(shown.element.querySelector('.outcome')).includes('12-CCCC-DDDD'));
    expect(changes().at(-1)).toMatchObject({
      params: { incidentId: incidentId(1) },
      body: { version: 4, comment: 'Panggilan lagi: masih kurang' },
    });
    expect(sent()).toEqual([]);
    expect(shown.element.querySelector<HTMLTextAreaElement>('textarea')?.value).toBe('');
  });
});

describe('nothing typed is lost', () => {
  it('by leaving the page', async () => {
    const shown = await show({ tps: TPS });
    shown.element.querySelector('textarea')?.focus();
    await type(shown, 'setengah kalimat');
    TestBed.resetTestingModule();
    shown.element.remove();
    const again = await show();
    expect(again.element.querySelector<HTMLTextAreaElement>('textarea')?.value).toBe('setengah kalimat');
    expect(again.element.querySelector<HTMLInputElement>('input[role=combobox]')?.value).toBe('TPS 2 Darmo');
  });

  it('by a server out of reach: the call is kept and the form is free', async () => {
    room.refuse('openIncident', 'unreachable');
    const shown = await show({ tps: TPS });
    shown.element.querySelectorAll<HTMLInputElement>('input[role=combobox]')[1]?.focus();
    await type(shown, 'log01');
    await press(shown, 'Enter');
    await press(shown, 'Enter');
    await until(shown.fixture, () => words(shown.element.querySelector('.outcome')).includes('Belum terkirim'));
    expect(words(shown.element.querySelector('posko-intake-outcome li'))).toBe('Surat suara kurang TPS 2 Darmo');
    expect(focused().value).toBe('');
  });

  it('by a refusal: it stays in the form', async () => {
    room.refuse('openIncident', 'tps-not-found');
    const shown = await show({ tps: TPS });
    shown.element.querySelectorAll<HTMLInputElement>('input[role=combobox]')[1]?.focus();
    await type(shown, 'log01');
    await press(shown, 'Enter');
    await press(shown, 'Enter');
    await until(shown.fixture, () => words(shown.element.querySelector('.outcome')).includes('Tidak diterima'));
    expect(shown.element.querySelector<HTMLInputElement>('input[role=combobox]')?.value).toBe('TPS 2 Darmo');
  });
});
