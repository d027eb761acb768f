import { createServer } from 'node:http';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Server } from 'socket.io';
import { SocketSource } from './live-source';
import type { LiveMessage } from './live-source';

const AT = '2024-11-27T13:00:00.000+07:00';

let http: HttpServer;
let server: Server;
let source: SocketSource;
let heard: string[];
let messages: LiveMessage[];

/** Waits until `isTrue`, five seconds at most. */
async function until(isTrue: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !isTrue(); turn++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(isTrue()).toBe(true);
}

beforeEach(async () => {
  http = createServer();
  server = new Server(http);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  source = new SocketSource(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
  heard = [];
  messages = [];
  source.open({
    onUp: () => heard.push('up'),
    onDown: () => heard.push('down'),
    onRefused: () => heard.push('refused'),
    onMessage: (message) => messages.push(message),
    onUnreadable: (event) => heard.push(`unreadable ${event}`),
  });
  await until(() => heard.includes('up'));
});

afterEach(async () => {
  source.close();
  await server.close();
});

it('joins a room and hears its messages, parsed', async () => {
  for (const socket of server.sockets.sockets.values()) {
    socket.on('board.subscribe', (message: { region: string }, acknowledge: (answer: unknown) => void) =>
      acknowledge(message.region === '35' ? { seq: 41 } : { code: 'region-not-found' }),
    );
  }
  expect(await source.subscribe({ kind: 'board', region: '35' })).toEqual({ seq: 41 });
  expect(await source.subscribe({ kind: 'board', region: '36' })).toEqual({ code: 'region-not-found' });
  server.emit('board.alive.v1', { seq: 42, at: AT, speed: 1 });
  await until(() => messages.length > 0);
  expect(messages).toEqual([{ event: 'board.alive.v1', message: { seq: 42, at: AT, speed: 1 } }]);
});

it('tells of a message that is not of the contract, and does not hand it on', async () => {
  server.emit('board.changed.v1', { region: '35', from: 1, to: 'two', at: AT, tps: [], regions: [] });
  await until(() => heard.length > 1);
  expect(heard).toEqual(['up', 'unreadable board.changed.v1']);
  expect(messages).toEqual([]);
});

it('comes back by itself after being sent away', async () => {
  server.disconnectSockets(true);
  await until(() => heard.filter((what) => what === 'up').length === 2);
  expect(heard).toEqual(['up', 'down', 'up']);
});

it('does not come back to a server that wants a session, until it is opened anew', async () => {
  let attempts = 0;
  server.use((_socket, next) => {
    attempts++;
    next(new Error('not-signed-in'));
  });
  server.disconnectSockets(true);
  await until(() => heard.includes('refused'));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(heard).toEqual(['up', 'down', 'refused']);
  expect(attempts).toBe(1);
});
