import type { HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatAutocompleteHarness } from '@angular/material/autocomplete/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { MatMenuHarness } from '@angular/material/menu/testing';
import { MatSelectHarness } from '@angular/material/select/testing';
import { Router, provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { FakeRoom } from '../shell/testing/fake-room';
import { settle } from '../shell/testing/settle';
import { words } from '../shell/testing/words';
import { UserPage } from './user-page';
import type { UserRow } from './user-store';

const UUID = /^[0-9a-f-]{36}$/;
const INVITATION = { path: '/sign-in/invitation?token=tttttttttttttttttttt', endsAt: '2024-11-30T13:00:00+07:00' };

function row(change: Partial<UserRow> = {}): UserRow {
  return {
    id: '00000000-0000-4000-8000-00000000b001',
    name: 'budi.santoso',
    displayName: 'Budi Santoso',
    role: 'operator',
    scope: '3578' as never,
    isActive: true,
    subject: null,
    hasPassword: true,
    hasSecondFactor: false,
    sessions: 2,
    lastSeenAt: '2024-11-27T12:30:00+07:00',
    invitedUntil: null,
    ...change,
  };
}

let room: FakeRoom;
let harness: RouterTestingHarness;
let page: HarnessLoader;
let document_: HarnessLoader;

beforeEach(() => {
  localStorage.clear();
  room = new FakeRoom().signedInAs({ role: 'administrator' }).answer('users', () => ({
    total: 2,
    rows: [row(), row({ id: '00000000-0000-4000-8000-00000000a001', name: 'sri' })],
  }));
});

async function show(url = '/users'): Promise<HTMLElement> {
  const routes = [{ path: 'users', component: UserPage }];
  TestBed.configureTestingModule({ providers: [provideRouter(routes, withComponentInputBinding()), room.providers()] });
  harness = await RouterTestingHarness.create(url);
  page = TestbedHarnessEnvironment.loader(harness.fixture);
  document_ = TestbedHarnessEnvironment.documentRootLoader(harness.fixture);
  await harness.fixture.whenStable();
  return harness.fixture.nativeElement as HTMLElement;
}

async function act(text: string): Promise<void> {
  const menu = await page.getHarness(MatMenuHarness);
  await menu.open();
  await menu.clickItem({ text });
}

async function press(text: string): Promise<void> {
  await (await document_.getHarness(MatButtonHarness.with({ text, ancestor: 'mat-dialog-container' }))).click();
  await settle(harness.fixture);
}

describe('the list of users', () => {
  it('shows who, as what, where, and how they get in; the own account has no menu', async () => {
    const element = await show();
    const [first, own] = [...element.querySelectorAll('tbody tr')].map(words);
    expect(first).toBe(
      'Budi Santoso budi.santoso Operator Kota Surabaya 3578 Aktif tanpa faktor kedua 27 Nov 12.30 WIB 2 sesi',
    );
    expect(own).toContain('Akun Anda sendiri');
    expect(element.querySelectorAll('[aria-label^="Kelola"]')).toHaveLength(1);
    expect(words(element.querySelector('h1'))).toContain('2 pengguna');
  });

  it('is narrowed by what stands in the address', async () => {
    const element = await show('/users?q=budi&role=operator&active=true');
    expect(room.asked('users')[0]?.query).toEqual({ limit: 100, q: 'budi', role: 'operator', active: 'true' });
    const state = element.querySelectorAll('select')[1];
    if (state) state.value = '';
    state?.dispatchEvent(new Event('change'));
    await harness.fixture.whenStable();
    expect(TestBed.inject(Router).url).toBe('/users?q=budi&role=operator');
    expect(room.asked('users').at(-1)?.query).toEqual({ limit: 100, q: 'budi', role: 'operator' });
  });

  it('brings more on demand, after the last one seen', async () => {
    room.answer('users', () => ({ total: 3, rows: [row()] }));
    const element = await show();
    room.answer('users', () => ({
      total: 2,
      rows: [row({ id: '00000000-0000-4000-8000-00000000b009', name: 'zul' })],
    }));
    await (await page.getHarness(MatButtonHarness.with({ text: 'Tampilkan berikutnya' }))).click();
    expect(room.asked('users').at(-1)?.query).toMatchObject({ after: 'budi.santoso' });
    expect(element.querySelectorAll('tbody tr')).toHaveLength(2);
  });

  it('says so when it cannot be loaded', async () => {
    room.refuse('users', 'unreachable');
    const element = await show();
    expect(words(element.querySelector('posko-panel [role=alert]'))).toContain('Server tidak terjangkau');
  });
});

describe('a new user', () => {
  async function open(): Promise<void> {
    await show();
    await (await page.getHarness(MatButtonHarness.with({ text: 'Tambah pengguna' }))).click();
  }

  async function fill(name: string): Promise<void> {
    const [username, displayName] = await document_.getAllHarnesses(
      MatInputHarness.with({ ancestor: 'mat-dialog-container' }),
    );
    await username?.setValue(name);
    await displayName?.setValue('Dewi Anggraini');
    const region = await document_.getHarness(MatAutocompleteHarness);
    await region.enterText('surabaya');
    await region.selectOption({ text: /3578/ });
  }

  it('has a role and a region chosen by typing; the link is shown once', async () => {
    room.answer('createUser', () => ({
      user: row({ name: 'dewi', displayName: 'Dewi Anggraini' }),
      invitation: INVITATION,
      approval: null,
    }));
    await open();
    await fill('dewi.anggraini');
    await press('Simpan');
    const [call] = room.asked('createUser');
    expect(call?.body).toEqual({
      id: expect.stringMatching(UUID),
      username: 'dewi.anggraini',
      displayName: 'Dewi Anggraini',
      role: 'operator',
      region: '3578',
    });
    const dialog = await document_.getHarness(MatDialogHarness);
    expect(await dialog.getText()).toContain(`http://localhost${INVITATION.path}`);
    await press('Selesai');
    expect(words(harness.fixture.nativeElement.querySelector('.notice'))).toBe('Dewi Anggraini tersimpan.');
  });

  it('says what does not fit, and asks nothing of the server', async () => {
    await open();
    await fill('Dewi Anggraini');
    await press('Simpan');
    const dialog = await document_.getHarness(MatDialogHarness);
    expect(await dialog.getText()).toContain('Tiga sampai 64 huruf kecil');
    expect(room.asked('createUser')).toEqual([]);
  });

  it('as an administrator takes a reason and another administrator', async () => {
    room.answer('createUser', () => ({ user: row({ displayName: 'Dewi' }), invitation: null, approval: UUID.source }));
    await open();
    await fill('dewi.anggraini');
    const role = await document_.getHarness(MatSelectHarness);
    await role.open();
    await role.clickOptions({ text: 'Administrator' });
    await press('Simpan');
    expect(room.asked('createUser')).toEqual([]);
    const inputs = await document_.getAllHarnesses(MatInputHarness.with({ ancestor: 'mat-dialog-container' }));
    await inputs.at(-1)?.setValue('Pengganti Pak Hadi');
    await press('Simpan');
    expect(room.asked('createUser')[0]?.body).toMatchObject({ role: 'administrator', reason: 'Pengganti Pak Hadi' });
    expect(words(harness.fixture.nativeElement.querySelector('.notice'))).toContain('menunggu persetujuan');
  });

  it('with a name that is taken is told of, and stays to be changed', async () => {
    room.refuse('createUser', 'username-taken');
    await open();
    await fill('budi.santoso');
    await press('Simpan');
    const dialog = await document_.getHarness(MatDialogHarness);
    expect(await dialog.getText()).toContain('Nama pengguna ini sudah dipakai');
  });
});

describe('what is done to a user', () => {
  it('is sent as what changed, no more', async () => {
    room.answer('changeUser', () => ({ user: row({ displayName: 'Budi S.' }), invitation: null, approval: null }));
    const element = await show();
    await act('Ubah');
    const [, displayName] = await document_.getAllHarnesses(MatInputHarness.with({ ancestor: 'mat-dialog-container' }));
    await displayName?.setValue('Budi S.');
    await press('Simpan');
    expect(room.asked('changeUser')).toEqual([
      { params: { userId: row().id }, body: { id: expect.stringMatching(UUID), displayName: 'Budi S.' } },
    ]);
    expect(words(element.querySelector('tbody tr'))).toContain('Budi S.');
  });

  it('is asked about first: deactivation', async () => {
    room.answer('changeUser', () => ({ user: row({ isActive: false }), invitation: null, approval: null }));
    const element = await show();
    await act('Nonaktifkan');
    const dialog = await document_.getHarness(MatDialogHarness);
    expect(await dialog.getText()).toContain('Semua sesinya berakhir seketika');
    await press('Batal');
    expect(room.asked('changeUser')).toEqual([]);
    await act('Nonaktifkan');
    await press('Nonaktifkan');
    expect(room.asked('changeUser')[0]?.body).toMatchObject({ isActive: false });
    expect(words(element.querySelector('tbody tr'))).toContain('Nonaktif');
    expect(words(element.querySelector('.notice'))).toBe('Budi Santoso dinonaktifkan.');
  });

  it('with a new invitation shows the link', async () => {
    room.answer('resetUser', () => ({ user: row(), invitation: INVITATION, approval: null }));
    await show();
    await act('Undangan baru');
    await press('Undangan baru');
    expect(room.asked('resetUser')[0]?.body).toEqual({ id: expect.stringMatching(UUID), what: 'password' });
    expect(await (await document_.getHarness(MatDialogHarness)).getText()).toContain(INVITATION.path);
  });

  it('to an administrator takes a reason', async () => {
    room
      .answer('users', () => ({ total: 1, rows: [row({ role: 'administrator', hasSecondFactor: true })] }))
      .answer('resetUser', () => ({ user: row(), invitation: null, approval: UUID.source }));
    await show();
    await act('Hapus faktor kedua');
    await press('Hapus faktor kedua');
    expect(room.asked('resetUser')).toEqual([]);
    await (
      await document_.getHarness(MatInputHarness.with({ ancestor: 'mat-dialog-container' }))
    ).setValue('Ponsel hilang');
    await press('Hapus faktor kedua');
    expect(room.asked('resetUser')[0]?.body).toMatchObject({ what: 'secondFactor', reason: 'Ponsel hilang' });
  });

  it('and refused says why', async () => {
    room.refuse('changeUser', 'last-administrator');
    const element = await show();
    await act('Nonaktifkan');
    await press('Nonaktifkan');
    expect(words(element.querySelector('.problem'))).toContain('administrator aktif terakhir');
  });
});
