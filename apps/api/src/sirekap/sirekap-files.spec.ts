import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    'README.md',
    'loose/3578.json',
  ];
  await writeFiles(folder, Object.fromEntries(names.map((name) => [name, {}])));
});
afterAll(() => rm(folder, { recursive: true }));

const names = async (below: string, contest: 'pkwkp' | 'pkwkk' = 'pkwkp'): Promise<string[]> =>
  (await findSirekapFiles(join(folder, below), contest)).files.map(({ name, region }) => `${name} ${region}`);

describe('findSirekapFiles', () => {
  it('finds the aggregate files of a contest from any level of the layout, the nation first', async () => {
    expect(await names('1015')).toEqual([
      'pkwkp/0.json 0',
      'pkwkp/35.json 35',
      'pkwkp/35/3578.json 3578',
      'pkwkp/35/3578/357801.json 357801',
    ]);
    expect(await names('1015/pkwkp')).toHaveLength(4);
    expect(await names('1015/pkwkp/35')).toEqual(['3578.json 3578', '3578/357801.json 357801']);
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

  it('counts what it passes over', async () => {
    expect((await findSirekapFiles(join(folder, '1015'), 'pkwkp')).passedOver).toBe(3);
  });

  it('fails where there is nothing', async () => {
    await expect(names('none')).rejects.toThrow('ENOENT');
  });
});
