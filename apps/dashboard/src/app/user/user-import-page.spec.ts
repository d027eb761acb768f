import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { provideRouter } from '@angular/router';
import { FakeRoom } from '../shell/testing/fake-room';
import { words } from '../shell/testing/words';
import { UserImportPage } from './user-import-page';

let room: FakeRoom;
let fixture: ComponentFixture<UserImportPage>;

beforeEach(() => {
  localStorage.clear();
  room = new FakeRoom().signedInAs({ role: 'administrator' });
});

async function choose(csv: string): Promise<HTMLElement> {
  TestBed.configureTestingModule({ providers: [provideRouter([]), room.providers()] });
  fixture = TestBed.createComponent(UserImportPage);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const file = new File([csv], 'orang.csv');
  Object.defineProperty(file, 'text', { value: async () => csv });
  const input = element.querySelector<HTMLInputElement>('input[type=file]');
  Object.defineProperty(input, 'files', { value: [file] });
  input?.dispatchEvent(new Event('change'));
  await fixture.whenStable();
  await fixture.whenStable();
  return element;
}

const press = async (text: string): Promise<void> =>
  (await TestbedHarnessEnvironment.loader(fixture).getHarness(MatButtonHarness.with({ text }))).click();

it('tries a file first; nobody comes in before that is said', async () => {
  room.answer('importUsers', () => ({ created: [{ username: 'dewi', path: '' }], unchanged: 3, issues: [] }));
  const element = await choose('username,…');
  expect(room.asked('importUsers')).toEqual([{ body: { id: expect.any(String), csv: 'username,…', isTrial: true } }]);
  expect(words(element)).toContain('1 pengguna baru, 3 sudah ada tanpa perubahan.');
  room.answer('importUsers', () => ({
    created: [{ username: 'dewi', path: '/sign-in/invitation?token=abc' }],
    unchanged: 3,
    issues: [],
  }));
  await press('Masukkan 1 pengguna');
  expect(room.asked('importUsers')[1]?.body).toMatchObject({ csv: 'username,…', isTrial: false });
  expect(words(element)).toContain('1 pengguna masuk.');
  expect(words(element.querySelector('tbody'))).toBe('dewi /sign-in/invitation?token=abc');
});

it('lists every mistake with its line, and lets nobody in', async () => {
  const issues = [
    { line: 2, column: 'role', message: 'boss: unknown' },
    { line: 7, column: 'region', message: '99: unknown' },
  ];
  room.answer('importUsers', () => ({ created: [], unchanged: 0, issues }));
  const element = await choose('username,…');
  expect(words(element)).toContain('2 kesalahan dalam orang.csv');
  expect([...element.querySelectorAll('tbody tr')].map(words)).toEqual([
    '2 role Peran tidak dikenal atau tidak dapat diimpor. boss: unknown',
    '7 region Wilayah tidak dikenal atau di luar wilayah Anda. 99: unknown',
  ]);
  expect(words(element)).not.toContain('Masukkan');
});

it('says why the server did not take it', async () => {
  room.refuse('importUsers', 'payload-too-large');
  expect(words((await choose('x')).querySelector('[role=alert]'))).toBe('Kiriman terlalu besar.');
});
