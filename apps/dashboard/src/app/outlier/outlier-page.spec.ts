import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { Router, provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { OutlierRow } from '@posko/contracts';
import type { OutlierReason, RegionCode } from '@posko/domain';
import { OUTLIER_FALSE_ALARMS } from '@posko/domain';
import { GOVERNOR, MAYOR } from '../shell/testing/contests';
import { FakeRoom } from '../shell/testing/fake-room';
import { until } from '../shell/testing/until';
import { words } from '../shell/testing/words';
import { outlierRoutes } from './outlier.routes';

const [FIRST, SECOND] = ['3578041001001', '3578041001002'];
const OTHER_PAIR = 'votes.options.1000033';
const THIRD = 'votes.options.1000034';

type Finding = OutlierRow['findings'][number];

function finding(reason: OutlierReason, change: Partial<Finding> = {}): Finding {
  return { reason, fields: [], found: null, against: null, tps: [], ...change };
}

let room: FakeRoom;
let rows: OutlierRow[];
let fixture: ComponentFixture<unknown>;
let element: HTMLElement;

beforeEach(() => {
  rows = [
    {
      tps: FIRST,
      state: 'published',
      urgency: 6,
      findings: [finding('digitSwap', { fields: [OTHER_PAIR], found: 151, against: 115 })],
    },
  ];
  room = new FakeRoom().signedInAs({ role: 'verifier', scope: '3578' as RegionCode });
  room.answer('contests', () => ({ seq: 1, contests: [GOVERNOR] }));
  room.answer('outliers', () => ({
    contest: GOVERNOR.id,
    forms: 5,
    found: rows.length,
    rows,
    falseAlarms: OUTLIER_FALSE_ALARMS,
  }));
});

async function show(address = '/outliers'): Promise<void> {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([{ path: 'outliers', children: outlierRoutes }], withComponentInputBinding()),
      room.providers(),
    ],
  });
  ({ fixture } = await RouterTestingHarness.create(address));
  element = fixture.nativeElement as HTMLElement;
  await until(fixture, () => words(element.querySelector('h1')) !== '');
}

const said = (): string[] => [...element.querySelectorAll('ol ul li')].map(words);
const linksOf = (selector: string): (string | null)[] =>
  [...element.querySelectorAll(selector)].map((link) => link.getAttribute('href'));

it('lists the forms of the own region with the way to the result and to the verifier', async () => {
  await show();
  await until(fixture, () => said().length === 1);
  expect(room.asked('outliers')[0]).toMatchObject({ params: { contest: 'pkwkp-35' }, query: { region: '3578' } });
  expect(words(element.querySelector('.place'))).toBe('TPS 1 Darmo Wonokromo, Kota Surabaya Terpublikasi');
  expect(linksOf('.place a')).toEqual([`/results/pkwkp-35/tps/${FIRST}`]);
  expect(linksOf('.verify')).toEqual([`/verify?contest=pkwkp-35&tab=published&tps=${FIRST}`]);
  const told = [...element.querySelectorAll('.intro')].map(words).join(' ');
  expect(told).toContain('1 dari 5 formulir perlu dilihat lagi');
  expect(told).toContain('5 dari 140 formulir yang benar ikut terjaring.');
});

it('says each reason in words, with what was found and what it was held against', async () => {
  const findings = [
    finding('turnout', { found: 0.987, against: 0.7 }),
    finding('invalidShare', { found: 0.2, against: 0.031 }),
    finding('oneSided', { fields: [OTHER_PAIR, 'votes.valid'], found: 0.96, against: 0.95 }),
    finding('unlikeKecamatan', { fields: [OTHER_PAIR, THIRD], found: 0.8, against: 0.42 }),
    finding('digitSwap', { fields: [OTHER_PAIR], found: 151, against: 115 }),
    finding('transposedRows', { fields: [OTHER_PAIR, THIRD] }),
    finding('sameVector', { tps: [SECOND] }),
    finding('samePhoto', { tps: [SECOND] }),
  ];
  rows = [{ tps: FIRST, state: 'held', urgency: 20, findings }];
  await show();
  await until(fixture, () => said().length === 8);
  expect(said()).toEqual([
    'Partisipasi Partisipasi 98,7 %, biasanya 70,0 % di kecamatan ini.',
    'Suara tidak sah Suara tidak sah 20,0 %, biasanya 3,1 % di kecamatan ini.',
    'Hampir semua ke satu pilihan 2 Khofifah - Emil mendapat 96,0 % suara sah.',
    'Lain dari kecamatannya 2 Khofifah - Emil mendapat 80,0 %, biasanya 42,0 % di kecamatan ini.',
    'Angka tertukar 2 Khofifah - Emil tertulis 151: dengan 115 jumlahnya menjadi cocok.',
    'Baris tertukar 2 Khofifah - Emil dan 3 Risma - Zahrul tampaknya tertukar: sebaliknya, formulir ini biasa di kecamatannya.',
    'Angka yang sama Suara semua pilihan sama persis dengan TPS lain di desa ini. TPS lain: TPS 2 Darmo',
    'Foto yang sama Fotonya juga ada pada TPS lain. TPS lain: TPS 2 Darmo',
  ]);
  expect(linksOf('.others a')).toEqual(Array(2).fill(`/results/pkwkp-35/tps/${SECOND}`));
});

it('is narrowed to one reason, and down the tree', async () => {
  await show('/outliers/pkwkp-35/3578');
  await until(fixture, () => said().length === 1);
  const choose = (name: string, value: string): void => {
    const select = element.querySelector<HTMLSelectElement>(`select[name=${name}]`);
    if (select === null) throw new Error(`No field ${name}`);
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  };
  choose('reason', 'digitSwap');
  await until(fixture, () => room.asked('outliers').length === 2);
  expect(room.asked('outliers')[1]?.query).toMatchObject({ region: '3578', reason: 'digitSwap' });
  choose('region', '357804');
  await until(fixture, () => TestBed.inject(Router).url === '/outliers/pkwkp-35/357804?reason=digitSwap');
  await until(fixture, () => room.asked('outliers').length === 3);
  choose('region', '3578041001');
  await until(fixture, () => linksOf('posko-path-line a').length === 2);
  expect(linksOf('posko-path-line a')).toEqual(['/outliers/pkwkp-35/3578', '/outliers/pkwkp-35/357804']);
});

it('asks whoever sees a province for a kabupaten first', async () => {
  room.signedInAs({ role: 'supervisor', scope: '35' as RegionCode });
  await show();
  await until(fixture, () => element.querySelectorAll('select[name=region] option').length === 3);
  expect(words(element)).toContain('Pilih kabupaten/kota, kecamatan atau desa');
  expect(room.asked('outliers')).toEqual([]);
});

it('says that nothing was found, or why it cannot be said', async () => {
  rows = [];
  await show();
  await until(fixture, () => words(element).includes('Tidak ada formulir yang perlu dilihat lagi di sini.'));
  TestBed.resetTestingModule();
  room.answer('contests', () => ({ seq: 1, contests: [GOVERNOR, MAYOR] })).refuse('outliers', 'contest-not-found');
  await show('/outliers/pkwkk-3578/3573');
  await until(fixture, () => words(element.querySelector('posko-panel')).includes('tidak'));
  expect(said()).toEqual([]);
});
