import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { Router, provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { ResultDecisionRequest, ResultRow } from '@posko/contracts';
import type { CHasil, Result, TpsCode } from '@posko/domain';
import { DEFAULT_RESULT_POLICY, PROFILES, emptyResult, gate, withReading, withVerdict } from '@posko/domain';
import { CLEAN, GOVERNOR, governorForm } from '../shell/testing/contests';
import { FakeRoom, ROOM_TIME } from '../shell/testing/fake-room';
import { FakeLive } from '../shell/testing/fake-live';
import { until } from '../shell/testing/until';
import { words } from '../shell/testing/words';
import { VerifyPage } from './verify-page';

const AT = new Date(ROOM_TIME).toISOString();
const ME = '00000000-0000-4000-8000-00000000a001';
const ANDI = { id: '00000000-0000-4000-8000-00000000b001', name: 'andi' };
const BUDI = { id: '00000000-0000-4000-8000-00000000b002', name: 'budi' };
const tps = (number: number): TpsCode => `357804100100${number}` as TpsCode;

let room: FakeRoom;
let live: FakeLive;
let results: Map<string, Result>;
let lineage: object[];

/** A result as the readings make it. */
function read(code: TpsCode, ...readings: (readonly [{ id: string; name: string }, CHasil])[]): Result {
  let result = emptyResult(GOVERNOR.id, code);
  for (const [by, form] of readings) {
    result = withReading(result, { id: by.id, source: 'typist', by, at: AT, form });
    result = withVerdict(result, gate(result, { profile: PROFILES.pilkada, policy: DEFAULT_RESULT_POLICY }));
  }
  return result;
}

const SWAPPED = governorForm({ 'votes.options.1000032': '115', 'votes.options.1000033': '20' });
const differing = (code: TpsCode): Result => read(code, [ANDI, governorForm()], [BUDI, SWAPPED]);
const E104 = governorForm({ 'votes.options.1000033': '151' });
const held = (code: TpsCode): Result => read(code, [ANDI, E104], [BUDI, E104]);

function rowOf({ tps: code, state, version, holds, codes, readings }: Result): ResultRow {
  const readers = readings.map(({ by }) => by.id);
  return { contest: GOVERNOR.id, tps: code, state, version, holds, codes, photos: 0, readers, changedAt: AT };
}

function keep(...all: Result[]): void {
  results = new Map(all.map((result) => [result.tps, result]));
}

beforeEach(() => {
  lineage = [];
  live = new FakeLive();
  keep(differing(tps(1)), differing(tps(2)), held(tps(3)));
  room = new FakeRoom().signedInAs({ id: ME, name: 'sri', role: 'verifier', scope: '3578' as never });
  room.answer('contests', () => ({ seq: 1, contests: [GOVERNOR] }));
  room.answer('results', ({ query }) => {
    const states = String(query?.['state']).split(',');
    const rows = [...results.values()].filter(({ state }) => states.includes(state)).map(rowOf);
    return { seq: 1, contest: GOVERNOR.id, rows, more: false };
  });
  room.answer('result', ({ params }) => {
    const result = results.get(params?.['tpsCode'] ?? '');
    return { seq: 5, at: AT, path: [], result, findings: [], lineage };
  });
  room.answer('decideResult', () => answer('published'));
});

function answer(state: string): object {
  return { seq: 9, receipt: '9-AAAA-BBBB', contest: GOVERNOR.id, state, version: 4, findings: [], holds: [] };
}

@Component({ template: '' })
class Elsewhere {}

interface Shown {
  readonly fixture: ComponentFixture<unknown>;
  readonly element: HTMLElement;
}

async function show(address = '/verify'): Promise<Shown> {
  const routes = [
    { path: 'verify', component: VerifyPage },
    { path: '**', component: Elsewhere },
  ];
  TestBed.configureTestingModule({
    providers: [provideRouter(routes, withComponentInputBinding()), room.providers(), live.providers()],
  });
  const { fixture } = await RouterTestingHarness.create(address);
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  await until(fixture, () => element.querySelector('.case h2') !== null || results.size === 0);
  return { fixture, element };
}

async function press({ fixture }: Shown, key: string, more: KeyboardEventInit = {}): Promise<void> {
  const target = document.activeElement ?? document.body;
  const code = /^\d$/.test(key) ? `Digit${key}` : key;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more }));
  await fixture.whenStable();
}

/** Enter in a form of words: a test's document sends no form by it. */
async function send({ fixture, element }: Shown, texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(texts)) {
    const field = element.querySelector<HTMLInputElement>(`posko-verify-decision [name=${name}]`);
    if (field === null) throw new Error(`No field ${name}`);
    field.value = text;
  }
  element.querySelector<HTMLButtonElement>('posko-verify-decision button[type=submit]')?.click();
  await fixture.whenStable();
}

const sent = (): ResultDecisionRequest[] => room.asked('decideResult').map(({ body }) => body as ResultDecisionRequest);
const heading = ({ element }: Shown): string => words(element.querySelector('.case h2'));
const said = ({ element }: Shown): string => words(element.querySelector('.said'));
const lines = ({ element }: Shown): string[] =>
  [...element.querySelectorAll('posko-verify-differences tbody tr')].map((row) => words(row));

describe('the queue', () => {
  it('lists the results of a state, opens the first, and is walked by j and k', async () => {
    const shown = await show();
    expect(room.asked('results')[0]).toMatchObject({ params: { contest: 'pkwkp-35' }, query: { state: 'differing' } });
    expect([...shown.element.querySelectorAll('posko-verify-list b')].map((name) => words(name))).toEqual([
      'TPS 1 Darmo',
      'TPS 2 Darmo',
    ]);
    expect(heading(shown)).toBe('TPS 1 Darmo');
    await press(shown, 'j');
    await until(shown.fixture, () => heading(shown) === 'TPS 2 Darmo');
    expect(TestBed.inject(Router).url).toContain('tps=3578041001002');
    await press(shown, 'k');
    await until(shown.fixture, () => heading(shown) === 'TPS 1 Darmo');
  });

  it('follows by itself what colleagues decide and what comes in', async () => {
    const shown = await show();
    const names = (): string[] => [...shown.element.querySelectorAll('posko-verify-list b')].map((name) => words(name));
    expect(live.rooms).toEqual([{ kind: 'result', contest: 'pkwkp-35', region: '3578' }]);
    const asked = room.asked('results').length;
    const rows = [{ ...rowOf(differing(tps(2))), version: 3, state: 'published' as const }, rowOf(differing(tps(4)))];
    const span = { from: 1, to: 4, at: AT };
    live.say({
      event: 'result.changed.v1',
      message: { contest: GOVERNOR.id, region: '3578', ...span, rows },
    });
    await until(shown.fixture, () => names().join() === 'TPS 1 Darmo,TPS 4 Darmo');
    expect(room.asked('results')).toHaveLength(asked);
  });

  it('says that nothing waits', async () => {
    keep();
    const shown = await show();
    await until(
      shown.fixture,
      () => words(shown.element.querySelector('.queue')) === 'Tidak ada formulir di antrean ini.',
    );
  });
});

describe('readings that differ', () => {
  it('stand side by side with who read what, field by field', async () => {
    const shown = await show();
    expect(words(shown.element.querySelector('posko-verify-differences thead'))).toBe(
      'Angka 1 andi pengisi 2 budi pengisi Diputus',
    );
    expect(lines(shown)).toEqual(['1 Luluk - Lukmanul 20 115 …', '2 Khofifah - Emil 115 20 …']);
  });

  it('are settled by 1 and 2, Enter and a reason: what is sent is the form as chosen, for the version seen', async () => {
    const shown = await show();
    await press(shown, 'Enter');
    expect(said(shown)).toBe('Pilih dahulu bacaan untuk setiap angka yang berbeda.');
    await press(shown, '2');
    await press(shown, '1');
    expect(lines(shown)).toEqual(['1 Luluk - Lukmanul 20 115 115', '2 Khofifah - Emil 115 20 115']);
    await press(shown, 'Enter');
    await send(shown, { reason: 'terbaca di foto' });
    await until(shown.fixture, () => sent().length === 1);
    expect(sent()[0]).toEqual({
      id: expect.any(String),
      version: 2,
      decision: {
        type: 'resolve',
        form: governorForm({ 'votes.options.1000032': '115' }),
        reason: 'terbaca di foto',
      },
    });
    await until(shown.fixture, () => heading(shown) === 'TPS 2 Darmo');
    expect(said(shown)).toBe('TPS 1 Darmo: Terpublikasi, tanda terima 9-AAAA-BBBB');
  });

  it('are taken all at once with Shift; the reason of the last one is offered', async () => {
    const shown = await show();
    await press(shown, '1', { shiftKey: true });
    await press(shown, 'Enter');
    await send(shown, { reason: 'foto jelas' });
    await until(shown.fixture, () => heading(shown) === 'TPS 2 Darmo');
    await press(shown, '2', { shiftKey: true });
    await press(shown, 'Enter');
    expect(shown.element.querySelector<HTMLInputElement>('[name=reason]')?.value).toBe('foto jelas');
    await send(shown, {});
    await until(shown.fixture, () => sent().length === 2);
    expect(sent().map(({ decision }) => (decision.type === 'resolve' ? decision.form : null))).toEqual([
      governorForm(),
      SWAPPED,
    ]);
  });

  it('may both be wrong: o types another figure, and the rules answer at once', async () => {
    const shown = await show();
    await press(shown, 'o');
    const field = document.activeElement as HTMLInputElement;
    field.value = '21';
    await press(shown, 'Enter');
    expect(lines(shown)[0]).toBe('1 Luluk - Lukmanul 20 115 21');
    expect(words(shown.element.querySelector('posko-form-sheet .note'))).toContain(
      'E104 Suara sah 205, jumlah suara semua pilihan 206',
    );
  });

  it('are not for whoever read one of them', async () => {
    keep(read(tps(1), [{ id: ME, name: 'sri' }, governorForm()], [BUDI, SWAPPED]));
    const shown = await show();
    await press(shown, '1');
    expect(said(shown)).toBe('Anda ikut membaca formulir ini: orang lain yang memutus.');
    expect(lines(shown)[0]).toContain('…');
  });
});

describe('a result that is held', () => {
  it('is confirmed as so on the paper', async () => {
    const shown = await show('/verify?tab=held');
    expect(words(shown.element.querySelector('.holds'))).toBe(
      'Ditahan karena: E104 Jumlah pilihan tidak sama dengan suara sah',
    );
    expect(words(shown.element.querySelector('.due'))).toBe('Tertulis begitu di kertas Enter');
    await press(shown, 'Enter');
    await send(shown, { reason: 'begitu tertulis' });
    await until(shown.fixture, () => sent().length === 1);
    expect(sent()[0]?.decision).toEqual({ type: 'confirm', reason: 'begitu tertulis' });
    await until(shown.fixture, () => said(shown).includes('Terpublikasi'));
  });

  it('is mended in the form itself, by e, where both misread alike', async () => {
    const shown = await show('/verify?tab=held');
    await press(shown, 'e');
    const field = shown.element.querySelector<HTMLInputElement>('input[data-path="votes.options.1000033"]');
    if (field === null) throw new Error('The form cannot be edited');
    field.focus();
    field.value = CLEAN['votes.options.1000033'] ?? '';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await press(shown, 'Enter', { ctrlKey: true });
    await send(shown, { reason: 'angka terbalik' });
    await until(shown.fixture, () => sent().length === 1);
    expect(sent()[0]?.decision).toEqual({ type: 'resolve', form: governorForm(), reason: 'angka terbalik' });
  });

  it('is held by hand for a cause, and asks for the reason', async () => {
    const shown = await show('/verify?tab=held');
    await press(shown, 'h');
    await send(shown, { code: 'wrongPhoto', reason: '' });
    expect(words(shown.element.querySelector('posko-verify-decision .wrong'))).toBe('Harus diisi');
    room.answer('decideResult', () => answer('held'));
    await send(shown, { reason: 'foto TPS lain' });
    await until(shown.fixture, () => sent().length === 1);
    expect(sent()[0]?.decision).toEqual({ type: 'hold', code: 'wrongPhoto', reason: 'foto TPS lain' });
    await until(shown.fixture, () => said(shown).includes('Ditahan'));
    expect(heading(shown)).toBe('TPS 3 Darmo');
  });
});

describe('what was published', () => {
  beforeEach(() => keep(read(tps(1), [ANDI, governorForm()], [BUDI, governorForm()])));

  it('is withdrawn by a supervisor only, with a document', async () => {
    const verifier = await show('/verify?tab=published');
    await press(verifier, 'w');
    expect(said(verifier)).toContain('Hanya penyelia');
    TestBed.resetTestingModule();
    verifier.element.remove();
    room.signedInAs({ id: ME, name: 'sri', role: 'supervisor', scope: '3578' as never });
    const shown = await show('/verify?tab=published');
    await press(shown, 'w');
    await send(shown, { document: '', reason: 'putusan Bawaslu' });
    expect(sent()).toEqual([]);
    await send(shown, { document: '12/BA/2024' });
    await until(shown.fixture, () => sent().length === 1);
    expect(sent()[0]?.decision).toEqual({ type: 'withdraw', document: '12/BA/2024', reason: 'putusan Bawaslu' });
  });
});

describe('somebody was faster', () => {
  it('and what changed is told; the choices stay, and go with the new version', async () => {
    const shown = await show();
    await press(shown, '1', { shiftKey: true });
    await press(shown, 'Enter');
    const later = differing(tps(1));
    results.set(tps(1), { ...later, version: 3, readings: [...later.readings, ...later.readings.slice(0, 1)] });
    lineage = [{ seq: 7, at: AT, type: 'photo', by: 'citra', state: 'differing' }];
    room.refuse('decideResult', 'stale-version');
    await send(shown, { reason: 'foto' });
    await until(shown.fixture, () => shown.element.querySelector('.news') !== null);
    expect(words(shown.element.querySelector('.news'))).toContain('citra mengirim foto');
    expect(lines(shown)[0]).toContain('20 115');
    room.answer('decideResult', () => answer('published'));
    await press(shown, 'Enter');
    await send(shown, { reason: 'foto' });
    await until(shown.fixture, () => sent().length === 2);
    expect(sent()[1]).toMatchObject({ version: 3, decision: { type: 'resolve', form: governorForm() } });
    expect(sent()[1]?.id).not.toBe(sent()[0]?.id);
  });

  it('or the connection went: the same command goes again', async () => {
    const shown = await show('/verify?tab=held');
    room.refuse('decideResult', 'unreachable');
    await press(shown, 'Enter');
    await send(shown, { reason: 'begitu' });
    await until(shown.fixture, () =>
      words(shown.element.querySelector('posko-verify-decision .wrong')).includes('Belum diputus'),
    );
    room.answer('decideResult', () => answer('published'));
    await send(shown, {});
    await until(shown.fixture, () => sent().length === 2);
    expect(sent()[1]?.id).toBe(sent()[0]?.id);
  });
});

describe('the photo', () => {
  beforeEach(() => {
    const photo = { page: 1, by: ANDI, at: AT, replacedBy: null, doubts: ['blurred' as const] };
    keep({
      ...differing(tps(1)),
      photos: [
        { ...photo, sha256: 'a'.repeat(64) },
        { ...photo, page: 2, sha256: 'b'.repeat(64) },
      ],
    });
  });

  it('is turned, enlarged and moved by keys, beside the figures', async () => {
    const shown = await show();
    const image = (): HTMLImageElement => shown.element.querySelector('posko-photo-viewer img') ?? new Image();
    expect(image().getAttribute('src')).toBe(
      `/api/contests/pkwkp-35/tps/${tps(1)}/evidence/${'a'.repeat(64)}?size=screen`,
    );
    expect(words(shown.element.querySelector('posko-photo-viewer .old'))).toBe('buram');
    for (const key of ['r', '+', 'ArrowRight', 'c']) await press(shown, key);
    expect(image().style.transform).toBe('translate(-80px, 0px) rotate(90deg) scale(1.25)');
    expect(image().style.filter).toBe('contrast(150%)');
    await press(shown, ']');
    expect(image().getAttribute('src')).toContain('b'.repeat(64));
    image().dispatchEvent(new Event('error'));
    await shown.fixture.whenStable();
    expect(words(shown.element.querySelector('posko-photo-viewer .notice'))).toContain('Buka berkas asli');
  });
});

it('shows its keys by ?', async () => {
  const shown = await show();
  await press(shown, '?');
  await until(shown.fixture, () => document.querySelector('mat-dialog-container') !== null);
  expect(words(document.querySelector('mat-dialog-container'))).toContain('Ambil bacaan kiri, kanan');
});
