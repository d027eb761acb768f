import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { incidentId, incidentRow } from '@posko/testing';
import { FakeLive } from './testing/fake-live';
import { FakeRoom, ROOM_TIME } from './testing/fake-room';
import { until } from './testing/until';
import { words } from './testing/words';
import { TpsIncidents } from './tps-incidents';

const CODE = '3578041001002';
let room: FakeRoom;
let live: FakeLive;

beforeEach(() => {
  room = new FakeRoom().signedInAs({ role: 'operator', scope: '3578' as never });
  live = new FakeLive();
  room.answer('incidents', () => ({
    seq: 5,
    at: new Date(ROOM_TIME).toISOString(),
    total: 1,
    counts: {},
    rows: [incidentRow({ place: CODE, answerDueAt: new Date(ROOM_TIME + 12 * 60_000).toISOString() })],
    next: null,
  }));
});

async function show(): Promise<ComponentFixture<TpsIncidents>> {
  TestBed.configureTestingModule({ providers: [provideRouter([]), room.providers(), live.providers()] });
  const fixture = TestBed.createComponent(TpsIncidents);
  fixture.componentRef.setInput('code', CODE);
  await fixture.whenStable();
  return fixture;
}

describe('the incidents of a TPS', () => {
  it('are listed with their clock, and follow what happens', async () => {
    const fixture = await show();
    const element = fixture.nativeElement as HTMLElement;
    await until(fixture, () => element.querySelector('li') !== null);
    expect(words(element.querySelector('li'))).toContain('Surat suara kurang Baru');
    expect(words(element.querySelector('posko-clock-chip'))).toBe('Kabar lewat 4 jam');
    expect(room.asked('incidents')[0]).toMatchObject({ query: { view: 'all', region: CODE, sort: 'due' } });
    const closed = incidentRow({ place: CODE, version: 2, status: 'resolved' });
    const elsewhere = incidentRow({ id: incidentId(2), number: 2 });
    live.say({
      event: 'incident.changed.v1',
      message: {
        region: '3578',
        from: 5,
        to: 7,
        at: new Date(ROOM_TIME).toISOString(),
        incidents: [closed, elsewhere],
      },
    });
    await fixture.whenStable();
    expect([...element.querySelectorAll('li')].map(words)).toEqual([expect.stringContaining('Selesai')]);
  });

  it('lead to the form for another call, for whoever may log one', async () => {
    const element = (await show()).nativeElement as HTMLElement;
    expect(element.querySelector('.log')?.getAttribute('href')).toBe(`/incidents/new?tps=${CODE}`);
  });

  it('are not asked for by a viewer', async () => {
    room.signedInAs({ role: 'viewer', scope: '35' as never });
    const fixture = await show();
    expect(room.asked('incidents')).toEqual([]);
    expect((fixture.nativeElement as HTMLElement).querySelector('.log')).toBeNull();
  });
});
