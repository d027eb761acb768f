import { afterEach, describe, expect, it } from '@jest/globals';
import { RegionsResponse } from '@posko/contracts';
import type { BoardReset, BoardResponse, ClientEvents, ErrorBody, ServerEvents } from '@posko/contracts';
import { RegionTree } from '@posko/domain';
import { SMALL_ROWS } from '@posko/testing';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { RegisterImportService } from '../register/import/register-import.service';
import type { RegisterImportResult } from '../register/import/register-import.service';
import { createContext, createServer } from '../server';
import {
  cookieOf,
  signIn,
  endServersAfterEach,
  eventually,
  postReport,
  send,
  startSmall,
} from './testing/small-server';

const OTHER = [1, 2].map((number) => ({
  line: number,
  desaCode: '3501012001',
  number,
  names: { provinsi: 'JAWA TIMUR', kabupaten: 'PACITAN', kecamatan: 'DONOROJO', desa: 'WIDORO' },
  dptL: 250,
  dptP: 260,
}));

describe('the register of a running server', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  const sockets: Socket[] = [];
  afterEach(() => sockets.splice(0).forEach((socket) => socket.disconnect()));

  /** Imports as the command line does: from beside the server. */
  async function importBeside(): Promise<RegisterImportResult> {
    const context = await createContext({ databaseUrl: database.url(), log: 'silent' });
    try {
      const service = context.get(RegisterImportService, { strict: false });
      return await service.import({ name: 'other.csv', lines: OTHER });
    } finally {
      await context.close();
    }
  }

  it('is told in code order, numbers where they are not 1 … n', async () => {
    await database.empty();
    const { server } = await startSmall(database.url());
    const { status, body } = await send<RegionsResponse>(server, '/api/regions');
    expect(status).toBe(200);
    expect(RegionsResponse.parse(body)).toEqual({ version: 1, offset: 0, tps: 40, rows: SMALL_ROWS });
    expect(new RegionTree(body.rows).tpsCodeAt(39)).toBe('3578021002005');
  });

  it('costs nothing to ask for again, and little to send', async () => {
    await database.empty();
    const { server } = await startSmall(database.url());
    const { headers } = await send(server, '/api/regions', { headers: { 'accept-encoding': 'gzip' } });
    const etag = headers.get('etag') ?? '';
    expect(etag).toBe('"1-0"');
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    const again = await send(server, '/api/regions', { headers: { 'if-none-match': etag } });
    expect([again.status, again.body]).toEqual([304, null]);
    expect((await send(server, '/api/regions', { headers: { 'if-none-match': '"0"' } })).status).toBe(200);
  });

  it('is not there before the first import', async () => {
    await database.empty();
    const server = await createServer({ databaseUrl: database.url(), port: 0, log: 'silent' });
    try {
      const { status, body } = await send<ErrorBody>(server, '/api/regions', { as: await signIn(server) });
      expect([status, body.code]).toEqual([503, 'not-ready']);
    } finally {
      await server.close();
    }
  });

  it('changes while it runs: every desk is sent to the new one', async () => {
    await database.empty();
    const { server } = await startSmall(database.url());
    const socket: Socket<ServerEvents, ClientEvents> = io(server.url, {
      transports: ['websocket'],
      forceNew: true,
      extraHeaders: cookieOf(server),
    });
    sockets.push(socket);
    const resets: BoardReset[] = [];
    socket.on('board.reset.v1', (reset) => resets.push(reset));
    await socket.timeout(5000).emitWithAck('board.subscribe', { region: '35' });
    expect((await send<RegionsResponse>(server, '/api/regions')).body.version).toBe(1);
    expect(await importBeside()).toMatchObject({ outcome: 'imported', version: 3, tps: 2 });
    await eventually(() => {
      expect(resets.at(-1)).toMatchObject({ region: '35', register: 3 });
    });
    const { headers, body } = await send<RegionsResponse>(server, '/api/regions', {
      headers: { 'if-none-match': '"1-0"' },
    });
    expect([headers.get('etag'), body.version, body.tps]).toEqual(['"3-0"', 3, 2]);
    const board = await send<BoardResponse>(server, '/api/board');
    expect([board.body.total, board.body.dpt]).toEqual([2, 1020]);
  });

  it('stays once a crew has reported', async () => {
    await database.empty();
    const { server } = await startSmall(database.url());
    await postReport(server, 3);
    expect(await importBeside()).toMatchObject({ outcome: 'refused', code: 'register-in-use' });
    expect((await send<BoardResponse>(server, '/api/board')).body.total).toBe(40);
  });
});
