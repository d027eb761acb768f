import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { RebuildService, createContext } from '../index';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { SirekapFormRepository } from '../platform/sirekap/sirekap-form.repository';
import { SirekapImportService } from './sirekap-import.service';
import type { SirekapImportResult } from './sirekap-import.service';
import { writeFiles } from './testing/sirekap-fixture';

const PUBLISHED_DIR = resolve('../shared/data/sirekap-pemilu-2024/tps');

const FORM = {
  chart: { null: null, '1000032': 71, '1000033': 114 },
  administrasi: { suara_sah: 185, suara_tidak_sah: 3, suara_total: 188 },
  images: ['https://example.invalid/1.jpg'],
  ts: '2024-11-28 09:00:00',
};
const OF_TPS = 'pkwkp/35/3578/357801/3578011001/3578011001001.json';

describe('SirekapImportService, with forms of single TPS', () => {
  const database = useTestDatabase();
  let context: INestApplicationContext;
  let folder: string;

  beforeAll(async () => {
    context = await createContext({ databaseUrl: database.url(), log: 'silent' });
  });
  afterAll(() => context.close());
  beforeEach(async () => {
    await database.empty();
    folder = await mkdtemp(join(tmpdir(), 'posko-sirekap-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function load(files: Record<string, unknown>): Promise<SirekapImportResult> {
    await writeFiles(folder, files);
    return context.get(SirekapImportService, { strict: false }).import(folder, 'pkwkp');
  }

  it('keeps the forms of single TPS, of both layouts, and tells of votes that changed', async () => {
    const first = await load({ [OF_TPS]: FORM });
    expect(first).toMatchObject({ outcome: 'imported', received: 1, new: 1, changed: [], top: null });
    const { chart, administrasi, ...rest } = FORM;
    const later = {
      ...rest,
      tungsura: { chart: { ...chart, '1000033': 104 }, administrasi },
      ts: '2024-11-28 09:30:00',
    };
    expect(await load({ [OF_TPS]: later })).toMatchObject({
      outcome: 'imported',
      changed: [
        {
          region: '3578011001001',
          code: 'W208',
          tpsIn: 1,
          before: { total: 185, votes: { '1000033': 114 } },
          after: { total: 175, votes: { '1000033': 104 } },
        },
      ],
    });
    expect(await load({})).toMatchObject({ outcome: 'unchanged', received: 1, new: 0, changed: [] });
    const history = await context.get(SirekapFormRepository, { strict: false }).history('pkwkp', ['3578011001001']);
    expect(history).toHaveLength(2);
    const latest = history[1];
    expect(latest).toMatchObject({ tps: '3578011001001', ts: '2024-11-28T09:30:00+07:00', photos: 1 });
    expect(latest?.form?.votes).toEqual({
      options: { '1000032': 71, '1000033': 104 },
      valid: 185,
      invalid: 3,
      total: 188,
    });
  });

  it('names the field of a form that cannot be', async () => {
    const form = { ...FORM, chart: { '1000032': -1 } };
    expect(await load({ [OF_TPS]: form })).toMatchObject({
      outcome: 'refused',
      rejected: [{ file: OF_TPS, reason: expect.stringMatching(/^no file of a TPS: chart/) as string }],
    });
  });

  it('are made again from the journal alone', async () => {
    await load({ [OF_TPS]: FORM, 'pkwkp/35/3578/357801/3578011001/3578011001002.json': { ...FORM, chart: null } });
    expect(await context.get(RebuildService, { strict: false }).run({ isWriting: false })).toMatchObject({
      isSame: true,
      tables: expect.arrayContaining([{ table: 'sirekap_form', rows: 2 }]) as unknown,
    });
  });

  const isPublishedHere = existsSync(PUBLISHED_DIR);
  const here = isPublishedHere ? '' : ` (skipped: no ${PUBLISHED_DIR})`;

  (isPublishedHere ? it : it.skip)(`takes the published forms of DKI, February 2024${here}`, async () => {
    const importer = context.get(SirekapImportService, { strict: false });
    const taken = { received: 565, rejected: [], passedOver: 0, changed: [] };
    expect(await importer.import(PUBLISHED_DIR, 'ppwp')).toMatchObject({ ...taken, new: 565, unchanged: 0 });
    expect(await importer.import(PUBLISHED_DIR, 'ppwp')).toMatchObject({ ...taken, new: 0, unchanged: 565 });
  });
});
