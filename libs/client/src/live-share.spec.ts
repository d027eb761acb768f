import { beforeEach, expect, it } from '@jest/globals';
import type { SubscribeAck } from '@posko/contracts';
import type { Room } from './live-room';
import { LiveShare } from './live-share';
import type { LiveHandlers, LiveMessage, LiveSource } from './live-source';
import { settle } from './testing/fake-scheduler';

const ROOM: Room = { kind: 'incident', region: '35' };
const ALIVE: LiveMessage = { event: 'board.alive.v1', message: { seq: 1, at: '2024-11-27T06:00:00Z', speed: 1 } };

class FakeSocket implements LiveSource {
  readonly heard: string[] = [];
  handlers: LiveHandlers | null = null;

  open(handlers: LiveHandlers): void {
    this.heard.push('open');
    this.handlers = handlers;
  }

  subscribe(room: Room): Promise<SubscribeAck | null> {
    this.heard.push(`join ${room.kind}`);
    return Promise.resolve({ seq: 7 });
  }

  leave(room: Room): void {
    this.heard.push(`leave ${room.kind}`);
  }

  close(): void {
    this.heard.push('close');
    this.handlers = null;
  }
}

let socket: FakeSocket;
let share: LiveShare;
let told: string[];

function listener(name: string): LiveHandlers {
  return {
    onUp: () => told.push(`${name} up`),
    onDown: () => told.push(`${name} down`),
    onRefused: () => told.push(`${name} refused`),
    onMessage: ({ event }) => told.push(`${name} ${event}`),
    onUnreadable: (event) => told.push(`${name} unreadable ${event}`),
  };
}

beforeEach(() => {
  socket = new FakeSocket();
  share = new LiveShare(socket);
  told = [];
});

it('opens one connection for all, and closes it with the last', async () => {
  const [one, two] = [share.port(), share.port()];
  one.open(listener('one'));
  socket.handlers?.onUp();
  two.open(listener('two'));
  await settle();
  socket.handlers?.onMessage(ALIVE);
  expect(told).toEqual(['one up', 'two up', 'one board.alive.v1', 'two board.alive.v1']);
  one.close();
  expect(socket.heard).toEqual(['open']);
  two.close();
  two.close();
  expect(socket.heard).toEqual(['open', 'close']);
});

it('leaves a room when nobody wants it any more', async () => {
  const [one, two] = [share.port(), share.port()];
  one.open(listener('one'));
  two.open(listener('two'));
  expect(await one.subscribe(ROOM)).toEqual({ seq: 7 });
  await two.subscribe(ROOM);
  one.leave(ROOM);
  one.leave(ROOM);
  expect(socket.heard).not.toContain('leave incident');
  two.leave(ROOM);
  expect(socket.heard.at(-1)).toBe('leave incident');
});

it('does not bring up a port that was closed at once', async () => {
  const [one, two] = [share.port(), share.port()];
  one.open(listener('one'));
  socket.handlers?.onUp();
  two.open(listener('two'));
  two.close();
  await settle();
  expect(told).toEqual(['one up']);
});

it('connects anew after a refusal, as soon as a port is opened again', () => {
  const [one, two] = [share.port(), share.port()];
  one.open(listener('one'));
  two.open(listener('two'));
  socket.handlers?.onRefused();
  expect(told).toEqual(['one refused', 'two refused']);
  one.close();
  one.open(listener('one'));
  expect(socket.heard).toEqual(['open', 'close', 'open']);
  socket.handlers?.onUp();
  expect(told.slice(2)).toEqual(['two up', 'one up']);
});
