import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildServer, posko } from './testing/posko-process';
import type { Ended } from './testing/posko-process';

const HEADER = 'kode_desa;nomor_tps;provinsi;kabupaten;kecamatan;desa;dpt_l;dpt_p';
const rowOf = (number: number, dptL = 250): string =>
  `3578011001;${number};Jawa Timur;Kota Surabaya;Karangpilang;Waru Gunung;${dptL};260`;
const GOOD = [HEADER, rowOf(1), rowOf(2)].join('\r\n');
const BAD = [HEADER, rowOf(1), rowOf(1), rowOf(3, 601)].join('\n');
const SIREKAP = {
  mode: 'hhcw',
  tungsura: { chart: {}, table: { '3578': { '1000032': 7, progres: { total: 2, progres: 1 } } } },
  progres: { total: 2, progres: 1 },
  ts: '2024-11-28 10:15:04',
};
const LIMIT_MS = 120_000;

/** The import commands as people run them: a process, its two outputs, its exit code. */
describe('posko import', () => {
  let folder: string;
  let settings: NodeJS.ProcessEnv;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'posko-import-'));
    await chmod(folder, 0o755);
    settings = { POSKO_DATA: join(folder, 'data') };
    await Promise.all([
      writeFile(join(folder, 'good.csv'), GOOD),
      writeFile(join(folder, 'bad.csv'), BAD),
      writeFile(join(folder, '35.json'), JSON.stringify(SIREKAP)),
      buildServer(),
    ]);
  }, LIMIT_MS);
  afterAll(() => rm(folder, { recursive: true }));

  const run = (...args: string[]): Promise<Ended> => posko(['import', ...args], settings);

  it(
    'brings a register, names bad lines, and is the same in JSON',
    async () => {
      const refused = await run('register', join(folder, 'bad.csv'));
      expect([refused.exitCode, refused.stdout.trim().split('\n')]).toEqual([
        1,
        [
          'line 3, nomor_tps: TPS 3578011001001 is on line 2 already',
          'line 4, dpt_l: "601" is no whole number from 0 to 600',
        ],
      ]);
      const imported = await run('register', join(folder, 'good.csv'), '--json');
      expect(imported.exitCode).toBe(0);
      expect(JSON.parse(imported.stdout)).toMatchObject({ outcome: 'imported', version: 1, tps: 2, regions: 4 });
      const again = await run('register', join(folder, 'good.csv'), '--json');
      expect(JSON.parse(again.stdout)).toMatchObject({ outcome: 'unchanged', version: 1 });
      const sirekap = await run('sirekap', folder, '--json');
      expect(JSON.parse(sirekap.stdout)).toMatchObject({
        outcome: 'imported',
        seq: 2,
        received: 1,
        new: 1,
        unchanged: 0,
        changed: [],
        rejected: [],
        top: { received: 1 },
      });
      await writeFile(join(folder, '3578.json'), '{"mode":');
      const repeated = await run('sirekap', folder, '--contest', 'pkwkp-35', '--json');
      expect([repeated.exitCode, JSON.parse(repeated.stdout)]).toMatchObject([
        0,
        { outcome: 'unchanged', new: 0, unchanged: 1, rejected: [{ file: '3578.json' }] },
      ]);
      const nothing = await run('sirekap', join(folder, 'good.csv'), '--json');
      expect([nothing.exitCode, JSON.parse(nothing.stdout)]).toEqual([
        1,
        {
          outcome: 'refused',
          reason: expect.stringMatching(/^no file of contest pkwkp under .*good.csv$/) as string,
          received: 0,
          new: 0,
          unchanged: 0,
          changed: [],
          rejected: [],
          passedOver: 1,
        },
      ]);
    },
    LIMIT_MS,
  );

  it(
    'says what it wants',
    async () => {
      const help = await run('register', '--help');
      expect(help.exitCode).toBe(0);
      for (const column of HEADER.split(';')) expect(help.stdout).toContain(column);
      expect((await run('sirekap', folder, '--contest', 'governor')).exitCode).toBe(2);
      expect((await run('register', join(folder, 'good.csv'), '--max-dpt', '0')).exitCode).toBe(2);
      const missing = await run('register', join(folder, 'none.csv'));
      expect([missing.exitCode, missing.stdout]).toEqual([1, '']);
      expect(missing.stderr).toContain('none.csv cannot be read');
    },
    LIMIT_MS,
  );
});
