import type { INestApplicationContext } from '@nestjs/common';
import { createContext } from '../../index';
import { BlobStore } from '../../platform/blob/blob-store';
import { useTestDatabase } from '../../platform/database/testing/test-database';
import { JournalRepository } from '../../platform/journal/journal.repository';
import { JournalWriter } from '../../platform/journal/journal-writer';
import { registerOfChunks } from '../../platform/register/register-chunk';
import { RegisterHolder } from '../../platform/register/register-holder';
import { RegisterImportService } from './register-import.service';
import type { RegisterImportResult, RegisterProgress, RegisterSource } from './register-import.service';
import type { RegisterLine, RegisterRecord } from './register-record';

function record(desaCode: string, number: number, line = number): RegisterRecord {
  const names = {
    provinsi: `P ${desaCode.slice(0, 2)}`,
    kabupaten: `K ${desaCode.slice(0, 4)}`,
    kecamatan: `C "${desaCode.slice(0, 6)}", Ja'an\\`,
    desa: `D ${desaCode}`,
  };
  return { line, desaCode, number, names, dptL: 100 + number, dptP: Math.abs(300 - number) };
}

const SMALL = [record('3501012002', 2), record('3501012001', 1), record('3501012001', 3)];
const OTHER = [record('1101012001', 1), record('3501012001', 1)];

describe('RegisterImportService', () => {
  const database = useTestDatabase();
  let context: INestApplicationContext;
  let service: RegisterImportService;

  beforeAll(async () => {
    context = await createContext({ databaseUrl: database.url(), log: 'silent' });
    service = context.get(RegisterImportService, { strict: false });
  });
  afterAll(() => context.close());
  beforeEach(() => database.empty());

  const load = (lines: Iterable<RegisterLine>, more: Partial<RegisterSource> = {}): Promise<RegisterImportResult> =>
    service.import({ name: 'register.csv', lines, ...more });

  const head = async (): Promise<number> => (await context.get(JournalRepository).head()).seq;

  const count = async (table: 'tps' | 'region' | 'blob' | 'journal'): Promise<number> => {
    const [row] = await database.dataSource().query<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${table}`);
    return row?.n ?? -1;
  };

  async function report(code: string): Promise<void> {
    const hash = 'a'.repeat(64);
    await context.get(JournalWriter).transact({ id: '00000000-0000-4000-8000-000000000001', requestHash: hash }, () =>
      Promise.resolve({
        kind: 'tps.reported.v1',
        subject: code,
        body: {
          stage: 'ready',
          occurredAt: '2024-11-26T18:00:00+07:00',
          source: 'hotline',
          effect: 'advanced',
          standsAt: 'ready',
          stoodAt: 'unreported',
        },
      }),
    );
  }

  it('brings regions, TPS and one journal entry; the register in memory shows them', async () => {
    expect(await load(SMALL)).toEqual({ outcome: 'imported', version: 1, tps: 3, regions: 5, dpt: { l: 306, p: 894 } });
    const register = await context.get(RegisterHolder).load();
    expect(register.version).toBe(1);
    expect(register.tree.codes).toEqual(['35', '3501', '350101', '3501012001', '3501012002']);
    expect(register.tree.nameOf(2)).toBe('C "350101", Ja\'an\\');
    expect([0, 1, 2].map((position) => register.tree.tpsCodeAt(position))).toEqual([
      '3501012001001',
      '3501012001003',
      '3501012002002',
    ]);
    expect([...register.dptL]).toEqual([101, 103, 102]);
    expect([...register.dptP]).toEqual([299, 297, 298]);
    const entry = await context.get(JournalRepository).latest('register.imported.v1');
    expect(entry?.body).toMatchObject({ source: 'register.csv', tps: 3, regions: 5, dpt: { l: 306, p: 894 } });
  });

  it('can be made again from the journal alone', async () => {
    await load(OTHER);
    const entry = await context.get(JournalRepository).latest('register.imported.v1');
    const names = entry?.body.chunks ?? [];
    const rows = await registerOfChunks(await Promise.all(names.map((name) => context.get(BlobStore).get(name))));
    const regions = await database
      .dataSource()
      .query(
        'SELECT code, name, level, parent_code AS "parentCode", tps_count AS "tpsCount" FROM region ORDER BY code',
      );
    expect(rows.regions).toEqual(regions);
    const tps = await database.dataSource().query<{ code: string }[]>('SELECT code FROM tps ORDER BY position');
    expect(rows.tpsCodes).toEqual(tps.map(({ code }) => code));
  });

  it('takes the same register once, whatever its order, and a changed one again', async () => {
    await load(SMALL);
    expect(await load([...SMALL].reverse())).toMatchObject({ outcome: 'unchanged', version: 1 });
    expect(await load(OTHER)).toMatchObject({ outcome: 'imported', version: 2, tps: 2 });
    expect(await count('tps')).toBe(2);
    expect(await load(SMALL)).toMatchObject({ outcome: 'imported', version: 3, tps: 3 });
    expect(await head()).toBe(3);
  });

  it('names what is wrong, up to a hundred times, and changes nothing', async () => {
    await load(SMALL);
    const issues: RegisterLine[] = Array.from({ length: 120 }, (_, i) => [{ line: i + 2, reason: 'bad' }]);
    const result = await load([...OTHER, ...issues, record('1101012001', 1, 130)]);
    expect(result).toMatchObject({ outcome: 'refused', code: 'invalid-request', furtherIssues: 21 });
    expect('issues' in result && result.issues).toHaveLength(100);
    expect([await head(), await count('tps')]).toEqual([1, 3]);
  });

  it('refuses a source without a single TPS', async () => {
    expect(await load([])).toMatchObject({
      outcome: 'refused',
      issues: [{ line: 1, reason: 'there is no TPS in it' }],
    });
  });

  it('leaves everything as it was when it fails half way', async () => {
    await load(SMALL);
    const failing = load(OTHER, {
      onProgress: (progress) => {
        if (progress.phase === 'write') throw new Error('pulled the plug');
      },
    });
    await expect(failing).rejects.toThrow('pulled the plug');
    expect([await head(), await count('tps'), await count('blob')]).toEqual([1, 3, 2]);
  });

  it('is refused once a TPS has reported, except for the very same register', async () => {
    await load(SMALL);
    await report('3501012001001');
    expect(await load(OTHER)).toEqual({ outcome: 'refused', code: 'register-in-use', issues: [], furtherIssues: 0 });
    expect(await load(SMALL)).toMatchObject({ outcome: 'unchanged', version: 1 });
    expect([await head(), await count('tps')]).toEqual([2, 3]);
  });

  /** Starts work while the journal is locked, and opens it once `count` of the tasks stand before the lock. */
  async function atOnce<T>(count: number, start: () => Promise<T>[]): Promise<PromiseSettledResult<T>[]> {
    const lock = database.dataSource().createQueryRunner();
    await lock.startTransaction();
    await context.get(JournalRepository).lock(lock.manager);
    const tasks = Promise.allSettled(start());
    for (let waiting = 0; waiting < count;) {
      const [row] = await database.dataSource().query<{ n: number }[]>(
        `SELECT count(*)::int AS n FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
           WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted`,
      );
      waiting = row?.n ?? 0;
    }
    await lock.commitTransaction();
    await lock.release();
    return tasks;
  }

  it('lets one of two different imports at the same moment win, whole, and says so to the other', async () => {
    const results = await atOnce(2, () => [load(SMALL), load(OTHER)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = results.find((result) => result.status === 'rejected');
    expect(String(lost?.reason)).toContain('Another register was imported at the same moment');
    expect(await head()).toBe(1);
    const register = await context.get(RegisterHolder).load();
    expect(register.tree.size).toBe(results[0]?.status === 'fulfilled' ? SMALL.length : OTHER.length);
  });

  it('gives two of the same import at the same moment one entry', async () => {
    const results = await atOnce(2, () => [load(SMALL), load(SMALL)]);
    const first = { status: 'fulfilled', value: expect.objectContaining({ version: 1 }) as unknown };
    expect(results).toEqual([first, first]);
    expect(await head()).toBe(1);
  });

  it('tells how far it is', async () => {
    const progress: RegisterProgress[] = [];
    await load(SMALL, { onProgress: (step) => progress.push(step) });
    expect(progress.at(-1)).toEqual({ phase: 'write', tps: 3, total: 3 });
  });

  it('keeps a number that is not in turn, for whoever reads the regions', async () => {
    await load([record('3501012001', 2), record('3501012001', 999), record('3501012002', 1)]);
    const { tree } = await context.get(RegisterHolder).load();
    expect([0, 1, 2].map((position) => tree.tpsNumberAt(position))).toEqual([2, 999, 1]);
  });
});
