import type { HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { Router, provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { furnishBrowser } from '../shell/testing/browser-parts';
import { FakeRoom, ROOM_TIME } from '../shell/testing/fake-room';
import { settle } from '../shell/testing/settle';
import { until } from '../shell/testing/until';
import { words } from '../shell/testing/words';
import { FiguresPage } from './figures-page';
import type { FigureGroup, Figures } from './figures-store';
import { instantOf, localOf, spanOf } from './period';

const AT = new Date(ROOM_TIME).toISOString();
const SRI = { id: '00000000-0000-4000-8000-00000000a001', name: 'sri.lestari' };

function group(key: string, label: string, opened: number): FigureGroup {
  const times = { firstAnswer: { median: 7.5, p90: 32 }, solution: { median: null, p90: null } };
  return { key, label, opened, resolved: 1, open: 2, breached: 3, ...times };
}

const FIGURES = {
  ...{ seq: 1, at: AT, from: new Date(ROOM_TIME - 86_400_000).toISOString(), until: AT },
  total: group('', '', 9),
  byKind: [group('LOG-01', 'LOG-01', 4), group('SEC-01', 'SEC-01', 5)],
  byRegency: [group('3578', 'KOTA SURABAYA', 9)],
  byShift: [group('2024-11-26T23:00:00.000Z', '06-14', 3), group('2024-11-27T07:00:00.000Z', '14-22', 6)],
  byOperator: [group(SRI.id, 'Sri Lestari', 9)],
  hours: [
    { hour: '2024-11-27T06:00:00.000Z', operator: SRI, opened: 3, resolved: 2, calls: 7 },
    { hour: '2024-11-27T06:00:00.000Z', operator: null, opened: 1, resolved: 0, calls: 0 },
  ],
} as unknown as Figures;

let room: FakeRoom;
let harness: RouterTestingHarness;
let page: HarnessLoader;
const urls: string[] = [];

beforeEach(() => {
  localStorage.clear();
  furnishBrowser();
  urls.length = 0;
  URL.createObjectURL = (blob) => {
    urls.push((blob as Blob).type);
    return 'blob:file';
  };
  URL.revokeObjectURL = () => undefined;
  jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  room = new FakeRoom().signedInAs({ role: 'supervisor', scope: '35' as never }).answer('figures', () => FIGURES);
});
afterEach(() => jest.restoreAllMocks());

async function show(url = '/figures'): Promise<HTMLElement> {
  const routes = [{ path: 'figures', component: FiguresPage }];
  TestBed.configureTestingModule({ providers: [provideRouter(routes, withComponentInputBinding()), room.providers()] });
  harness = await RouterTestingHarness.create(url);
  page = TestbedHarnessEnvironment.loader(harness.fixture);
  await settle(harness.fixture);
  return harness.fixture.nativeElement as HTMLElement;
}

const lines = (element: HTMLElement, part = 'tbody'): string[] =>
  [...element.querySelectorAll(`posko-figures-table ${part} tr`)].map((row) => words(row));

async function select(element: HTMLElement, index: number, value: string): Promise<void> {
  const field = element.querySelectorAll<HTMLSelectElement>('.filters select')[index];
  if (field === undefined) throw new Error(`There is no filter ${index}`);
  field.value = value;
  field.dispatchEvent(new Event('change'));
  await settle(harness.fixture);
}

describe('the page of figures', () => {
  it('shows the kinds of the last 24 hours, the busiest first, and the whole', async () => {
    const element = await show();
    expect(room.asked('figures')[0]).toMatchObject({ query: {} });
    expect(lines(element)).toEqual([
      'SEC-01 Intimidasi 5 1 2 3 7,5 32 – –',
      'LOG-01 Surat suara kurang 4 1 2 3 7,5 32 – –',
    ]);
    expect(lines(element, 'tfoot')).toEqual(['Semua 9 1 2 3 7,5 32 – –']);
    expect(words(element.querySelector('posko-page-head'))).toContain('26 Nov 13.00 WIB sampai 27 Nov 13.00 WIB');
  });

  it('keeps every choice in the address', async () => {
    const element = await show();
    await select(element, 2, 'shift');
    expect(lines(element)).toEqual(['27 Nov 2024, 06-14 3 1 2 3 7,5 32 – –', '27 Nov 2024, 14-22 6 1 2 3 7,5 32 – –']);
    await select(element, 0, '3578');
    await select(element, 1, 'voting');
    expect(TestBed.inject(Router).url).toBe('/figures?by=shift&region=3578&period=voting');
    expect(room.asked('figures').at(-1)).toMatchObject({
      query: { region: '3578', from: '2024-11-26T17:00:00.000Z', until: '2024-11-27T17:00:00.000Z' },
    });
    await select(element, 2, 'hour');
    expect(lines(element)).toEqual([
      '27 Nov 13.00 WIB · sri.lestari 3 2 7',
      '27 Nov 13.00 WIB · KPPS dan sistem 1 0 0',
    ]);
    expect(element.querySelector('tfoot')).toBeNull();
  });

  it('takes a period of one’s own', async () => {
    const element = await show('/figures?period=own&from=2024-11-27T00:00:00.000Z');
    const [from, until] = [...element.querySelectorAll<HTMLInputElement>('input[type=datetime-local]')];
    expect([from?.value, until?.value]).toEqual(['2024-11-27T07:00', '2024-11-27T13:00']);
    if (until === undefined) throw new Error('There is no field');
    until.value = '2024-11-27T10:00';
    until.dispatchEvent(new Event('change'));
    await settle(harness.fixture);
    expect(room.asked('figures').at(-1)).toMatchObject({
      query: { from: '2024-11-27T00:00:00.000Z', until: '2024-11-27T03:00:00.000Z' },
    });
  });

  it('shows the same as a chart', async () => {
    const element = await show();
    element.querySelectorAll<HTMLButtonElement>('.switch button')[1]?.click();
    await until(harness.fixture, () => element.querySelectorAll('posko-figures-chart').length === 2);
    expect([...element.querySelectorAll('canvas')].map((canvas) => canvas.getAttribute('aria-label'))).toEqual([
      'Beban kerja',
      'Waktu tanggap dalam menit',
    ]);
    expect(TestBed.inject(Router).url).toBe('/figures?view=chart');
  });

  it('hands out files to whoever may take them, and says so', async () => {
    room.answerFile('exportFigures', { name: 'posko-figures-20241127-1300.csv', text: 'x' });
    room.answerFile('exportIncidents', { name: 'posko-incidents-20241127-1300.xlsx', text: 'x' });
    const element = await show('/figures?region=3578');
    await (await page.getHarness(MatButtonHarness.with({ text: /Angka, CSV/ }))).click();
    await settle(harness.fixture);
    expect(room.asked('exportFigures')).toEqual([{ query: { region: '3578', format: 'csv' } }]);
    expect(words(element.querySelector('.hint'))).toBe('posko-figures-20241127-1300.csv terunduh');
    await (await page.getHarness(MatButtonHarness.with({ text: /Insiden, XLSX/ }))).click();
    await settle(harness.fixture);
    expect(room.asked('exportIncidents')).toEqual([{ query: { region: '3578', view: 'all', format: 'xlsx' } }]);
    expect(urls).toHaveLength(2);
    room.refuse('exportFigures', 'too-many-requests');
    await (await page.getHarness(MatButtonHarness.with({ text: /Angka, XLSX/ }))).click();
    await settle(harness.fixture);
    expect(element.querySelector('.problem')).not.toBeNull();
    expect(urls).toHaveLength(2);
  });

  it('hands out nothing to a commissioner', async () => {
    room.signedInAs({ role: 'commissioner', scope: '35' as never });
    const element = await show();
    expect(words(element)).not.toContain('Unduh');
    expect(lines(element)).toHaveLength(2);
  });

  it('says what is not there, and what cannot be had', async () => {
    room.answer('figures', () => ({ ...FIGURES, byKind: [], hours: [] }));
    expect(words(await show())).toContain('Tidak ada insiden dalam kurun ini');
    TestBed.resetTestingModule();
    room.refuse('figures', 'unreachable');
    expect(words(await show())).toContain('Server tidak terjangkau');
    TestBed.resetTestingModule();
    room.refuse('figures', 'invalid-request');
    expect(words(await show())).toContain('Waktu akhir harus setelah waktu awal');
  });
});

describe('periods', () => {
  it('are what they mean now', () => {
    expect(spanOf('day', ROOM_TIME, null)).toEqual({ from: '', until: '' });
    expect(spanOf('week', ROOM_TIME, null)).toEqual({ from: '2024-11-20T06:00:00.000Z', until: '' });
    expect(spanOf('voting', ROOM_TIME, null)).toEqual({ from: '', until: '' });
  });

  it('are read from local time, and written so', () => {
    expect(instantOf('2024-11-27T07:00', 420)).toBe('2024-11-27T00:00:00.000Z');
    expect(localOf('2024-11-27T00:00:00.000Z', 420)).toBe('2024-11-27T07:00');
    expect([instantOf('', 420), localOf('', 420)]).toEqual(['', '']);
  });
});
