import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { incidentId } from '@posko/testing';
import { CallOutbox } from './call-outbox';
import { DeskBar } from './desk-bar';
import { NotFoundPage } from './not-found-page';
import { FakeRoom } from './testing/fake-room';
import { FakeTone } from './testing/fake-tone';
import { until } from './testing/until';
import { words } from './testing/words';

let room: FakeRoom;

beforeEach(() => {
  sessionStorage.clear();
  room = new FakeRoom().signedInAs({ role: 'operator', scope: '3578' as never });
});

async function show(): Promise<ComponentFixture<DeskBar>> {
  const anywhere = provideRouter([{ path: '**', component: NotFoundPage }]);
  TestBed.configureTestingModule({ providers: [anywhere, room.providers(), new FakeTone().providers()] });
  const fixture = TestBed.createComponent(DeskBar);
  await fixture.whenStable();
  return fixture;
}

const press = (target: EventTarget): boolean =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true, cancelable: true }));

describe('n', () => {
  it('leads to a new call from anywhere', async () => {
    const fixture = await show();
    press(document.body);
    await until(fixture, () => TestBed.inject(Router).url === '/incidents/new');
  });

  it('is a letter where somebody types, and nothing for whoever may not log', async () => {
    await show();
    const field = document.body.appendChild(document.createElement('input'));
    expect(press(field)).toBe(true);
    field.remove();
    TestBed.resetTestingModule();
    room.signedInAs({ role: 'viewer', scope: '35' as never });
    await show();
    expect(press(document.body)).toBe(true);
  });
});

it('says which calls have not reached the server', async () => {
  const fixture = await show();
  room.refuse('openIncident', 'unreachable');
  await TestBed.inject(CallOutbox).send({ id: incidentId(1), kind: 'LOG-01', region: '3578', note: '' });
  await fixture.whenStable();
  expect(words((fixture.nativeElement as HTMLElement).querySelector('p'))).toBe(
    '1 panggilan belum terkirim; dicoba lagi sendiri. Lihat',
  );
});
