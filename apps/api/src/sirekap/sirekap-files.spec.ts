import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContestCode } from '@posko/domain';
import { findSirekapFiles } from './sirekap-files';
import { writeFiles } from './testing/sirekap-fixture';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'posko-sirekap-'));
  const names = [
    '1015/pkwkp/0.json',
    '1015/pkwkp/35.json',
    '1015/pkwkp/35/3578.json',
    '1015/pkwkp/35/3578/357801.json',
    '1015/pkwkp/35/3578/357801/3578011001.json',
    '1015/pkwkp/35/3578/357801/3578011001/3578011001001.json',
    '1015/pkwkk/35/3578.json',
    '0100/pkwkp/35/3578.json',
    'paslon/pkwkp.json',
    'wilayah/35.json',
    'README.md',
    'loose/3578.json',
    'pemilu/ppwp.json',
    'pemilu/ppwp/35.json',
    'odd/broken.json',
    'odd/123.json',
  ];
  await writeFiles(folder, Object.fromEntries(names.map((name) => [name, {}])));
});
afterAll(() => rm(folder, { recursive: true }));

const names = async (below: string, contest: ContestCode = 'pkwkp'): Promise<string[]> =>
  (await findSirekapFiles(join(folder, below), contest)).files.map(({ name, place }) => `${name} ${place}`);

describe('findSirekapFiles', () => {
  it('finds the aggregate files of a contest from any level of the layout, the nation first', async () => {
    expect(await names('1015')).toEqual([
      'pkwkp/0.json 0',
      'pkwkp/35.json 35',
      'pkwkp/35/3578.json 3578',
      'pkwkp/35/3578/357801.json 357801',
      'pkwkp/35/3578/357801/3578011001.json 3578011001',
      'pkwkp/35/3578/357801/3578011001/3578011001001.json 3578011001001',
    ]);
    expect(await names('1015/pkwkp')).toHaveLength(6);
    expect((await names('1015/pkwkp/35')).slice(0, 2)).toEqual(['3578.json 3578', '3578/357801.json 357801']);
    expect(await names('1015/pkwkp/35/3578.json')).toEqual(['3578.json 3578']);
  });

  it('finds several moments side by side', async () => {
    expect((await names('.')).filter((name) => name.endsWith(' 3578'))).toEqual([
      '0100/pkwkp/35/3578.json 3578',
      '1015/pkwkp/35/3578.json 3578',
      'loose/3578.json 3578',
    ]);
  });

  it('leaves the files of another contest alone, and takes those of none as what was asked for', async () => {
    expect(await names('1015', 'pkwkk')).toEqual(['pkwkk/35/3578.json 3578']);
    expect(await names('1015/pkwkk')).toEqual([]);
    expect(await names('loose', 'pkwkk')).toEqual(['3578.json 3578']);
  });

  it('takes the nation’s file of a Pemilu by its own name', async () => {
    expect(await names('pemilu', 'ppwp')).toEqual(['ppwp.json 0', 'ppwp/35.json 35']);
  });

  it('counts what it passes over', async () => {
    expect((await findSirekapFiles(join(folder, '1015'), 'pkwkp')).passedOver).toBe(1);
    const all = await findSirekapFiles(folder, 'pkwkp');
    expect(all.files.length + all.rejected.length + all.passedOver).toBe(16);
  });

  it('names JSON that is of no place', async () => {
    const { files, rejected } = await findSirekapFiles(folder, 'pkwkp');
    const reason = 'its name is no code of a region or TPS';
    expect(rejected).toEqual([
      { file: 'odd/123.json', reason },
      { file: 'odd/broken.json', reason },
    ]);
    expect(files.some(({ name }) => name.startsWith('paslon') || name.startsWith('wilayah'))).toBe(false);
  });

  it('fails where there is nothing', async () => {
    await expect(names('none')).rejects.toThrow('ENOENT');
  });
});
