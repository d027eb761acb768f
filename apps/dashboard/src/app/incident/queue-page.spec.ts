// cspell:ignore activedescendant
import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import type { IncidentRow } from '@posko/contracts';
import { incidentId, incidentRow } from '@posko/testing';
import { furnishBrowser } from '../shell/testing/browser-parts';
import { FakeLive } from '../shell/testing/fake-live';
import { FakeRoom, ROOM_TIME } from '../shell/testing/fake-room';
import { until } from '../shell/testing/until';
import { words } from '../shell/testing/words';
import { QueuePage } from './queue-page';

const AT = new Date(ROOM_TIME).toISOString();
const ME = '00000000-0000-4000-8000-00000000a001';
const COUNTS = { mine: 1, unassigned: 2, region: 3, breached: 4, open: 5, all: 1234 };
let room: FakeRoom;
let live: FakeLive;
let rows: IncidentRow[];

const row = (number: number, changes: Parameters<typeof incidentRow>[0] = {}): IncidentRow =>
  incidentRow({ id: incidentId(number), number, place: `35780410010${String(number).padStart(2, '0')}`, ...changes });

beforeEach(() => {
  localStorage.clear();
  furnishBrowser();
  // A test's document has no sizes: a viewport of nothing shows nothing.
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { value: 640, configurable: true });
  rows = [row(1), row(2), row(3)];
  live = new FakeLive();
  live.seq = 5;
  room = new FakeRoom().signedInAs({ id: ME, name: 'sri', role: 'supervisor', scope: '3578' as never });
  room.answer('incidents', () => ({ seq: live.seq, at: AT, total: rows.length, counts: COUNTS, rows, next: null }));
  room.answer('clusters', () => ({ seq: 5, at: AT, rows: [] }));
  room.answer('proposals', () => ({ seq: 5, rows: [] }));
  room.answer('colleagues', () => ({ rows: [] }));
});

afterEach(() => {
  Reflect.deleteProperty(HTMLElement.prototype, 'clientHeight');
});

interface Shown {
  readonly fixture: ComponentFixture<QueuePage>;
  readonly element: HTMLElement;
}

async function show(inputs: Record<string, string> = {}): Promise<Shown> {
  const routes = provideRouter([{ path: '**', component: QueuePage }]);
  TestBed.configureTestingModule({ providers: [routes, room.providers(), live.providers()] });
  const fixture = TestBed.createComponent(QueuePage);
  Object.entries(inputs).forEach(([name, value]) => fixture.componentRef.setInput(name, value));
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  await until(fixture, () => element.querySelector('.row:not(.head)') !== null || rows.length === 0);
  return { fixture, element };
}

async function press({ fixture }: Shown, key: string): Promise<void> {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  await fixture.whenStable();
}

async function hear({ fixture }: Shown, ...incidents: IncidentRow[]): Promise<void> {
  const from = live.seq;
  live.seq += 1;
  live.say({ event: 'incident.changed.v1', message: { region: '3578', from, to: live.seq, at: AT, incidents } });
  await fixture.whenStable();
}

function numbers({ element }: Shown): string[] {
  return [...element.querySelectorAll('.row:not(.head) .number')].map(words);
}

function button({ element }: Shown, text: string): HTMLButtonElement | undefined {
  return [...element.querySelectorAll('button')].find((one) => words(one).startsWith(text));
}

describe('the queue', () => {
  it('lists what is asked for, with counts per view and clocks in words', async () => {
    const shown = await show({ view: 'open', kind: 'LOG', minSeverity: '7' });
    expect(room.asked('incidents')[0]).toMatchObject({
      query: { view: 'open', kind: 'LOG', minSeverity: 7, sort: 'due' },
    });
    expect(numbers(shown)).toEqual(['#1', '#2', '#3']);
    expect(words(shown.element.querySelector('posko-queue-views nav'))).toContain(
      'Lewat waktu 4 Semua terbuka 5 Semua 1.234',
    );
    expect(words(shown.element.querySelector('.row:not(.head)'))).toContain(
      'Surat suara kurang Kurang 20 lembar TPS 1 Darmo Baru Belum dipegang Jawab lewat 4 jam 30 mnt',
    );
  });

  it('is live', async () => {
    const shown = await show();
    await hear(
      shown,
      row(4, { answerDueAt: '2024-11-27T00:50:00.000Z', updateDueAt: '2024-11-27T00:55:00.000Z' }),
      row(1, { version: 2, status: 'resolved' }),
    );
    expect(numbers(shown)).toEqual(['#4', '#2', '#3']);
  });

  it('keeps view and filters in the address', async () => {
    const shown = await show();
    button(shown, 'Lewat waktu')?.click();
    await until(shown.fixture, () => TestBed.inject(Router).url === '/?view=breached');
  });

  it('says that there is nothing, and what it is without a server', async () => {
    rows = [];
    const shown = await show();
    await until(
      shown.fixture,
      () => words(shown.element.querySelector('.notice')) === 'Tidak ada insiden di tampilan ini',
    );
    TestBed.resetTestingModule();
    room.refuse('incidents', 'unreachable');
    const failed = await show();
    await until(failed.fixture, () =>
      words(failed.element.querySelector('.notice')).startsWith('Server tidak terjangkau'),
    );
  });
});

describe('under somebody’s pointer', () => {
  const point = async ({ fixture, element }: Shown, type: string): Promise<void> => {
    element.querySelector('section')?.dispatchEvent(new Event(type));
    await fixture.whenStable();
  };

  it('nothing moves; what waits is counted and comes when asked for', async () => {
    const shown = await show();
    await point(shown, 'pointerenter');
    await hear(
      shown,
      row(9, { answerDueAt: '2024-11-27T00:30:00.000Z', updateDueAt: '2024-11-27T00:40:00.000Z' }),
      row(2, { version: 2, status: 'resolved' }),
    );
    expect(numbers(shown)).toEqual(['#1', '#2', '#3']);
    expect(words(shown.element.querySelectorAll('.row:not(.head)')[1])).toContain('tidak lagi di tampilan ini');
    expect(words(shown.element.querySelector('.pill'))).toBe('1 baru · 1 berubah .');
    await press(shown, '.');
    expect(numbers(shown)).toEqual(['#9', '#1', '#3']);
    expect(shown.element.querySelector('.pill')).toBeNull();
  });

  it('rows change in place, calmly', async () => {
    const shown = await show();
    await point(shown, 'pointerenter');
    await hear(shown, row(2, { version: 2, assignee: { id: ME, name: 'sri' }, status: 'assigned' }));
    const changed = shown.element.querySelectorAll('.row:not(.head)')[1];
    expect(words(changed)).toContain('Ditugaskan sri');
    expect(changed?.classList).toContain('flash');
    expect(shown.element.querySelector('.pill')).toBeNull();
  });

  it('it moves again once the pointer is gone', async () => {
    const shown = await show();
    await point(shown, 'pointerenter');
    await hear(shown, row(2, { version: 2, status: 'resolved' }));
    await point(shown, 'pointerleave');
    expect(numbers(shown)).toEqual(['#1', '#3']);
  });
});

describe('by keyboard', () => {
  it('j and k walk, Enter opens, t takes', async () => {
    const shown = await show();
    room.answer('changeIncident', () => ({ seq: 9, receipt: 'x', incident: {} }));
    await press(shown, 'j');
    await press(shown, 'j');
    await press(shown, 'k');
    expect(shown.element.querySelector('[role=grid]')?.getAttribute('aria-activedescendant')).toBe(
      `posko-queue-${incidentId(2)}`,
    );
    await press(shown, 't');
    await until(shown.fixture, () => words(shown.element.querySelector('.said')).includes('Insiden #2 Anda pegang'));
    expect(room.asked('changeIncident')[0]).toMatchObject({
      params: { incidentId: incidentId(2) },
      body: { assignee: 'me' },
    });
    await press(shown, 'Enter');
    await until(shown.fixture, () => TestBed.inject(Router).url === `/incidents/${incidentId(2)}`);
  });

  it('x chooses, X chooses up to there, Escape lets go', async () => {
    const shown = await show();
    await press(shown, 'x');
    await press(shown, 'j');
    await press(shown, 'j');
    await press(shown, 'X');
    expect(words(shown.element.querySelector('.line b'))).toBe('3 dipilih');
    await press(shown, 'Escape');
    expect(shown.element.querySelector('.line b')).toBeNull();
  });

  it('leaves a button its Enter', async () => {
    const shown = await show();
    const control = button(shown, 'Lewat waktu');
    control?.focus();
    control?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    await shown.fixture.whenStable();
    expect(TestBed.inject(Router).url).not.toContain('incidents');
  });

  it('/ searches here, before the frame hears of it', async () => {
    const shown = await show();
    const frame = jest.fn((event: Event) => event.defaultPrevented);
    document.addEventListener('keydown', frame);
    await press(shown, '/');
    document.removeEventListener('keydown', frame);
    expect(frame).toHaveReturnedWith(true);
    expect(document.activeElement?.getAttribute('type')).toBe('search');
  });

  it('does nothing while somebody types', async () => {
    const shown = await show();
    const search = shown.element.querySelector<HTMLInputElement>('input[type=search]');
    search?.focus();
    search?.dispatchEvent(new KeyboardEvent('keydown', { key: 'x', bubbles: true }));
    await shown.fixture.whenStable();
    expect(shown.element.querySelector('.line b')).toBeNull();
  });
});

describe('many at once', () => {
  it('are merged into one, with what was refused row by row', async () => {
    const shown = await show();
    for (const key of ['x', 'j', 'x', 'j', 'x']) await press(shown, key);
    room.answer('changeIncidents', () => ({
      seq: 9,
      results: [
        { id: incidentId(2), version: 2, refused: null },
        { id: incidentId(3), version: null, refused: 'stale-version' },
      ],
    }));
    button(shown, 'Gabung')?.click();
    await until(shown.fixture, () => document.querySelector('mat-dialog-container') !== null);
    document.querySelector<HTMLButtonElement>('mat-dialog-container button[type=submit]')?.click();
    await until(shown.fixture, () => words(shown.element.querySelector('.said')).includes('1 ditolak'));
    expect(room.asked('changeIncidents')[0]?.body).toMatchObject({
      items: [
        { id: incidentId(2), version: 1 },
        { id: incidentId(3), version: 1 },
      ],
      change: { status: 'duplicate', duplicateOf: incidentId(1) },
    });
    expect(words(shown.element.querySelector('.said li'))).toContain('#3 Surat suara kurang:');
    expect(shown.element.querySelector('.line b')).toBeNull();
  });

  it('become one parent, for the smallest region that holds them', async () => {
    const shown = await show();
    for (const key of ['x', 'j', 'x']) await press(shown, key);
    room.answer('openParent', () => ({ seq: 9, receipt: 'x', incident: { number: 77 }, children: 2 }));
    [...shown.element.querySelectorAll<HTMLButtonElement>('.line button')]
      .find((one) => words(one) === 'Induk baru')
      ?.click();
    await until(shown.fixture, () => document.querySelector('mat-dialog-container textarea') !== null);
    const dialog = [...document.querySelectorAll('mat-dialog-container')].at(-1);
    const note = dialog?.querySelector('textarea');
    if (!note) throw new Error('No note');
    note.value = 'gudang terlambat';
    note.dispatchEvent(new Event('input', { bubbles: true }));
    dialog?.querySelector<HTMLButtonElement>('button[type=submit]')?.click();
    await until(shown.fixture, () => room.asked('openParent').length > 0);
    expect(room.asked('openParent')[0]?.body).toMatchObject({
      kind: 'LOG-01',
      region: '3578041001',
      note: 'gudang terlambat',
      isWholeRegion: false,
    });
  });

  it('offers an operator only what an operator may', async () => {
    room.signedInAs({ id: ME, name: 'sri', role: 'operator', scope: '3578' as never });
    const shown = await show();
    for (const key of ['x', 'j', 'x']) await press(shown, key);
    expect([...shown.element.querySelectorAll('.line button')].map(words)).toEqual([
      'Ambil',
      'Gabung sebagai duplikat',
      'Tautkan',
      'Selesaikan',
      'Tutup',
      'Lepas pilihan',
    ]);
  });
});

describe('for a supervisor', () => {
  it('clusters can be made one parent, and marks be set with a reason', async () => {
    const incidents = [row(1), row(2)];
    const region = { code: '357804', name: 'WONOKROMO', level: 'kecamatan' as const };
    room.answer('clusters', () => ({
      seq: 5,
      at: AT,
      rows: [{ kind: 'ENV-02', region, incidents, firstAt: AT, lastAt: AT, parent: null }],
    }));
    room.answer('proposals', () => ({ seq: 5, rows: [{ incident: row(3, { kind: 'SEC-04' }), marks: ['psu'] }] }));
    room.answer('mark', () => ({ seq: 9, receipt: 'x', stage: 'open' }));
    const shown = await show();
    await until(shown.fixture, () => words(shown.element.querySelector('posko-lead-bar')).includes('2 panggilan'));
    expect(words(shown.element.querySelector('posko-lead-bar li'))).toContain(
      '2 panggilan Banjir, kebakaran, longsor, gempa (PSL/PSS) di Wonokromo, 13.00 sampai 13.00',
    );
    button(shown, 'Pasang PSU')?.click();
    await until(shown.fixture, () => document.querySelector('mat-dialog-container textarea') !== null);
    const reason = document.querySelector<HTMLTextAreaElement>('mat-dialog-container textarea');
    if (reason === null) throw new Error('No reason');
    reason.value = 'rekomendasi Panwas';
    reason.dispatchEvent(new Event('input', { bubbles: true }));
    document.querySelector<HTMLButtonElement>('mat-dialog-container button[type=submit]')?.click();
    await until(shown.fixture, () => room.asked('mark').length > 0);
    expect(room.asked('mark')[0]).toMatchObject({
      params: { tpsCode: '3578041001003' },
      body: { mark: 'psu', isSet: true, reason: 'rekomendasi Panwas' },
    });
  });

  it('a proposal can be declined, with the reason, mark by mark', async () => {
    room.answer('clusters', () => ({ seq: 5, at: AT, rows: [] }));
    const proposal = { incident: row(3, { kind: 'ENV-02' }), marks: ['psl', 'pss'] };
    room.answer('proposals', () => ({ seq: 5, rows: room.asked('mark').length < 2 ? [proposal] : [] }));
    room.answer('mark', () => ({ seq: 9, receipt: 'x', stage: 'open' }));
    const shown = await show();
    await until(shown.fixture, () => button(shown, 'Tolak usulan') !== undefined);
    button(shown, 'Tolak usulan')?.click();
    await until(shown.fixture, () => document.querySelector('mat-dialog-container textarea') !== null);
    const dialog = document.querySelector('mat-dialog-container');
    expect(words(dialog)).toContain('Tanpa tanda PSL, PSS');
    const send = dialog?.querySelector<HTMLButtonElement>('button[type=submit]');
    send?.click();
    await shown.fixture.whenStable();
    expect(room.asked('mark')).toEqual([]);
    const reason = dialog?.querySelector('textarea');
    if (reason === null || reason === undefined) throw new Error('No reason');
    reason.value = 'air surut sebelum 13.00';
    reason.dispatchEvent(new Event('input', { bubbles: true }));
    send?.click();
    await until(shown.fixture, () => button(shown, 'Tolak usulan') === undefined);
    expect(room.asked('mark')).toMatchObject(
      ['psl', 'pss'].map((mark) => ({
        params: { tpsCode: '3578041001003' },
        body: { mark, isSet: false, reason: 'air surut sebelum 13.00' },
      })),
    );
  });
});
