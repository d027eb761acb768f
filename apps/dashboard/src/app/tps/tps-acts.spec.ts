import type { HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { MatSelectHarness } from '@angular/material/select/testing';
import { provideRouter } from '@angular/router';
import { FakeRoom } from '../shell/testing/fake-room';
import { settle } from '../shell/testing/settle';
import { words } from '../shell/testing/words';
import { TPS_STORY } from './testing/tps-story';
import { TpsActs } from './tps-acts';

let room: FakeRoom;
let fixture: ComponentFixture<TpsActs>;
let root: HarnessLoader;
let changes: number;

beforeEach(() => {
  localStorage.clear();
  changes = 0;
  room = new FakeRoom();
});

async function show(): Promise<HTMLElement> {
  TestBed.configureTestingModule({ providers: [provideRouter([]), room.providers()] });
  fixture = TestBed.createComponent(TpsActs);
  fixture.componentRef.setInput('tps', TPS_STORY);
  fixture.componentRef.setInput('heading', 'TPS 2 Darmo');
  fixture.componentInstance.changed.subscribe(() => changes++);
  await settle(fixture);
  root = TestbedHarnessEnvironment.documentRootLoader(fixture);
  return fixture.nativeElement as HTMLElement;
}

async function press(text: string): Promise<void> {
  await (await root.getHarness(MatButtonHarness.with({ text }))).click();
  await settle(fixture);
}

async function reason(text: string): Promise<void> {
  await (await root.getHarness(MatInputHarness.with({ selector: 'textarea' }))).setValue(text);
}

async function choose(text: RegExp): Promise<void> {
  const select = await root.getHarness(MatSelectHarness);
  await select.open();
  await select.clickOptions({ text });
}

it('are those that the person may do there', async () => {
  expect(words(await show())).toBe('Mundurkan tahap … Koreksi DPT … Tanda …');
  TestBed.resetTestingModule();
  room.signedInAs({ role: 'operator', scope: '3578' as never });
  expect(words(await show())).toBe('Mundurkan tahap … Koreksi DPT …');
  TestBed.resetTestingModule();
  room.signedInAs({ role: 'supervisor', scope: '3573' as never });
  expect(words(await show())).toBe('');
});

it('ask for a step back: to an earlier stage, with a reason', async () => {
  room.answer('askApproval', () => ({}));
  const element = await show();
  await press('Mundurkan tahap …');
  await press('Kirim permintaan');
  expect(await (await root.getHarness(MatDialogHarness)).getText()).toContain('Isi alasannya.');
  const select = await root.getHarness(MatSelectHarness);
  await select.open();
  const stages = await Promise.all((await select.getOptions()).map((option) => option.getText()));
  expect(stages).toEqual(['Belum lapor', 'Siap', 'Dibuka']);
  await select.clickOptions({ text: 'Dibuka' });
  await reason('Laporan salah TPS');
  await press('Kirim permintaan');
  expect(room.asked('askApproval')).toEqual([
    {
      body: {
        id: expect.any(String),
        act: { type: 'stepBack', tps: TPS_STORY.code, stage: 'open' },
        reason: 'Laporan salah TPS',
      },
    },
  ]);
  expect(words(element.querySelector('[role=status]'))).toBe(
    'Permintaan terkirim dan menunggu orang kedua. Lihat persetujuan',
  );
  expect(changes).toBe(0);
});

it('ask for corrected voters, other than they are', async () => {
  room.answer('askApproval', () => ({}));
  await show();
  await press('Koreksi DPT …');
  await reason('Salah ketik');
  await press('Kirim permintaan');
  expect(await (await root.getHarness(MatDialogHarness)).getText()).toContain('Sama dengan daftar sekarang.');
  const [men] = await root.getAllHarnesses(MatInputHarness.with({ selector: '.voters' }));
  await men?.setValue('251');
  expect(await (await root.getHarness(MatDialogHarness)).getText()).toContain('Jumlah menjadi 516');
  await press('Kirim permintaan');
  expect(room.asked('askApproval')[0]?.body).toMatchObject({
    act: { type: 'correctRegister', tps: TPS_STORY.code, dptL: 251, dptP: 265 },
  });
});

it('set a mark at once, and give the receipt', async () => {
  room.answer('mark', () => ({ seq: 13, receipt: 'D-1111-2222', stage: 'closed' }));
  const element = await show();
  await press('Tanda …');
  await choose(/akan dipasang/);
  await reason('Foto tidak terkirim');
  await press('Pasang');
  expect(room.asked('mark')).toEqual([
    {
      params: { tpsCode: TPS_STORY.code },
      body: { id: expect.any(String), mark: 'sendFailed', isSet: true, reason: 'Foto tidak terkirim' },
    },
  ]);
  expect(words(element.querySelector('[role=status]'))).toContain('D-1111-2222');
  expect(changes).toBe(1);
});

it('say why the server refused, and keep what was typed', async () => {
  room.refuse('askApproval', 'step-back-not-earlier');
  await show();
  await press('Mundurkan tahap …');
  await choose(/Siap/);
  await reason('Salah');
  await press('Kirim permintaan');
  expect(await (await root.getHarness(MatDialogHarness)).getText()).toContain('tahap yang lebih awal');
  expect(await (await root.getHarness(MatInputHarness.with({ selector: 'textarea' }))).getValue()).toBe('Salah');
});
