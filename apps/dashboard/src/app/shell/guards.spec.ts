import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { pageAfter, permitted, signedIn } from './guards';
import { FakeRoom } from './testing/fake-room';

@Component({ template: '' })
class Anything {}

async function goTo(url: string, room: FakeRoom): Promise<Router> {
  const guarded = { canActivate: [signedIn], component: Anything };
  const routes = [
    { path: '', pathMatch: 'full' as const, ...guarded },
    { path: 'users', component: Anything, canActivate: [signedIn, permitted('user.manage')] },
    { path: 'board', component: Anything, canActivate: [signedIn, permitted('board.read')] },
    { path: '**', component: Anything },
  ];
  TestBed.configureTestingModule({ providers: [provideRouter(routes), room.providers()] });
  await RouterTestingHarness.create(url);
  return TestBed.inject(Router);
}

const shown = (router: Router): string => router.lastSuccessfulNavigation()?.finalUrl?.toString() ?? '';

it('lets in who has signed in', async () => {
  expect((await goTo('/board?sort=name', new FakeRoom())).url).toBe('/board?sort=name');
});

it('sends others to sign in, and keeps where they wanted to go', async () => {
  expect((await goTo('/board?sort=name', new FakeRoom().signedOut())).url).toBe('/sign-in?next=%2Fboard%3Fsort%3Dname');
  TestBed.resetTestingModule();
  expect((await goTo('/', new FakeRoom().signedOut())).url).toBe('/sign-in');
});

it('sends whoever has a step left to finish it', async () => {
  const room = new FakeRoom().signedInAs({}, { pending: 'second-factor' });
  expect((await goTo('/board', room)).url).toBe('/sign-in/finish?next=%2Fboard');
});

it('tells who may not, without leaving the address', async () => {
  const router = await goTo('/users', new FakeRoom().signedInAs({ role: 'operator' }));
  expect(shown(router)).toBe('/refused');
  expect(router.url).toBe('/refused');
});

it('sends a crew to its own page', async () => {
  const room = new FakeRoom().signedInAs({ role: 'field', scope: '3578041001001' as never });
  expect((await goTo('/board', room)).url).toBe('/field');
});

it('goes after signing in where one wanted to go, on this site only', () => {
  expect(pageAfter('/tps/3578041001001?x=1', '/')).toBe('/tps/3578041001001?x=1');
  for (const next of [undefined, 'https://elsewhere.example', '//elsewhere.example', '/\\elsewhere', '/sign-in'])
    expect(pageAfter(next, '/wall')).toBe('/wall');
});
