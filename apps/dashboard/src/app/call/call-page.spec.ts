import type { HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { Router, provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { OVERDUE_BIT } from '@posko/domain';
import { FakeRoom, ROOM_TIME } from '../shell/testing/fake-room';
import { settle } from '../shell/testing/settle';
import { words } from '../shell/testing/words';
import { CallPage } from './call-page';
import type { CallList, SilentTps } from './call-store';

const AT = new Date(ROOM_TIME).toISOString();
const ME = { id: '00000000-0000-4000-8000-00000000a001', name: 'sri.lestari' };
const FIRST = '3578041001001' as SilentTps['code'];
const SECOND = '3578041002002' as SilentTps['code'];
const THIRD = '3578041002005' as SilentTps['code'];

function silent(code: SilentTps['code'], change: Partial<SilentTps> = {}): SilentTps {
  return {
    code,
    path: [
      { code: '35', name: 'JAWA TIMUR', level: 'provinsi' },
      { code: '3578', name: 'KOTA SURABAYA', level: 'kabupaten' },
      { code: '357804', name: 'WONOKROMO', level: 'kecamatan' },
      { code: '3578041001', name: 'DARMO', level: 'desa' },
    ],
    stage: 'ready',
    missing: 'open',
    since: '2024-11-27T07:30:00+07:00',
    contacts: [
      { place: code, duty: 'Ketua KPPS', name: 'Siti Aminah', phone: '0812-3456-789' },
      { place: code, duty: '', name: 'Wulan', phone: '0877 1234 555' },
    ],
    calls: [
      { at: '2024-11-27T12:00:00+07:00', by: ME, outcome: 'noAnswer', note: 'coba lagi', phone: '0812-3456-789' },
    ],
    takenBy: { person: ME, until: new Date(Date.now() + 600_000).toISOString() },
    ...change,
  };
}

const LISTS: CallList = {
  seq: 1,
  at: AT,
  total: 3,
  rows: [
    {
      region: { code: '357804', name: 'WONOKROMO', level: 'kecamatan' },
      ...{ silent: 2, taken: 1, tried: 1, longestSince: '2024-11-27T07:30:00+07:00', operators: [ME] },
    },
    {
      region: { code: '357301', name: 'BLIMBING', level: 'kecamatan' },
      ...{ silent: 1, taken: 0, tried: 0, longestSince: '2024-11-27T12:30:00+07:00', operators: [] },
    },
  ],
};

let room: FakeRoom;
let harness: RouterTestingHarness;
let page: HarnessLoader;

beforeEach(() => {
  localStorage.clear();
  const given = [silent(FIRST), silent(SECOND), null];
  room = new FakeRoom()
    .answer('callLists', () => LISTS)
    .answer('nextCall', () => ({ seq: 1, at: AT, left: 1, tps: given.shift() ?? null }))
    .answer('endCall', () => ({ seq: 2 }));
  for (const code of [FIRST, SECOND]) room.move(code, 1, OVERDUE_BIT);
});

async function show(url = '/calls'): Promise<HTMLElement> {
  const routes = [{ path: 'calls', component: CallPage }];
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

async function key(name: string, target: EventTarget = document.body): Promise<void> {
  target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
  await settle(harness.fixture);
}

const heading = (element: HTMLElement): string => words(element.querySelector('posko-call-card h3'));

it('takes a TPS only when asked, and shows what it owes, whom to ring and who tried before', async () => {
  const element = await show();
  expect(room.asked('nextCall')).toEqual([]);
  await press(/Panggilan berikutnya/);
  expect(heading(element)).toBe('TPS 1 Darmo Wonokromo, Kota Surabaya · 3578041001001');
  const card = words(element.querySelector('posko-call-card'));
  expect(card).toContain('Ditunggu: Dibuka diam 5 jam 30 mnt, sejak 27 Nov 07.30');
  expect(card).toMatch(/Milik Anda (10|9) mnt lagi/);
  const numbers = [...element.querySelectorAll<HTMLAnchorElement>('.numbers a')];
  expect(numbers.map((link) => link.getAttribute('href'))).toEqual(['tel:0812-3456-789', 'tel:0877 1234 555']);
  expect(numbers[0]?.getAttribute('aria-label')).toBe('Telepon Siti Aminah, 0812-3456-789');
  expect(words(element.querySelector('.numbers'))).toContain('Wulan pernah menelepon');
  expect(words(element.querySelector('.past'))).toBe('Tidak diangkat 0812-3456-789 coba lagi sri.lestari, 1 jam lalu');
});

it('keeps what came of the call by one key, and opens the next', async () => {
  const element = await show();
  await press(/Panggilan berikutnya/);
  await key('2');
  expect(room.asked('endCall')).toEqual([
    {
      params: { tpsCode: FIRST },
      body: { id: expect.any(String) as string, outcome: 'noAnswer', note: '', phone: '0812-3456-789' },
    },
  ]);
  expect(heading(element)).toContain(SECOND);
  expect(words(element.querySelector('.notice'))).toBe('TPS 1 Darmo: Tidak diangkat, tersimpan');
  await key('1');
  expect(words(element.querySelector('.start'))).toContain('Tidak ada lagi yang perlu ditelepon');
  await key('3');
  expect(room.asked('endCall')).toHaveLength(2);
});

it('takes figures in the note for figures, and sends note and the number that was rung', async () => {
  const element = await show();
  await press(/Panggilan berikutnya/);
  const note = element.querySelector('textarea') as HTMLTextAreaElement;
  note.value = ' ketua sakit ';
  note.dispatchEvent(new Event('input'));
  await key('1', note);
  expect(room.asked('endCall')).toEqual([]);
  const second = [...element.querySelectorAll<HTMLAnchorElement>('.numbers a')][1];
  second?.addEventListener('click', (event) => event.preventDefault());
  second?.click();
  await press(/Tersambung/);
  expect(room.asked('endCall')[0]?.body).toMatchObject({
    outcome: 'reached',
    note: 'ketua sakit',
    phone: '0877 1234 555',
  });
  expect((element.querySelector('textarea') as HTMLTextAreaElement).value).toBe('');
});

it('says the same again under the same id when the server did not hear it', async () => {
  const element = await show();
  await press(/Panggilan berikutnya/);
  room.refuse('endCall', 'unreachable');
  await key('2');
  expect(words(element.querySelector('.problem'))).toMatch(/^Hasil belum tersimpan: .* Tekan lagi untuk mengulang\.$/);
  expect(heading(element)).toContain(FIRST);
  room.answer('endCall', () => ({ seq: 2 }));
  await key('2');
  const [first, again] = room.asked('endCall').map(({ body }) => (body as { id: string }).id);
  expect(again).toBe(first);
  expect(element.querySelector('.problem')).toBeNull();
  expect(heading(element)).toContain(SECOND);
});

it('says when the TPS has gone to someone else', async () => {
  const element = await show();
  await press(/Panggilan berikutnya/);
  room.refuse('endCall', 'call-not-taken');
  await key('1');
  expect(words(element.querySelector('.problem'))).toBe(
    'TPS ini sudah berpindah ke operator lain. Hasil tidak tersimpan.',
  );
  expect(element.querySelector('posko-call-card')).toBeNull();
  await press(/Panggilan berikutnya/);
  expect(heading(element)).toContain(SECOND);
});

it('says at once that the TPS has just reported', async () => {
  const element = await show();
  await press(/Panggilan berikutnya/);
  expect(element.querySelector('.reported')).toBeNull();
  room.move(FIRST, 2);
  await settle(harness.fixture);
  expect(words(element.querySelector('.reported'))).toBe('TPS ini baru saja lapor. Panggilan tidak perlu lagi.');
  await press(/Panggilan berikutnya/);
  expect(heading(element)).toContain(SECOND);
});

it('leaves one out for others', async () => {
  const element = await show();
  await press(/Panggilan berikutnya/);
  await press(/Lewati/);
  expect(room.asked('nextCall').at(-1)).toEqual({ query: { skip: FIRST } });
  expect(heading(element)).toContain(SECOND);
});

it('lists silent TPS per kecamatan, and keeps the chosen one in the address', async () => {
  room.answer('silentTps', () => ({
    seq: 1,
    at: AT,
    total: 120,
    rows: [silent(FIRST), silent(SECOND, { takenBy: null }), silent(THIRD, { takenBy: null, calls: [], contacts: [] })],
  }));
  const element = await show();
  expect([...element.querySelectorAll('posko-call-lists tbody tr')].map((row) => words(row))).toEqual([
    'Wonokromo Kota Surabaya 2 1 1 5 jam 30 mnt',
    'Blimbing Kota Malang 1 0 0 30 mnt',
  ]);
  element.querySelector<HTMLButtonElement>('posko-call-lists button')?.click();
  await settle(harness.fixture);
  expect(TestBed.inject(Router).url).toBe('/calls?region=357804');
  expect(room.asked('silentTps').at(-1)?.params).toEqual({ regionCode: '357804' });
  expect([...element.querySelectorAll('posko-silent-rows .state')].map((state) => words(state))).toEqual([
    'ditelepon sri.lestari',
    'Tidak diangkat 1 jam lalu',
    'belum ditelepon',
  ]);
  expect(words(element.querySelector('posko-silent-rows > p'))).toBe('117 TPS lagi tidak ditampilkan');
  await press(/Panggilan berikutnya/);
  expect(room.asked('nextCall').at(-1)).toEqual({ query: { region: '357804' } });
  await press(/Semua kecamatan/);
  expect(TestBed.inject(Router).url).toBe('/calls');
});

it('says that nothing is silent, and that the lists cannot be had', async () => {
  room.answer('callLists', () => ({ ...LISTS, total: 0, rows: [] }));
  expect(words(await show())).toContain('Tidak ada TPS yang diam');
  TestBed.resetTestingModule();
  room.refuse('callLists', 'unreachable').refuse('nextCall', 'unreachable');
  const element = await show();
  expect(words(element.querySelector('.lists'))).toContain('Server tidak terjangkau');
  await press(/Panggilan berikutnya/);
  expect(words(element.querySelector('.problem'))).toContain('Server tidak terjangkau');
});
