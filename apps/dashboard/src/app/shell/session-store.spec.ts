import { TestBed } from '@angular/core/testing';
import { SessionWord } from './api-store';
import { BoardStore } from './board-store';
import { SessionStore } from './session-store';
import { FakeRoom, sessionOf } from './testing/fake-room';

let room: FakeRoom;

beforeEach(() => {
  room = new FakeRoom();
});

afterEach(() => jest.useRealTimers());

async function store(): Promise<SessionStore> {
  TestBed.configureTestingModule({ providers: room.providers() });
  const session = TestBed.inject(SessionStore);
  await session.known();
  return session;
}

describe('a session', () => {
  it('is asked for at the start', async () => {
    room.signedInAs({ role: 'operator', scope: '3578' as never });
    const session = await store();
    expect(session.state()).toBe('in');
    expect(session.person()?.role).toBe('operator');
    expect(room.calls.map(({ name }) => name)).toEqual(['session']);
  });

  it('lets a person do what the table of permissions says, in the own scope, and nothing before all steps are done', async () => {
    room.signedInAs({ role: 'operator', scope: '3578' as never });
    const session = await store();
    expect(session.may('incident.write')).toBe(true);
    expect(session.may('incident.write', '3578041001001')).toBe(true);
    expect(session.may('incident.write', '3573')).toBe(false);
    expect(session.may('user.manage')).toBe(false);
    session.take(sessionOf({ role: 'operator', scope: '3578' as never }, { pending: 'second-factor' }));
    expect(session.may('incident.write')).toBe(false);
    expect(session.pending()).toBe('second-factor');
  });

  it('is asked for again and again while the server cannot be reached', async () => {
    jest.useFakeTimers();
    room.refuse('session', 'unreachable');
    TestBed.configureTestingModule({ providers: room.providers() });
    const session = TestBed.inject(SessionStore);
    await jest.advanceTimersByTimeAsync(600);
    expect(session.state()).toBe('unknown');
    expect(session.failure()?.code).toBe('unreachable');
    room.signedInAs({});
    await jest.advanceTimersByTimeAsync(1000);
    expect(session.state()).toBe('in');
    expect(session.failure()).toBeNull();
  });

  it('opens by name and password; a refusal is a value', async () => {
    room.signedOut().refuse('signIn', 'sign-in-refused');
    const session = await store();
    expect(session.state()).toBe('out');
    expect(session.end()).toBeNull();
    expect(await session.signIn({ username: 'sri', password: 'wrong' })).toEqual({ code: 'sign-in-refused' });
    room.answer('signIn', () => sessionOf());
    expect(await session.signIn({ username: 'sri', password: 'right' })).toBeNull();
    expect(session.state()).toBe('in');
    expect(room.left).toEqual([]);
  });
});

describe('the end of a session', () => {
  it('is said once, with the clearer reason, and keeps the person for the page that is open', async () => {
    const session = await store();
    session.ended('deactivated');
    TestBed.inject(SessionWord).onRefused('not-signed-in');
    expect(session.state()).toBe('out');
    expect(session.end()).toBe('deactivated');
    expect(session.person()?.name).toBe('sri.lestari');
    expect(TestBed.inject(SessionWord).isOver()).toBe(true);
  });

  it('goes on where it was when the same person comes back, and starts anew for another', async () => {
    const session = await store();
    session.ended('a reason of a newer server');
    expect(session.end()).toBe('lost');
    session.take(sessionOf());
    expect(session.end()).toBeNull();
    expect(room.left).toEqual([]);
    session.ended('signedOut');
    session.take(sessionOf({ id: '00000000-0000-4000-8000-00000000a002', role: 'viewer' }));
    expect(room.left).toEqual(['/wall']);
  });

  it('by signing out leaves nothing behind; a server out of reach is told of', async () => {
    const session = await store();
    room.refuse('signOut', 'unreachable');
    expect(await session.signOut()).toEqual({ code: 'unreachable' });
    expect(room.left).toEqual([]);
    room.answer('signOut', () => ({}));
    expect(await session.signOut(true)).toBeNull();
    expect(room.calls.at(-1)?.call).toEqual({ query: { everywhere: 'true' } });
    expect(room.left).toEqual(['/sign-in']);
  });

  it('is undone by signing in in another tab, once this one is looked at', async () => {
    room.signedOut();
    const session = await store();
    room.signedInAs({});
    document.dispatchEvent(new Event('visibilitychange'));
    await Promise.resolve();
    await Promise.resolve();
    expect(session.state()).toBe('in');
  });
});

describe('the live board', () => {
  it('runs only while somebody is signed in who may see it', async () => {
    room.signedOut();
    const session = await store();
    TestBed.inject(BoardStore);
    TestBed.tick();
    expect(room.isRunning).toBe(false);
    session.take(sessionOf());
    TestBed.tick();
    expect(room.isRunning).toBe(true);
    room.sessionEnds.next('everywhere');
    TestBed.tick();
    expect(session.end()).toBe('everywhere');
    expect(room.isRunning).toBe(false);
  });

  it('is not for a crew', async () => {
    room.signedInAs({ role: 'field', scope: '3578041001001' as never });
    await store();
    TestBed.inject(BoardStore);
    TestBed.tick();
    expect(room.isRunning).toBe(false);
  });
});
