import { Component, inject, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { EVIDENCE_BYTES } from '@posko/contracts';
import type { Photo } from '@posko/domain';
import { PhotoField } from './photo-field';
import { PhotoUploadStore, withSent } from './photo-upload-store';
import { FakeRoom } from './testing/fake-room';
import { until } from './testing/until';
import { words } from './testing/words';

const TPS = '3578041001001';
const PLACE = { contest: 'pkwkp-35', tps: TPS };
let room: FakeRoom;
let sha: number;

@Component({
  imports: [PhotoField],
  providers: [PhotoUploadStore],
  template: '<posko-photo-field contest="pkwkp-35" [tps]="tps()" [known]="known()" />',
})
class Page {
  readonly store = inject(PhotoUploadStore);
  readonly tps = signal(TPS);
  readonly known = signal<readonly Photo[]>([]);
}

beforeEach(() => {
  sha = 0;
  Object.assign(URL, { createObjectURL: () => 'blob:here', revokeObjectURL: () => undefined });
  room = new FakeRoom().signedInAs({ role: 'operator', scope: '3578' as never });
  room.answer('keepEvidence', () => kept());
});

function kept(doubts: Photo['doubts'] = []): object {
  sha++;
  const sha256 = String(sha).repeat(64).slice(0, 64);
  const picture = { mediaType: 'image/jpeg', bytes: 9, width: 900, height: 1200, hasPicture: true };
  return { seq: 5, receipt: `5-AAAA-000${sha}`, sha256, doubts, version: 1, at: '2024-11-27T13:00:00Z', ...picture };
}

const file = (name = 'a.jpg'): File => new File(['foto'], name, { type: 'image/jpeg' });
const sentQueries = (): object[] => room.asked('keepEvidence').map(({ query }) => query ?? {});

interface Shown {
  readonly fixture: ComponentFixture<Page>;
  readonly element: HTMLElement;
}

async function show(): Promise<Shown> {
  TestBed.configureTestingModule({ providers: [room.providers()] });
  const fixture = TestBed.createComponent(Page);
  await fixture.whenStable();
  return { fixture, element: fixture.nativeElement as HTMLElement };
}

async function drop({ fixture, element }: Shown, ...files: File[]): Promise<void> {
  const event = Object.assign(new Event('drop', { bubbles: true, cancelable: true }), { dataTransfer: { files } });
  element.querySelector('posko-photo-field')?.dispatchEvent(event);
  await fixture.whenStable();
}

async function retake({ fixture, element }: Shown, nth: number): Promise<void> {
  const field = element.querySelectorAll<HTMLInputElement>('.kept input')[nth];
  if (field === undefined) throw new Error('Nothing to take again');
  Object.defineProperty(field, 'files', { value: [file('b.jpg')] });
  field.dispatchEvent(new Event('change', { bubbles: true }));
  await fixture.whenStable();
}

const lines = ({ element }: Shown): string[] => [...element.querySelectorAll('.kept b')].map((line) => words(line));

it('sends what is dropped, each file the next page, and shows what is doubtful', async () => {
  room.answer('keepEvidence', ({ query }) => kept(query?.['page'] === 2 ? ['blurred', 'cut'] : []));
  const shown = await show();
  await drop(shown, file(), file('b.jpg'));
  await until(shown.fixture, () => lines(shown).length === 2);
  expect(sentQueries()).toEqual([
    { id: expect.any(String), ...PLACE, page: 1 },
    { id: expect.any(String), ...PLACE, page: 2 },
  ]);
  expect(lines(shown)).toEqual(['Halaman 1 diterima', 'Halaman 2 diterima']);
  expect(words(shown.element.querySelector('.doubt'))).toBe(
    'Diterima, tetapi: buram, tepi terpotong. Foto ulang bila bisa.',
  );
});

it('takes a page again: the new photo has its place, the old one is kept and no longer counts', async () => {
  const shown = await show();
  const { known, store } = shown.fixture.componentInstance;
  const by = { id: '00000000-0000-4000-8000-00000000a009', name: 'andi' };
  const old: Photo = { sha256: 'f'.repeat(64), page: 3, by, at: '2024-11-27T13:00:00Z', replacedBy: null, doubts: [] };
  known.set([old]);
  await shown.fixture.whenStable();
  await retake(shown, 0);
  await until(shown.fixture, () => store.sent().length === 1);
  expect(sentQueries()).toEqual([{ id: expect.any(String), ...PLACE, page: 3, replaces: old.sha256 }]);
  expect(lines(shown)).toEqual(['Halaman 3 diterima']);
  expect(withSent([old], store.sent(), PLACE).map(({ replacedBy }) => replacedBy)).toEqual(['1'.repeat(64), null]);
});

it('keeps what did not arrive, and sends it again as the same photo', async () => {
  room.refuse('keepEvidence', 'unreachable');
  const shown = await show();
  await drop(shown, file());
  await until(shown.fixture, () => shown.element.querySelector('.failed') !== null);
  expect(words(shown.element.querySelector('.failed'))).toContain('Halaman 1 belum terkirim.');
  room.answer('keepEvidence', () => kept());
  shown.element.querySelector<HTMLButtonElement>('.failed button')?.click();
  await until(shown.fixture, () => lines(shown).length === 1);
  const [first, second] = sentQueries();
  expect(second).toEqual(first);
});

it('says why a file is refused, and does not send what is too large', async () => {
  room.refuse('keepEvidence', 'evidence-refused');
  const shown = await show();
  const large = file('c.pdf');
  Object.defineProperty(large, 'size', { value: EVIDENCE_BYTES + 1 });
  await drop(shown, file('a.txt'), large);
  await until(shown.fixture, () => shown.element.querySelectorAll('.failed').length === 2);
  expect(words(shown.element.querySelector('.failed'))).toContain('Berkas ini tidak diterima');
  expect(sentQueries()).toHaveLength(1);
  shown.element.querySelectorAll<HTMLButtonElement>('.failed button')[1]?.click();
  await shown.fixture.whenStable();
  expect(shown.element.querySelectorAll('.failed')).toHaveLength(1);
});

it('shows the photos of its TPS only', async () => {
  const shown = await show();
  await drop(shown, file());
  await until(shown.fixture, () => lines(shown).length === 1);
  shown.fixture.componentInstance.tps.set('3578041001002');
  await shown.fixture.whenStable();
  expect(lines(shown)).toEqual([]);
});
