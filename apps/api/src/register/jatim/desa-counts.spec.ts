import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDesaCounts } from './desa-counts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'posko-desa-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(content: string): Promise<[string, number][]> {
  const path = join(folder, 'desa.csv');
  await writeFile(path, content);
  return [...(await readDesaCounts(path))];
}

describe('readDesaCounts', () => {
  it('reads codes and counts by their columns, and turns the code that only Kemendagri uses into KPU’s', async () => {
    const csv = 'kode_desa,nama,tps_pemilu2024\n3501012001,WIDORO,10\n3515041013,"A, B",4\n';
    expect(await read(csv)).toEqual([
      ['3501012001', 10],
      ['3515041006', 4],
    ]);
  });

  it('refuses a file without those columns or with anything but figures in them', async () => {
    await expect(read('desa,tps\n3501012001,10\n')).rejects.toThrow('kode_desa');
    await expect(read('kode_desa,tps_pemilu2024\n3501012001,-1\n')).rejects.toThrow('must be a whole number');
  });
});
