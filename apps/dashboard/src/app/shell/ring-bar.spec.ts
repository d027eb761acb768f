import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { IncidentRow } from '@posko/contracts';
import { incidentId, incidentRow } from '@posko/testing';
import { RingBar } from './ring-bar';
import { FakeLive } from './testing/fake-live';
import { FakeRoom, ROOM_TIME } from './testing/fake-room';
import { FakeTone } from './testing/fake-tone';
import { until } from './testing/until';
import { words } from './testing/words';

const AT = new Date(ROOM_TIME).toISOString();
const RIOT = incidentRow({ kind: 'SEC-02', severity: 10, openedAt: new Date(ROOM_TIME - 180_000).toISOString() });
let room: FakeRoom;
let live: FakeLive;
let tone: FakeTone;
let rows: IncidentRow[];

beforeEach(() => {
  localStorage.clear();
  rows = [RIOT];
  room = new FakeRoom().signedInAs({ role: 'operator', scope: '3578' as never });
  room.answer('watchIncidents', () => ({ seq: 5, at: AT, rows }));
  live = new FakeLive();
  tone = new FakeTone();
});

async function show(isRinging = true): Promise<{ fixture: ComponentFixture<RingBar>; element: HTMLElement }> {
  const providers = [provideRouter([]), room.providers(), live.providers(), tone.providers()];
  TestBed.configureTestingModule({ providers });
  const fixture = TestBed.createComponent(RingBar);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  await until(fixture, () =>
    isRinging ? element.querySelector('section') !== null : room.asked('watchIncidents').length > 0,
  );
  return { fixture, element };
}

function button(element: HTMLElement, text: string): HTMLButtonElement | undefined {
  return [...element.querySelectorAll('button')].find((one) => words(one).includes(text));
}

function changed(...incidents: IncidentRow[]): void {
  live.seq += 10;
  live.say({
    event: 'incident.changed.v1',
    message: { region: '3578', from: live.seq - 10, to: live.seq, at: AT, incidents },
  });
}

describe('a severe incident', () => {
  it('rings, with kind, place and age, until somebody takes it', async () => {
    const { fixture, element } = await show();
    expect(words(element.querySelector('.what'))).toBe(
      '10 Bobot 10 dari 10 Kekerasan, kerusuhan · TPS 1 Darmo Wonokromo, Kota Surabaya',
    );
    expect(words(element.querySelector('.since'))).toBe('sejak 12.57 WIB (3 menit lalu)');
    expect(tone.rings).toBe(1);
    live.seq = 5;
    changed({ ...RIOT, version: 2, status: 'inProgress', assignee: { id: RIOT.id, name: 'adi' }, firstAnsweredAt: AT });
    await fixture.whenStable();
    expect(element.querySelector('section')).toBeNull();
  });

  it('rings at once when it comes live; the worst is named, the others counted', async () => {
    const { fixture, element } = await show();
    live.seq = 5;
    changed(
      incidentRow({ id: incidentId(2), number: 2, severity: 9, kind: 'ENV-02' }),
      incidentRow({ id: incidentId(3), severity: 8 }),
    );
    await fixture.whenStable();
    expect(words(element.querySelector('section > a'))).toBe('dan 1 lagi');
    expect(words(element.querySelector('.what'))).toContain('Kekerasan');
  });

  it('is silent on this screen once acknowledged, and stays so after a reload', async () => {
    const { fixture, element } = await show();
    button(element, 'Dimengerti')?.click();
    await fixture.whenStable();
    expect(element.querySelector('section')).toBeNull();
    TestBed.resetTestingModule();
    const again = await show(false);
    expect(again.element.querySelector('section')).toBeNull();
  });

  it('can be taken at once; a refusal is said', async () => {
    const { fixture, element } = await show();
    room.refuse('changeIncident', 'stale-version');
    button(element, 'Ambil')?.click();
    await until(fixture, () => element.querySelector('p.note') !== null);
    expect(room.asked('changeIncident')[0]).toMatchObject({
      params: { incidentId: RIOT.id },
      body: { version: 1, status: 'inProgress', assignee: 'me' },
    });
    expect(words(element.querySelector('p.note'))).toContain('Insiden tidak dapat diambil');
  });
});

describe('the sound', () => {
  it('is off for those who watch, and remembered as switched', async () => {
    room.signedInAs({ role: 'commissioner', scope: '35' as never });
    const { fixture, element } = await show();
    expect(tone.rings).toBe(0);
    button(element, 'Bunyi')?.click();
    await fixture.whenStable();
    expect(tone.rings).toBe(1);
    expect(localStorage.getItem('posko.ring')).toBe('on');
    expect(button(element, 'Ambil')).toBeUndefined();
  });

  it('that the browser holds back says so', async () => {
    tone.isBlocked.set(true);
    const { fixture, element } = await show();
    expect(words(element.querySelector('p.note'))).toContain('Peramban menahan bunyi');
    button(element, 'Aktifkan bunyi')?.click();
    await fixture.whenStable();
    expect(element.querySelector('p.note')).toBeNull();
  });
});

it('nothing rings for nobody', async () => {
  rows = [];
  const { element } = await show(false);
  expect(element.querySelector('section')).toBeNull();
  expect(tone.rings).toBe(0);
});
