import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { SYSTEM_ACTOR } from '@posko/domain';
import { RegisterImportService, createContext, jatimRegister } from '../index';
import { ContestHolder } from '../platform/contest/contest-holder';
import { useTestDatabase } from '../platform/database/testing/test-database';
import { JatimContestsService } from './jatim-contests.service';
import { PaslonImportService } from './paslon-import.service';
import type { PaslonImportResult } from './paslon-import.service';

const PUBLISHED_DIR = resolve('../shared/data/sirekap-pilkada-2024/paslon');
const LIMIT_MS = 60_000;

const REGENTS = {
  '3526': {
    '1000777': { nama: 'A - B', nomor_urut: 1, warna: '#B67352' },
    '1000778': { nama: 'C - D', nomor_urut: 2, warna: '#8CB9BD' },
  },
  '1101': { '1000200': { nama: 'E - F', nomor_urut: 1, warna: '#B67352' } },
};

describe('PaslonImportService', () => {
  const database = useTestDatabase();
  let context: INestApplicationContext;
  let folder: string;

  beforeAll(async () => {
    context = await createContext({ databaseUrl: database.url(), log: 'silent' });
    const lines = await jatimRegister();
    await context.get(RegisterImportService, { strict: false }).import({ name: 'Jawa Timur', lines });
    folder = await mkdtemp(join(tmpdir(), 'posko-paslon-'));
    await mkdir(join(folder, 'paslon'));
    await writeFile(join(folder, 'paslon/pkwkk.json'), JSON.stringify(REGENTS));
    await writeFile(join(folder, 'paslon/else.json'), '{"mode":');
  }, LIMIT_MS);
  afterAll(async () => {
    await context.close();
    await rm(folder, { recursive: true });
  });

  const load = (path: string, contest?: 'pkwkp'): Promise<PaslonImportResult> => {
    return context.get(PaslonImportService, { strict: false }).import({ path, contest, actor: SYSTEM_ACTOR });
  };

  it('adds names to the contests that come with the register, and changes nothing the second time', async () => {
    const seeding = context.get(JatimContestsService, { strict: false });
    expect([await seeding.seed(), await seeding.seed()]).toEqual([39, 0]);
    const files = [{ name: 'paslon/pkwkk.json', contests: 1, otherAreas: 1 }];
    expect(await load(folder)).toEqual({ outcome: 'imported', seq: 3, added: 0, changed: 1, contests: 39, files });
    expect(await load(folder)).toEqual({ outcome: 'unchanged', seq: 3, added: 0, changed: 0, contests: 39, files });
    const [contest] = context.get(ContestHolder).within('352601').slice(1);
    expect(contest?.name).toBe('Bupati Bangkalan');
    expect(contest?.options.map(({ name }) => name)).toEqual(['A - B', 'C - D']);
  });

  it('says which file is none, and why', async () => {
    expect(await load(folder, 'pkwkp')).toEqual({ outcome: 'refused', reason: `no paslon file under ${folder}` });
    expect(await load(join(folder, 'paslon/else.json'), 'pkwkp')).toMatchObject({
      outcome: 'refused',
      reason: expect.stringMatching(/^else\.json: no paslon file of Sirekap: .*JSON/) as string,
    });
    await writeFile(join(folder, 'pkwkp.json'), '{"35":{"1":{"nama":"A - B"}}}');
    expect(await load(join(folder, 'pkwkp.json'))).toMatchObject({
      outcome: 'refused',
      reason: expect.stringMatching(/^pkwkp\.json: no paslon file of Sirekap: 35\.1\.nomor_urut: /) as string,
    });
    await expect(load(join(folder, 'none'))).rejects.toThrow('ENOENT');
  });

  const isPublishedHere = existsSync(PUBLISHED_DIR);
  const here = isPublishedHere ? '' : ` (skipped: no ${PUBLISHED_DIR})`;

  (isPublishedHere ? it : it.skip)(`takes the 39 contests of Jawa Timur from what was published${here}`, async () => {
    expect(await load(PUBLISHED_DIR)).toMatchObject({
      outcome: 'imported',
      added: 0,
      changed: 39,
      contests: 39,
      files: [
        { name: 'pkwkk.json', contests: 38, otherAreas: 470 },
        { name: 'pkwkp.json', contests: 1, otherAreas: 36 },
      ],
    });
    expect(await load(PUBLISHED_DIR)).toMatchObject({ outcome: 'unchanged' });
  });
});
