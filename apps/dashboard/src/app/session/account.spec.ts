import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatCheckboxHarness } from '@angular/material/checkbox/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { Router, provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { FakeRoom, sessionOf } from '../shell/testing/fake-room';
import { words } from '../shell/testing/words';
import { AccountPage } from './account-page';
import { FinishPage } from './finish-page';
import { InvitationPage } from './invitation-page';
import { lengthWord } from './password-length';
import { SignInPage } from './sign-in-page';

@Component({ template: '' })
class Elsewhere {}

const TOKEN = 'a-token-of-more-than-twenty-letters';
const OFFER = { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/Posko:sri.lestari?secret=JBSWY3DPEHPK3PXP' };

let room: FakeRoom;
let harness: RouterTestingHarness;

beforeEach(() => {
  localStorage.clear();
  room = new FakeRoom();
});

async function show(url: string): Promise<HTMLElement> {
  const routes = [
    { path: 'sign-in', component: SignInPage },
    { path: 'sign-in/invitation', component: InvitationPage },
    { path: 'sign-in/finish', component: FinishPage },
    { path: 'account', component: AccountPage },
    { path: '**', component: Elsewhere },
  ];
  TestBed.configureTestingModule({ providers: [provideRouter(routes, withComponentInputBinding()), room.providers()] });
  harness = await RouterTestingHarness.create(url);
  await harness.fixture.whenStable();
  return harness.fixture.nativeElement as HTMLElement;
}

const loader = (): ReturnType<typeof TestbedHarnessEnvironment.loader> =>
  TestbedHarnessEnvironment.loader(harness.fixture);

async function type(...texts: string[]): Promise<void> {
  const inputs = await loader().getAllHarnesses(MatInputHarness);
  for (const [at, text] of texts.entries()) await inputs[at]?.setValue(text);
}

async function press(text: string | RegExp): Promise<void> {
  await (await loader().getHarness(MatButtonHarness.with({ text }))).click();
  await harness.fixture.whenStable();
}

async function submit(element: HTMLElement): Promise<void> {
  element.querySelector('form')?.dispatchEvent(new Event('submit'));
  await harness.fixture.whenStable();
}

describe('an invitation', () => {
  beforeEach(() =>
    room.signedOut().answer('invitation', () => ({
      username: 'budi.santoso',
      displayName: 'Budi Santoso',
      endsAt: '2024-11-28T13:00:00+07:00',
    })),
  );

  it('says whom it is for, takes a password twice, and signs in', async () => {
    room.answer('acceptInvitation', () => sessionOf({ role: 'operator' }));
    const element = await show(`/sign-in/invitation?token=${TOKEN}`);
    expect(room.asked('invitation')).toEqual([{ query: { token: TOKEN } }]);
    expect(words(element.querySelector('main'))).toContain('Akun untuk Budi Santoso');
    await type('kereta api', 'kereta api');
    expect(words(element.querySelector('.length'))).toBe('Kurang 2 huruf lagi.');
    await submit(element);
    expect(room.asked('acceptInvitation')).toEqual([]);
    await type('kereta api malam', 'kereta api pagi');
    await submit(element);
    expect(words(element.querySelector('form'))).toContain('Belum sama dengan yang pertama.');
    await type('kereta api malam', 'kereta api malam');
    await submit(element);
    expect(room.asked('acceptInvitation')).toEqual([{ body: { token: TOKEN, password: 'kereta api malam' } }]);
    expect(TestBed.inject(Router).url).toBe('/');
  });

  it('takes a password once where it is shown', async () => {
    room.answer('acceptInvitation', () => sessionOf({ role: 'operator' }));
    const element = await show(`/sign-in/invitation?token=${TOKEN}`);
    element.querySelector<HTMLButtonElement>('[aria-label="Tampilkan kata sandi"]')?.click();
    await harness.fixture.whenStable();
    await type('kereta api malam');
    await submit(element);
    expect(room.asked('acceptInvitation')).toHaveLength(1);
  });

  it('that was used says so, and where to ask for another', async () => {
    room.refuse('invitation', 'invitation-refused');
    const element = await show(`/sign-in/invitation?token=${TOKEN}`);
    expect(words(element.querySelector('main'))).toContain('Mintalah tautan baru kepada administrator');
    expect(element.querySelector('form')).toBeNull();
  });

  it('says why a password is refused', async () => {
    room.refuse('acceptInvitation', 'password-too-common');
    const element = await show(`/sign-in/invitation?token=${TOKEN}`);
    await type('123456789012', '123456789012');
    await submit(element);
    expect(words(element.querySelector('[role=alert]'))).toContain('terlalu umum');
  });
});

describe('the second factor', () => {
  beforeEach(() => {
    room
      .signedInAs({}, { pending: 'second-factor', hasSecondFactor: false })
      .answer('offerSecondFactor', () => OFFER)
      .answer('confirmSecondFactor', () => ({ recoveryCodes: ['AAAA-1111', 'BBBB-2222'] }));
  });

  it('is set up with a key, a code that proves it, and recovery codes that are kept', async () => {
    const element = await show('/sign-in/finish?next=%2Fincidents');
    expect(words(element.querySelector('main'))).toContain('Peran Penyelia memerlukan faktor kedua');
    expect(words(element.querySelector('.secret'))).toBe('JBSW Y3DP EHPK 3PXP');
    for (let turn = 0; turn < 100 && element.querySelector('posko-qr-code path') === null; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      await harness.fixture.whenStable();
    }
    expect(element.querySelector('posko-qr-code svg')?.getAttribute('aria-label')).toContain('QR');
    expect(element.querySelector('posko-qr-code path')?.getAttribute('d')).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
    await type('123 456');
    await submit(element);
    expect(room.asked('confirmSecondFactor')).toEqual([{ body: { code: '123456' } }]);
    expect([...element.querySelectorAll('posko-recovery-codes li')].map(words)).toEqual(['AAAA-1111', 'BBBB-2222']);
    const done = await loader().getHarness(MatButtonHarness.with({ text: 'Selesai' }));
    expect(await done.isDisabled()).toBe(true);
    await (await loader().getHarness(MatCheckboxHarness)).check();
    room.signedInAs({});
    await done.click();
    await harness.fixture.whenStable();
    expect(TestBed.inject(Router).url).toBe('/incidents');
  });

  it('that is there is shown by a code, and nothing more', async () => {
    room.refuse('offerSecondFactor', 'second-factor-set').answer('confirmSecondFactor', () => ({ recoveryCodes: [] }));
    const element = await show('/sign-in/finish');
    expect(element.querySelector('posko-qr-code')).toBeNull();
    await type('123456');
    room.signedInAs({});
    await submit(element);
    expect(room.asked('confirmSecondFactor')).toHaveLength(1);
    expect(TestBed.inject(Router).url).toBe('/');
  });

  it('does not count before a code was right', async () => {
    room.refuse('confirmSecondFactor', 'sign-in-refused');
    const element = await show('/sign-in/finish');
    await type('000000');
    await submit(element);
    expect(words(element.querySelector('[role=alert]'))).toContain('tidak cocok');
    expect(element.querySelector('posko-recovery-codes')).toBeNull();
  });
});

describe('the own account', () => {
  it('changes the password with the present one', async () => {
    room.answer('changePassword', () => sessionOf());
    const element = await show('/account');
    await type('kereta api malam', 'kapal laut siang', 'kapal laut siang');
    await submit(element);
    expect(room.asked('changePassword')).toEqual([{ body: { current: 'kereta api malam', next: 'kapal laut siang' } }]);
    expect(words(element.querySelector('.done'))).toContain('Kata sandi diganti');
    expect(element.querySelector('mat-error')).toBeNull();
  });

  it('says that the present password does not match', async () => {
    room.refuse('changePassword', 'sign-in-refused');
    const element = await show('/account');
    await type('salah', 'kapal laut siang', 'kapal laut siang');
    await submit(element);
    expect(words(element.querySelector('[role=alert]'))).toBe('Kata sandi sekarang tidak cocok.');
  });

  it('leaves a second factor that is there to an administrator', async () => {
    const element = await show('/account');
    expect(words(element)).toContain('mintalah administrator meresetnya');
    expect(words(element)).not.toContain('Pasang faktor kedua');
  });

  it('sets up a second factor with the password', async () => {
    room.signedInAs({ role: 'operator' }, { hasSecondFactor: false });
    room
      .answer('offerSecondFactor', () => OFFER)
      .answer('confirmSecondFactor', () => ({ recoveryCodes: ['CCCC-3333'] }));
    const element = await show('/account');
    await press('Pasang faktor kedua');
    const form = element.querySelector('posko-second-factor-setup form');
    const inputs = await loader().getAllHarnesses(MatInputHarness.with({ ancestor: 'posko-second-factor-setup' }));
    await inputs[0]?.setValue('654321');
    await inputs[1]?.setValue('kereta api malam');
    form?.dispatchEvent(new Event('submit'));
    await harness.fixture.whenStable();
    expect(room.asked('confirmSecondFactor')).toEqual([{ body: { code: '654321', password: 'kereta api malam' } }]);
  });
});

it('puts the length of a password into words', () => {
  expect([0, 1, 11, 12, 15, 16, 60].map(lengthWord)).toEqual([
    'none',
    'short',
    'short',
    'enough',
    'enough',
    'good',
    'good',
  ]);
});
