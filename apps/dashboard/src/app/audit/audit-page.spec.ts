import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { Router, provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { FakeRoom } from '../shell/testing/fake-room';
import { words } from '../shell/testing/words';
import { AuditPage } from './audit-page';
import type { AuditRow } from './audit-store';

const ACTOR = {
  id: '00000000-0000-4000-8000-00000000b001',
  name: 'budi.santoso',
  role: 'supervisor',
  address: '10.1.2.3',
};

function entry(change: Partial<AuditRow> = {}): AuditRow {
  return {
    seq: 41,
    at: '2024-11-27T12:48:00+07:00',
    kind: 'tps.marked.v1',
    subject: '3578041001002',
    actor: ACTOR as never,
    receipt: '19-7K3M-9QXA',
    body: { mark: 'psu', isSet: true, reason: 'Rekomendasi Panwascam', standsAt: 'closed', by: 'budi.santoso' },
    ...change,
  };
}

let room: FakeRoom;
let harness: RouterTestingHarness;

beforeEach(() => {
  localStorage.clear();
  room = new FakeRoom().answer('audit', () => ({ seq: 41, rows: [entry()], next: null }));
});

async function show(url = '/audit'): Promise<HTMLElement> {
  const routes = [{ path: 'audit', component: AuditPage }];
  TestBed.configureTestingModule({ providers: [provideRouter(routes, withComponentInputBinding()), room.providers()] });
  harness = await RouterTestingHarness.create(url);
  await harness.fixture.whenStable();
  return harness.fixture.nativeElement as HTMLElement;
}

it('says when, who and from where, what, on which place, and holds the entry to the letter', async () => {
  const element = await show();
  const row = element.querySelector('tbody tr');
  expect(words(row?.querySelector('.when'))).toBe('27 Nov 12.48 WIB');
  expect(words(row?.querySelector('.who'))).toBe('budi.santoso Penyelia, 10.1.2.3');
  expect(words(row?.querySelector('.what p'))).toBe(
    'Tanda PSU (pemungutan suara ulang) dipasang: Rekomendasi Panwascam',
  );
  expect(row?.querySelector('.where a')?.getAttribute('href')).toBe('/tps/3578041001002');
  expect(words(row?.querySelector('.receipt'))).toContain('catatan 41, tanda terima 19-7K3M-9QXA tps.marked.v1');
  expect(JSON.parse(row?.querySelector('pre')?.textContent ?? '')).toEqual(entry().body);
});

it('shows a kind of a newer server as it is, and an incident by its number', async () => {
  const incident = { id: '00000000-0000-4000-8000-00000000d001', number: 77 };
  room.answer('audit', () => ({
    seq: 42,
    rows: [
      entry({ kind: 'briefing.released.v1', subject: '', actor: null, body: {} }),
      entry({ seq: 40, kind: 'incident.escalated.v1', body: { incident, from: 'kecamatan', to: 'kabupaten' } }),
    ],
    next: null,
  }));
  const element = await show();
  const [unknown, escalated] = element.querySelectorAll('tbody tr');
  expect(words(unknown?.querySelector('.what p'))).toBe('briefing.released.v1');
  expect(words(unknown?.querySelector('.who'))).toBe('sistem');
  expect(unknown?.querySelector('.where a')).toBeNull();
  expect(words(escalated?.querySelector('.what p'))).toBe('Insiden 77 dinaikkan dari PPK ke KPU kabupaten/kota.');
  expect(escalated?.querySelector(`a[href="/incidents/${incident.id}"]`)).not.toBeNull();
});

it('searches for what stands in the address', async () => {
  await show('/audit?name=budi&kind=session.&place=3578&q=token&from=2024-11-27T07:00');
  expect(room.asked('audit')).toHaveLength(1);
  expect(room.asked('audit')[0]?.query).toEqual({
    limit: 100,
    name: 'budi',
    kind: 'session.',
    place: '3578',
    q: 'token',
    from: '2024-11-27T00:00:00.000Z',
  });
});

it('puts what is chosen into the address, and forgets it on demand', async () => {
  const element = await show();
  const kind = element.querySelector('select');
  if (kind) kind.value = 'access.';
  kind?.dispatchEvent(new Event('change'));
  await harness.fixture.whenStable();
  expect(TestBed.inject(Router).url).toBe('/audit?kind=access.');
  expect(room.asked('audit').at(-1)?.query).toEqual({ limit: 100, kind: 'access.' });
  await (
    await TestbedHarnessEnvironment.loader(harness.fixture).getHarness(
      MatButtonHarness.with({ text: 'Hapus saringan' }),
    )
  ).click();
  expect(TestBed.inject(Router).url).toBe('/audit');
});

it('goes on to older entries', async () => {
  room.answer('audit', () => ({ seq: 41, rows: [entry()], next: 41 }));
  const element = await show();
  room.answer('audit', () => ({ seq: 41, rows: [entry({ seq: 12 })], next: null }));
  await (
    await TestbedHarnessEnvironment.loader(harness.fixture).getHarness(MatButtonHarness.with({ text: /lebih lama/ }))
  ).click();
  expect(room.asked('audit').at(-1)?.query).toEqual({ limit: 100, before: 41 });
  expect(element.querySelectorAll('tbody tr')).toHaveLength(2);
});

it('says when a search is too broad', async () => {
  room.refuse('audit', 'invalid-request');
  expect(words((await show('/audit?q=a')).querySelector('[role=alert]'))).toContain('terlalu luas');
});
