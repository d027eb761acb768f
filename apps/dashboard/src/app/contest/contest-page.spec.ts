import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { Router, provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { TotalsResponse } from '@posko/contracts';
import { GOVERNOR, MAYOR } from '../shell/testing/contests';
import { FakeRoom } from '../shell/testing/fake-room';
import { until } from '../shell/testing/until';
import { words } from '../shell/testing/words';
import { contestRoutes } from './contest.routes';
import { DARMO, SURABAYA, rowOf, sumsOf } from './testing/totals';

let room: FakeRoom;
let totals: Record<string, TotalsResponse>;

interface Shown {
  readonly fixture: ComponentFixture<unknown>;
  readonly element: HTMLElement;
}

beforeEach(() => {
  localStorage.clear();
  totals = { '3578': SURABAYA, '3578041001': DARMO };
  room = new FakeRoom().signedInAs({ role: 'verifier', scope: '3578' as never });
  room.live.seq = SURABAYA.seq;
  room.answer('contests', () => ({ seq: 1, contests: [GOVERNOR, MAYOR] }));
  room.answer('totals', ({ params }) => totals[params?.['regionCode'] ?? '']);
});

async function show(address: string): Promise<Shown> {
  const routes = [{ path: 'results', children: contestRoutes }];
  TestBed.configureTestingModule({ providers: [provideRouter(routes, withComponentInputBinding()), room.providers()] });
  const { fixture } = await RouterTestingHarness.create(address);
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  await until(fixture, () => element.querySelector('posko-vote-table tbody, posko-blank, .error') !== null);
  return { fixture, element };
}

const rows = (element: HTMLElement, table: string): string[] =>
  [...element.querySelectorAll(`${table} tbody tr`)].map((row) => words(row));

async function click({ fixture, element }: Shown, selector: string, index = 0): Promise<void> {
  element.querySelectorAll<HTMLElement>(selector)[index]?.click();
  await fixture.whenStable();
}

it('begins with the first contest in the own region, and says so in the address', async () => {
  const { element } = await show('/results');
  expect(TestBed.inject(Router).url).toBe('/results/pkwkp-35/3578');
  expect(words(element.querySelector('h1'))).toBe('Kota Surabaya Gubernur Jawa Timur · 3578');
  expect(element.querySelector('posko-path-line a')?.getAttribute('href')).toBe('/results/pkwkp-35/35');
  expect(document.title).toBe('Hasil Kota Surabaya · Posko');
});

it('shows published, held and received side by side, each with how many TPS it is of', async () => {
  const { element } = await show('/results/pkwkp-35/3578');
  expect([...element.querySelectorAll('.tiles strong')].map(words)).toEqual([
    '2 dari 9 TPS',
    '1 dari 9 TPS',
    '3 dari 9 TPS',
  ]);
  expect(words(element.querySelector('posko-vote-table thead'))).toBe(
    'Pilihan Bagian Terpublikasi 2 TPS Tertahan 1 TPS Diterima 3 TPS',
  );
  expect(rows(element, 'posko-vote-table')[1]).toBe('2 Khofifah - Emil 230 56,10 % 115 56,10 % 345 56,10 %');
  expect(words(element.querySelector('posko-vote-table tfoot tr'))).toBe('Suara sah 410 205 615');
  expect(words(element.querySelector('posko-state-bar ul'))).toBe('Terpublikasi 2 Ditahan 1 Belum ada 6');
});

it('shows the colours of the candidates, and of an option without one none', async () => {
  const { element } = await show('/results/pkwkp-35/3578');
  const chips = [...element.querySelectorAll<HTMLElement>('posko-vote-table tbody .chip')];
  expect(chips.map(({ style }) => style.background)).toEqual([
    'rgb(182, 115, 82)',
    'rgb(140, 185, 189)',
    'rgb(199, 183, 163)',
  ]);
});

it('lists what lies below on a basis that is named, and follows another one', async () => {
  const shown = await show('/results/pkwkp-35/3578');
  const { element } = shown;
  expect(rows(element, 'posko-below-table')[1]).toContain('Wonokromo 7 2');
  expect(words(element.querySelector('posko-below-table thead'))).toContain('Suara: Terpublikasi');
  expect(rows(element, 'posko-below-table')[1]).toMatch(/40 230 140$/);
  await click(shown, '.switch button', 2);
  expect(words(element.querySelector('posko-below-table thead'))).toContain('Suara: Diterima');
  expect(rows(element, 'posko-below-table')[1]).toMatch(/60 345 210$/);
  expect(element.querySelector('posko-below-table tbody a')?.getAttribute('href')).toBe('/results/pkwkp-35/357808');
});

it('sorts by what is clicked, figures with the most first', async () => {
  const shown = await show('/results/pkwkp-35/3578');
  const names = (): string[] => [...shown.element.querySelectorAll('posko-below-table tbody a')].map(words);
  expect(names()).toEqual(['Gubeng', 'Wonokromo']);
  await click(shown, 'posko-below-table thead button', 1);
  expect(names()).toEqual(['Wonokromo', 'Gubeng']);
  expect(shown.element.querySelector('[aria-sort=descending]')).not.toBeNull();
});

it('is walked by arrows', async () => {
  const { element } = await show('/results/pkwkp-35/3578');
  const [first, second] = element.querySelectorAll<HTMLAnchorElement>('posko-below-table tbody a');
  first?.focus();
  const press = (key: string): boolean | undefined =>
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  press('ArrowDown');
  expect(document.activeElement).toBe(second);
  press('ArrowDown');
  expect(document.activeElement).toBe(second);
  press('Home');
  expect(document.activeElement).toBe(first);
});

it('lists the TPS of a desa by state, without figures that would sway a second reader', async () => {
  const { element } = await show('/results/pkwkp-35/3578041001');
  expect(rows(element, 'posko-below-table')).toEqual([
    'TPS 1 Terpublikasi 20 115 70',
    'TPS 2 Dibaca sekali menunggu bacaan kedua – – –',
    'TPS 3 Belum ada – – –',
  ]);
  expect(element.querySelector('posko-below-table tbody a')?.getAttribute('href')).toBe(
    '/results/pkwkp-35/tps/3578041001001',
  );
});

it('follows the totals live', async () => {
  const { fixture, element } = await show('/results/pkwkp-35/3578');
  expect(room.live.rooms).toContainEqual({ kind: 'totals', contest: 'pkwkp-35', region: '3578' });
  const region = rowOf(
    { code: '3578', name: 'KOTA SURABAYA', level: 'kabupaten' },
    { expected: 9, published: sumsOf(3) },
  );
  const { contest, at } = SURABAYA;
  const message = { contest, region: '3578', from: 7, to: 8, at, rows: [region] };
  room.live.say({ event: 'totals.changed.v1', message });
  await until(fixture, () => words(element.querySelector('.tiles strong')) === '3 dari 9 TPS');
  expect(room.asked('totals')).toHaveLength(1);
});

it('finds a contest by what is typed, and keeps the region where it has one', async () => {
  const { fixture, element } = await show('/results/pkwkp-35/3578');
  const field = element.querySelector('posko-suggest-field input') as HTMLInputElement;
  field.focus();
  field.value = 'wali surabaya';
  field.dispatchEvent(new Event('input'));
  await fixture.whenStable();
  expect(words(element.querySelector('posko-suggest-field ul'))).toBe('Wali Kota Surabaya 3578');
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', cancelable: true }));
  await fixture.whenStable();
  expect(TestBed.inject(Router).url).toBe('/results/pkwkk-3578/3578');
});

it('says so where the contest has nothing of the region, or is none', async () => {
  room.refuse('totals', 'region-not-found');
  const { element } = await show('/results/pkwkp-35/3599');
  expect(words(element.querySelector('posko-blank h1'))).toBe(
    'Wilayah 3599 tidak ada, atau tidak termasuk pemilihan ini',
  );
  expect(element.querySelector('posko-blank a')?.getAttribute('href')).toBe('/results/pkwkp-35/3578');
  TestBed.resetTestingModule();
  const none = await show('/results/ppwp-0');
  expect(words(none.element.querySelector('posko-blank h1'))).toBe('Pemilihan ppwp-0 tidak ada');
});

it('offers to try again when the server cannot be reached', async () => {
  room.refuse('totals', 'unreachable');
  const { element } = await show('/results/pkwkp-35/3578');
  expect(words(element.querySelector('.votes'))).toContain('Server tidak terjangkau');
});
