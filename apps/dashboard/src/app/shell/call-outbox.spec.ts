import { TestBed } from '@angular/core/testing';
import type { IncidentRequest } from '@posko/contracts';
import { incidentId } from '@posko/testing';
import { CallOutbox } from './call-outbox';
import { SessionStore } from './session-store';
import { FakeRoom } from './testing/fake-room';

let room: FakeRoom;

function call(number: number): IncidentRequest {
  return { id: incidentId(number), kind: 'LOG-01', region: '3578', note: 'kurang' };
}

async function outbox(): Promise<CallOutbox> {
  TestBed.configureTestingModule({ providers: room.providers() });
  await TestBed.inject(SessionStore).known();
  return TestBed.inject(CallOutbox);
}

beforeEach(() => {
  sessionStorage.clear();
  jest.useFakeTimers();
  room = new FakeRoom().signedInAs({ role: 'operator' });
});

afterEach(() => jest.useRealTimers());

describe('a call', () => {
  it('that arrives leaves nothing behind', async () => {
    const box = await outbox();
    room.answer('openIncident', () => ({ seq: 7 }));
    expect((await box.send(call(1))).isOk).toBe(true);
    expect(box.calls()).toEqual([]);
    expect(sessionStorage.getItem('posko.calls.unsent')).toBe('[]');
  });

  it('that does not is kept, and sent again with the same id until it does', async () => {
    const box = await outbox();
    expect(await box.send(call(1))).toMatchObject({ isOk: false, failure: { code: 'unreachable' } });
    expect(box.waiting()).toBe(1);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(box.waiting()).toBe(1);
    room.answer('openIncident', () => ({ seq: 7 }));
    await jest.advanceTimersByTimeAsync(2_000);
    expect(box.waiting()).toBe(0);
    expect(room.asked('openIncident').map(({ body }) => (body as IncidentRequest).id)).toEqual([
      incidentId(1),
      incidentId(1),
      incidentId(1),
    ]);
  });

  it('outlives the page', async () => {
    await (await outbox()).send(call(1));
    TestBed.resetTestingModule();
    room.answer('openIncident', () => ({ seq: 7 }));
    const again = await outbox();
    expect(again.waiting()).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(again.waiting()).toBe(0);
  });

  it('is nobody else’s to send', async () => {
    await (await outbox()).send(call(1));
    TestBed.resetTestingModule();
    room = new FakeRoom().signedInAs({ id: '00000000-0000-4000-8000-00000000a077', role: 'operator' });
    room.answer('openIncident', () => ({ seq: 7 }));
    const box = await outbox();
    await jest.advanceTimersByTimeAsync(20_000);
    expect([box.waiting(), room.asked('openIncident').length]).toEqual([1, 0]);
  });

  it('that is refused goes back to whoever saved it; refused later, it waits to be mended', async () => {
    const box = await outbox();
    room.refuse('openIncident', 'tps-not-found');
    expect(await box.send(call(1))).toMatchObject({ isOk: false });
    expect(box.calls()).toEqual([]);
    room.refuse('openIncident', 'unreachable');
    await box.send(call(2));
    room.refuse('openIncident', 'invalid-request');
    await jest.advanceTimersByTimeAsync(5_000);
    expect([box.waiting(), box.refused()]).toEqual([0, 1]);
    expect(box.takeBack(incidentId(2))?.refusal).toBe('invalid-request');
    expect(box.calls()).toEqual([]);
  });
});

it('asks before the page is left with calls unsent', async () => {
  const box = await outbox();
  const leave = (): boolean => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(leave()).toBe(true);
  await box.send(call(1));
  expect(leave()).toBe(false);
});
