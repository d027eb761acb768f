import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { markBit } from '@posko/domain';
import { incidentRow } from '@posko/testing';
import { furnishBrowser } from '../shell/testing/browser-parts';
import { FakeRoom, ROOM_TIME } from '../shell/testing/fake-room';

import { FakeTone } from '../shell/testing/fake-tone';
import { until } from '../shell/testing/until';
import { words } from '../shell/testing/words';
import { WallPage } from './wall-page';

let room: FakeRoom;

beforeEach(() => {
  localStorage.clear();
  room = new FakeRoom();
  furnishBrowser();
});

async function show(scene: string): Promise<{ fixture: ComponentFixture<WallPage>; element: HTMLElement }> {
  TestBed.configureTestingModule({ providers: [provideRouter([]), room.providers()] });
  const fixture = TestBed.createComponent(WallPage);
  fixture.componentRef.setInput('scene', scene);
  await fixture.whenStable();
  return { fixture, element: fixture.nativeElement };
}

it('rings across its whole width until somebody acts', async () => {
  const { live } = room;
  room.signedInAs({ role: 'viewer', scope: '35' as never });
  const flood = incidentRow({ kind: 'ENV-02', severity: 9, openedAt: new Date(ROOM_TIME - 300_000).toISOString() });
  room.answer('watchIncidents', () => ({ seq: 5, at: new Date(ROOM_TIME).toISOString(), rows: [flood] }));
  TestBed.configureTestingModule({ providers: new FakeTone().providers() });
  const { fixture, element } = await show('regions');
  await until(fixture, () => element.querySelector('posko-ring-band section') !== null);
  expect(words(element.querySelector('posko-ring-band div'))).toBe(
    'Banjir, kebakaran, longsor, gempa (PSL/PSS) TPS 1 Darmo, Wonokromo, Kota Surabaya Bobot 9 · sejak 12.55 (5 menit lalu)',
  );
  const taken = { ...flood, version: 2, assignee: { id: flood.id, name: 'adi' } };
  const message = { region: '35', from: 5, to: 6, at: new Date(ROOM_TIME).toISOString(), incidents: [taken] };
  live.say({ event: 'incident.changed.v1', message });
  await until(fixture, () => element.querySelector('posko-ring-band section') === null);
  await fixture.whenStable();
  expect(element.querySelector('posko-ring-band section')).toBeNull();
});

describe('the wall', () => {
  it('shows the room clock and the age of the data, whatever the scene', async () => {
    const { element } = await show('regions');
    expect(words(element.querySelector('.clock'))).toBe('13.00 WIB Rabu, 27 November 2024');
    expect(words(element.querySelector('.age'))).toBe('Data baru saja');
    expect(element.querySelector('.doubt')).toBeNull();
    expect(element.querySelector('.turns')).toBeNull();
  });

  it('says across its whole width that data is old', async () => {
    const { fixture, element } = await show('regions');
    room.connection({ state: 'offline', currentAt: Date.now() - 185_500 });
    await fixture.whenStable();
    expect(words(element.querySelector('.age'))).toBe('TERPUTUS 3 menit lalu');
    expect(words(element.querySelector('.doubt'))).toBe('Server tidak terjangkau: data terakhir 3 menit lalu');
    expect(element.classList).toContain('offline');
  });

  it('names the regions with most trouble, and none without', async () => {
    room.heldBoard.set(0, 1, markBit('overdue'));
    const { element } = await show('regions');
    const rows = [...element.querySelectorAll('tbody tr')].map(words);
    expect(rows).toEqual(['Kota Malang 0,0 % 0,0 % 1 0']);
  });

  it('says that there is no trouble', async () => {
    const { element } = await show('regions');
    expect(words(element.querySelector('tbody'))).toBe('Tidak ada TPS yang terlambat dan tidak ada insiden');
  });

  it('lists whom to call about what, since when', async () => {
    room.heldBoard.set(room.heldBoard.tree.positionOf('3578041001002'), 1, markBit('overdue'));
    room.answer('overdue', () => ({
      seq: 1,
      at: new Date(ROOM_TIME).toISOString(),
      total: 1,
      rows: [
        { code: '3578041001002', stage: 'ready', missing: 'open', since: '2024-11-27T00:30:00Z', lastReceivedAt: null },
      ],
    }));
    const { element } = await show('overdue');
    expect(words(element.querySelector('tbody'))).toBe('Wonokromo Kota Surabaya belum dibuka 5 jam 30 mnt 1');
  });

  it('counts the stages, furthest first', async () => {
    room.heldBoard.set(0, 6, 0);
    const { element } = await show('stages');
    const rows = [...element.querySelectorAll('dl > div')].map(words);
    expect(rows).toHaveLength(9);
    expect(rows[2]).toBe('Terkirim 1 11,1 %');
    expect(rows.at(-1)).toBe('Belum lapor 8 88,9 %');
  });

  it('shows how far the turn of the scenes is', async () => {
    const { element } = await show('');
    expect(element.querySelectorAll('.turns li')).toHaveLength(4);
    expect(element.querySelectorAll('.turns .now')).toHaveLength(1);
  });
});
