import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { Router, provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { withComponentInputBinding } from '@angular/router';
import { FakeRoom, sessionOf } from '../shell/testing/fake-room';
import { words } from '../shell/testing/words';
import { SignInPage } from './sign-in-page';

@Component({ template: '' })
class Elsewhere {}

let room: FakeRoom;
let harness: RouterTestingHarness;

beforeEach(() => {
  localStorage.clear();
  room = new FakeRoom().signedOut();
});

afterEach(() => jest.useRealTimers());

async function show(url = '/sign-in'): Promise<HTMLElement> {
  const routes = [
    { path: 'sign-in', component: SignInPage },
    { path: '**', component: Elsewhere },
  ];
  TestBed.configureTestingModule({ providers: [provideRouter(routes, withComponentInputBinding()), room.providers()] });
  harness = await RouterTestingHarness.create(url);
  await harness.fixture.whenStable();
  return harness.fixture.nativeElement as HTMLElement;
}

async function type(...texts: string[]): Promise<void> {
  const inputs = await TestbedHarnessEnvironment.loader(harness.fixture).getAllHarnesses(MatInputHarness);
  for (const [at, text] of texts.entries()) await inputs[at]?.setValue(text);
}

async function submit(element: HTMLElement): Promise<void> {
  element.querySelector('form')?.dispatchEvent(new Event('submit'));
  await harness.fixture.whenStable();
}

const url = (): string => TestBed.inject(Router).url;

it('signs in by name and password, and goes to the page that was wanted', async () => {
  room.answer('signIn', () => sessionOf({ role: 'operator' }));
  const element = await show('/sign-in?next=%2Ftps%2F3578041001001');
  const [name, password] = element.querySelectorAll('input');
  expect([name?.autocomplete, password?.autocomplete, password?.type]).toEqual([
    'username',
    'current-password',
    'password',
  ]);
  await type(' sri.lestari ', 'kereta api malam');
  await submit(element);
  expect(room.asked('signIn')).toEqual([{ body: { username: 'sri.lestari', password: 'kereta api malam' } }]);
  expect(url()).toBe('/tps/3578041001001');
});

it.each([
  ['viewer', '/wall'],
  ['supervisor', '/'],
] as const)('leads a %s to its first page', async (role, home) => {
  room.answer('signIn', () => sessionOf({ role }));
  const element = await show();
  await type('layar.1', 'kereta api malam');
  await submit(element);
  expect(url()).toBe(home);
});

it('asks for the code of the second factor, and takes a recovery code instead', async () => {
  room.refuse('signIn', 'second-factor-required');
  const element = await show();
  await type('sri.lestari', 'kereta api malam');
  await submit(element);
  const code = element.querySelector('input');
  expect([code?.autocomplete, code?.getAttribute('inputmode')]).toEqual(['one-time-code', 'numeric']);
  expect(words(element.querySelector('form'))).toContain('Masuk sebagai sri.lestari');
  expect(element.querySelector('mat-error')).toBeNull();
  room.refuse('signIn', 'sign-in-refused');
  await type('123456');
  await submit(element);
  expect(words(element.querySelector('[role=alert]'))).toContain('Kode ini tidak cocok');
  [...element.querySelectorAll('button')].find((button) => words(button) === 'Pakai kode pemulihan')?.click();
  await harness.fixture.whenStable();
  expect(words(element.querySelector('mat-label'))).toBe('Kode pemulihan');
  room.answer('signIn', () => sessionOf());
  await type('ABCD-EFGH');
  await submit(element);
  expect(room.asked('signIn').at(-1)).toEqual({
    body: { username: 'sri.lestari', password: 'kereta api malam', code: 'ABCD-EFGH' },
  });
  expect(url()).toBe('/');
});

it('leads whoever has a step left to it', async () => {
  room.answer('signIn', () => sessionOf({}, { pending: 'second-factor' }));
  const element = await show('/sign-in?next=%2Fincidents');
  await type('sri.lestari', 'kereta api malam');
  await submit(element);
  expect(url()).toBe('/sign-in/finish?next=%2Fincidents');
});

it('says what is missing, and asks nothing of the server', async () => {
  const element = await show();
  await submit(element);
  expect(words(element.querySelector('form'))).toContain('Isi nama pengguna Anda.');
  expect(words(element.querySelector('form'))).toContain('Isi kata sandi Anda.');
  expect(room.asked('signIn')).toEqual([]);
});

it('counts down the time to wait after too many guesses', async () => {
  room.refuse('signIn', 'too-many-attempts', { retryAfterMs: 2000 });
  const element = await show();
  await type('sri.lestari', 'salah');
  await submit(element);
  const button = element.querySelector<HTMLButtonElement>('[type=submit]');
  expect(words(element.querySelector('[role=timer]'))).toBe('Coba lagi dalam 2 dtk.');
  expect(button?.disabled).toBe(true);
  for (let turn = 0; turn < 60 && button?.disabled; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    await harness.fixture.whenStable();
  }
  expect(button?.disabled).toBe(false);
  expect(element.querySelector('[role=timer]')).toBeNull();
});

it('tells of Caps Lock, and shows the password on demand', async () => {
  const element = await show();
  const password = element.querySelector<HTMLInputElement>('input[type=password]');
  const pressed = new KeyboardEvent('keydown', { key: 'A', bubbles: true });
  Object.defineProperty(pressed, 'getModifierState', { value: (key: string) => key === 'CapsLock' });
  password?.dispatchEvent(pressed);
  await harness.fixture.whenStable();
  expect(words(element.querySelector('.caps'))).toBe('Caps Lock menyala');
  element.querySelector<HTMLButtonElement>('[aria-label="Tampilkan kata sandi"]')?.click();
  await harness.fixture.whenStable();
  expect(password?.type).toBe('text');
});

it("offers the office's own way in, and says what a demo and a new server are", async () => {
  room.answer('signInOffer', () => ({
    openid: { name: 'KPU', path: '/api/session/openid' },
    isDemo: true,
    needsSetUp: true,
    publication: '/publik/',
  }));
  const element = await show();
  const link = [...element.querySelectorAll('a')].find((anchor) => words(anchor) === 'Masuk lewat KPU');
  expect(link?.getAttribute('href')).toBe('/api/session/openid');
  expect(words(element.querySelector('.demo'))).toContain('rekaan');
  expect(words(element)).toContain('Buka tautan penyiapan yang dicetak server');
});
