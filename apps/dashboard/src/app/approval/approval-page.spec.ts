import type { HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { provideRouter } from '@angular/router';
import { FakeRoom } from '../shell/testing/fake-room';
import { settle } from '../shell/testing/settle';
import { words } from '../shell/testing/words';
import { ApprovalPage } from './approval-page';
import type { Approval } from './approval-store';

const OTHER = { id: '00000000-0000-4000-8000-00000000b001', name: 'budi.santoso' };
const SELF = { id: '00000000-0000-4000-8000-00000000a001', name: 'sri.lestari' };

function asked(change: Partial<Approval> = {}): Approval {
  return {
    id: '00000000-0000-4000-8000-00000000c001',
    act: { type: 'stepBack', tps: '3578041001002' as never, stage: 'open' },
    place: '3578041001002',
    reason: 'Laporan salah TPS',
    askedBy: OTHER,
    askedAt: '2024-11-27T12:48:00+07:00',
    status: 'pending',
    decidedBy: null,
    decidedAt: null,
    decisionReason: '',
    lastSeq: 41,
    ...change,
  };
}

let room: FakeRoom;
let fixture: ComponentFixture<ApprovalPage>;
let root: HarnessLoader;

beforeEach(() => {
  localStorage.clear();
  room = new FakeRoom();
});

async function show(...rows: Approval[]): Promise<HTMLElement> {
  room.answer('approvals', () => ({
    seq: 41,
    pending: rows.filter(({ status }) => status === 'pending').length,
    rows,
  }));
  TestBed.configureTestingModule({ providers: [provideRouter([]), room.providers()] });
  fixture = TestBed.createComponent(ApprovalPage);
  await settle(fixture);
  root = TestbedHarnessEnvironment.documentRootLoader(fixture);
  return fixture.nativeElement as HTMLElement;
}

async function press(text: string, ancestor = 'posko-approval-card'): Promise<void> {
  await (await root.getHarness(MatButtonHarness.with({ text, ancestor }))).click();
  await settle(fixture);
}

it('says what, where, who, why and how long ago; those that wait come first', async () => {
  const element = await show(
    asked({
      id: '00000000-0000-4000-8000-00000000c002',
      status: 'refused',
      decidedBy: SELF,
      decidedAt: '2024-11-27T12:55:00+07:00',
      decisionReason: 'Sudah benar',
    }),
    asked(),
  );
  const [waiting, decided] = [...element.querySelectorAll('posko-approval-card')].map(words);
  expect(waiting).toBe(
    'Kembalikan TPS 002, Darmo, Wonokromo, Kota Surabaya (3578041001002) ke tahap Dibuka Laporan salah TPS ' +
      'budi.santoso, 12 menit lalu 27 Nov 12.48 WIB TPS 002, Darmo, Wonokromo, Kota Surabaya (3578041001002) Tolak Setujui',
  );
  expect(decided).toContain('Ditolak oleh sri.lestari, 27 Nov 12.55 WIB Sudah benar');
  expect(element.querySelector('posko-approval-card a')?.getAttribute('href')).toBe('/tps/3578041001002');
});

it('approves after a question, with a remark', async () => {
  const element = await show(asked());
  room.answer('decideApproval', () => asked({ status: 'approved' }));
  await press('Setujui');
  expect(await (await root.getHarness(MatDialogHarness)).getText()).toContain('langsung dilaksanakan');
  await (await root.getHarness(MatInputHarness)).setValue('Sudah ditelepon');
  await press('Setujui', 'mat-dialog-container');
  expect(room.asked('decideApproval')).toEqual([
    {
      params: { approvalId: asked().id },
      body: { id: expect.any(String), status: 'approved', reason: 'Sudah ditelepon' },
    },
  ]);
  expect(words(element.querySelector('.notice'))).toBe('Disetujui dan dilaksanakan.');
});

it('refuses only with a reason', async () => {
  await show(asked());
  room.answer('decideApproval', () => asked({ status: 'refused' }));
  await press('Tolak');
  await press('Tolak', 'mat-dialog-container');
  expect(room.asked('decideApproval')).toEqual([]);
  await (await root.getHarness(MatInputHarness)).setValue('TPS lain');
  await press('Tolak', 'mat-dialog-container');
  expect(room.asked('decideApproval')[0]?.body).toMatchObject({ status: 'refused', reason: 'TPS lain' });
});

it('lets who asked take it back, and nothing else', async () => {
  const element = await show(asked({ askedBy: SELF }));
  room.answer('decideApproval', () => asked({ status: 'withdrawn' }));
  expect(words(element.querySelector('posko-approval-card .actions'))).toBe(
    'Permintaan Anda: orang lain yang memutus. Tarik kembali',
  );
  await press('Tarik kembali');
  await press('Tarik kembali', 'mat-dialog-container');
  expect(room.asked('decideApproval')[0]?.body).toMatchObject({ status: 'withdrawn', reason: '' });
});

it('says when somebody else decided a moment before', async () => {
  const element = await show(asked());
  room.refuse('decideApproval', 'approval-decided');
  await press('Setujui');
  await press('Setujui', 'mat-dialog-container');
  expect(words(element.querySelector('.problem'))).toBe('Permintaan ini sudah diputus.');
});

it('leaves what is not theirs to others', async () => {
  room.signedInAs({ role: 'operator' });
  const grant = { type: 'grantAdministrator', user: OTHER.id, role: 'administrator', scope: '35' } as never;
  const element = await show(asked(), asked({ id: '00000000-0000-4000-8000-00000000c003', act: grant, place: '35' }));
  expect([...element.querySelectorAll('posko-approval-card .actions')].map(words)).toEqual([
    'Diputus oleh penyelia.',
    'Diputus oleh administrator lain.',
  ]);
});

it('names the account that is to be an administrator, to an administrator', async () => {
  room
    .signedInAs({ role: 'administrator' })
    .answer('users', () => ({ total: 1, rows: [{ id: OTHER.id, displayName: 'Budi Santoso' }] }));
  const act = { type: 'grantAdministrator', user: OTHER.id, role: 'administrator', scope: '35' } as never;
  const element = await show(
    asked({ act, place: '35', askedBy: { ...OTHER, id: '00000000-0000-4000-8000-00000000b009' } }),
  );
  expect(words(element.querySelector('h3'))).toBe('Jadikan Budi Santoso Administrator untuk Jawa Timur (35)');
  expect(words(element.querySelector('posko-approval-card .actions'))).toBe('Tolak Setujui');
});

it('follows what others ask and decide, live', async () => {
  const element = await show();
  expect(words(element)).toContain('Tidak ada permintaan yang menunggu.');
  room.answer('approvals', () => ({ seq: 42, pending: 1, rows: [asked()] }));
  room.live.say({ event: 'approval.changed.v1', message: { seq: 42, pending: 1 } });
  await settle(fixture);
  expect(element.querySelectorAll('posko-approval-card')).toHaveLength(1);
  expect(room.live.rooms).toContainEqual({ kind: 'approval', region: '35' });
});
