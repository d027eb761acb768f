import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { CHasil, Decision, Result, TpsCode } from '@posko/domain';
import {
  DEFAULT_RESULT_POLICY,
  PROFILES,
  emptyResult,
  gate,
  withDecision,
  withPhoto,
  withReading,
  withVerdict,
} from '@posko/domain';
import { GOVERNOR, governorForm } from '../shell/testing/contests';
import { FakeRoom, ROOM_TIME } from '../shell/testing/fake-room';
import { settle } from '../shell/testing/settle';
import { until } from '../shell/testing/until';
import { words } from '../shell/testing/words';
import { ResultView } from './result-view';

const AT = new Date(ROOM_TIME).toISOString();
const TPS = '3578041001001' as TpsCode;
const ANDI = { id: '00000000-0000-4000-8000-00000000b001', name: 'andi' };
const BUDI = { id: '00000000-0000-4000-8000-00000000b002', name: 'budi' };
const RANI = { id: '00000000-0000-4000-8000-00000000b003', name: 'rani', role: 'supervisor', address: '' } as const;
const PATH = [
  { code: '3578', name: 'KOTA SURABAYA', level: 'kabupaten' },
  { code: '3578041001', name: 'DARMO', level: 'desa' },
];

function judged(result: Result): Result {
  return withVerdict(result, gate(result, { profile: PROFILES.pilkada, policy: DEFAULT_RESULT_POLICY }));
}

function read(...readings: (readonly [typeof ANDI, CHasil])[]): Result {
  return readings.reduce(
    (result, [by, form]) => judged(withReading(result, { id: by.id, source: 'typist', by, at: AT, form })),
    emptyResult(GOVERNOR.id, TPS),
  );
}

function decided(result: Result, decision: Decision): Result {
  return judged(withDecision(result, decision, { by: RANI, at: ROOM_TIME }));
}

const E104 = governorForm({ 'votes.options.1000033': '151' });

let room: FakeRoom;
let result: Result;
let lineage: object[];

beforeEach(() => {
  localStorage.clear();
  result = read([ANDI, governorForm()], [BUDI, governorForm()]);
  lineage = [];
  room = new FakeRoom().signedInAs({ role: 'verifier', scope: '3578' as never });
  room.answer('contests', () => ({ seq: 1, contests: [GOVERNOR] }));
  room.answer('result', () => ({ seq: 5, at: AT, path: PATH, result, findings: [], lineage }));
});

async function show(): Promise<{ fixture: ComponentFixture<ResultView>; element: HTMLElement }> {
  TestBed.configureTestingModule({ providers: [provideRouter([]), room.providers()] });
  const fixture = TestBed.createComponent(ResultView);
  fixture.componentRef.setInput('contest', GOVERNOR.id);
  fixture.componentRef.setInput('tps', TPS);
  await settle(fixture);
  return { fixture, element: fixture.nativeElement as HTMLElement };
}

it('says where a result stands, and shows its figures as the paper has them', async () => {
  const { element } = await show();
  expect(words(element.querySelector('h1'))).toBe('Hasil TPS 1 Darmo Gubernur Jawa Timur · 3578041001001');
  expect(words(element.querySelector('.facts'))).toContain(
    'Terpublikasi Angka ini terbuka untuk umum. Dua bacaan sepakat',
  );
  expect(words(element.querySelector('.form [data-path="votes.options.1000033"]'))).toBe('115');
  expect(element.querySelector('.form input')).toBeNull();
  expect(element.querySelector('posko-path-line a')?.getAttribute('href')).toBe('/results/pkwkp-35/3578');
});

it('tells why it is held, in words', async () => {
  result = read([ANDI, E104], [BUDI, E104]);
  const { element } = await show();
  expect(words(element.querySelector('.state'))).toBe('Ditahan');
  expect(words(element.querySelector('ul.trouble'))).toBe(
    'E104 Jumlah suara semua pilihan tidak sama dengan suara sah.',
  );
  expect(element.querySelector('.verify')?.getAttribute('href')).toBe(`/verify?contest=pkwkp-35&tps=${TPS}&tab=held`);
});

it('does not show figures that wait for a second reader, and says why', async () => {
  result = { ...read([ANDI, governorForm()]), form: null };
  const { element } = await show();
  expect(words(element.querySelector('.form'))).toContain('Angkanya baru tampak setelah bacaan kedua');
  expect(element.querySelector('posko-form-sheet')).toBeNull();
});

it('keeps corrected figures beside those in their place, each correction with its document', async () => {
  const first = governorForm({ 'votes.options.1000032': '21', 'votes.options.1000033': '114' });
  const second = governorForm({ 'votes.options.1000032': '22', 'votes.options.1000033': '113' });
  const correct = (form: CHasil, document: string): Decision => ({
    type: 'correct',
    form,
    reason: 'Salah baca',
    document,
  });
  result = decided(decided(result, correct(first, 'BA 1')), correct(second, 'BA 2'));
  const { element } = await show();
  const sections = [...element.querySelectorAll('posko-result-corrections section')].map(words);
  expect(sections).toHaveLength(2);
  expect(sections[0]).toContain('Salah baca Dokumen: BA 2');
  expect(sections[0]).toContain('1 Luluk - Lukmanul 21 22 2 Khofifah - Emil 114 113');
  expect(sections[1]).toContain('1 Luluk - Lukmanul 20 21 2 Khofifah - Emil 115 114');
});

it('tells the lineage as it came: who, when, why and by which document', async () => {
  lineage = [
    { seq: 9, at: AT, type: 'withdraw', by: 'rani', reason: 'PSU', document: 'SK 12', state: 'withdrawn' },
    { seq: 4, at: AT, type: 'entered', by: 'andi', state: 'enteredOnce' },
  ];
  const { element } = await show();
  expect([...element.querySelectorAll('posko-result-lineage li')].map(words)).toEqual([
    'Ditarik dari publikasi setelah itu: Ditarik rani, 27 Nov 13.00 WIB · catatan 9 PSU Dokumen: SK 12',
    'Formulir dibaca setelah itu: Dibaca sekali andi, 27 Nov 13.00 WIB · catatan 4',
  ]);
});

describe('the photos', () => {
  beforeEach(() => {
    const photo = (digit: string): Result['photos'][number] => ({
      ...{ sha256: digit.repeat(64), page: 1, by: ANDI, at: AT, replacedBy: null, doubts: ['blurred'] },
    });
    result = withPhoto(withPhoto(result, photo('a'), null), { ...photo('b'), doubts: [] }, 'a'.repeat(64));
  });
  const address = `/api/contests/pkwkp-35/tps/${TPS}/evidence/`;

  it('are shown small, those that were replaced last, with what was doubtful', async () => {
    room.signedInAs({ role: 'commissioner', scope: '3578' as never });
    const { element } = await show();
    const [now, before] = element.querySelectorAll<HTMLAnchorElement>('posko-photo-thumbs a');
    expect(now?.getAttribute('href')).toBe(address + 'b'.repeat(64));
    expect(now?.querySelector('img')?.getAttribute('src')).toContain('?size=thumb');
    expect(words(before)).toContain('foto lama, sudah diganti buram');
    expect(element.querySelector('posko-photo-field')).toBeNull();
  });

  it('can be added to and taken again by whoever may enter forms; the old ones stand below', async () => {
    const { element } = await show();
    expect(words(element.querySelector('posko-photo-field .kept'))).toContain('Halaman 1 diterima');
    expect(element.querySelector('posko-photo-field .kept a')?.getAttribute('href')).toBe(address + 'b'.repeat(64));
    const old = [...element.querySelectorAll<HTMLAnchorElement>('posko-photo-thumbs a')];
    expect(old.map((one) => one.getAttribute('href'))).toEqual([address + 'a'.repeat(64)]);
  });
});

it('leads verifiers only to their desk', async () => {
  room.signedInAs({ role: 'commissioner', scope: '3578' as never });
  const { element } = await show();
  expect([...element.querySelectorAll('.head nav:not(posko-path-line nav) a')].map(words)).toEqual(['Halaman TPS']);
});

it('asks again when the server says that this result changed', async () => {
  const { fixture, element } = await show();
  expect(room.live.rooms).toContainEqual({ kind: 'result', contest: 'pkwkp-35', region: '3578041001' });
  result = decided(result, { type: 'withdraw', reason: 'PSU', document: 'SK 12' });
  const row = {
    contest: GOVERNOR.id,
    tps: TPS,
    state: 'withdrawn',
    version: 4,
    holds: [],
    codes: [],
    photos: 0,
    readers: [],
    changedAt: AT,
  } as const;
  const message = {
    contest: GOVERNOR.id,
    region: '3578041001',
    from: 5,
    to: 6,
    at: AT,
    rows: [{ ...row, holds: [], codes: [], readers: [] }],
  };
  room.live.say({ event: 'result.changed.v1', message });
  await until(fixture, () => words(element.querySelector('.state')) === 'Ditarik');
  expect(words(element.querySelector('.facts'))).toContain('Ditarik oleh rani: PSU Dokumen: SK 12');
});

it('says so where there is no such TPS', async () => {
  room.refuse('result', 'tps-not-found');
  const { element } = await show();
  expect(words(element.querySelector('posko-blank h1'))).toBe(`Hasil TPS ${TPS} tidak ada`);
});
