import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { EntryRequest } from '@posko/contracts';
import { fieldsOf, formLayout } from '../shell/form-layout';
import { CLEAN, GOVERNOR, MAYOR, PARLIAMENT, governorForm } from '../shell/testing/contests';
import { FakeLive } from '../shell/testing/fake-live';
import { FakeRoom, ROOM_TIME } from '../shell/testing/fake-room';
import { until } from '../shell/testing/until';
import { words } from '../shell/testing/words';
import { EntryPage } from './entry-page';

const ME = '00000000-0000-4000-8000-00000000a001';
const DESA = '3578041001';
const TPS = '3578041001001';
const AT = new Date(ROOM_TIME).toISOString();
let room: FakeRoom;
let live: FakeLive;

beforeEach(() => {
  localStorage.clear();
  room = new FakeRoom().signedInAs({ id: ME, role: 'operator', scope: '3578' as never });
  room.answer('contests', () => ({ seq: 1, contests: [GOVERNOR] }));
  room.answer('results', () => ({ seq: 1, contest: GOVERNOR.id, rows: [], more: false }));
  room.answer('enterResult', () => answer());
});

function answer(findings: object[] = []): object {
  return {
    seq: 9,
    receipt: '9-AAAA-BBBB',
    contest: GOVERNOR.id,
    state: 'enteredOnce',
    version: 1,
    findings,
    holds: [],
  };
}

interface Shown {
  readonly fixture: ComponentFixture<EntryPage>;
  readonly element: HTMLElement;
}

async function show(inputs: Record<string, string> = {}): Promise<Shown> {
  live = new FakeLive();
  TestBed.configureTestingModule({ providers: [provideRouter([]), room.providers(), live.providers()] });
  const fixture = TestBed.createComponent(EntryPage);
  Object.entries(inputs).forEach(([name, value]) => fixture.componentRef.setInput(name, value));
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  await until(fixture, () => element.querySelector('posko-suggest-field') !== null);
  await until(fixture, () => inputs['tps'] === undefined || path() !== '');
  return { fixture, element };
}

const focused = (): HTMLInputElement => document.activeElement as HTMLInputElement;
const path = (): string => focused().dataset['path'] ?? '';

async function type({ fixture }: Shown, text: string): Promise<void> {
  focused().value = text;
  focused().dispatchEvent(new Event('input', { bubbles: true }));
  await fixture.whenStable();
}

async function press({ fixture }: Shown, key: string, more: KeyboardEventInit = {}): Promise<void> {
  focused().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
  await fixture.whenStable();
}

/** Types a whole form, Enter after each field. */
async function fill(shown: Shown, texts: Readonly<Record<string, string>>): Promise<void> {
  for (const field of fieldsOf(formLayout(GOVERNOR))) {
    expect(path()).toBe(field);
    await type(shown, texts[field] ?? '');
    await press(shown, 'Enter');
  }
}

const sent = (): EntryRequest[] => room.asked('enterResult').map(({ body }) => body as EntryRequest);
const notes = ({ element }: Shown): string[] => [...element.querySelectorAll('.note')].map((note) => words(note));

describe('a form by keyboard alone', () => {
  it('goes through the paper in its order by Enter, and is saved by Ctrl+Enter with what stands there', async () => {
    const shown = await show({ tps: TPS });
    await fill(shown, CLEAN);
    expect(words(focused())).toContain('Simpan');
    expect(notes(shown)).toEqual([]);
    await press(shown, 'Enter', { ctrlKey: true });
    await until(shown.fixture, () => sent().length === 1);
    expect(room.asked('enterResult')[0]?.params).toEqual({ contest: 'pkwkp-35', tpsCode: TPS });
    expect(sent()[0]).toEqual({ id: expect.any(String), form: governorForm() });
  });

  it('is followed by the next TPS of the desa, with the receipt above', async () => {
    const shown = await show({ tps: TPS });
    await type(shown, '145');
    await press(shown, 'Enter', { ctrlKey: true });
    await until(shown.fixture, () => words(shown.element.querySelector('h2')) === 'TPS 2 Darmo');
    expect(words(shown.element.querySelector('.outcome b'))).toBe('Tersimpan: TPS 1 Darmo, tanda terima 9-AAAA-BBBB');
    await until(shown.fixture, () => path() === 'voters.dpt.l');
    expect(focused().value).toBe('');
  });

  it('begins with the choice of a TPS or of a desa, whose TPS that were read are passed over', async () => {
    const row = { contest: GOVERNOR.id, state: 'enteredOnce', version: 1, holds: [], codes: [], photos: 0 };
    room.answer('results', () => ({
      seq: 1,
      contest: GOVERNOR.id,
      rows: [{ ...row, tps: TPS, readers: [ME], changedAt: '2024-11-27T13:00:00.000Z' }],
      more: false,
    }));
    const shown = await show();
    await until(shown.fixture, () => focused().getAttribute('role') === 'combobox');
    await type(shown, DESA);
    await press(shown, 'Enter');
    await until(shown.fixture, () => words(shown.element.querySelector('h2')) === 'TPS 2 Darmo');
    expect(room.asked('results')[0]).toMatchObject({ params: { contest: 'pkwkp-35' }, query: { region: DESA } });
    expect(words(shown.element.querySelector('posko-entry-tps p'))).toBe('1 dari 4 terisi');
  });

  it('takes digits only, four at most', async () => {
    const shown = await show({ tps: TPS });
    await type(shown, '12a3.456');
    expect(focused().value).toBe('1234');
  });

  it('goes back by Shift+Enter, and to the row below by the arrow', async () => {
    const shown = await show({ tps: TPS });
    await press(shown, 'Enter');
    await press(shown, 'Enter');
    expect(path()).toBe('voters.dpt.j');
    await press(shown, 'Enter', { shiftKey: true });
    expect(path()).toBe('voters.dpt.p');
    await press(shown, 'ArrowDown');
    expect(path()).toBe('came.dpt.p');
  });

  it('that is empty is not sent', async () => {
    const shown = await show({ tps: TPS });
    await press(shown, 'Enter', { ctrlKey: true });
    expect(words(shown.element.querySelector('.complaint'))).toBe('Belum ada angka yang diisi.');
    expect(sent()).toEqual([]);
  });
});

describe('what the rules say', () => {
  it('appears once the last field of the rule was left, with L + P beside what stands on the paper', async () => {
    const shown = await show({ tps: TPS });
    await type(shown, '145');
    await press(shown, 'Enter');
    await type(shown, '155');
    await press(shown, 'Enter');
    expect(words(shown.element.querySelector('.beside .sum'))).toBe('L + P = 300');
    await type(shown, '310');
    expect(notes(shown)).toEqual([]);
    await press(shown, 'Enter');
    expect(notes(shown)).toEqual(['E101 Periksa lagi: L + P = 300, tetapi J terbaca 310.']);
    expect(shown.element.querySelector<HTMLInputElement>('[data-path="voters.dpt.j"]')?.value).toBe('310');
  });

  it('is silent while the figure is mended, and stops nobody', async () => {
    const shown = await show({ tps: TPS });
    await fill(shown, { ...CLEAN, 'votes.valid': '206' });
    expect(notes(shown).map((note) => note.slice(0, 4))).toEqual(['E104', 'E105']);
    shown.element.querySelector<HTMLInputElement>('[data-path="votes.valid"]')?.focus();
    await type(shown, '20');
    expect(notes(shown)).toEqual([]);
    await type(shown, '206');
    room.answer('enterResult', () => answer([{ code: 'E104', fields: [], found: 206, against: 205 }]));
    await press(shown, 'Enter', { ctrlKey: true });
    await until(shown.fixture, () =>
      words(shown.element.querySelector('.outcome')).includes('Diterima dengan 1 catatan'),
    );
    expect(words(shown.element.querySelector('.outcome li'))).toBe('E104 Jumlah pilihan tidak sama dengan suara sah');
  });

  it('of a block that is missing is said at the end of the form', async () => {
    const shown = await show({ tps: TPS });
    await fill(shown, {
      ...CLEAN,
      ...Object.fromEntries(
        Object.keys(CLEAN)
          .filter((one) => one.startsWith('ballots'))
          .map((one) => [one, '']),
      ),
    });
    expect(notes(shown).map((note) => note.slice(0, 4))).toEqual(['E112']);
  });
});

describe('blindness', () => {
  it('asks for nobody’s figures', async () => {
    const shown = await show({ tps: TPS });
    await fill(shown, CLEAN);
    await press(shown, 'Enter', { ctrlKey: true });
    await until(shown.fixture, () => sent().length === 1);
    const asked = new Set(room.calls.map(({ name }) => name));
    expect(asked.has('result')).toBe(false);
    expect(asked.has('totals')).toBe(false);
  });

  it('shows the photos of a form beside it, where the answer holds no figures of others', async () => {
    const row = { contest: GOVERNOR.id, version: 1, holds: [], codes: [], photos: 1, readers: [], changedAt: AT };
    const rows = [
      { ...row, tps: TPS, state: 'photoOnly' },
      { ...row, tps: '3578041001002', state: 'differing' },
    ];
    room.answer('results', () => ({ seq: 1, contest: GOVERNOR.id, rows, more: false }));
    const photo = {
      sha256: 'a'.repeat(64),
      page: 1,
      by: { id: ME, name: 'adi' },
      at: AT,
      replacedBy: null,
      doubts: [],
    };
    room.answer('result', () => ({ result: { photos: [photo] } }));
    const shown = await show({ tps: TPS });
    await until(shown.fixture, () => shown.element.querySelector('posko-photo-viewer img') !== null);
    await press(shown, 'ArrowDown', { altKey: true });
    await until(shown.fixture, () => words(shown.element.querySelector('h2')) === 'TPS 2 Darmo');
    expect(shown.element.querySelector('posko-photo-viewer')).toBeNull();
    expect(room.asked('result')).toHaveLength(1);
  });

  it('hears what others photograph and settle meanwhile', async () => {
    const shown = await show({ tps: TPS });
    const by = { id: '00000000-0000-4000-8000-00000000b001', name: 'kpps' };
    const photo = { sha256: 'a'.repeat(64), page: 1, by, at: AT, replacedBy: null, doubts: [] };
    room.answer('result', () => ({ result: { photos: [photo] } }));
    expect(live.rooms).toContainEqual({ kind: 'result', contest: GOVERNOR.id, region: DESA });
    const row = { contest: GOVERNOR.id, version: 1, holds: [], codes: [], readers: [], changedAt: AT };
    const rows = [
      { ...row, tps: TPS, state: 'photoOnly' as const, photos: 1 },
      { ...row, tps: '3578041001002', state: 'published' as const, photos: 0 },
    ];
    const message = { contest: GOVERNOR.id, region: DESA, from: 1, to: 3, at: AT, rows };
    live.say({ event: 'result.changed.v1', message });
    await until(shown.fixture, () => shown.element.querySelector('posko-photo-viewer img') !== null);
    expect(words(shown.element.querySelector('posko-entry-tps p'))).toBe('1 dari 4 terisi');
    expect(words(shown.element.querySelector('h2'))).toBe('TPS 1 Darmo');
  });

  it('gives back the own reading to whoever made a slip', async () => {
    const shown = await show({ tps: TPS });
    await type(shown, '145');
    await press(shown, 'Enter', { ctrlKey: true });
    await until(shown.fixture, () => words(shown.element.querySelector('h2')) === 'TPS 2 Darmo');
    shown.element.querySelector<HTMLButtonElement>('.outcome button')?.click();
    await until(shown.fixture, () => words(shown.element.querySelector('h2')) === 'TPS 1 Darmo');
    await until(shown.fixture, () => focused().value === '145');
    expect(words(shown.element.querySelector('.again'))).toContain('menggantikan bacaan Anda yang lama');
    await press(shown, 'Enter', { ctrlKey: true });
    await until(shown.fixture, () => sent().length === 2);
    expect(sent()[1]?.id).not.toBe(sent()[0]?.id);
  });
});

describe('nothing typed is lost', () => {
  it('by a reload: the draft is there, per TPS', async () => {
    const shown = await show({ tps: TPS });
    await type(shown, '145');
    await press(shown, 'ArrowDown', { altKey: true });
    await until(shown.fixture, () => words(shown.element.querySelector('h2')) === 'TPS 2 Darmo');
    await until(shown.fixture, () => path() === 'voters.dpt.l' && focused().value === '');
    await type(shown, '99');
    TestBed.resetTestingModule();
    shown.element.remove();
    const again = await show();
    await until(again.fixture, () => focused().value === '99');
    expect(words(again.element.querySelector('h2'))).toBe('TPS 2 Darmo');
    await press(again, 'ArrowUp', { altKey: true });
    await until(again.fixture, () => focused().value === '145');
  });

  it('by a lost connection: it is sent again under the same id, and the next form is free', async () => {
    room.refuse('enterResult', 'unreachable');
    const shown = await show({ tps: TPS });
    await type(shown, '145');
    await press(shown, 'Enter', { ctrlKey: true });
    await until(shown.fixture, () => words(shown.element.querySelector('h2')) === 'TPS 2 Darmo');
    expect(words(shown.element.querySelector('.unsent'))).toContain('1 formulir belum terkirim');
    room.answer('enterResult', () => answer());
    shown.element.querySelector<HTMLButtonElement>('.unsent button')?.click();
    await until(shown.fixture, () => shown.element.querySelector('.unsent') === null);
    expect(new Set(sent().map(({ id }) => id)).size).toBe(1);
    expect(localStorage.getItem(`posko.entry.unsent:${sent()[0]?.id ?? ''}`)).toBeNull();
  });

  it('by a refusal: it stays in the form, in words', async () => {
    room.refuse('enterResult', 'forbidden');
    const shown = await show({ tps: TPS });
    await type(shown, '145');
    await press(shown, 'Enter', { ctrlKey: true });
    await until(shown.fixture, () => words(shown.element.querySelector('.outcome')).includes('Tidak diterima'));
    expect(words(shown.element.querySelector('h2'))).toBe('TPS 1 Darmo');
    expect(shown.element.querySelector<HTMLInputElement>('[data-path="voters.dpt.l"]')?.value).toBe('145');
  });
});

describe('other contests', () => {
  it('are chosen from a list; a regent’s is that of the regency of the TPS', async () => {
    room.answer('contests', () => ({ seq: 1, contests: [GOVERNOR, MAYOR] }));
    const shown = await show({ tps: TPS });
    const select = shown.element.querySelector('select');
    if (select === null) throw new Error('No choice of contests');
    select.value = MAYOR.id;
    select.dispatchEvent(new Event('change'));
    await until(shown.fixture, () => words(shown.element.querySelector('.votes tbody')).includes('Kolom kosong'));
    expect(shown.element.querySelectorAll('.votes tbody tr')).toHaveLength(5);
  });

  it('of parties list each with its candidates and its total, under the letters of a Pemilu', async () => {
    room.answer('contests', () => ({ seq: 1, contests: [PARLIAMENT] }));
    const shown = await show({ tps: TPS });
    expect([...shown.element.querySelectorAll('.votes tbody th')].map((cell) => words(cell))).toEqual([
      '1 Partai Satu: Suara partai',
      '1 Ani',
      '2 Budi',
      '1 Partai Satu: Jumlah suara partai dan calon',
      '2 Partai Dua: Suara partai',
      '1 Citra',
      '2 Partai Dua: Jumlah suara partai dan calon',
      'Suara sah',
      'Suara tidak sah',
      'Jumlah suara',
    ]);
    expect(words(shown.element.querySelector('posko-form-sheet'))).toContain('Pengguna DPTb (pindahan)');
    expect(words(shown.element.querySelector('posko-form-sheet'))).toContain('Pengguna DPK (dengan KTP)');
  });
});
