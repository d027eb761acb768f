import { DeferBlockBehavior, TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { Component } from '@angular/core';
import { Router, provideRouter } from '@angular/router';
import { MatInputHarness } from '@angular/material/input/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { App } from './app';
import { SessionStore } from './shell/session-store';
import { FakeRoom, sessionOf } from './shell/testing/fake-room';
import { words } from './shell/testing/words';

@Component({ template: '<textarea></textarea>' })
class Typing {}

let room: FakeRoom;

async function show(): Promise<{ fixture: ComponentFixture<App>; element: HTMLElement }> {
  TestBed.configureTestingModule({
    providers: [provideRouter([{ path: '**', component: Typing }]), room.providers()],
    deferBlockBehavior: DeferBlockBehavior.Playthrough,
  });
  const fixture = TestBed.createComponent(App);
  await TestBed.inject(Router).navigateByUrl('/anywhere');
  await fixture.whenStable();
  return { fixture, element: fixture.nativeElement };
}

beforeEach(() => {
  localStorage.clear();
  room = new FakeRoom();
});

it('says that it connects until it is known who this is', async () => {
  room.refuse('session', 'unreachable');
  const { element } = await show();
  expect(words(element.querySelector('.opening'))).toContain('Server tidak terjangkau');
});

it('asks for the password when a session ends, says why, and keeps what was typed', async () => {
  const { fixture, element } = await show();
  const text = element.querySelector('textarea');
  if (text) text.value = 'half a report';
  TestBed.inject(SessionStore).ended('deactivated');
  for (let turn = 0; turn < 100 && element.querySelector('posko-session-over') === null; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    await fixture.whenStable();
  }
  expect(words(element.querySelector('posko-session-over'))).toContain('dinonaktifkan oleh administrator');
  const loader = TestbedHarnessEnvironment.loader(fixture);
  const [name, password] = await loader.getAllHarnesses(MatInputHarness);
  expect(await name?.getValue()).toBe('sri.lestari');
  room.answer('signIn', () => sessionOf());
  await password?.setValue('kereta api malam');
  element.querySelector('form')?.dispatchEvent(new Event('submit'));
  await fixture.whenStable();
  expect(element.querySelector('posko-session-over')).toBeNull();
  expect(element.querySelector('textarea')?.value).toBe('half a report');
  expect(room.left).toEqual([]);
});

it('leaves the page of a crew alone', async () => {
  room.signedInAs({ role: 'field', scope: '3578041001001' as never });
  const { fixture, element } = await show();
  TestBed.inject(SessionStore).ended('activated');
  await fixture.whenStable();
  expect(element.querySelector('posko-session-over')).toBeNull();
});
