import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { BoardResponse } from '@posko/contracts';
import type { ClientEvents, ServerEvents } from '@posko/contracts';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { createContext } from '../server';
import { SirekapImportService } from '../sirekap/sirekap-import.service';
import { aggregateFile, writeFiles } from '../sirekap/testing/sirekap-fixture';
import {
  cookieOf,
  START_SEQ,
  endServer,
  endServersAfterEach,
  eventually,
  send,
  startSmall,
} from './testing/small-server';

const FILES = {
  'pkwkp/35/35.json': aggregateFile({
    ts: '2024-11-28 10:15:04',
    own: [38, 40, 700, 900],
    table: { '3578': [19, 20, 350, 450] },
  }),
};

describe('Sirekap beside the board', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  const sockets: Socket[] = [];
  afterEach(() => sockets.splice(0).forEach((socket) => socket.disconnect()));
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'posko-sirekap-'));
    await writeFiles(folder, FILES);
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function importBeside(): Promise<void> {
    const context = await createContext({ databaseUrl: database.url(), log: 'silent' });
    const result = await context.get(SirekapImportService, { strict: false }).import(folder, 'pkwkp');
    await context.close();
    expect(result.outcome).toBe('imported');
  }

  it('appears on a running server, which tells every client, and is there after a restart', async () => {
    await database.empty();
    const { server } = await startSmall(database.url());
    const before = await send<BoardResponse>(server, '/api/board');
    expect(before.body.sirekap).toBeUndefined();
    const socket: Socket<ServerEvents, ClientEvents> = io(server.url, {
      transports: ['websocket'],
      forceNew: true,
      extraHeaders: cookieOf(server),
    });
    sockets.push(socket);
    const told: unknown[] = [];
    socket.on('sirekap.changed.v1', (message) => told.push(message));
    await eventually(() => {
      expect(socket.connected).toBe(true);
    });
    await importBeside();
    await eventually(() => {
      expect(told).toEqual([{ seq: START_SEQ + 1, contest: 'pkwkp' }]);
    });
    const { body } = await send<BoardResponse>(server, '/api/board');
    expect(BoardResponse.parse(body).sirekap).toEqual({ ts: '2024-11-28T10:15:04+07:00', total: 40, received: 38 });
    expect(body.children.map((child) => 'sirekap' in child && child.sirekap?.received)).toEqual([false, 19]);
    await endServer(server);
    const again = await startSmall(database.url());
    expect((await send<BoardResponse>(again.server, '/api/board/3578')).body.sirekap?.received).toBe(19);
  });

  it('shows nothing of a contest that is not on the board', async () => {
    await database.empty();
    await importBeside();
    const { server } = await startSmall(database.url(), { contest: 'pkwkk' });
    expect((await send<BoardResponse>(server, '/api/board')).body.sirekap).toBeUndefined();
  });
});
