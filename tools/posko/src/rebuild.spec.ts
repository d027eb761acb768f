import { describe, expect, it } from '@jest/globals';
import { databasePlace } from './database';
import { rebuildText } from './rebuild';

const REPORT = {
  ...{ isSame: true, entries: 0, head: { seq: 0, hash: '' }, faults: [], differences: [] },
  tables: [{ table: 'tps_state', rows: 0 }],
};
const dataDir = '/srv/posko';

describe('what a rebuild says', () => {
  it('is not that nothing is identical to nothing, but where it looked', () => {
    const embedded = databasePlace({ dataDir, databaseUrl: undefined });
    const text = rebuildText(REPORT, embedded);
    expect(text).toContain('0 entries');
    expect(text).toContain('/srv/posko');
    expect(text).not.toContain('identical');
  });

  it('names a database without who signs in there', () => {
    const databaseUrl = 'postgres://posko:rahasia@db.kpu:5433/posko?sslmode=require';
    expect(databasePlace({ dataDir, databaseUrl })).toBe('the database db.kpu:5433/posko (DATABASE_URL)');
    expect(databasePlace({ dataDir, databaseUrl: 'host=db password=rahasia' })).not.toContain('rahasia');
  });

  it('is the verdict where there are entries, or where tables have rows that no entry made', () => {
    expect(rebuildText({ ...REPORT, entries: 3 }, '')).toBe('3 entries replayed; tps_state: 0 rows: identical');
    const stray = { table: 'tps_state', side: 'only in the tables', row: { code: '1' } } as const;
    expect(rebuildText({ ...REPORT, isSame: false, differences: [stray] }, '')).toContain('NOT identical');
  });
});
