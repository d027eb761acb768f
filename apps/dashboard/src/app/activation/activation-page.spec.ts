import type { HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { MatAutocompleteHarness } from '@angular/material/autocomplete/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';
import { provideRouter } from '@angular/router';
import { FakeRoom } from '../shell/testing/fake-room';
import { settle } from '../shell/testing/settle';
import { words } from '../shell/testing/words';
import { ActivationPage } from './activation-page';
import { sizeText } from './size-text';

const STATES: Record<string, { tps: number; issued: number; activated: number; issuedAt: string | null }> = {
  '35': { tps: 9, issued: 7, activated: 5, issuedAt: '2024-11-20T10:00:00+07:00' },
  '3573': { tps: 2, issued: 0, activated: 0, issuedAt: null },
  '3578': { tps: 7, issued: 7, activated: 5, issuedAt: '2024-11-20T10:00:00+07:00' },
};

let room: FakeRoom;
let fixture: ComponentFixture<ActivationPage>;
let root: HarnessLoader;
let saved: string[];

beforeEach(() => {
  localStorage.clear();
  saved = [];
  Object.defineProperty(URL, 'createObjectURL', { value: () => 'blob:codes', configurable: true });
  Object.defineProperty(URL, 'revokeObjectURL', { value: () => undefined, configurable: true });
  jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
  room = new FakeRoom().answer('activations', ({ params }) => ({
    region: params?.['regionCode'],
    ...STATES[params?.['regionCode'] ?? ''],
  }));
});

afterEach(() => jest.restoreAllMocks());

async function show(): Promise<HTMLElement> {
  TestBed.configureTestingModule({ providers: [provideRouter([]), room.providers()] });
  fixture = TestBed.createComponent(ActivationPage);
  await fixture.whenStable();
  await fixture.whenStable();
  root = TestbedHarnessEnvironment.documentRootLoader(fixture);
  return fixture.nativeElement as HTMLElement;
}

async function confirm(): Promise<void> {
  await (
    await root.getHarness(MatButtonHarness.with({ text: 'Terbitkan kode', ancestor: 'mat-dialog-container' }))
  ).click();
  await settle(fixture);
}

it('shows per region how many TPS have a code and a device', async () => {
  const element = await show();
  expect([...element.querySelectorAll('tbody tr')].map(words)).toEqual([
    expect.stringMatching(/^Jawa Timur 35 TPS 9 Berkode 7 77,8.% Aktif 5 55,6.% Diterbitkan terakhir 20 Nov 10.00 WIB/),
    expect.stringMatching(/^Kota Malang 3573 TPS 2 Berkode 0 0,0.% Aktif 0 0,0.% Diterbitkan terakhir belum pernah/),
    expect.stringMatching(/^Kota Surabaya 3578 TPS 7/),
  ]);
});

it('says what ends before new codes are made, and hands them over as a file', async () => {
  const element = await show();
  room.answerFile('issueActivations', { name: 'kode-aktivasi-3578.csv', text: 'tps,kode\n' });
  element.querySelector<HTMLButtonElement>('[aria-label="Terbitkan kode untuk Kota Surabaya"]')?.click();
  const dialog = await root.getHarness(MatDialogHarness);
  expect(await dialog.getText()).toContain('5 ponsel yang sudah aktif harus diaktifkan lagi');
  expect(room.asked('issueActivations')).toEqual([]);
  await confirm();
  expect(room.asked('issueActivations')).toEqual([{ body: { id: expect.any(String), region: '3578' } }]);
  expect(saved).toEqual(['kode-aktivasi-3578.csv']);
  expect(words(element.querySelector('.notice'))).toContain('kode-aktivasi-3578.csv tersimpan');
});

it('asks with the same id again when the answer was lost', async () => {
  const element = await show();
  room.refuse('issueActivations', 'unreachable');
  element.querySelector<HTMLButtonElement>('[aria-label="Terbitkan kode untuk Kota Malang"]')?.click();
  await confirm();
  expect(words(element.querySelector('.notice'))).toContain('Server tidak terjangkau');
  room.answerFile('issueActivations', { name: 'kode.csv', text: '' });
  element.querySelector<HTMLButtonElement>('.notice button')?.click();
  await settle(fixture);
  const [first, second] = room.asked('issueActivations');
  expect(second).toEqual(first);
  expect(saved).toEqual(['kode.csv']);
});

it('makes a code for one TPS, found by typing', async () => {
  await show();
  const place = await root.getHarness(MatAutocompleteHarness);
  await place.enterText('tps 5 wonokromo');
  await place.selectOption({ text: /005/ });
  await (await root.getHarness(MatButtonHarness.with({ text: 'Terbitkan kode', ancestor: 'form' }))).click();
  const dialog = await root.getHarness(MatDialogHarness);
  expect(await dialog.getTitleText()).toContain('3578041002005');
});

it('writes sizes as people read them', () => {
  const number = (value: number, digits: number): string => value.toFixed(digits);
  expect([980, 12_595, 1_887_437].map((bytes) => sizeText(bytes, number))).toEqual(['980 B', '12.3 KB', '1.8 MB']);
});
