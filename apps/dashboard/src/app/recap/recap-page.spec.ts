import type { HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { RecapPart, RecapRequest, RecapResponse } from '@posko/contracts';
import type { DHasil, Recap, RecapAct, RecapFigures, RegionCode } from '@posko/domain';
import { canAct, compareRecap, emptyRecap, faultsOf, withAct } from '@posko/domain';
import { GOVERNOR } from '../shell/testing/contests';
import { FakeRoom, ROOM_TIME } from '../shell/testing/fake-room';
import { until } from '../shell/testing/until';
import { words } from '../shell/testing/words';
import { recapRoutes } from './recap.routes';

const AT = new Date(ROOM_TIME).toISOString();
const KETUA = { id: '00000000-0000-4000-8000-00000000b001', name: 'ketua.ppk' };
const [FIRST, SECOND] = ['3578041001001', '3578041001002'];
const REGION = '357804' as RegionCode;

const figures = (a: number, b: number, c: number): RecapFigures => ({
  options: { 1000032: a, 1000033: b, 1000034: c },
  valid: a + b + c,
  invalid: 5,
  total: a + b + c + 5,
});

function dHasil(change: Partial<DHasil> = {}): DHasil {
  const whole = { figures: figures(50, 200, 90), parts: {}, tps: 2, document: 'D.Hasil 12' };
  return { ...whole, plenaryAt: '2024-11-29T06:00:00.000Z', ...change };
}

function after(...acts: RecapAct[]): Recap {
  return acts.reduce(
    (recap, act, index) => {
      expect(canAct(recap, act)).toBe(true);
      return withAct(recap, act, { by: KETUA, at: ROOM_TIME, id: `00000000-0000-4000-8000-00000000000${index}` });
    },
    emptyRecap(GOVERNOR.id, REGION),
  );
}

function part(code: string, of: RecapFigures | null): RecapPart {
  const tps = { expected: 1, counted: of === null ? 0 : 1 };
  return { code, name: code, source: 'cHasil', figures: of, tps, status: null };
}

let room: FakeRoom;
let recap: Recap;
let parts: RecapPart[];
let more: Partial<RecapResponse>;
let fixture: ComponentFixture<unknown>;
let element: HTMLElement;
let loader: HarnessLoader;

beforeEach(() => {
  recap = after();
  parts = [part(FIRST, figures(20, 100, 40)), part(SECOND, null)];
  more = {};
  room = new FakeRoom().signedInAs({ role: 'supervisor', scope: REGION });
  room.answer('contests', () => ({ seq: 1, contests: [GOVERNOR] }));
  room.answer('recap', ({ params }) => {
    const below = Object.fromEntries(parts.flatMap((one) => (one.figures === null ? [] : [[one.code, one.figures]])));
    const form = recap.dHasil;
    const shown = { ...recap, region: params?.['regionCode'] };
    const differences = form === null ? [] : compareRecap(form, below);
    const faults = form === null ? [] : faultsOf(form);
    const outstanding = { missing: 1, capacity: 308 };
    return { seq: 3, at: AT, path: [], recap: shown, faults, differences, strains: [], outstanding, parts, ...more };
  });
  room.answer('recaps', () => ({ contest: GOVERNOR.id, rows: [] }));
  room.answer('actOnRecap', () => ({ seq: 9, receipt: '9-AAAA-BBBB', version: 2, status: 'adopted' }));
});

async function show(address = '/recap'): Promise<void> {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([{ path: 'recap', children: recapRoutes }], withComponentInputBinding()),
      room.providers(),
    ],
  });
  ({ fixture } = await RouterTestingHarness.create(address));
  element = fixture.nativeElement as HTMLElement;
  loader = TestbedHarnessEnvironment.documentRootLoader(fixture);
  await until(fixture, () => element.querySelector('posko-recap-parts tbody tr') !== null);
}

const rows = (selector: string): string[] => [...element.querySelectorAll(`${selector} tbody tr`)].map(words);
const sent = (): RecapRequest[] => room.asked('actOnRecap').map(({ body }) => body as RecapRequest);
const inDialog = (selector: string): HTMLInputElement | null =>
  document.querySelector<HTMLInputElement>(`mat-dialog-container ${selector}`);

async function act(text: string): Promise<void> {
  const button = [...element.querySelectorAll<HTMLButtonElement>('.acts button')].find((one) => words(one) === text);
  button?.click();
  await until(fixture, () => words(inDialog('h2')) !== '');
}

async function press(text: string): Promise<void> {
  await (await loader.getHarness(MatButtonHarness.with({ text, ancestor: 'mat-dialog-container' }))).click();
  await fixture.whenStable();
}

function type(selector: string, text: string): void {
  const field = inDialog(selector);
  if (field === null) throw new Error(`No field ${selector}`);
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function typeFigures({ options, valid, invalid, total }: RecapFigures, column = ''): void {
  for (const [line, votes] of Object.entries({ ...options, valid, invalid, total }))
    type(`[data-cell="${column}/${line}"]`, String(votes));
}

function typeForm(): void {
  type('[name=document]', 'D.Hasil 12');
  type('[name=plenaryAt]', '2024-11-29T13:00');
  type('[name=tps]', '2');
  typeFigures(figures(50, 200, 90));
}

it('is read anew when a plenary acts, wherever in its region', async () => {
  await show(`/recap/${GOVERNOR.id}/${REGION}`);
  expect(room.live.rooms).toEqual([{ kind: 'result', contest: GOVERNOR.id, region: REGION }]);
  const asked = room.asked('recap').length;
  const message = { seq: 8, contest: GOVERNOR.id, region: REGION, version: 1, status: 'inPlenary' as const };
  room.live.say({ event: 'recap.changed.v1', message: { ...message, contest: 'pkwkk-3501' as typeof GOVERNOR.id } });
  recap = after({ type: 'open' });
  room.live.say({ event: 'recap.changed.v1', message });
  await until(fixture, () => room.asked('recap').length === asked + 1);
});

describe('a plenary', () => {
  it('begins at the own region, and is awaited with the sums of the forms beside it', async () => {
    const refs = [
      [REGION, 'kecamatan'],
      ['3578', 'kabupaten'],
      ['35', 'provinsi'],
    ].map(([code, level]) => ({ code, level, name: '' }));
    more = { path: refs as RecapResponse['path'] };
    await show();
    const path = [...element.querySelectorAll('posko-path-line a')].map((link) => link.getAttribute('href'));
    expect(path).toEqual(['/recap/pkwkp-35/35', '/recap/pkwkp-35/3578']);
    expect(words(element.querySelector('h1'))).toBe('Rekapitulasi Wonokromo Menunggu rapat pleno');
    expect(rows('posko-recap-figures')[1]).toBe('2 Khofifah - Emil – 100 –');
    expect(rows('posko-recap-parts')).toEqual([
      'TPS 1 Darmo C.Hasil 1 dari 1 165',
      'TPS 2 Darmo belum masuk 0 dari 1 –',
    ]);
    expect(element.querySelector('posko-recap-parts a')?.getAttribute('href')).toBe(`/results/pkwkp-35/tps/${FIRST}`);
  });

  it('stands beside the tier below: only what differs is marked, and worse where no missing TPS explains it', async () => {
    recap = after({ type: 'adopt', dHasil: dHasil({ figures: { ...figures(20, 200, 30), total: 260 } }) });
    await show();
    expect(rows('posko-recap-figures')).toEqual([
      '1 Luluk - Lukmanul 20 20 0',
      '2 Khofifah - Emil 200 100 +100',
      '3 Risma - Zahrul 30 40 -10',
      'Suara sah 250 160 +90',
      'Suara tidak sah 5 5 0',
      'Jumlah suara 260 165 +95',
    ]);
    const marked = (selector: string): number =>
      element.querySelectorAll(`posko-recap-figures td.${selector} posko-icon`).length;
    expect([marked('warn'), marked('alarm')]).toEqual([3, 1]);
    expect(words(element.querySelector('posko-recap-figures .fault'))).toBe(
      'Tidak cocok dalam dirinya: Suara sah dan tidak sah tidak menjadi jumlah suara.',
    );
  });

  it('names the parts that differ, each with the way to it', async () => {
    const columns = { [FIRST]: figures(20, 108, 40) };
    recap = after({ type: 'adopt', dHasil: dHasil({ figures: figures(20, 108, 40), parts: columns }) });
    await show();
    expect(rows('posko-recap-findings')[0]).toBe('TPS 1 Darmo 2 Khofifah - Emil 108 100 +8');
    expect(element.querySelector('posko-recap-findings a')?.getAttribute('href')).toBe(
      `/results/pkwkp-35/tps/${FIRST}`,
    );
  });

  it('says what the missing TPS would have to bring, with the arithmetic', async () => {
    recap = after({ type: 'adopt', dHasil: dHasil() });
    const counted = { countedPerTps: 190.2, neededPerTps: 373.275, needed: 29_862 };
    more = {
      outstanding: { missing: 80, capacity: 24_000 },
      strains: [
        { kind: 'overCapacity', line: '1000033', deviation: null, ...counted },
        { kind: 'unlike', line: '1000034', deviation: -7.2, ...counted },
        { kind: 'negative', line: '1000032', deviation: null, ...counted, needed: -12 },
      ],
    };
    await show();
    const said = [...element.querySelectorAll('posko-recap-findings li')].map(words);
    const need = (line: string): string =>
      `Dari 80 TPS yang belum masuk dibutuhkan 29.862 suara untuk ${line}, 373 per TPS; TPS yang sudah masuk rata-rata 190.`;
    expect(said).toEqual([
      `${need('2 Khofifah - Emil')} Surat suara di TPS itu paling banyak 24.000: tidak mungkin.`,
      `${need('3 Risma - Zahrul')} Itu 7 galat baku dari rata-rata: bukan kebetulan, perlu dilihat.`,
      'Untuk 1 Luluk - Lukmanul D.Hasil 12 suara lebih sedikit daripada yang sudah terhitung dari C.Hasil.',
    ]);
  });

  it('keeps what a correction replaced, and objections with their answers', async () => {
    recap = after(
      { type: 'adopt', dHasil: dHasil() },
      { type: 'object', option: '1000032', text: 'Angka TPS 1 berbeda' },
      { type: 'answer', objection: '00000000-0000-4000-8000-000000000001', text: 'Sesuai C.Hasil' },
      { type: 'object', option: null, text: 'Kotak tidak tersegel' },
      {
        type: 'correct',
        dHasil: dHasil({ figures: figures(58, 200, 82), document: 'D.Hasil 13' }),
        reason: 'Salah salin',
      },
    );
    await show();
    const [first, second, third] = [...element.querySelectorAll('posko-recap-history article')].map(words);
    expect(first).toContain(
      'Keberatan saksi 1 Luluk - Lukmanul ketua.ppk, 27 Nov 13.00 WIB Angka TPS 1 berbeda Jawaban',
    );
    expect(second).toContain('Kotak tidak tersegel Belum dijawab Jawab');
    expect(third).toContain('Salah salin');
    expect(rows('posko-recap-history')).toEqual([
      'Dokumen D.Hasil 12 D.Hasil 13',
      '1 Luluk - Lukmanul 50 58',
      '3 Risma - Zahrul 90 82',
    ]);
  });

  it('offers nothing to do to whoever only reads', async () => {
    room.signedInAs({ role: 'viewer', scope: REGION });
    await show();
    expect(element.querySelector('.acts')).toBeNull();
  });

  it('says that a region has none', async () => {
    room.refuse('recap', 'region-not-found');
    TestBed.configureTestingModule({
      providers: [
        provideRouter([{ path: 'recap', children: recapRoutes }], withComponentInputBinding()),
        room.providers(),
      ],
    });
    ({ fixture } = await RouterTestingHarness.create('/recap/pkwkp-35/3578041001'));
    element = fixture.nativeElement as HTMLElement;
    await until(fixture, () => words(element.querySelector('h1')) === 'Rekapitulasi ini tidak ada');
  });
});

describe('plenaries of a region', () => {
  it('are listed with their state, what is open and what does not fit, and lead down the tree', async () => {
    const row = { status: 'awaited', version: 0, openedAt: null, corrections: 0, openObjections: 0, hasFault: false };
    room.answer('recaps', () => ({
      contest: GOVERNOR.id,
      rows: [
        { ...row, code: '3578', name: 'KOTA SURABAYA', level: 'kabupaten', hasFault: true, status: 'adopted' },
        {
          ...row,
          code: REGION,
          name: 'WONOKROMO',
          level: 'kecamatan',
          openObjections: 2,
          status: 'inPlenary',
          openedAt: AT,
        },
      ],
    }));
    room.signedInAs({ role: 'supervisor', scope: '3578' as RegionCode });
    await show('/recap/pkwkp-35/3578');
    await until(fixture, () => rows('posko-recap-plenaries').length === 2);
    expect(rows('posko-recap-plenaries')).toEqual([
      'Kota Surabaya Kabupaten/Kota Ditetapkan Tidak cocok dalam dirinya – 0 0',
      'Wonokromo Kecamatan Dalam rapat pleno 27 Nov 13.00 WIB 0 2',
    ]);
    const links = [...element.querySelectorAll('posko-recap-plenaries a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(['/recap/pkwkp-35/3578', '/recap/pkwkp-35/357804']);
  });
});

describe('acts', () => {
  it('open a plenary after a question', async () => {
    await show();
    await act('Buka rapat pleno');
    await press('Buka rapat pleno');
    await until(fixture, () => sent().length === 1);
    expect(sent()[0]).toEqual({ id: expect.any(String), version: 0, act: { type: 'open' } });
    await until(fixture, () => words(element.querySelector('.notice')).includes('Tanda terima 9-AAAA-BBBB'));
  });

  it('adopt a D.Hasil with the columns that were typed, in local time', async () => {
    await show();
    await act('Catat D.Hasil yang ditetapkan');
    typeForm();
    inDialog('[type=checkbox]')?.click();
    await until(fixture, () => inDialog(`[data-cell="${FIRST}/valid"]`) !== null);
    typeFigures(figures(20, 100, 40), FIRST);
    await press('Simpan');
    await until(fixture, () => sent().length === 1);
    expect(sent()[0]?.act).toEqual({ type: 'adopt', dHasil: dHasil({ parts: { [FIRST]: figures(20, 100, 40) } }) });
    await until(fixture, () => inDialog('form') === null);
  });

  it('say what is not filled in, and go there; tell what does not add up, and refuse nothing', async () => {
    await show();
    await act('Catat D.Hasil yang ditetapkan');
    typeForm();
    type('[data-cell="/invalid"]', '');
    await press('Simpan');
    expect(words(inDialog('.failure'))).toContain('Suara tidak sah, Jumlah belum diisi.');
    expect(document.activeElement?.getAttribute('data-cell')).toBe('/invalid');
    type('[data-cell="/invalid"]', '9');
    await fixture.whenStable();
    expect(words(inDialog('li'))).toBe('Suara sah dan tidak sah tidak menjadi jumlah suara.');
    await press('Simpan');
    await until(fixture, () => sent().length === 1);
  });

  it('walk the table by Enter and arrows', async () => {
    await show();
    await act('Catat D.Hasil yang ditetapkan');
    const at = (): string | null | undefined => document.activeElement?.getAttribute('data-cell');
    const key = (name: string): void => {
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }),
      );
    };
    inDialog('[data-cell="/1000032"]')?.focus();
    key('Enter');
    expect(at()).toBe('/1000033');
    key('ArrowUp');
    expect(at()).toBe('/1000032');
    key('ArrowUp');
    expect(at()).toBe('/1000032');
  });

  it('keep what was typed when somebody was faster: then it is a correction of theirs, for the new version', async () => {
    await show();
    await act('Catat D.Hasil yang ditetapkan');
    typeForm();
    recap = after({ type: 'adopt', dHasil: dHasil({ document: 'D.Hasil 11' }) });
    room.refuse('actOnRecap', 'stale-version');
    await press('Simpan');
    await until(fixture, () => words(inDialog('.failure')).includes('Orang lain lebih dahulu mengubah'));
    expect(words(inDialog('.failure'))).toContain('sekarang: Ditetapkan');
    expect(inDialog('[data-cell="/1000033"]')?.value).toBe('200');
    room.answer('actOnRecap', () => ({ seq: 10, receipt: '10-AAAA-BBBB', version: 2, status: 'corrected' }));
    type('[name=reason]', 'Angka yang benar');
    await press('Simpan');
    await until(fixture, () => sent().length === 2);
    expect(sent()[1]).toMatchObject({
      version: 1,
      act: { type: 'correct', dHasil: dHasil(), reason: 'Angka yang benar' },
    });
  });

  it('keep what was typed when the window is closed, and send the same act again after a lost answer', async () => {
    await show();
    await act('Catat D.Hasil yang ditetapkan');
    typeForm();
    room.refuse('actOnRecap', 'unreachable');
    await press('Simpan');
    await until(fixture, () => words(inDialog('.failure')).startsWith('Belum tersimpan:'));
    await press('Batal');
    await until(fixture, () => inDialog('form') === null);
    await act('Catat D.Hasil yang ditetapkan');
    expect(inDialog('[data-cell="/1000033"]')?.value).toBe('200');
    await press('Simpan');
    await until(fixture, () => sent().length === 2);
    expect(sent()[1]?.id).toBe(sent()[0]?.id);
  });

  it('record an objection of a witness, and answer it', async () => {
    recap = after({ type: 'open' });
    await show();
    await act('Catat keberatan');
    await press('Simpan');
    expect(words(inDialog('.wrong'))).toBe('Harus diisi');
    const select = inDialog('select');
    if (select !== null) select.value = '1000033';
    select?.dispatchEvent(new Event('change', { bubbles: true }));
    type('textarea', 'Angka TPS 1 berbeda');
    recap = after({ type: 'open' }, { type: 'object', option: '1000033', text: 'Angka TPS 1 berbeda' });
    await press('Simpan');
    await until(fixture, () => element.querySelector('posko-recap-history .open button') !== null);
    expect(sent()[0]?.act).toEqual({ type: 'object', option: '1000033', text: 'Angka TPS 1 berbeda' });
    await until(fixture, () => inDialog('form') === null);
    element.querySelector<HTMLButtonElement>('posko-recap-history .open button')?.click();
    await until(fixture, () => inDialog('textarea') !== null);
    type('textarea', 'Sesuai C.Hasil');
    await press('Simpan');
    await until(fixture, () => sent().length === 2);
    expect(sent()[1]).toMatchObject({
      version: 2,
      act: { type: 'answer', objection: '00000000-0000-4000-8000-000000000001', text: 'Sesuai C.Hasil' },
    });
  });
});
