import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import type { EntryRequest } from '@posko/contracts';
import { fieldsOf, formLayout } from '../shell/form-layout';
import { CLEAN, GOVERNOR, MAYOR, governorForm } from '../shell/testing/contests';
import { FakeRoom } from '../shell/testing/fake-room';
import { until } from '../shell/testing/until';
import { words } from '../shell/testing/words';
import { FieldClockStore } from './field-clock-store';
import { FieldStore } from './field-store';
import { FieldTps } from './field-tps';

const TPS = '3578041001002';
const CREW = { role: 'field', scope: TPS, name: `tps-${TPS}`, displayName: 'TPS 2 Darmo' } as const;
let room: FakeRoom;
let fixture: ComponentFixture<FieldTps>;
let element: HTMLElement;

beforeEach(() => {
  localStorage.clear();
  Object.assign(URL, { createObjectURL: () => 'blob:here', revokeObjectURL: () => undefined });
  room = new FakeRoom().signedInAs(CREW as never);
  room.answer('contests', () => ({ seq: 1, contests: [GOVERNOR, MAYOR] }));
  room.answer('enterResult', () => answer());
  room.answer('keepEvidence', () => ({
    ...{ seq: 8, receipt: '8-AAAA-BBBB', at: '2024-11-27T13:00:00Z', sha256: 'a'.repeat(64), doubts: ['blurred'] },
    ...{ version: 1, mediaType: 'image/jpeg', bytes: 9, width: 900, height: 1200, hasPicture: true },
  }));
});

function answer(findings: object[] = []): object {
  const said = { contest: GOVERNOR.id, state: 'enteredOnce', version: 1, findings, holds: [] };
  return { seq: 9, receipt: '9-CCCC-DDDD', ...said };
}

async function show(): Promise<void> {
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({ providers: [room.providers(), FieldClockStore, FieldStore] });
  fixture = TestBed.createComponent(FieldTps);
  element = fixture.nativeElement as HTMLElement;
  await until(fixture, () => forms().length > 0);
}

const forms = (): string[] => [...element.querySelectorAll('posko-field-forms li')].map((line) => words(line));

async function press(text: RegExp): Promise<void> {
  const found = [...element.querySelectorAll('button')].find((button) => text.test(words(button)));
  if (found === undefined) throw new Error(`No button ${String(text)}`);
  found.click();
  await fixture.whenStable();
}

async function photograph(): Promise<void> {
  const field = element.querySelector<HTMLInputElement>('posko-photo-field .ways input');
  if (field === null) throw new Error('Nothing to take a photo with');
  Object.defineProperty(field, 'files', { value: [new File(['x'], 'a.jpg', { type: 'image/jpeg' })] });
  field.dispatchEvent(new Event('change', { bubbles: true }));
  await until(fixture, () => element.querySelector('posko-photo-field .kept li') !== null);
}

async function fill(texts: Readonly<Record<string, string>>): Promise<void> {
  for (const path of fieldsOf(formLayout(GOVERNOR))) {
    const field = element.querySelector<HTMLInputElement>(`[data-path="${path}"]`);
    if (field === null) throw new Error(`No field ${path}`);
    field.value = texts[path] ?? '';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('blur'));
  }
  await fixture.whenStable();
}

const sent = (): EntryRequest[] => room.asked('enterResult').map(({ body }) => body as EntryRequest);

it('a crew sends its form: the photo first, then the figures, and gets its receipt', async () => {
  await show();
  expect(forms()).toEqual(['Gubernur Jawa Timur belum dikirim', 'Wali Kota Surabaya belum dikirim']);
  await press(/^Gubernur/);
  expect(element.querySelector('posko-form-sheet')).toBeNull();
  await photograph();
  expect(words(element.querySelector('.doubt'))).toContain('buram');
  await fill(CLEAN);
  await press(/^Kirim angka/);
  await until(fixture, () => element.querySelector('.receipt') !== null);
  expect(room.asked('enterResult')[0]?.params).toEqual({ contest: GOVERNOR.id, tpsCode: TPS });
  expect(sent()).toEqual([{ id: expect.any(String), form: governorForm() }]);
  expect(words(element.querySelector('.arrived'))).toContain('Tanda terima 9-CCCC-DDDD');
  await press(/^Kembali/);
  expect(forms()[0]).toBe('Gubernur Jawa Timur angka diterima, 9-CCCC-DDDD 1 foto diterima');
});

it('remembers after a reload what arrived, and what was begun', async () => {
  await show();
  await press(/^Gubernur/);
  await photograph();
  await press(/^Kembali/);
  await press(/^Wali Kota/);
  await press(/tanpa foto/);
  const field = element.querySelector<HTMLInputElement>('[data-path="voters.dpt.l"]');
  if (field === null) throw new Error('No field');
  field.value = '145';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await fixture.whenStable();
  await show();
  expect(forms()).toEqual([
    'Gubernur Jawa Timur belum dikirim 1 foto diterima',
    'Wali Kota Surabaya belum selesai diisi',
  ]);
});

it('without a signal the figures wait on the phone, and say so', async () => {
  room.refuse('enterResult', 'unreachable');
  await show();
  await press(/^Gubernur/);
  await press(/tanpa foto/);
  await fill(CLEAN);
  await press(/^Kirim angka/);
  await until(fixture, () => element.querySelector('.waiting') !== null);
  await press(/^Kembali/);
  expect(forms()[0]).toBe('Gubernur Jawa Timur menunggu sinyal');
});

it('what does not add up is received, told, and can be mended as a new reading', async () => {
  room.answer('enterResult', () => answer([{ code: 'E104', fields: [], found: 1, against: 2 }]));
  await show();
  await press(/^Gubernur/);
  await press(/tanpa foto/);
  await fill({ ...CLEAN, 'votes.options.1000033': '151' });
  await press(/^Kirim angka/);
  await until(fixture, () => element.querySelector('.receipt') !== null);
  expect(words(element.querySelector('.arrived'))).toContain('E104');
  await press(/^Perbaiki/);
  await fill(CLEAN);
  await press(/^Kirim angka/);
  await until(fixture, () => sent().length === 2);
  expect(sent()[1]?.id).not.toBe(sent()[0]?.id);
});
