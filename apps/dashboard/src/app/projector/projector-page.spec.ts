import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Failure } from '../shell/api-store';
import { FakeRoom } from '../shell/testing/fake-room';
import { until } from '../shell/testing/until';
import { words } from '../shell/testing/words';
import { ProjectorPage } from './projector-page';
import { ASK_PROJECTOR } from './projector-store';
import { projectorView } from './testing/projector-view';

type View = ReturnType<typeof projectorView>;

let asked: { token: string; contest: string | null }[];
let answer: () => View | Failure['code'];
let fixture: ComponentFixture<unknown>;
let element: HTMLElement;

beforeEach(() => {
  asked = [];
  answer = projectorView;
  sessionStorage.clear();
  jest.useFakeTimers({ advanceTimers: true, doNotFake: ['performance', 'queueMicrotask'] });
});

afterEach(() => {
  jest.useRealTimers();
  history.replaceState(null, '', '/');
});

/** Opens the page in a window whose address ends so. */
async function open(hash: string, address = '/projector'): Promise<void> {
  history.replaceState(null, '', `/projector${hash}`);
  const ask = (token: string, contest: string | null): Promise<unknown> => {
    asked.push({ token, contest });
    const given = answer();
    return Promise.resolve(
      typeof given === 'string' ? { isOk: false, failure: { code: given } } : { isOk: true, value: given },
    );
  };
  TestBed.configureTestingModule({
    providers: [
      provideRouter([{ path: 'projector', component: ProjectorPage }], withComponentInputBinding()),
      new FakeRoom().signedOut().providers(),
      { provide: ASK_PROJECTOR, useValue: ask },
    ],
  });
  ({ fixture } = await RouterTestingHarness.create(address));
  element = fixture.nativeElement as HTMLElement;
  await until(fixture, () => words(element.querySelector('h1')) !== '');
}

async function opened(hash = '#t=secret', address?: string): Promise<void> {
  await open(hash, address);
  await until(fixture, () => element.querySelector('posko-projector-figures') !== null);
}

const said = (selector: string): string => words(element.querySelector(selector));

it('shows the counted figures with the token of the link, which leaves the address at once', async () => {
  await opened();
  expect(asked[0]).toEqual({ token: 'secret', contest: null });
  expect(location.href).toBe('http://localhost/projector');
  expect(said('h1')).toBe('Gubernur Jawa Timur');
  expect(said('.as-of')).toBe('Angka per 27 Nov 18.30 WIB');
  expect([...element.querySelectorAll('posko-projector-figures ol > li')].map(words)).toEqual([
    '2 Khofifah - Emil 60,00 % 900 suara',
    '3 Risma - Zahrul 33,33 % 500 suara',
    '1 Luluk - Lukmanul 6,67 % 100 suara',
  ]);
  const told = said('posko-projector-figures section');
  expect(told).toContain('66,67 % 6 dari 9 TPS');
  expect(told).toContain('Diterima 7 Ditahan 1 Diperiksa 0 Belum masuk 2');
  expect(told).toContain('Kota Malang 2 Kota Surabaya 1');
  expect(said('footer')).toBe('Belum ada rilis untuk dikutip Sementara. Hasil resmi ditetapkan dalam rapat pleno.');
});

it('keeps the token for a reload of this window', async () => {
  sessionStorage.setItem('posko.projector', 'kept');
  await opened('');
  expect(asked[0]?.token).toBe('kept');
});

it('takes an address whose token stands alone', async () => {
  await opened('#bare-token_1');
  expect(asked[0]?.token).toBe('bare-token_1');
});

it('goes on by itself', async () => {
  await opened();
  answer = () => projectorView({ at: '2024-11-27T18:31:00+07:00', now: '2024-11-27T18:31:00+07:00' });
  jest.advanceTimersByTime(5_100);
  await until(fixture, () => said('.as-of') === 'Angka per 27 Nov 18.31 WIB');
});

it('shows the contest of the address, and another where one is chosen', async () => {
  await opened('#t=secret', '/projector?contest=pkwkk-3578');
  expect(asked[0]?.contest).toBe('pkwkk-3578');
  const select = element.querySelector('select');
  if (select !== null) select.value = 'pkwkp-35';
  select?.dispatchEvent(new Event('change'));
  await until(fixture, () => asked.at(-1)?.contest === 'pkwkp-35');
});

it('shows the first contest where the one of the address is not there', async () => {
  answer = () => (asked.at(-1)?.contest === null ? projectorView() : 'contest-not-found');
  await opened('#t=secret', '/projector?contest=ppwp-0');
  expect(said('h1')).toBe('Gubernur Jawa Timur');
});

it('names the release that can be quoted, with what was corrected since', async () => {
  const at = '2024-11-27T18:00:00+07:00';
  const release = { number: 12, contest: projectorView().contests[0]?.id, at, seq: 1, releasedAt: at };
  answer = () =>
    projectorView({
      release: { ...release, sentences: { id: [], en: [] }, corrections: 2 } as unknown as View['release'],
    });
  await opened();
  expect(said('footer')).toContain('Rilis #12, per 27 Nov 18.00 WIB: yang dapat dikutip 2 koreksi sesudahnya');
});

it('keeps the figures under a banner while the server is away', async () => {
  await opened();
  answer = () => 'unreachable';
  jest.advanceTimersByTime(5_100);
  await until(fixture, () => said('.banner.lost').startsWith('Sambungan putus: angka terakhir'));
  expect(element.querySelector('posko-projector-figures')).not.toBeNull();
  answer = projectorView;
  jest.advanceTimersByTime(5_100);
  await until(fixture, () => element.querySelector('.banner') === null);
});

it('says that publication is paused and why, and that it is a rehearsal', async () => {
  const pause = { since: '2024-11-27T18:00:00+07:00', reason: 'Salah muat di Malang' };
  answer = () => projectorView({ pause, isRehearsal: true });
  await opened();
  expect([...element.querySelectorAll('.banner')].map(words)).toEqual([
    'GLADI: angka ini bukan keadaan sebenarnya',
    'Publikasi dijeda sejak 27 Nov 18.00 WIB: Salah muat di Malang',
  ]);
});

it('says where the figures are, where it was opened after publication was paused', async () => {
  const pause = { since: '2024-11-27T18:00:00+07:00', reason: 'Salah muat di Malang' };
  answer = () => projectorView({ pause, contest: null, region: null, rows: [] });
  await opened();
  expect(said('posko-projector-figures')).toBe(
    'Publikasi dijeda sebelum layar ini dibuka; angka terakhir ada di halaman publik',
  );
  expect(element.querySelector('.as-of')).toBeNull();
});

it('takes the figures away when the link is revoked, and asks no more', async () => {
  await opened();
  answer = () => 'projector-refused';
  jest.setSystemTime(Date.parse('2024-11-27T19:00:00+07:00'));
  jest.advanceTimersByTime(5_100);
  await until(fixture, () => said('h1') === 'Tautan ini dicabut');
  expect(element.querySelector('posko-projector-figures')).toBeNull();
  const before = asked.length;
  jest.advanceTimersByTime(60_000);
  await fixture.whenStable();
  expect(asked.length).toBe(before);
});

it('says what it needs where it was opened without a link, and asks nothing', async () => {
  await open('');
  expect(said('main')).toContain('Layar ini dibuka dengan tautan');
  expect(asked).toEqual([]);
});

it('says that the server cannot be reached before anything came', async () => {
  answer = () => 'unreachable';
  await open('#t=secret');
  await until(fixture, () => said('h1') === 'Server tidak terjangkau');
  answer = projectorView;
  [...element.querySelectorAll('button')].find((one) => words(one) === 'Coba lagi')?.click();
  await until(fixture, () => said('h1') === 'Gubernur Jawa Timur');
});

it('says that nothing is counted yet', async () => {
  const { region } = projectorView();
  if (region === null) throw new Error('There is a region');
  answer = () => projectorView({ region: { ...region, votes: { ...region.votes, options: {} } } });
  await opened();
  expect(said('posko-projector-figures .none')).toBe('Belum ada suara yang dihitung');
});
