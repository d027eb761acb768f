import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LookupResponse } from '@posko/contracts';
import { SYSTEM_ACTOR } from '@posko/domain';
import { ContactImportService } from '../contact/import/contact-import.service';
import type { ContactImportResult } from '../contact/import/contact-import.service';
import { nextCommandId } from '@posko/testing';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { RebuildService } from '../rebuild/rebuild.service';
import type { RunningServer } from '../server';
import { START_SEQ, endServersAfterEach, post, postReport, send, signIn, startSmall } from './testing/small-server';
import type { Cookie } from './testing/small-server';

const HEADER = 'place,duty,name,phone';
const LIST = [
  HEADER,
  '3578011001001,Ketua KPPS,Siti Aminah,0812-3456-789',
  '3578011001001,Anggota KPPS,Budi Santoso,0813 1111 222',
  '3578011001002,Ketua KPPS,Nur Aini,+62 812 9999 000',
  '3578011001,PPS,Hasan Siti,(031) 8292591',
  '357801,PPK,,031-8499222',
  '3501012001001,Ketua KPPS,Siti Rahayu,081255566677',
];

describe('contacts', () => {
  const database = useTestDatabase();
  endServersAfterEach();
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'posko-contacts-'))));
  afterAll(() => rm(folder, { recursive: true }));
  beforeEach(() => database.empty());

  const load = async (server: RunningServer, lines: readonly string[]): Promise<ContactImportResult> => {
    const path = join(folder, 'list.csv');
    await writeFile(path, lines.join('\n'));
    const importer = server.context.get(ContactImportService, { strict: false });
    return importer.import({ path, name: 'list.csv', actor: SYSTEM_ACTOR });
  };

  const rows = (): Promise<{ place: string; name: string }[]> =>
    database.dataSource().query('SELECT place, name FROM contact ORDER BY place, number');

  describe('as an import brings them', () => {
    it('are taken whole, once, and made again from the journal', async () => {
      const { server } = await startSmall(database.url());
      const seq = START_SEQ + 1;
      expect(await load(server, LIST)).toEqual({ outcome: 'imported', seq, contacts: 6, places: 5 });
      expect(await load(server, LIST)).toMatchObject({ outcome: 'unchanged', seq });
      expect(await rows()).toHaveLength(6);
      const report = await server.context.get(RebuildService, { strict: false }).run({ isWriting: false });
      expect(report).toMatchObject({ isSame: true, differences: [] });
      expect(report.tables).toContainEqual({ table: 'contact', rows: 6 });
    });

    it('take the place of what was known of the places they name, and of no others', async () => {
      const { server } = await startSmall(database.url());
      await load(server, LIST);
      const result = await load(server, [HEADER, '3578011001001,Ketua KPPS,Pengganti,0899']);
      expect(result).toMatchObject({ outcome: 'imported', contacts: 1, places: 1 });
      expect((await rows()).map(({ place, name }) => `${place} ${name}`)).toEqual([
        '3501012001001 Siti Rahayu',
        '357801 ',
        '3578011001 Hasan Siti',
        '3578011001001 Pengganti',
        '3578011001002 Nur Aini',
      ]);
      // Back to the first list is a change again.
      expect(await load(server, LIST)).toMatchObject({ outcome: 'imported', contacts: 6 });
      expect(await server.context.get(RebuildService, { strict: false }).run({ isWriting: false })).toMatchObject({
        isSame: true,
      });
    });

    it('are refused with every bad line, and then nothing changes', async () => {
      const { server } = await startSmall(database.url());
      const bad = [...LIST, '3578021002003,Ketua KPPS,X,0812', '3578,KPU,Y,none', '35780110,PPS,Z,0812,too much'];
      expect(await load(server, bad)).toEqual({
        outcome: 'refused',
        issues: [
          { line: 8, column: 'place', reason: 'the register has no 3578021002003' },
          { line: 9, column: 'phone', reason: '"none" is no telephone number' },
          { line: 10, reason: 'the line has 5 columns, the first line 4' },
        ],
        furtherIssues: 0,
      });
      expect(await rows()).toEqual([]);
      expect(await load(server, [HEADER])).toMatchObject({
        issues: [{ line: 1, reason: 'there is no contact in it' }],
      });
    });
  });

  describe('are found while someone types', () => {
    const find = async (server: RunningServer, q: string, as?: Cookie): Promise<LookupResponse['rows']> => {
      const answer = await send<LookupResponse>(server, `/api/lookup?q=${encodeURIComponent(q)}`, { as });
      expect(answer.status).toBe(200);
      return LookupResponse.parse(answer.body).rows;
    };
    const places = async (server: RunningServer, q: string, as?: Cookie): Promise<string[]> =>
      (await find(server, q, as)).map(({ place, match }) => `${match} ${place}`);

    it('by code, number, desa and name, with whom to ring and where the TPS stands', async () => {
      const { server } = await startSmall(database.url());
      await load(server, LIST);
      await postReport(server, 20, { stage: 'ready' });
      const [hit] = await find(server, '3578011001001');
      expect(hit).toMatchObject({
        place: '3578011001001',
        match: 'code',
        contact: { name: 'Siti Aminah', duty: 'Ketua KPPS' },
      });
      expect(hit?.path.map(({ code }) => code)).toEqual(['35', '3578', '357801', '3578011001']);
      for (const q of ['08123456', '+62 812-3456', '8123456', '0812 3456 789']) {
        expect(await places(server, q)).toEqual(['phone 3578011001001']);
      }
      expect(await places(server, '0812')).toEqual([
        'phone 3578011001001',
        'phone 3501012001001',
        'phone 3578011001002',
      ]);
      expect(await places(server, 'waru 2')).toEqual(['desa 3578011001002']);
      expect(await places(server, 'TPS 5 bendul')).toEqual(['desa 3578021002005']);
      expect(await places(server, 'warugunung')).toEqual(['desa 3578011001']);
      expect(await places(server, 'sit')).toEqual(['name 3501012001001', 'name 3578011001', 'name 3578011001001']);
      expect(await places(server, 'ami sit')).toEqual(['name 3578011001001']);
      expect(await places(server, '8292591')).toEqual([]);
      expect(await places(server, '0318292591')).toEqual(['phone 3578011001']);
    });

    it('when they called before, by number and by name', async () => {
      const { server } = await startSmall(database.url());
      await load(server, LIST);
      const calls = [
        { tps: '3578021002005', phone: '+62 877-1234-555', caller: 'Bu Wulan', note: 'budi menelepon' },
        { tps: '3578021002005', phone: '0877 1234 555', caller: 'Wulan', note: 'lagi' },
        { tps: '3578011001001', phone: '08123456789', caller: 'Siti', note: 'nomor yang dikenal' },
        { tps: '3501012001001', caller: 'Wulan tanpa nomor', note: 'x' },
      ];
      for (const call of calls) {
        const answer = await post(server, '/api/incidents', { id: nextCommandId(), kind: 'INF-01', ...call });
        expect(answer.status).toBe(201);
      }
      const [hit, ...others] = await find(server, '08771234');
      expect([hit?.place, hit?.match, hit?.contact]).toEqual([
        '3578021002005',
        'phone',
        { place: '3578021002005', duty: '', name: 'Wulan', phone: '0877 1234 555' },
      ]);
      expect(others).toEqual([]);
      expect(await places(server, 'wul')).toEqual(['name 3578021002005']);
      expect(await places(server, 'budi')).toEqual(['name 3578011001001']);
      expect(await places(server, '0812345678')).toEqual(['phone 3578011001001']);
      expect(await places(server, 'wul', await signIn(server, 'operator', '3501'))).toEqual([]);
    });

    it('by nothing that would do harm', async () => {
      const { server } = await startSmall(database.url());
      await load(server, LIST);
      for (const q of ["' OR 1=1 --", '!&|():*', '%', '_', '\\', "siti':*|budi", '<script>', '\u0000x', '0812%']) {
        expect(Array.isArray(await find(server, q))).toBe(true);
      }
      expect((await send(server, '/api/lookup?q=')).status).toBe(400);
      expect((await find(server, '35780110')).length).toBeLessThanOrEqual(12);
    });

    it('only within the scope, and only by those who ring', async () => {
      const { server } = await startSmall(database.url());
      await load(server, LIST);
      const pacitan = await signIn(server, 'operator', '3501');
      expect(await places(server, 'sit', pacitan)).toEqual(['name 3501012001001']);
      expect(await places(server, '0812', pacitan)).toEqual(['phone 3501012001001']);
      expect(await places(server, 'waru', pacitan)).toEqual([]);
      expect(await places(server, '3578011001001', pacitan)).toEqual([]);
      expect(await places(server, '35', pacitan)).toContain('code 3501012001001');
      expect((await places(server, '35', pacitan)).every((place) => place.startsWith('code 3501'))).toBe(true);
      for (const role of ['viewer', 'commissioner', 'verifier', 'administrator'] as const) {
        const as = await signIn(server, role, '35');
        expect((await send(server, '/api/lookup?q=siti', { as })).status).toBe(403);
      }
    });
  });
});
